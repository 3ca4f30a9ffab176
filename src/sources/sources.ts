import type { Clock, Db, Languages, Module, Pack } from '../platform/index.ts';
import { sourcesDesk } from './desk.tsx';
import { sourcesJobs } from './jobs.ts';
import { registerPack } from './pack.ts';
import { countWaiting } from './store/alerts.ts';

type Parts = { db: Db; pack: Pack; clock: Clock; publicUrl: string; languages: Languages };

/** The register of outlets and their channels. */
export const sources = ({ db, pack, clock, publicUrl, languages }: Parts): Module => ({
  name: 'sources',
  routes: (app) => sourcesDesk(app, { db, clock, publicUrl, languages }),
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
