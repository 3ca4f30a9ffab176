import type { Clock, Db, Module, Pack } from '../platform/index.ts';
import { registerPack } from './pack.ts';

/** The register of outlets and their channels. */
export const sources = ({ db, pack }: { db: Db; pack: Pack; clock: Clock }): Module => ({
  name: 'sources',
  seeds: () => registerPack(db, pack),
});
