import { z } from 'zod';
import { readAtlas } from '../places/index.ts';
import { type AnyJob, type Clock, type Db, job } from '../platform/index.ts';
import { relapse, review, watch } from './alert.ts';
import { alertsSince, changeAlerts, holdAlerts } from './store/alerts.ts';
import { survey } from './survey.ts';

/** Compares how everything is now with what people were told, and writes down what changed. */
export async function reviewAlerts(db: Db, now: Date): Promise<void> {
  const watched = watch(await survey(db, now, {}, await readAtlas(db)));
  await db.transaction().execute(async (trx) => {
    await holdAlerts(trx);
    const alerts = await alertsSince(trx, new Date(now.getTime() - relapse));
    await changeAlerts(trx, review(watched, alerts, now), now);
  });
}

/** The work of this module: a look at all outlets every five minutes. */
export const sourcesJobs = ({ db, clock }: { db: Db; clock: Clock }): AnyJob[] => [
  job({
    name: 'sources.alerts',
    schema: z.object({}),
    every: '*/5 * * * *',
    retries: 0,
    handle: () => reviewAlerts(db, clock()),
  }),
];
