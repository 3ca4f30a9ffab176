import { z } from 'zod';
import { type AnyJob, type Clock, type Db, job } from '../platform/index.ts';
import { runDueChannels } from './pass.ts';
import { dropVisitMonths, makeMonths } from './store/months.ts';
import type { Deps } from './visit.ts';

const monthsOfVisits = 3;

/** The work of this module: a pass every minute, and the tables of the months to come every night. */
export const ingestJobs = ({ db, clock, deps }: { db: Db; clock: Clock; deps: () => Promise<Deps> }): AnyJob[] => [
  job({
    name: 'ingest.pass',
    schema: z.object({}),
    every: '* * * * *',
    // A pass that did not end is followed by another one within a minute anyway.
    retries: 0,
    seconds: 3_600,
    handle: async (_, { signal }) => {
      await runDueChannels(await deps(), { signal });
    },
  }),
  job({
    name: 'ingest.months',
    schema: z.object({}),
    every: '17 2 * * *',
    handle: async () => {
      await makeMonths(db, clock());
      await dropVisitMonths(db, clock(), monthsOfVisits);
    },
  }),
];
