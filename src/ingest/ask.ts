import type { Db, Fetch, Fetched } from '../platform/index.ts';
import type { Budget } from './budget.ts';
import { Troubled } from './kinds/kind.ts';
import type { Lanes, Leave } from './lanes.ts';
import { troubleOfError } from './outcome.ts';
import type { RobotsKeeper } from './robots/keep.ts';
import type { OnStep } from './step.ts';

/** What asking politely needs. */
export type Manners = {
  db: Db;
  fetch: Fetch;
  lanes: Lanes;
  /** What robots.txt allows; left out where nobody's robots.txt matters. */
  robots?: RobotsKeeper;
  /** What may be asked of an outlet in a day; left out where nothing is counted. */
  budget?: Budget;
  /** Told each step, when somebody watches. */
  onStep?: OnStep | undefined;
};

/** On whose behalf something is asked for. */
export type Errand = {
  outletId: number;
  /** The host that this process works off and holds the lock of; of any other it is a guest. */
  holds?: string;
  /** Whether this is the very feed that a person registered. */
  subscribed?: boolean;
  signal?: AbortSignal | undefined;
};

type Options = NonNullable<Parameters<Fetch>[1]>;

/**
 * Asks for an address when the turn of its host comes, if the outlet's budget and robots.txt allow, and the same again
 * for each host that it redirects to: never more than two at once of a host, with the rest that it asks for. Gives the
 * answer, whatever its status. Throws a Troubled when there is none, the reason of the abort when the signal aborts.
 */
export async function askFor(manners: Manners, errand: Errand, address: string, options: Options): Promise<Fetched> {
  const { db, fetch, lanes, robots, budget, onStep } = manners;
  const { outletId, holds, subscribed = false, signal } = errand;
  let leave: Leave | undefined;
  let host: string | undefined;
  let delay = 0;
  const stand = (): void => {
    leave?.(delay * 1_000);
    leave = undefined;
  };
  const approach = async (url: string): Promise<void> => {
    onStep?.({ step: url === address ? 'ask' : 'redirect', url });
    const next = URL.parse(url)?.host;
    if (next !== undefined && (leave === undefined || next !== host)) {
      stand();
      leave = next === holds ? await lanes.take(next, signal) : await lanes.visit(db, next, signal);
      host = next;
    }
    signal?.throwIfAborted();
    const overdrawn = await budget?.check(outletId);
    if (overdrawn) throw new Troubled(overdrawn);
    const verdict = next === undefined ? undefined : await robots?.(url, { outletId, subscribed }, signal);
    delay = verdict?.delay ?? 0;
    if (verdict?.trouble) throw new Troubled(verdict.trouble);
    budget?.spend(outletId, 1, 0);
  };
  try {
    await approach(address);
    const answer = await fetch(address, {
      ...options,
      hop: approach,
      ...(signal ? { signal } : {}),
      ...(onStep ? { connecting: onStep } : {}),
    });
    const { status, url, body, headers, milliseconds } = answer;
    onStep?.({
      step: 'answer',
      url,
      status,
      bytes: body.byteLength,
      type: headers['content-type'] ?? null,
      milliseconds,
    });
    budget?.spend(outletId, 0, answer.body.byteLength);
    return answer;
  } catch (error) {
    signal?.throwIfAborted();
    throw error instanceof Troubled ? error : new Troubled(troubleOfError(error));
  } finally {
    stand();
  }
}
