import { loadIdentifier } from '../language/index.ts';
import type { Clock, Db, Fetch, Module } from '../platform/index.ts';
import { generous, type Limits, openBudget } from './budget.ts';
import { ingestDesk } from './desk.tsx';
import { itemsDesk, type Kin } from './items.tsx';
import { ingestJobs } from './jobs.ts';
import { openLanes } from './lanes.ts';
import { type Progress, runDueChannels } from './pass.ts';
import { politenessDesk } from './politeness.tsx';
import { keepRobots } from './robots/keep.ts';
import { makeMonths } from './store/months.ts';
import type { Deps } from './visit.ts';

type Parts = { db: Db; fetch: Fetch; clock: Clock; fetchLimits?: Limits };
/** What the pages need of the country and of modules that come later. */
type Desk = { timeZone: string; kinOf: (firstId: number) => Promise<Kin | undefined> };

// One of each for a process, whoever asks: the schedule and a person at the desk share a host's seats.
const lanes = openLanes();
const kept = new WeakMap<Db, Required<Pick<Deps, 'robots' | 'budget'>>>();

/** What fetching needs, with the language identifier loaded (once for a process). */
async function fetching(parts: Parts): Promise<Deps> {
  const { db, fetch, clock } = parts;
  const manners = kept.get(db) ?? {
    robots: keepRobots(parts),
    budget: openBudget({ db, clock, limits: limitsOf(parts) }),
  };
  kept.set(db, manners);
  return { db, fetch, clock, identify: await loadIdentifier(), lanes, chance: Math.random, ...manners };
}

const limitsOf = ({ fetchLimits }: Parts): Limits => fetchLimits ?? generous;

/** Fetches everything that is due, now and in this process: for the command line, with its progress. */
export async function fetchDue(
  parts: Parts,
  options: { signal?: AbortSignal; onProgress?: (progress: Readonly<Progress>) => void } = {},
): Promise<Progress> {
  return runDueChannels(await fetching(parts), options);
}

/** Fetches what outlets publish, reads it, and stores it as items. */
export function ingest(parts: Parts & Desk): Module {
  const { db, clock, timeZone, kinOf } = parts;
  const deps = () => fetching(parts);
  return {
    name: 'ingest',
    routes: (app) => {
      ingestDesk(app, { db, clock, deps, limits: limitsOf(parts) });
      itemsDesk(app, { db, clock, timeZone, kinOf });
      politenessDesk(app, { db, clock });
    },
    seeds: () => makeMonths(db, clock()),
    jobs: ingestJobs({ db, clock, deps }),
  };
}
