import { type Finding, findingsInSigns } from './signs.ts';

/** Whether a channel is fetched. */
export type ChannelState = 'active' | 'paused';

/** How a visit ended when the channel gave what it should. */
const successes = ['items', 'unchanged', 'empty'] as const;

/** Why a visit failed. `host-down` was never tried: another channel of its host had just shown that it does not answer; `budget` puts off to the next day. */
const failures = [
  'address',
  'private-address',
  'dns',
  'connect',
  'tls',
  'timeout',
  'too-large',
  'redirects',
  'protocol',
  'not-found',
  'gone',
  'forbidden',
  'gate',
  'rate-limited',
  'server-error',
  'refused',
  'not-a-feed',
  'not-a-list',
  'robots',
  'budget',
  'host-down',
] as const;

export type Failure = (typeof failures)[number];
export type Outcome = (typeof successes)[number] | Failure;

export const isFailure = (outcome: Outcome): outcome is Failure => (failures as readonly string[]).includes(outcome);

/**
 * How a channel fares: `fresh` brings items in its rhythm · `silent` answers but has brought nothing for long ·
 * `failing` fails and may mend itself · `broken` needs a person · `waiting` was never visited · `paused`.
 */
export const healths = ['fresh', 'silent', 'failing', 'broken', 'waiting', 'paused'] as const;
export type Health = (typeof healths)[number];

type Facts = {
  state: ChannelState;
  outcome: Outcome | null;
  visitedAt: Date | null;
  succeededAt: Date | null;
  failingSince: Date | null;
  failures: number;
  itemAt: Date | null;
  gapSeconds: number | null;
};

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

// Time does not mend these: somebody has to change an address or make a call.
const lasting: ReadonlySet<Outcome> = new Set([
  'address',
  'private-address',
  'redirects',
  'too-large',
  'not-found',
  'gone',
  'forbidden',
  'gate',
  'not-a-feed',
  'not-a-list',
  'robots',
]);

/** How a channel fares at a moment. Silence is measured against its own rhythm: four usual gaps, at least three days. */
export function healthOf(channel: Facts, now: Date): Health {
  if (channel.state === 'paused') return 'paused';
  if (channel.outcome === null) return 'waiting';
  // A host that does not answer is no fault of its channels, but what has not been seen for two days needs a person.
  if (channel.outcome === 'host-down' && channel.failures === 0)
    return channel.visitedAt !== null && since(channel.visitedAt, now) >= 2 * DAY ? 'broken' : 'failing';
  if (channel.failures > 0) {
    const failingFor = channel.failingSince === null ? 0 : since(channel.failingSince, now);
    const hopeless = lasting.has(channel.outcome) && (channel.succeededAt === null || channel.failures >= 3);
    return hopeless || failingFor >= DAY ? 'broken' : 'failing';
  }
  return isQuiet(channel, now) ? 'silent' : 'fresh';
}

const since = (then: Date, now: Date): number => now.getTime() - then.getTime();

/** Whether nothing has come for much longer than usual. */
function isQuiet({ itemAt, gapSeconds }: Facts, now: Date): boolean {
  const patience = Math.max(3 * DAY, 4_000 * (gapSeconds ?? 0));
  return now.getTime() - (itemAt?.getTime() ?? 0) > patience;
}

const order: Record<Health, number> = { broken: 0, failing: 1, silent: 2, fresh: 3, waiting: 4, paused: 5 };

/** How an outlet fares: as well as the best of its active channels that brings items, else as ill as the worst. */
export function healthOfAll(found: readonly Health[]): Health {
  if (found.includes('fresh')) return 'fresh';
  return found.toSorted((a, b) => order[a] - order[b])[0] ?? 'paused';
}

/** What a map says in one word: news flows · it has fallen silent · it is broken · nothing is fetched yet. */
export const standings = ['fresh', 'silent', 'broken', 'none'] as const;
export type Standing = (typeof standings)[number];

/** The word for a channel. One that fails for less than a day still counts by its news: the map does not flicker. */
export function standingOf(channel: Facts, now: Date): Standing {
  const health = healthOf(channel, now);
  if (health === 'waiting' || health === 'paused') return 'none';
  if (health === 'failing') return isQuiet(channel, now) ? 'broken' : 'fresh';
  return health;
}

/** The word for several together, of an outlet or of a place: fresh when news flows from any, else the worst. */
export function standingOfAll(found: readonly Standing[]): Standing {
  return (['fresh', 'broken', 'silent'] as const).find((standing) => found.includes(standing)) ?? 'none';
}

const blocks: ReadonlySet<Outcome> = new Set(['forbidden', 'gate', 'robots']);
const ofTheHost: ReadonlySet<Outcome> = new Set(['host-down', 'dns', 'connect', 'tls', 'timeout']);
const ofTheServer: ReadonlySet<Outcome> = new Set(['server-error', 'protocol', 'rate-limited']);

/** Whether what came of a visit speaks of the host rather than of the channel. */
export const speaksOfHost = (outcome: Outcome | null): boolean => outcome !== null && ofTheHost.has(outcome);

/** What a person should know of a channel at a moment, the worst first; nothing of one that rests. */
export function findingsOf(channel: Facts & Parameters<typeof findingsInSigns>[0], now: Date): Finding[] {
  const { outcome, itemAt, gapSeconds } = channel;
  const health = healthOf(channel, now);
  if (health === 'paused' || health === 'waiting' || outcome === null) return [];
  const found: Finding[] = [];
  if ((health === 'broken' || health === 'failing') && outcome !== 'budget') {
    const kind = ofTheHost.has(outcome)
      ? 'host'
      : blocks.has(outcome)
        ? 'blocked'
        : ofTheServer.has(outcome)
          ? 'fault'
          : 'lost';
    found.push({ kind });
  } else if (health === 'silent')
    found.push(
      itemAt === null
        ? { kind: 'barren' }
        : {
            kind: 'silent',
            days: Math.floor(since(itemAt, now) / DAY),
            usual: gapSeconds === null ? null : Math.ceil((gapSeconds * 1_000) / DAY),
          },
    );
  return [...found, ...findingsInSigns(channel)];
}
