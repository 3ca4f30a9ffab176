import type { Trx } from '../platform/index.ts';
import type { Channel } from '../sources/index.ts';
import { doubtful, reunite, type Sorted, sortDrafts, strangers } from './identity.ts';
import type { Draft } from './item.ts';
import { knownItems, sameTitles, wordsOf } from './store/known.ts';

/** How long an item is looked for that comes back under another id and another address, in milliseconds. */
const lookedBack = 3 * 86_400_000;

/**
 * Finds out which entries of a visit are items that are stored already, under its outlet and channel and those that were joined
 * to them. The outlet must be held.
 */
export async function recognise(trx: Trx, channel: Channel, drafts: readonly Draft[], now: Date): Promise<Sorted> {
  const known = await knownItems(
    trx,
    [channel.outletId, ...channel.formerOutletIds],
    drafts.flatMap(({ keys, formerKeys }) => [...keys, ...formerKeys]),
  );
  const channels = [channel.id, ...channel.formerIds];
  const doubts = doubtful(drafts, known);
  const sorted = sortDrafts(drafts, known, channels, doubts.length === 0 ? [] : await wordsOf(trx, doubts));
  // A channel of which nothing is stored has nothing to come back.
  const strange = channel.itemAt === null ? [] : strangers(sorted.fresh);
  if (strange.length === 0) return sorted;
  const named = await sameTitles(
    trx,
    channels,
    strange.map(({ title }) => title),
    new Date(now.getTime() - lookedBack),
  );
  return named.length === 0 ? sorted : reunite(sorted, named, channels, new Set(known.map(({ firstId }) => firstId)));
}
