import type { Clock, Db } from '../platform/index.ts';
import { type Refit, refit } from './refit.ts';
import { judgedPairs } from './store/judged.ts';
import { catchUp } from './store/threads.ts';
import { currentTuning, keepTuning } from './store/tuning.ts';
import { type Tuning, tuning } from './weave.ts';
import { defaultCapacity, openWindow } from './window.ts';

/**
 * Fits what evidence is worth anew from what people did to stories, and measures it on decisions held out. Undefined when too few
 * were made. Changes nothing unless `apply`; weavers take it up with their next item.
 */
export async function refitStories(
  { db, clock }: { db: Db; clock: Clock },
  { apply = false }: { apply?: boolean } = {},
): Promise<(Refit & { was: Tuning; applied: boolean }) | undefined> {
  return db.transaction().execute(async (trx) => {
    const window = openWindow(defaultCapacity);
    await catchUp(trx, window, { seq: 0, capacity: defaultCapacity }, async () => new Map());
    const was = (await currentTuning(trx)) ?? tuning;
    const found = refit(await judgedPairs(trx, window.frequencies, was), was);
    if (!found) return undefined;
    const { tuning: next, ...figures } = found;
    if (apply) await keepTuning(trx, next, figures, clock());
    return { ...found, was, applied: apply };
  });
}

/** Goes back to the worth that is shipped. What was fitted is kept in the table, and holds no more. */
export async function shippedTuning({ db, clock }: { db: Db; clock: Clock }): Promise<void> {
  await keepTuning(db, undefined, {}, clock());
}
