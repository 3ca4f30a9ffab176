import type { Clock, Db, Module, Pack } from '../platform/index.ts';
import { sourcesDesk } from './desk.tsx';
import { registerPack } from './pack.ts';

/** The register of outlets and their channels. */
export const sources = ({ db, pack, clock }: { db: Db; pack: Pack; clock: Clock }): Module => ({
  name: 'sources',
  routes: (app) => sourcesDesk(app, { db, clock }),
  seeds: () => registerPack(db, pack),
  desk: [{ path: '/desk/sources', label: 'sources.title', permission: 'source.read', keys: 'g s' }],
});
