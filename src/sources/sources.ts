import type { Clock, Db, Module, Pack } from '../platform/index.ts';
import { sourcesDesk } from './desk.tsx';
import { sourcesJobs } from './jobs.ts';
import { registerPack } from './pack.ts';
import { countWaiting } from './store/alerts.ts';

/** The register of outlets and their channels. */
export const sources = ({ db, pack, clock }: { db: Db; pack: Pack; clock: Clock }): Module => ({
  name: 'sources',
  routes: (app) => sourcesDesk(app, { db, clock }),
  seeds: () => registerPack(db, pack),
  jobs: sourcesJobs({ db, clock }),
  desk: [
    {
      path: '/desk/sources',
      label: 'sources.title',
      permission: 'source.read',
      keys: 'g s',
      count: () => countWaiting(db),
    },
  ],
});
