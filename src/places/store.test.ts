import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { testDatabase } from '../../test/harness/database.ts';
import { packageRoot } from '../platform/index.ts';
import { openPack } from '../platform/pack.ts';
import {
  currentPlaces,
  placeByCode,
  places,
  placesWithTitles,
  readAtlas,
  readCountingRules,
  readMarks,
  readProgrammes,
  readTitles,
} from './index.ts';
import { readGazetteer } from './pack.ts';
import { writeGazetteer } from './store.ts';

const database = testDatabase();
const pack = openPack(join(packageRoot, 'country/vn'));
const gazetteer = readGazetteer(pack);

test('the country pack comes back from the database as it was', async () => {
  const { db } = database;
  await places({ db, pack }).seeds?.();
  const atlas = await readAtlas(db);
  const byKey = (list: readonly { code: string; validFrom: string }[]) =>
    list.toSorted((a, b) => (a.validFrom + a.code < b.validFrom + b.code ? -1 : 1));
  expect(byKey(atlas.places)).toEqual(byKey(gazetteer.places));
  expect(await readProgrammes(db)).toEqual(gazetteer.programmes);
  expect(await readCountingRules(db)).toEqual(gazetteer.countingRules);
  expect(await readMarks(db)).toEqual(gazetteer.marks);
  const titles = await readTitles(db);
  expect(titles).toHaveLength(gazetteer.titles.length);
  expect(titles.find((title) => title.id === 'ich-dcttnb')).toEqual(
    gazetteer.titles.find((title) => title.id === 'ich-dcttnb'),
  );
});

test('seeding again writes no row of places and titles again', async () => {
  const { db } = database;
  const written = async () =>
    (
      await sql`select code, valid_from, xmin::text from places.place union all select id, null, xmin::text from places.title
      order by 1, 2`.execute(db)
    ).rows;
  await writeGazetteer(db, gazetteer);
  const before = await written();
  await writeGazetteer(db, gazetteer);
  expect(await written()).toEqual(before);
});

test('a changed pack changes, adds and removes', async () => {
  const { db } = database;
  const [kept, ...rest] = gazetteer.titles;
  if (!kept) throw new Error('the pack has no titles');
  await writeGazetteer(db, {
    ...gazetteer,
    places: gazetteer.places.map((place) =>
      place.slug === 'hue' ? { ...place, names: { ...place.names, fr: 'Hué' } } : place,
    ),
    marks: [],
    titles: [{ ...kept, year: 1994, placesNow: [] }, ...rest.slice(0, 3)],
  });
  expect((await placeByCode(db, '46', '2026-11-23'))?.names.fr).toBe('Hué');
  expect(await readMarks(db)).toEqual([]);
  const titles = await readTitles(db);
  expect(titles).toHaveLength(4);
  expect(titles.find((title) => title.id === kept.id)).toMatchObject({ year: 1994, placesNow: [] });
  await writeGazetteer(db, gazetteer);
  expect(await readTitles(db)).toHaveLength(gazetteer.titles.length);
});

test('a pack that fails leaves everything as it was', async () => {
  const { db } = database;
  await writeGazetteer(db, gazetteer);
  const [title] = gazetteer.titles;
  if (!title) throw new Error('the pack has no titles');
  await expect(writeGazetteer(db, { ...gazetteer, titles: [{ ...title, programme: 'unknown' }] })).rejects.toThrow(
    'programme',
  );
  expect(await readTitles(db)).toHaveLength(gazetteer.titles.length);
});

test('later modules find places by code and day, and places with their titles', async () => {
  const { db } = database;
  await writeGazetteer(db, gazetteer);
  expect(await currentPlaces(db)).toHaveLength(34);
  expect((await placeByCode(db, '24', '2025-06-30'))?.names.vi).toBe('Bắc Giang');
  expect((await placeByCode(db, '24', '2025-07-01'))?.names.vi).toBe('Bắc Ninh');
  expect(await placeByCode(db, '02', '2025-07-01')).toBeUndefined();
  const hue = (await placesWithTitles(db)).find((place) => place.slug === 'hue');
  expect(hue?.titles.map((title) => title.id)).toContain('wh-hue');
});
