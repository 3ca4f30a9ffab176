import { loadIdentifier } from '../language/index.ts';
import { type Clock, type Db, type Fetch, type Module, openRate } from '../platform/index.ts';
import type { Channel } from '../sources/index.ts';
import { generous, type Limits, openBudget } from './budget.ts';
import { ingestDesk } from './desk.tsx';
import { discover } from './discovery/discover.ts';
import type { Findings, Step } from './discovery/found.ts';
import { itemsDesk, type Kin } from './items.tsx';
import { ingestJobs } from './jobs.ts';
import { openLanes } from './lanes.ts';
import { type Progress, runDueChannels } from './pass.ts';
import { pickerDesk } from './picker/desk.tsx';
import { openSnapshots } from './picker/snapshots.ts';
import { openPictures } from './pictures/pictures.ts';
import { politenessDesk } from './politeness.tsx';
import { pushApi, pushPace } from './push/api.ts';
import { pushDesk } from './push/desk.tsx';
import { readingDesk } from './reading.tsx';
import { keepRobots } from './robots/keep.ts';
import { makeMonths } from './store/months.ts';
import { tryChannel } from './trial.ts';
import type { Deps, Visited } from './visit.ts';
import { websubCallback } from './websub/callback.ts';
import { tendSubscriptions } from './websub/hub.ts';

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

/** Tries a channel now and in this process, telling each step: for the command line. Throws as `tryChannel` does. */
export async function tryNow(
  parts: Parts,
  channel: Channel,
  watch: Parameters<typeof tryChannel>[2],
): Promise<Visited> {
  return tryChannel(await fetching(parts), channel, watch);
}

/** How programs elsewhere reach this one: its public address, and whether hubs of WebSub may send to it. */
type Reach = { publicUrl: string; websub: boolean };

/** Looks for the channels at an address, in this process: for the command line, with every question as it is answered. */
export async function findChannels(
  parts: Parts,
  address: string,
  { onStep }: { onStep?: (step: Step) => void } = {},
): Promise<Findings> {
  const steps = discover(await fetching(parts), address);
  for (;;) {
    const { done, value } = await steps.next();
    if (done) return value;
    onStep?.(value);
  }
}

/** Fetches what outlets publish, takes what they send, reads it, and stores it as items. */
export function ingest(parts: Parts & Desk & Reach): Module {
  const { db, fetch, clock, publicUrl, websub, timeZone, kinOf } = parts;
  const deps = () => fetching(parts);
  const callback = websub ? publicUrl : undefined;
  return {
    name: 'ingest',
    routes: (app) => {
      ingestDesk(app, { db, clock, deps, limits: limitsOf(parts), hubs: websub });
      itemsDesk(app, { db, clock, timeZone, kinOf, pictures: openPictures(fetch) });
      politenessDesk(app, { db, clock });
      readingDesk(app, { db });
      pushDesk(app, { db, clock, publicUrl });
      pushApi(app, { db, clock, deps, publicUrl, rate: openRate(pushPace) });
      websubCallback(app, { db, clock, deps });
      pickerDesk(app, { db, clock, snapshots: openSnapshots(deps) });
    },
    seeds: () => makeMonths(db, clock()),
    jobs: ingestJobs({ db, clock, deps, tend: (signal) => tendSubscriptions({ db, fetch, clock, callback }, signal) }),
  };
}
