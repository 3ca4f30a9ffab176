import { getLogger } from '@logtape/logtape';
import { isUnavailable, type Trx } from '../../platform/index.ts';
import { addChannel, type Channel, channelsOf, type Outcome, type Outlet, outletsByIds } from '../../sources/index.ts';
import { askSearches, type Search, settleSearch, takeSearches } from '../store/searches.ts';
import type { Deps } from '../visit.ts';
import { decide, nextSearch } from './decide.ts';
import { discover } from './discover.ts';
import type { Findings } from './found.ts';

const log = getLogger(['cuaso', 'ingest', 'discovery']);

/** Searches taken in one go, those that run at once, and the minutes after which one counts as lost. */
const taken = 24;
const atOnce = 4;
const lease = 10 * 60_000;

/** Where the channels of an outlet are looked for; undefined when nothing says where it is. */
export const addressOf = ({ home, domain }: Pick<Outlet, 'home' | 'domain'>): string | undefined =>
  home ?? (domain === null ? undefined : `https://${domain}/`);

// What says that the address is wrong, rather than that its host has a bad day.
const misplaced: ReadonlySet<Outcome> = new Set(['not-found', 'gone', 'not-a-feed', 'redirects']);

/** Asks for a search in place of a channel whose address never worked: nobody may have been able to check it. */
export async function searchInstead(trx: Trx, channel: Channel, outcome: Outcome, at: Date): Promise<void> {
  // An address that nobody could check may lie on a host that there never was.
  const wrong = misplaced.has(outcome) || (channel.unverified && outcome === 'dns');
  if (channel.succeededAt !== null || !wrong) return;
  const [outlet] = await outletsByIds(trx, [channel.outletId]);
  const address = (outlet && addressOf(outlet)) ?? new URL('/', channel.url).href;
  await askSearches(trx, [{ outletId: channel.outletId, address }], { cause: 'failure', at });
}

/**
 * Does the searches for outlets of the register that are due, a few at a time. Each is settled in one transaction with
 * the channel that it adds; one whose process dies is done again. Gives how many were settled.
 */
export async function runSearches(deps: Deps, { signal }: { signal?: AbortSignal } = {}): Promise<number> {
  const { db, clock } = deps;
  const now = clock();
  const searches = await takeSearches(db, now, new Date(now.getTime() + lease), taken);
  const queue = searches.values();
  let settled = 0;
  const worker = async (): Promise<void> => {
    for (const search of queue) {
      if (signal?.aborted) return;
      try {
        await runSearch(deps, search, signal);
        settled++;
      } catch (error) {
        if (isUnavailable(error) || signal?.aborted) throw error;
        log.error('the search at {address} broke off: {error}', { address: search.address, error });
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return settled;
}

async function runSearch(deps: Deps, search: Search, signal: AbortSignal | undefined): Promise<void> {
  const { db, clock } = deps;
  const [outlet] = search.outletId === null ? [] : await outletsByIds(db, [search.outletId]);
  if (!outlet) return;
  const findings = await found(deps, search.address, { outletId: outlet.id, signal });
  const at = clock();
  await db.transaction().execute(async (trx) => {
    const decision = decide(findings, outlet);
    let channelId: number | null = null;
    if (decision.result === 'added') {
      const { kind, url, title, language, settings } = decision.channel;
      const channels = await channelsOf(trx, [outlet.id]);
      // Nothing is fetched before a person says so: for an outlet that was started, somebody has.
      const state = channels.some((channel) => channel.state === 'active') ? 'active' : 'paused';
      const note = `found on ${at.toISOString().slice(0, 10)} by a search at ${search.address}`;
      const channel = { kind, url, title, language, state, note, ...(settings ? { settings } : {}) } as const;
      channelId = (await addChannel(trx, outlet.id, channel)).channelId;
    }
    const dueAt = decision.result === 'nothing' ? nextSearch(search.tries, at) : null;
    await settleSearch(trx, search.id, { findings, result: decision.result, channelId, at, dueAt });
  });
}

/** A whole search at once; one at an address that is none finds nothing. */
async function found(deps: Deps, address: string, errand: Parameters<typeof discover>[2]): Promise<Findings> {
  try {
    const steps = discover(deps, address, errand);
    for (;;) {
      const { done, value } = await steps.next();
      if (done) return value;
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const trouble = { outcome: 'address' as const, detail: error.message };
    return { address, at: deps.clock().toISOString(), site: null, candidates: [], steps: [], trouble, cut: null };
  }
}
