import { join } from 'node:path';
import { expect, it } from 'vitest';
import { testDatabase } from '../../test/harness/database.ts';
import { packageRoot } from '../platform/index.ts';
import { openPack } from '../platform/pack.ts';
import { allOutlets } from '../sources/index.ts';
import { demo } from './demo.ts';
import { decide, runningDemonstration } from './store.ts';

const test = testDatabase();
const pack = openPack(join(packageRoot, 'country', 'vn'));
const began = new Date('2026-11-23T08:00:00Z');

it('is decided once, at the first start, and registers its outlets once', async () => {
  await demo({ db: test.db, pack }).seeds?.();
  expect(await allOutlets(test.db)).toEqual([]);
  expect(await decide(test.db, { running: true, began, port: 4401 })).toEqual({ began, port: 4401 });
  expect(await decide(test.db, { running: false, began: new Date(), port: 1 })).toEqual({ began, port: 4401 });
  expect(await runningDemonstration(test.db)).toEqual({ began, port: 4401 });
  for (let start = 1; start <= 2; start++) await demo({ db: test.db, pack }).seeds?.();
  const outlets = await allOutlets(test.db);
  expect(outlets.length).toBeGreaterThanOrEqual(12);
  expect(new Set(outlets.map((outlet) => outlet.origin))).toEqual(new Set(['demonstration']));
});
