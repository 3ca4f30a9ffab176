import type { Clock, Db } from '../platform/index.ts';
import { boardQuery, filterOf } from './query.ts';
import { alertingViews, tellView } from './store/saved.ts';

/** Looks through every view that alerts are wanted of; gives how many stories came up anew. Running it twice tells nothing twice. */
export async function tellAlerts({ db, clock }: { db: Db; clock: Clock }): Promise<number> {
  let told = 0;
  for (const view of await alertingViews(db)) {
    const now = clock();
    const filter = filterOf(boardQuery.parse(view.query), now);
    told += await db.transaction().execute((trx) => tellView(trx, view, filter, now));
  }
  return told;
}
