import { join } from 'node:path';
import { ingest, type Kin } from '../../src/ingest/index.ts';
import { places } from '../../src/places/index.ts';
import { type Clock, type Db, type Fetch, packageRoot, readLanguages } from '../../src/platform/index.ts';
import { openPack } from '../../src/platform/pack.ts';
import { sources } from '../../src/sources/index.ts';
import { type TestDesk, testDesk } from './desk.ts';

export const publicUrl = 'http://cuaso.test';

/** What the module of sources is made of in tests. */
export const sourcesParts = (db: Db, clock: Clock) => ({
  db,
  clock,
  publicUrl,
  pack: openPack(join(packageRoot, 'country', 'vn')),
  languages: readLanguages(join(packageRoot, 'locales'), 'vi'),
});

type Given = { clock: Clock; fetch: Fetch; kinOf?: (firstId: number) => Promise<Kin | undefined> };

/** A desk with the register and all that fetches, over a test database with the outlets of the country pack. */
export async function sourcesDesk(db: Db, { clock, fetch, kinOf = async () => undefined }: Given): Promise<TestDesk> {
  const parts = sourcesParts(db, clock);
  const modules = [
    places(parts),
    sources(parts),
    ingest({ ...parts, fetch, kinOf, websub: false, timeZone: 'Asia/Ho_Chi_Minh' }),
  ];
  for (const module of modules) await module.seeds?.();
  // Signing in goes by the real time: a clock that stands still would end sessions.
  return testDesk(db, modules, { publicUrl });
}
