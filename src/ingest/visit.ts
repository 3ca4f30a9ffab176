import { getLogger } from '@logtape/logtape';
import type { Identify } from '../language/index.ts';
import { type Clock, type Fetched, isUnavailable, type Trx } from '../platform/index.ts';
import { type Channel, settleVisit } from '../sources/index.ts';
import { articleSettings } from './article/selectors.ts';
import { askFor, type Manners } from './ask.ts';
import { searchInstead } from './discovery/search.ts';
import { itemsArrived } from './events.ts';
import type { Feed } from './feed/feed.ts';
import type { Sorted } from './identity.ts';
import { type Draft, draftsOf } from './item.ts';
import { type Ask, type Reading, Troubled } from './kinds/kind.ts';
import { kinds } from './kinds/kinds.ts';
import { movedTo, type Trouble, troubleOfAnswer } from './outcome.ts';
import { beat, lookAfter } from './pulse.ts';
import { recognise } from './recognise.ts';
import { backoff, later, maxAgeSeconds, rhythmOf } from './schedule.ts';
import { signsOf } from './signs.ts';
import { holdOutlet, writeItems } from './store/items.ts';
import { lookAtRevised } from './store/revisions.ts';
import { addStates, type NextState } from './store/states.ts';
import { insertVisit, type Visit } from './store/visits.ts';
import { noteHub, noteMissed } from './store/websub.ts';
import { hubOf, provesItself, type Subscription, stretched } from './websub/subscription.ts';

const log = getLogger(['cuaso', 'ingest']);

/** What fetching, reading and storing need. */
export type Deps = Manners & {
  clock: Clock;
  identify: Identify;
  /** A number from 0 to 1 by which moments are spread. */
  chance: () => number;
  /** The subscriptions of channels whose hubs send what is new. */
  hubs?: ReadonlyMap<number, Subscription>;
  /** Told how long each step took, in milliseconds; for benchmarks. */
  measure?: (step: 'fetch' | 'parse' | 'extract' | 'store', milliseconds: number) => void;
};

export type Visited = Visit & { trouble: Trouble | undefined };
type Cause = Visit['cause'];

// Of one visit, the pages of so many new items are read; older ones keep what the feed says.
const mostPages = 200;
const mostBytes = 10_000_000;

/**
 * Fetches a channel once, stores what is new in it, and writes down what came of it: items, keys, texts, the state
 * of the channel, the visit and the event in one transaction. Troubles of the channel are part of the answer;
 * only those of the program itself (the database, an abort) are thrown.
 */
export async function visitChannel(deps: Deps, channel: Channel, cause: Cause, signal?: AbortSignal): Promise<Visited> {
  const { clock, measure } = deps;
  const at = clock();
  const began = performance.now();
  const { ask, traffic } = asker(deps, channel, cause, signal);
  const base = { at, channelId: channel.id, cause, url: channel.fetchUrl, ...nothing };
  let reading: Reading;
  try {
    reading = await kinds[channel.kind].read({ channel, ask, now: at });
  } catch (error) {
    signal?.throwIfAborted();
    const { trouble, answer } = error instanceof Troubled ? error : new Troubled(unreadable(channel, error));
    const known = answer ? told(answer) : { status: trouble.status };
    return fail(deps, channel, { ...base, ...known, bytes: traffic.bytes, milliseconds: since(began) }, trouble);
  }
  const { answer } = reading;
  const visit = { ...base, ...told(answer), bytes: traffic.bytes, milliseconds: Math.round(traffic.milliseconds) };
  measure?.('fetch', traffic.milliseconds);
  if (reading.unchanged) return unchanged(deps, channel, visit, answer);

  const { feed } = reading;
  deps.onStep?.({ step: 'read', format: formatOf(feed), entries: feed.items.length });
  const drafts = draftsOf(feed, {
    channelId: channel.id,
    formerIds: channel.formerIds,
    language: channel.language,
    now: at,
    identify: deps.identify,
  });
  measure?.('parse', performance.now() - began - traffic.milliseconds);
  const storing = performance.now();
  try {
    const visited = await store(deps, channel, { ...visit, faults: feed.faults }, { ...reading, drafts });
    const { fresh, changed, found, pages } = visited;
    deps.onStep?.({ step: 'stored', fresh, changed, known: Math.max(0, found - fresh - changed), pages });
    return visited;
  } catch (error) {
    if (isUnavailable(error)) throw error;
    // What the database refuses would be refused again and again: the channel bears it, and the others go on.
    log.error('what {url} sent could not be stored: {error}', { url: channel.url, error });
    return fail(deps, channel, visit, unstorable(answer.status));
  } finally {
    measure?.('store', performance.now() - storing);
  }
}

const formatOf = ({ kind, version }: Feed): string => [kind, version].filter(Boolean).join(' ');

// A reader that stumbles would stumble again and again: the channel bears it, and the others go on.
function unreadable(channel: Channel, error: unknown): Trouble {
  log.error('what {url} sent could not be read: {error}', { url: channel.url, error });
  const detail = 'what it sent could not be read; the log of the program says why';
  return { outcome: 'protocol', status: null, detail, host: false, retryAfter: 0 };
}

const unstorable = (status: number): Trouble => ({
  outcome: 'protocol',
  status,
  detail: 'what it sent could not be stored; the log of the program says why',
  host: false,
  retryAfter: 0,
});

const nothing = {
  status: null,
  detail: null,
  redirects: [],
  bytes: null,
  format: null,
  found: 0,
  fresh: 0,
  changed: 0,
  pages: 0,
  faults: [],
};

type Begun = Omit<Visit, 'id' | 'outcome'>;
type Read = Omit<Exclude<Reading, { unchanged: true }>, 'answer'> & {
  /** None when it was sent unasked. */
  answer: Fetched | undefined;
  drafts: readonly Draft[];
};

const told = ({ status, redirects }: Fetched) => ({ status, redirects });

/** What asks on behalf of a channel, and counts what it takes: bytes, and milliseconds of waiting for answers. */
function asker(deps: Deps, channel: Channel, cause: Cause, signal: AbortSignal | undefined) {
  const traffic = { bytes: 0, milliseconds: 0 };
  const ask: Ask = async (url, { accept = '*/*', conditional = false, maxBytes = mostBytes, headers = {} } = {}) => {
    const began = performance.now();
    const subscribed = channel.kind === 'feed' && (url === channel.fetchUrl || url === channel.url);
    // A pass holds the lock of the channel's host; a person who tries a channel does not.
    const holds = cause === 'schedule' ? { holds: channel.host } : {};
    let answer: Fetched;
    try {
      answer = await askFor(deps, { outletId: channel.outletId, subscribed, signal, ...holds }, url, {
        headers: { accept, ...headers },
        ...(conditional ? { etag: channel.etag, lastModified: channel.lastModified } : {}),
        maxBytes,
      });
    } finally {
      traffic.milliseconds += performance.now() - began;
    }
    traffic.bytes += answer.body.byteLength;
    const trouble = troubleOfAnswer(answer, deps.clock());
    if (trouble) throw new Troubled(trouble, answer);
    return answer;
  };
  return { ask, traffic };
}

const store = (deps: Deps, channel: Channel, begun: Begun, read: Read): Promise<Visited> =>
  deps.db.transaction().execute(async (trx) => {
    await holdOutlet(trx, channel.outletId);
    return storeIn(trx, deps, channel, begun, read);
  });

/** Stores what was read within a transaction that holds the outlet. */
async function storeIn(trx: Trx, deps: Deps, channel: Channel, begun: Begun, read: Read): Promise<Visited> {
  const { answer, feed, drafts, hash, memory } = read;
  const { at, cause } = begun;
  const dates = drafts.flatMap((draft) => draft.published ?? []);
  const rhythm = rhythmOf(dates);
  const sorted = await recognise(trx, channel, drafts, at);
  const seen = channel.pulse === null ? dates : sorted.fresh.map((draft) => draft.published ?? at);
  const pulse = beat(channel.pulse, seen, at, answer && (feed.pace.skipHours ?? []));
  const itemAt = rhythm.newest ?? (sorted.fresh.length > 0 ? at : null);
  const intervalSeconds = await pace(trx, deps, channel, at, {
    wanted: lookAfter(pulse, at, { newest: itemAt ?? channel.itemAt, pace: answer ? paceOf(feed, answer) : 0 }),
    news: cause === 'push' ? 0 : sorted.fresh.length,
  });
  const moved = answer && movedTo(channel.fetchUrl, answer);
  const outletIds = [channel.outletId, ...channel.formerOutletIds];
  const place = { outletIds, channelId: channel.id, now: at, selectors: articleSettings(channel.settings) };
  const stored = await writeItems(
    trx,
    place,
    sorted,
    (draft, nth) => draft.partial && (nth < mostPages || !draft.titled),
  );
  await lookAtRevised(trx, place, drafts);
  const gone = await addStates(trx, sorted.withdrawn.map(withdrawnState), at);
  const arrived = [...stored.filter((item) => item.arrived), ...gone].map((item) => item.id);
  const visit = {
    ...begun,
    outcome:
      drafts.length === 0
        ? ('empty' as const)
        : stored.length + gone.length > 0
          ? ('items' as const)
          : ('unchanged' as const),
    format: formatOf(feed),
    found: drafts.length,
    fresh: sorted.fresh.length,
    changed: sorted.changed.length + gone.length,
    pages: stored.filter((item) => !item.arrived).length,
  };
  await settleVisit(trx, channel.id, {
    at,
    outcome: visit.outcome,
    failed: false,
    status: answer?.status ?? null,
    detail: null,
    dueAt: later(at, intervalSeconds, deps.chance()),
    intervalSeconds,
    ...(answer ? { etag: answer.headers.etag ?? null, lastModified: answer.headers['last-modified'] ?? null } : {}),
    ...(hash === undefined ? {} : { bodyHash: hash }),
    ...(memory === undefined ? {} : { memory }),
    itemAt,
    pulse,
    // What is sent is often the newest item alone, which tells no rhythm.
    ...(cause === 'push' && rhythm.gapSeconds === null ? {} : { gapSeconds: rhythm.gapSeconds }),
    newItems: sorted.fresh.length,
    signs: signsOf(drafts, feed.faults, at),
    ...(moved === undefined ? {} : { fetchUrl: moved }),
  });
  const offer = answer && channel.kind === 'feed' ? hubOf(feed, answer) : undefined;
  if (answer && (offer || deps.hubs?.has(channel.id))) await noteHub(trx, channel.id, offer, at);
  await itemsArrived(trx, arrived);
  return { ...visit, id: await insertVisit(trx, visit), trouble: undefined };
}

/**
 * How long until a channel is asked again, in seconds: longer while its hub sends what is new, which `news` that only
 * asking brought puts in doubt.
 */
async function pace(
  trx: Trx,
  { hubs }: Deps,
  channel: Channel,
  at: Date,
  { wanted, news }: { wanted: number; news: number },
): Promise<number> {
  const subscription = hubs?.get(channel.id);
  if (!subscription) return wanted;
  if (news > 0 && channel.succeededAt !== null) {
    await noteMissed(trx, channel.id, at);
    return wanted;
  }
  return provesItself(subscription, channel.gapSeconds, at) ? stretched(wanted) : wanted;
}

/** What was sent to a channel unasked. */
export type Sending = { feed: Feed; bytes: number; milliseconds: number };

/** Stores what was sent to a channel, as a visit of its own, within a transaction that holds the outlet. */
export function receive(
  trx: Trx,
  deps: Deps,
  channel: Channel,
  { feed, bytes, milliseconds }: Sending,
): Promise<Visited> {
  const at = deps.clock();
  const { language, id: channelId, formerIds } = channel;
  const drafts = draftsOf(feed, { channelId, formerIds, language, now: at, identify: deps.identify });
  const begun = {
    ...nothing,
    at,
    channelId,
    cause: 'push' as const,
    url: channel.url,
    bytes,
    milliseconds,
    faults: feed.faults,
  };
  return storeIn(trx, deps, channel, begun, { answer: undefined, feed, drafts });
}

const withdrawnState = ({ draft, known }: Sorted['withdrawn'][number]): NextState => ({
  itemId: known.itemId,
  cause: 'channel',
  withdrawn: 'channel',
  hash: draft.hash,
});

async function unchanged(deps: Deps, channel: Channel, begun: Begun, answer: Fetched): Promise<Visited> {
  const { db, chance } = deps;
  const { at } = begun;
  const pulse = channel.pulse ?? beat(null, [], at);
  const stays = maxAgeSeconds(answer.headers['cache-control']);
  const wanted = lookAfter(pulse, at, { newest: channel.itemAt, pace: stays });
  const visit = { ...begun, outcome: 'unchanged' as const };
  deps.onStep?.({ step: 'same' });
  return db.transaction().execute(async (trx) => {
    const intervalSeconds = await pace(trx, deps, channel, at, { wanted, news: 0 });
    await settleVisit(trx, channel.id, {
      at,
      outcome: visit.outcome,
      failed: false,
      status: answer.status,
      detail: null,
      dueAt: later(at, intervalSeconds, chance()),
      intervalSeconds,
    });
    return { ...visit, id: await insertVisit(trx, visit), trouble: undefined };
  });
}

async function fail({ db, chance, onStep }: Deps, channel: Channel, begun: Begun, trouble: Trouble): Promise<Visited> {
  const { at } = begun;
  const { outcome, status, detail } = trouble;
  const visit = { ...begun, outcome, status, detail };
  onStep?.({ step: 'failed', outcome, detail });
  return db.transaction().execute(async (trx) => {
    await settleVisit(trx, channel.id, {
      at,
      outcome,
      failed: outcome === 'budget' ? null : true,
      status,
      detail,
      dueAt: later(at, backoff(channel.failures + 1, trouble.retryAfter), chance()),
      // The address that it had moved to fails: the next visit asks at the one that people registered.
      ...(channel.fetchUrl === channel.url || outcome === 'budget'
        ? {}
        : { fetchUrl: channel.url, etag: null, lastModified: null }),
    });
    await searchInstead(trx, channel, outcome, at);
    return { ...visit, id: await insertVisit(trx, visit), trouble };
  });
}

/** How long a channel asks to be left alone, in seconds: by its own word (RSS `ttl`, syndication) or its server's. */
function paceOf({ pace }: Feed, answer: Fetched): number {
  const minutes = Math.max(pace.ttl ?? 0, pace.interval ?? 0);
  return Math.max(minutes * 60, maxAgeSeconds(answer.headers['cache-control']));
}

const since = (began: number): number => Math.round(performance.now() - began);
