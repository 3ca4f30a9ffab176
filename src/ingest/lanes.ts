import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from '../platform/index.ts';
import { lockGuest, unlockGuest } from './store/hosts.ts';

/** Gives a seat back; the host then rests at least so many milliseconds before the next one takes it. */
export type Leave = (least?: number) => void;

/** Does some work that asks a host for something, when the host's turn comes. `take` is the same in two steps. */
export type Lanes = (<T>(host: string, work: () => Promise<T>) => Promise<T>) & {
  take(host: string, signal?: AbortSignal): Promise<Leave>;
  /** Takes the seat of a host that is kept for guests, in all processes. Both stop waiting when the signal aborts. */
  visit(db: Db, host: string, signal?: AbortSignal): Promise<Leave>;
};

/** So many guests at once, of all hosts: each holds a connection to the database meanwhile. */
const mostGuests = 4;
const look = 150;

/**
 * Never more than two at once ask one host, whatever runs where. Each host has two seats. One is for whoever works the
 * host off and holds its lock (see `lockHosts`); the other for guests: a person who tries a channel, a redirect from
 * another host, a discovery. Within a process a seat is handed on in order, across processes the guests' seat is an
 * advisory lock. After each answer a seat rests as long as the answer took, at least half a second, at most ten. A
 * machine's own loopback needs no rest.
 */
export function openLanes({ rest = restAfter }: { rest?: (host: string, ms: number) => number } = {}): Lanes {
  const queues = new Map<string, (() => void)[]>();
  const waiters: (() => void)[] = [];
  let guests = 0;

  const free = (seat: string): void => {
    const next = queues.get(seat)?.shift();
    if (next) next();
    else queues.delete(seat);
  };

  const sit = async (host: string, seat: string, signal?: AbortSignal): Promise<Leave> => {
    const queue = queues.get(seat);
    if (queue) await turnIn(queue, signal);
    else queues.set(seat, []);
    const began = performance.now();
    return (least = 0) => {
      const pause = Math.max(least, rest(host, performance.now() - began));
      if (pause > 0) setTimeout(free, pause, seat).unref();
      else free(seat);
    };
  };

  const take = (host: string, signal?: AbortSignal): Promise<Leave> => sit(host, host, signal);

  const visit = async (db: Db, host: string, signal?: AbortSignal): Promise<Leave> => {
    if (guests < mostGuests) guests++;
    else await turnIn(waiters, signal);
    let leave: Leave | undefined;
    const stand = (least?: number): void => {
      leave?.(least);
      const next = waiters.shift();
      if (next) next();
      else guests--;
    };
    try {
      leave = await sit(host, `guest of ${host}`, signal);
      const unlock = await holdGuestLock(db, host, signal);
      return (least) => {
        unlock();
        stand(least);
      };
    } catch (error) {
      stand();
      throw error;
    }
  };

  const lanes = async <T>(host: string, work: () => Promise<T>): Promise<T> => {
    const leave = await take(host);
    try {
      return await work();
    } finally {
      leave();
    }
  };
  return Object.assign(lanes, { take, visit });
}

/** Waits in a queue until it is one's turn, or the signal aborts. */
function turnIn(queue: (() => void)[], signal?: AbortSignal): Promise<void> {
  return new Promise((turn, refuse) => {
    const give = (): void => {
      queue.splice(queue.indexOf(come), 1);
      refuse(signal?.reason);
    };
    const come = (): void => {
      signal?.removeEventListener('abort', give);
      turn();
    };
    if (signal?.aborted) return refuse(signal.reason);
    signal?.addEventListener('abort', give, { once: true });
    queue.push(come);
  });
}

/** Holds the guests' lock of a host on a session of its own, from when this gives what ends it. */
function holdGuestLock(db: Db, host: string, signal?: AbortSignal): Promise<() => void> {
  return new Promise((taken, failed) => {
    db.connection()
      .execute(async (session) => {
        while (!(await lockGuest(session, host))) await sleep(look, undefined, signal ? { signal } : {});
        try {
          await new Promise<void>((leave) => taken(leave));
        } finally {
          await unlockGuest(session, host);
        }
      })
      .catch(failed);
  });
}

/** How long a host rests after an answer that took so many milliseconds. */
function restAfter(host: string, milliseconds: number): number {
  if (isLoopback(host)) return 0;
  return Math.min(10_000, Math.max(500, milliseconds));
}

/** Whether a host is this machine itself. */
export const isLoopback = (host: string): boolean => /^(127(\.\d+){3}|localhost|\[::1\])(:\d+)?$/.test(host);
