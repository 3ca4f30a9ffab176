import type { Clock, Db } from '../platform/index.ts';
import { outletsByIds } from '../sources/index.ts';
import { storiesChanged } from './events.ts';
import { changeVoice, knownVoices } from './store/voices.ts';

/** Older stories are found by another class of their outlet too, but what that is worth moves them nowhere any more. */
const recentMs = 14 * 86_400_000;

/**
 * Follows what `sources` says of the classes of outlets: their stories are found by the present ones, and recent ones are
 * lifted by what those are worth. Gives how many outlets changed; running it twice changes nothing.
 */
export async function followVoices({ db, clock }: { db: Db; clock: Clock }): Promise<number> {
  const known = await knownVoices(db);
  const outlets = new Map(
    (
      await outletsByIds(
        db,
        known.map(({ id }) => id),
      )
    ).map((outlet) => [outlet.id, outlet.class]),
  );
  let changed = 0;
  for (const { id, class: former } of known) {
    const present = outlets.get(id);
    if (present === undefined || present === former) continue;
    await db.transaction().execute(async (trx) => {
      const since = new Date(clock().getTime() - recentMs);
      await storiesChanged(trx, await changeVoice(trx, { id, class: present }, since));
    });
    changed += 1;
  }
  return changed;
}
