import { currentStates } from '../ingest/index.ts';
import type { Clock, Db } from '../platform/index.ts';
import { storiesChanged } from './events.ts';
import { takeTurn } from './store/lock.ts';
import { refreshStories } from './store/refresh.ts';
import { settleWithdrawals, unsettled } from './store/withdrawals.ts';

/**
 * Lets items that their sources withdrew count for nothing in their stories, and those that came back count again. It asks how
 * they stand now, so that late or doubled news does no harm.
 */
export async function followWithdrawals(
  { db, clock }: { db: Db; clock: Clock },
  itemIds: readonly number[],
): Promise<void> {
  const states = await currentStates(db, itemIds);
  if (!(await unsettled(db, states))) return;
  await db.transaction().execute(async (trx) => {
    await takeTurn(trx);
    const now = clock();
    const changed = await settleWithdrawals(trx, states, now);
    await refreshStories(trx, changed, now);
    await storiesChanged(trx, changed);
  });
}
