/** Whether a channel is fetched. */
export type ChannelState = 'active' | 'paused';

/** How a visit ended when the channel gave what it should. */
const successes = ['items', 'unchanged', 'empty'] as const;

/** Why a visit failed. `host-down` was never tried: another channel of its host had just shown that it does not answer. */
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
]);

/** How a channel fares at a moment. Silence is measured against its own rhythm: four usual gaps, at least three days. */
export function healthOf(channel: Facts, now: Date): Health {
  if (channel.state === 'paused') return 'paused';
  if (channel.outcome === null) return 'waiting';
  if (channel.outcome === 'host-down' && channel.failures === 0) return 'failing';
  if (channel.failures > 0) {
    const failingFor = channel.failingSince === null ? 0 : now.getTime() - channel.failingSince.getTime();
    const hopeless = lasting.has(channel.outcome) && (channel.succeededAt === null || channel.failures >= 3);
    return hopeless || failingFor >= DAY ? 'broken' : 'failing';
  }
  const patience = Math.max(3 * DAY, 4_000 * (channel.gapSeconds ?? 0));
  const last = channel.itemAt?.getTime() ?? 0;
  return now.getTime() - last > patience ? 'silent' : 'fresh';
}

const order: Record<Health, number> = { broken: 0, failing: 1, silent: 2, fresh: 3, waiting: 4, paused: 5 };

/** How an outlet fares: as well as the best of its active channels that brings items, else as ill as the worst. */
export function healthOfAll(found: readonly Health[]): Health {
  if (found.includes('fresh')) return 'fresh';
  return found.toSorted((a, b) => order[a] - order[b])[0] ?? 'paused';
}
