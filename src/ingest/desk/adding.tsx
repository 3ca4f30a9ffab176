import type { Context, Hono } from 'hono';
import { raw } from 'hono/html';
import { type DeskEnv, DeskPage, done, guard, record } from '../../identity/index.ts';
import { readAtlas } from '../../places/index.ts';
import { type Clock, type Db, type Env, idIn, type Trx } from '../../platform/index.ts';
import {
  addChannel,
  allOutlets,
  type Errors,
  outletName,
  outletPath,
  outletsByIds,
  ownersOf,
  readOutlet,
  registerOutlet,
  type Typed,
  typedIn,
} from '../../sources/index.ts';
import { Button, Empty } from '../../ui/index.ts';
import { discover, readPlace } from '../discovery/discover.ts';
import type { Candidate, Findings } from '../discovery/found.ts';
import { guessOutlet } from '../discovery/guess.ts';
import { growingPage, growsHere } from '../growing.tsx';
import { keepFindings, type Search, searchById } from '../store/searches.ts';
import {
  AddressPage,
  type ForOutlet,
  Found,
  type FoundProps,
  newPath,
  SearchPage,
  StepLine,
} from '../views/finding.tsx';
import type { Deps } from '../visit.ts';

type Parts = { db: Db; clock: Clock; deps: () => Promise<Deps> };
type C = Context<DeskEnv>;

/**
 * Adding sources from an address: the search is shown step by step while it goes on (the page grows as it is sent, no
 * script needed), its result is kept, and one form adds the outlet and the channels that were chosen.
 */
export function addingRoutes(app: Hono<Env>, parts: Parts): void {
  const { db, deps } = parts;
  const write = guard('source.write');

  app.get('/desk/sources/new', write, async (c) =>
    c.html(<AddressPage c={c} outlet={await outletAsked(c, db)} url={c.req.query('url') ?? ''} />),
  );

  app.post('/desk/sources/new', write, async (c) => {
    const { url = '' } = await typedIn(c.req);
    const outlet = await outletAsked(c, db);
    const place = readPlace(url);
    if ('fault' in place) return c.html(<AddressPage c={c} outlet={outlet} url={url} fault={place.fault} />, 422);
    const ready = await deps();
    const page = (
      <SearchPage c={c} outlet={outlet} address={url}>
        {raw(growsHere)}
      </SearchPage>
    );
    return growingPage(c, page, async (write, signal) => {
      const search = discover(ready, url, { signal });
      await write(
        `<details class="panel" open><summary>${c.var.t('ingest.find.steps')}</summary><div role="log"><ol class="step-lines">`,
      );
      let next = await search.next();
      for (; !next.done; next = await search.next()) await write(<StepLine c={c} step={next.value} />);
      await write('</ol></div></details>');
      const findings = next.value;
      const id = await keepFindings(db, findings);
      await write(<Found {...(await foundProps(c, parts, { id, findings, outlet }))} />);
    });
  });

  app.get('/desk/sources/found/:id', write, async (c) => {
    const search = await searchById(db, idIn(c));
    if (!search?.findings) return nothingKept(c);
    const outlet = await outletOf(c, db, search);
    const props = await foundProps(c, parts, { id: search.id, findings: search.findings, outlet });
    return c.html(<FoundPage {...props} />);
  });

  app.post('/desk/sources/found/:id', write, async (c) => {
    const search = await searchById(db, idIn(c));
    if (!search?.findings) return nothingKept(c);
    const { t, person } = c.var;
    const { findings } = search;
    const typed = await typedIn(c.req);
    const outlet = await outletOf(c, db, search);
    const props = await foundProps(c, parts, { id: search.id, findings, outlet });
    const again = (errors: Errors) => c.html(<FoundPage {...props} typed={typed} errors={errors} />, 422);
    const chosen = chosenOf(findings, typed);
    const target = outlet?.id ?? (typed.whose === 'new' ? undefined : props.known?.id);
    const owner = chosen.map(({ url }) => props.owners.get(url)).find((name) => name !== undefined);
    const wrong: Record<string, string> = {};
    if (chosen.length === 0) wrong.channels = t('ingest.find.choose');
    if (owner !== undefined) wrong.channels = t('sources.wrong.address-there', { name: owner });
    const read = target === undefined ? readOutlet(typed, { t, atlas: props.atlas }) : undefined;
    if (read && 'errors' in read) Object.assign(wrong, read.errors);
    if (Object.keys(wrong).length > 0) return again(wrong);
    const state = typed.active === '1' ? ('active' as const) : ('paused' as const);
    const at = await db.transaction().execute(async (trx: Trx) => {
      const id = target ?? (read && 'outlet' in read ? await registerOutlet(trx, read.outlet) : 0);
      for (const { kind, url, title, settings, language } of chosen) {
        const channel = { kind, url, title, language, state, ...(settings ? { settings } : {}) };
        await addChannel(trx, id, channel);
      }
      const detail = { url: findings.address, channels: chosen.length };
      await record(trx, {
        person,
        action: target === undefined ? 'source.add' : 'source.channel',
        subject: `outlet:${id}`,
        detail,
      });
      return id;
    });
    return done(c, outletPath(at), 'ingest.done.channels');
  });
}

/** The candidates that were ticked; the address itself where nothing was found and a person wants it all the same. */
function chosenOf(
  { address, candidates }: Findings,
  typed: Typed,
): Pick<Candidate, 'kind' | 'url' | 'title' | 'settings' | 'language'>[] {
  const chosen = candidates.filter((_, place) => typed[`channel.${place}`] === '1');
  if (typed.given !== '1') return chosen;
  return [
    ...chosen,
    ...givenIn({ address }).map((url) => ({ kind: 'feed' as const, url, title: null, language: null })),
  ];
}

/** The address itself, where it is one and not the handle of a profile. */
function givenIn({ address }: Pick<Findings, 'address'>): string[] {
  const place = readPlace(address);
  return 'url' in place ? [place.url.href] : [];
}

type Kept = { id: number; findings: Findings; outlet: ForOutlet | undefined };

/** All that the result is shown with; the form holds what was guessed, and the best candidate is ticked. */
async function foundProps(c: C, { db, clock }: Parts, { id, findings, outlet }: Kept): Promise<FoundProps> {
  const [atlas, outlets] = await Promise.all([readAtlas(db), allOutlets(db)]);
  const names = new Map(outlets.map((one) => [one.id, outletName(one, c.var.lang)]));
  const there = await ownersOf(db, [...findings.candidates.map(({ url }) => url), ...givenIn(findings)]);
  const owners = new Map([...there].map(([url, owner]) => [url, names.get(owner) ?? '']));
  const guess = guessOutlet(findings, { outlets, atlas });
  const best = findings.candidates.findIndex(({ url, score }) => score > 0 && !owners.has(url));
  const typed = {
    name: guess.name,
    class: guess.class,
    place: guess.place,
    languages: guess.languages.join(', '),
    home: guess.home,
    active: '1',
    ...(best >= 0 ? { [`channel.${best}`]: '1' } : {}),
  };
  return { c, id, findings, outlet, known: guess.known, owners, typed, atlas, now: clock() };
}

const FoundPage = (props: FoundProps) => {
  const { c, findings, outlet } = props;
  return (
    <SearchPage c={c} outlet={outlet} address={findings.address}>
      <Found {...props} />
      <details class="panel">
        <summary>{c.var.t('ingest.find.steps')}</summary>
        <ol>
          {findings.steps.map((step) => (
            <StepLine c={c} step={step} />
          ))}
        </ol>
      </details>
    </SearchPage>
  );
};

async function outletAsked(c: C, db: Db): Promise<ForOutlet | undefined> {
  const asked = c.req.query('outlet') ?? '';
  const [outlet] = /^\d{1,15}$/.test(asked) ? await outletsByIds(db, [Number(asked)]) : [];
  return outlet && { id: outlet.id, name: outletName(outlet, c.var.lang) };
}

async function outletOf(c: C, db: Db, { outletId }: Search): Promise<ForOutlet | undefined> {
  if (outletId === null) return outletAsked(c, db);
  const [outlet] = await outletsByIds(db, [outletId]);
  return outlet && { id: outlet.id, name: outletName(outlet, c.var.lang) };
}

const nothingKept = (c: C) => {
  const { t } = c.var;
  return c.html(
    <DeskPage c={c} title={t('ingest.find.gone')}>
      <Empty title={t('ingest.find.gone')} text={t('ingest.find.gone.text')}>
        <Button href={newPath()}>{t('sources.new')}</Button>
      </Empty>
    </DeskPage>,
    404,
  );
};
