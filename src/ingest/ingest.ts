import { loadIdentifier } from '../language/index.ts';
import type { Clock, Db, Fetch, Module } from '../platform/index.ts';
import { ingestDesk } from './desk.tsx';
import { ingestJobs } from './jobs.ts';
import { openLanes } from './lanes.ts';
import { type Progress, runDueChannels } from './pass.ts';
import { makeMonths } from './store/months.ts';
import type { Deps } from './visit.ts';

type Parts = { db: Db; fetch: Fetch; clock: Clock };

// One set of lanes for a process, whoever asks: the schedule and a person at the desk share a host's two places.
const lanes = openLanes();

/** What fetching needs, with the language identifier loaded (once for a process). */
async function fetching({ db, fetch, clock }: Parts): Promise<Deps> {
  return { db, fetch, clock, identify: await loadIdentifier(), lanes, chance: Math.random };
}

/** Fetches everything that is due, now and in this process: for the command line, with its progress. */
export async function fetchDue(
  parts: Parts,
  options: { signal?: AbortSignal; onProgress?: (progress: Readonly<Progress>) => void } = {},
): Promise<Progress> {
  return runDueChannels(await fetching(parts), options);
}

/** Fetches what outlets publish, reads it, and stores it as items. */
export function ingest({ db, fetch, clock }: Parts): Module {
  const deps = () => fetching({ db, fetch, clock });
  return {
    name: 'ingest',
    routes: (app) => ingestDesk(app, { db, clock, deps }),
    seeds: () => makeMonths(db, clock()),
    jobs: ingestJobs({ db, clock, deps }),
  };
}
