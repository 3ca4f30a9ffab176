/** Does some work that asks a host for something, when the host's turn comes. */
export type Lanes = <T>(host: string, work: () => Promise<T>) => Promise<T>;

/**
 * Lets at most two at a time ask one host, and gives the host a rest after each answer: as long as the answer took,
 * at least half a second, at most ten. A machine's own loopback needs no rest.
 */
export function openLanes({
  perHost = 2,
  rest = restAfter,
}: {
  perHost?: number;
  rest?: (host: string, ms: number) => number;
} = {}): Lanes {
  const hosts = new Map<string, { busy: number; waiting: (() => void)[] }>();

  const leave = (host: string, lane: { busy: number; waiting: (() => void)[] }): void => {
    const next = lane.waiting.shift();
    if (next) {
      next();
      return;
    }
    lane.busy--;
    if (lane.busy === 0) hosts.delete(host);
  };

  return async (host, work) => {
    const lane = hosts.get(host) ?? { busy: 0, waiting: [] };
    hosts.set(host, lane);
    if (lane.busy < perHost) lane.busy++;
    else await new Promise<void>((turn) => lane.waiting.push(turn));
    const began = performance.now();
    try {
      return await work();
    } finally {
      const pause = rest(host, performance.now() - began);
      if (pause > 0) setTimeout(leave, pause, host, lane).unref();
      else leave(host, lane);
    }
  };
}

/** How long a host rests after an answer that took so many milliseconds. */
function restAfter(host: string, milliseconds: number): number {
  if (/^(127(\.\d+){3}|localhost|\[::1\])(:\d+)?$/.test(host)) return 0;
  return Math.min(10_000, Math.max(500, milliseconds));
}
