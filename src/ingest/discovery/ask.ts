import type { Fetched } from '../../platform/index.ts';
import { askFor } from '../ask.ts';
import { type Ask, Troubled } from '../kinds/kind.ts';
import { troubleOfAnswer } from '../outcome.ts';
import type { Deps } from '../visit.ts';

/** What a search may cost in all. */
export const bounds = { questions: 25, milliseconds: 20_000, ofOne: 8_000, bytes: 5_000_000 };
export type Bounds = typeof bounds;

/** Ends a search that has asked enough. */
export class Enough extends Error {
  readonly reason: 'questions' | 'time';
  constructor(reason: 'questions' | 'time') {
    super(`discovery: enough ${reason}`);
    this.reason = reason;
  }
}

/** Asks on behalf of a search, and remembers every answer: no address is asked twice. */
export type Asker = Ask & { readonly count: number };

/** For whom a search is: an outlet of the register, whose budget pays for it, or nobody yet. */
export type Errand = { outletId?: number | undefined; signal?: AbortSignal | undefined };

/** What asking for a search needs. */
export type Asks = Pick<Deps, 'db' | 'fetch' | 'lanes' | 'robots' | 'budget' | 'clock'>;

/**
 * What asks within the bounds of one search: as a guest of each host, as its robots.txt allows, each address once.
 * Throws an {@link Enough} when the search has cost what it may, a Troubled for what cannot be had, the reason of the
 * abort when the signal aborts.
 */
export function openAsker(deps: Asks, limits: Bounds, { outletId, signal }: Errand): Asker {
  const { clock, budget, ...manners } = deps;
  const paid = outletId === undefined || budget === undefined ? manners : { ...manners, budget };
  const answers = new Map<string, Promise<Fetched>>();
  const deadline = AbortSignal.timeout(limits.milliseconds);
  const stop = signal ? AbortSignal.any([deadline, signal]) : deadline;
  let count = 0;

  const put = async (url: string, accept: string, maxBytes: number): Promise<Fetched> => {
    let answer: Fetched;
    try {
      const errand = { outletId: outletId ?? 0, signal: stop };
      answer = await askFor(paid, errand, url, { headers: { accept }, maxBytes, timeoutMs: limits.ofOne });
    } catch (error) {
      signal?.throwIfAborted();
      if (deadline.aborted) throw new Enough('time');
      throw error;
    }
    const trouble = troubleOfAnswer(answer, clock());
    if (trouble) throw new Troubled(trouble, answer);
    return answer;
  };

  const ask = (url: string, { accept = '*/*', maxBytes = limits.bytes } = {}): Promise<Fetched> => {
    const known = answers.get(url);
    if (known) return known;
    if (count >= limits.questions) return Promise.reject(new Enough('questions'));
    count++;
    const answer = put(url, accept, maxBytes);
    answers.set(url, answer);
    // The same page is often known under the address that it led to.
    answer.then(
      (got) => answers.set(got.url, answer),
      () => {},
    );
    return answer;
  };
  return Object.defineProperty(ask as Asker, 'count', { get: () => count });
}
