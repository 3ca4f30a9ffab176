import { record } from '../../src/identity/index.ts';
import { type Step, tryNow } from '../../src/ingest/index.ts';
import { readAtlas } from '../../src/places/index.ts';
import { readConfig } from '../../src/platform/config.ts';
import type { Db } from '../../src/platform/index.ts';
import { openDatabase, openProgram, type Program } from '../../src/program.ts';
import {
  addChannel,
  addOutletWithChannel,
  channelById,
  classes,
  exportContacts,
  exportSources,
  filterOf,
  needsOf,
  type Outlet,
  type OutletClass,
  outletName,
  readAddress,
  type Surveyed,
  type SurveyFilter,
  setOutletsState,
  standings,
  survey,
} from '../../src/sources/index.ts';
import { openTerminal, type Terminal } from '../terminal.ts';
import { oneOf, UsageError } from '../usage.ts';

type Common = { json?: boolean };
type Filter = {
  class?: string;
  place?: string;
  standing?: string;
  need?: string;
  verification?: string;
  rights?: string;
};
const filterNames = new Set(['class', 'place', 'standing', 'need', 'verification', 'rights']);

/** Something needs a person: what `cuaso sources health` ends with then, so that a watchman can ring. */
const needsPerson = 3;

/** `cuaso sources list [words]` */
export async function list(words: string | undefined, options: Filter & Common): Promise<void> {
  const filter = filterIn(words, options);
  await within(options, async ({ db, now }, terminal) => {
    const found = await survey(db, now, filter, await readAtlas(db));
    const lines = found.map(
      ({ outlet, standing, channels, newest }) =>
        `${String(outlet.id).padStart(5)}  ${standing.padEnd(6)}  ${outlet.class.padEnd(14)}  ${channels.length} ch.  ${day(newest)}  ${outletName(outlet, 'en')}`,
    );
    terminal.result(found.map(summaryOf), lines.length === 0 ? 'No outlet fits.' : lines.join('\n'));
  });
}

/** `cuaso sources show <outlet>` */
export const show = (which: string, options: Common): Promise<void> =>
  within(options, async ({ db, now }, terminal) => {
    const { outlet, standing, channels, newest } = await oneOutlet(db, now, which);
    const lines = channels.map(({ id, health, kind, url, outcome, detail, findings, verification, verifiedAt }) =>
      [
        `  channel ${id}  ${health.padEnd(7)}  ${kind}  ${url}`,
        ...(outcome ? [`    last visit: ${outcome}${detail === null ? '' : ` (${detail})`}`] : []),
        ...(verification === null
          ? []
          : [`    ${wordsForAddress[verification]}${verifiedAt ? ` on ${day(verifiedAt)}` : ''}`]),
        ...findings.map((finding) => `    ${JSON.stringify(finding)}`),
      ].join('\n'),
    );
    terminal.result(
      {
        ...summaryOf({ outlet, standing, channels, newest }),
        rights: outlet.rights,
        channels: channels.map(channelOf),
      },
      [
        `${outlet.id}  ${outletName(outlet, 'en')}: ${outlet.class}, ${standing}, rights ${outlet.rights}`,
        ...lines,
      ].join('\n'),
    );
  });

type Add = Common & { name?: string; class: string; to?: string; paused?: boolean };

/** `cuaso sources add <address>` */
export async function add(url: string, options: Add): Promise<void> {
  const outletClass = classIn(options.class);
  const read = readAddress(url);
  if ('fault' in read) throw new UsageError(`"${url.slice(0, 200)}" is not the address of a channel (${read.fault})`);
  await within(options, async ({ db, now }, terminal) => {
    const state = options.paused ? ('paused' as const) : ('active' as const);
    const added = await db.transaction().execute(async (trx) => {
      const name = options.name ?? read.url.hostname.replace(/^www\./, '');
      const result = options.to
        ? await addChannel(trx, (await oneOutlet(db, now, options.to)).outlet.id, { url, state })
        : await addOutletWithChannel(trx, { name, class: outletClass, origin: 'import' }, { url, state });
      if (result.added)
        await record(trx, {
          person: null,
          action: 'source.add',
          subject: `outlet:${result.outletId}`,
          detail: { url },
        });
      return result;
    });
    terminal.result(
      added,
      `${added.added ? 'Added' : 'It is registered already:'} channel ${added.channelId} of outlet ${added.outletId}.`,
    );
  });
}

/** `cuaso sources start` and `pause`: outlets by id, domain or name, or a whole class. */
export const setState =
  (state: 'active' | 'paused') =>
  async (which: readonly string[], options: Common & { class?: string }): Promise<void> => {
    const outletClass = options.class === undefined ? undefined : classIn(options.class);
    if (which.length === 0 && outletClass === undefined)
      throw new UsageError('name outlets by id, domain or name, or give a --class');
    await within(options, async ({ db, now }, terminal) => {
      const chosen = await Promise.all(which.map(async (one) => (await oneOutlet(db, now, one)).outlet));
      const ofClass =
        outletClass === undefined
          ? []
          : (await survey(db, now, { class: outletClass }, await readAtlas(db))).map(({ outlet }) => outlet);
      const ids = [...chosen, ...ofClass].map(({ id }) => id);
      const channels = await db.transaction().execute(async (trx) => {
        const changed = await setOutletsState(trx, ids, state);
        const detail = { outlets: ids.slice(0, 200), count: ids.length, channels: changed };
        await record(trx, { person: null, action: `source.${state}`, subject: 'outlets', detail });
        return changed;
      });
      const outlets = ids.length;
      terminal.result(
        { outlets, channels },
        `${channels} channels of ${outlets} outlets ${state === 'active' ? 'started' : 'paused'}.`,
      );
    });
  };

/** `cuaso sources try <channel>`: exit code 1 when the visit fails. */
export const tryChannel = (id: string, options: Common): Promise<void> =>
  within(options, async ({ program, db }, terminal) => {
    const channel = /^\d{1,15}$/.test(id) ? await channelById(db, Number(id)) : undefined;
    if (!channel) throw new Error(`there is no channel ${id}; \`cuaso sources show\` lists those of an outlet`);
    const stopping = new AbortController();
    const stop = () => stopping.abort(new Error('stopped; nothing was stored'));
    process.once('SIGINT', stop);
    const began = performance.now();
    const onStep = (step: Step) =>
      terminal.step(`${String(Math.round(performance.now() - began)).padStart(6)} ms  ${wordsFor(step)}`);
    try {
      const visit = await tryNow(program.parts, channel, { signal: stopping.signal, onStep });
      const { outcome, detail, found, fresh, changed, pages, milliseconds } = visit;
      terminal.result(
        { outcome, detail, found, fresh, changed, pages, milliseconds },
        `${outcome}${detail === null ? '' : `: ${detail}`}`,
      );
      if (visit.trouble) process.exitCode = 1;
    } finally {
      process.off('SIGINT', stop);
    }
  });

/** `cuaso sources export`: the register on standard output. */
export async function write(options: { format: string; contacts?: boolean }): Promise<void> {
  const format = oneOf(['csv', 'opml'], options.format, 'format');
  await within({ json: true }, async ({ db, now }) => {
    process.stdout.write(await (options.contacts ? exportContacts(db) : exportSources(db, format, { now })));
    if (options.contacts) await record(db, { person: null, action: 'source.contact.export', subject: 'sources' });
  });
}

/** `cuaso sources health`: exit code 3 when something needs a person. */
export const health = (options: Common): Promise<void> =>
  within(options, async ({ db, now }, terminal) => {
    const surveyed = await survey(db, now, {}, await readAtlas(db));
    const counts = Object.fromEntries(
      standings.map((standing) => [standing, surveyed.filter((each) => each.standing === standing).length]),
    );
    const found = needsOf(surveyed, now);
    const needs = Object.fromEntries(found.map(({ need, outlets }) => [need, outlets.map(({ id }) => id)]));
    const named = (outlets: readonly Outlet[]) =>
      `${outlets
        .slice(0, 3)
        .map((outlet) => outletName(outlet, 'en'))
        .join(', ')}${outlets.length > 3 ? ' …' : ''}`;
    terminal.result(
      { outlets: surveyed.length, ...counts, needs },
      [
        standings.map((standing) => `${counts[standing]} ${standing}`).join(' · '),
        ...found.map(({ need, outlets }) => `${need}: ${outlets.length} (${named(outlets)})`),
      ].join('\n'),
    );
    if (found.length > 0) process.exitCode = needsPerson;
  });

type Ground = { program: Program; db: Db; now: Date };

/** Opens the program for one command, and closes it whatever comes. */
async function within(options: Common, work: (ground: Ground, terminal: Terminal) => Promise<void>): Promise<void> {
  const terminal = openTerminal(options);
  const database = await openDatabase(readConfig(), { join: true });
  try {
    const program = await openProgram(readConfig(), database.connection);
    try {
      await work({ program, db: program.parts.db, now: program.parts.clock() }, terminal);
    } finally {
      await program.stop();
    }
  } finally {
    await database.stop();
  }
}

/** The one outlet of an id, a domain or a name. Throws with the candidates when it is none or several. */
async function oneOutlet(db: Db, now: Date, which: string): Promise<Surveyed> {
  const byId = /^\d{1,15}$/.test(which);
  const found = await survey(db, now, byId ? {} : { words: which }, await readAtlas(db));
  const exact = found.filter(({ outlet }) => (byId ? outlet.id === Number(which) : outlet.domain === which));
  const [only, ...more] = exact.length > 0 || byId ? exact : found;
  if (!only) throw new Error(`no outlet is called "${which}"; \`cuaso sources list\` shows all`);
  if (more.length > 0)
    throw new Error(
      `"${which}" fits ${more.length + 1} outlets; name one by its id:\n${[only, ...more]
        .slice(0, 10)
        .map(({ outlet }) => `${outlet.id}  ${outletName(outlet, 'en')}`)
        .join('\n')}`,
    );
  return only;
}

const classIn = (text: string): OutletClass => oneOf(classes, text, 'class of outlet');

/** The filter that words and options say. Throws a UsageError for an option that means nothing. */
function filterIn(words: string | undefined, options: Filter): SurveyFilter {
  const filter = filterOf((name) => (name === 'q' ? words : options[name as keyof Filter]));
  for (const [name, given] of Object.entries(options))
    if (filterNames.has(name) && filter[name as keyof Filter] === undefined)
      throw new UsageError(`--${name} "${given}" means nothing; see \`cuaso sources list --help\``);
  return filter;
}

const summaryOf = ({ outlet, standing, channels, newest }: Omit<Surveyed, 'health'>) => ({
  id: outlet.id,
  name: outletName(outlet, 'en'),
  class: outlet.class,
  domain: outlet.domain,
  standing,
  newest,
  findings: [...new Set(channels.flatMap(({ findings }) => findings.map(({ kind }) => kind)))],
});

const channelOf = ({
  id,
  kind,
  url,
  state,
  health,
  outcome,
  detail,
  visitedAt,
  itemAt,
  findings,
  verification,
  verifiedAt,
}: Surveyed['channels'][number]) => ({
  ...{ id, kind, url, state, health, outcome, detail, visitedAt, itemAt, findings, verification, verifiedAt },
});

const wordsForAddress = {
  untried: 'unverified: nobody could check this address; the first visit will',
  failed: 'not confirmed: nobody could check this address, and no visit has brought anything so far',
  verified: 'verified',
} as const satisfies Record<NonNullable<Surveyed['channels'][number]['verification']>, string>;

const day = (at: Date | null): string => at?.toISOString().slice(0, 10) ?? '–'.padEnd(10);

function wordsFor(step: Step): string {
  switch (step.step) {
    case 'ask':
      return `asks for ${step.url}`;
    case 'resolved':
      return `${step.host} leads to ${step.address}`;
    case 'connected':
      return 'connected';
    case 'redirect':
      return `led on to ${step.url}`;
    case 'answer':
      return `status ${step.status}, ${step.bytes} bytes, ${step.type ?? 'no type'}`;
    case 'read':
      return `read as ${step.format}: ${step.entries} entries`;
    case 'same':
      return 'the same as at the last visit';
    case 'stored':
      return `stored: ${step.fresh} new, ${step.changed} changed, ${step.known} known; ${step.pages} pages to read`;
    case 'failed':
      return `failed: ${step.outcome}${step.detail === null ? '' : ` (${step.detail})`}`;
    case 'page':
      return `reads the page ${step.url}`;
    case 'article':
      return step.found ? `an article of ${step.words} words: ${step.title}` : `no article in it: ${step.reason}`;
    case 'no-page':
      return 'no page of an article to look at';
  }
}
