import { z } from 'zod';
import type { Pack } from '../platform/index.ts';
import type { Mark, Place } from './place.ts';
import type { CountingRule, Programme, Title } from './title.ts';

const day = z.iso.date();
const key = z.object({ code: z.string().regex(/^\d{2}$/), validFrom: day });
const names = z
  .record(z.string(), z.string().min(1))
  .refine((all) => 'vi' in all && 'en' in all, 'names need vi and en');

const placesFile = z.object({
  places: z.array(
    key.extend({
      validTo: day.nullable(),
      slug: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
      type: z.enum(['municipality', 'province']),
      names,
      iso: z.string().regex(/^[A-Z]{2}-[A-Z0-9]{2,3}$/),
      isoStatus: z.enum(['listed', 'inherited']),
      formedFrom: z.array(key),
      mergedInto: z.array(key),
      seat: z.object({ name: z.string(), confidence: z.string() }).nullable().default(null),
      communes: z.int().positive().nullable().default(null),
      source: z.array(z.string()).min(1),
      confidence: z.string(),
    }),
  ),
});

const tilesFile = z.object({
  columns: z.int().positive(),
  rows: z.int().positive(),
  tiles: z.array(key.extend({ column: z.int().nonnegative(), row: z.int().nonnegative() })),
  marks: z.array(key.extend({ names, column: z.int().nonnegative(), row: z.int().nonnegative() })).default([]),
});

const titlesFile = z.object({
  programmes: z.array(z.object({ id: z.string(), names })),
  countingRules: z.array(z.object({ id: z.string(), programmes: z.array(z.string()), text: names })).min(1),
  titles: z.array(
    z.object({
      id: z.string(),
      programme: z.string(),
      year: z.int().min(1945).max(2100),
      names,
      placesThen: z.array(key),
      placesNow: z.array(key),
      type: z.enum(['cultural', 'natural', 'mixed']).optional(),
      list: z.enum(['RL', 'USL']).optional(),
      register: z.enum(['international', 'MOWCAP']).optional(),
      field: z.string().optional(),
      reference: z.string().optional(),
      sharedWith: z.array(z.string()).optional(),
      history: z.array(z.object({ year: z.int(), event: z.string() })).optional(),
      note: z.string().optional(),
      source: z.string().nullable(),
      confidence: z.enum(['sourced', 'partly', 'recalled']),
    }),
  ),
});

/** What the country pack says about places and titles. */
export type Gazetteer = {
  places: readonly Place[];
  marks: readonly Mark[];
  programmes: readonly Programme[];
  countingRules: readonly CountingRule[];
  titles: readonly Title[];
};

/** Reads `places.json`, `tiles.json` and `titles.json`. Throws an Error that names the file and the first fault in it. */
export function readGazetteer(pack: Pack): Gazetteer {
  const { places } = pack.read('places.json', placesFile);
  const { tiles, marks } = pack.read('tiles.json', tilesFile);
  const { programmes, countingRules, titles } = pack.read('titles.json', titlesFile);
  const tileOf = new Map(tiles.map(({ code, validFrom, column, row }) => [`${code}@${validFrom}`, { column, row }]));
  return {
    places: places.map((place) => ({ ...place, tile: tileOf.get(`${place.code}@${place.validFrom}`) ?? null })),
    marks,
    programmes,
    countingRules,
    titles: titles.map(
      ({ id, programme, year, names: called, placesThen, placesNow, source, confidence, ...details }) => ({
        id,
        programme,
        year,
        names: called,
        placesThen,
        placesNow,
        details,
        source,
        confidence,
      }),
    ),
  };
}
