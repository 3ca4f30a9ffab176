import type { Db, Module, Pack, Trx } from '../platform/index.ts';
import { readGazetteer } from './pack.ts';
import type { Day, Place } from './place.ts';
import { readAtlas, readTitles, writeGazetteer } from './store.ts';
import { type PlaceWithTitles, placesHolding } from './title.ts';

export { listIn, nameIn } from './names.ts';
export { type Atlas, atlasOf, keyText, type Mark, nameWithToday, type Place } from './place.ts';
export { readAtlas, readCountingRules, readMarks, readProgrammes, readTitles } from './store.ts';
export { countTitles, type PlaceWithTitles, type Title, titleHolders } from './title.ts';

/** The places of today, from north to south as the tile map has them. */
export async function currentPlaces(db: Db | Trx): Promise<Place[]> {
  return (await readAtlas(db)).current();
}

/** The place that a code meant on a day; undefined when it meant none. Before the record begins, its first record stands. */
export async function placeByCode(db: Db | Trx, code: string, day: Day): Promise<Place | undefined> {
  return (await readAtlas(db)).at(code, day);
}

/** The places of today, each with the UNESCO titles it holds, alone or with others. */
export async function placesWithTitles(db: Db | Trx): Promise<PlaceWithTitles[]> {
  return placesHolding(await readAtlas(db), await readTitles(db));
}

/** Places through time and heritage titles, loaded from the country pack at every start. */
export const places = ({ db, pack }: { db: Db; pack: Pack }): Module => ({
  name: 'places',
  seeds: () => writeGazetteer(db, readGazetteer(pack)),
});
