import { z } from 'zod';
import { type AnyJob, type Clock, type Db, job } from '../platform/index.ts';
import { runSearches } from './discovery/search.ts';
import { runDueChannels } from './pass.ts';
import { releaseHeld } from './push/release.ts';
import { dropVisitMonths, makeMonths } from './store/months.ts';
import { forgetAnswers } from './store/push.ts';
import { forgetRevisions } from './store/revisions.ts';
import { forgetFindings } from './store/searches.ts';
import { dropSpent } from './store/spent.ts';
import { trimWatch } from './store/watch.ts';
import type { Deps } from './visit.ts';

const monthsOfVisits = 3;
/** Of an outlet the newest so many pages are watched, and none that could not be read again for so long, in milliseconds. */
const mostWatched = 300;
const outOfReach = 4 * 86_400_000;
/** How long the answer to a request with an Idempotency-Key is kept, in milliseconds. */
const answersKept = 7 * 86_400_000;

const daysOfSpending = 90;
const daysOfRevisions = 400;
/** So long it is kept what a person found who looked around. */
const daysOfFindings = 7;

type Parts = {
  db: Db;
  clock: Clock;
  deps: () => Promise<Deps>;
  /** Does what is due with the hubs of WebSub. */
  tend: (signal: AbortSignal) => Promise<void>;
};

/** The work of this module: a pass, what an embargo held and the searches for channels every minute, hubs every five, what is watched every hour, and the tables of the months to come every night. */
export const ingestJobs = ({ db, clock, deps, tend }: Parts): AnyJob[] => [
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
    name: 'ingest.websub',
    schema: z.object({}),
    every: '*/5 * * * *',
    retries: 0,
    handle: (_, { signal }) => tend(signal),
  }),
  job({
    name: 'ingest.held',
    schema: z.object({}),
    every: '* * * * *',
    retries: 0,
    handle: async () => {
      await releaseHeld(await deps());
    },
  }),
  job({
    name: 'ingest.searches',
    schema: z.object({}),
    every: '* * * * *',
    retries: 0,
    seconds: 900,
    handle: async (_, { signal }) => {
      await runSearches(await deps(), { signal });
    },
  }),
  job({
    name: 'ingest.watch',
    schema: z.object({}),
    every: '41 * * * *',
    handle: async () => {
      await trimWatch(db, mostWatched, new Date(clock().getTime() - outOfReach));
    },
  }),
  job({
    name: 'ingest.months',
    schema: z.object({}),
    every: '17 2 * * *',
    handle: async () => {
      await makeMonths(db, clock());
      await dropVisitMonths(db, clock(), monthsOfVisits);
      await forgetFindings(db, new Date(clock().getTime() - daysOfFindings * 86_400_000));
      await dropSpent(db, new Date(clock().getTime() - daysOfSpending * 86_400_000).toISOString().slice(0, 10));
      await forgetRevisions(db, new Date(clock().getTime() - daysOfRevisions * 86_400_000));
      await forgetAnswers(db, new Date(clock().getTime() - answersKept));
    },
  }),
];
