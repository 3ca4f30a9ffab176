import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { packageRoot } from '../platform/index.ts';
import { openPack } from '../platform/pack.ts';
import { readGazetteer } from './pack.ts';
import { atlasOf } from './place.ts';

const pack = openPack(join(packageRoot, 'country/vn'));
const { places, marks } = readGazetteer(pack);
const atlas = atlasOf(places);

const names = z.object({ vi: z.string().min(1), en: z.string().min(1) });
const outlets = pack.read(
  'outlets.json',
  z.object({
    outlets: z.array(
      z.object({
        id: z.string(),
        class: z.enum(['official', 'domestic-press', 'mission', 'creator', 'foreign-press', 'reference']),
        names,
        country: z.string().regex(/^[A-Z]{2}$/),
        place: z.object({ code: z.string(), validFrom: z.iso.date() }).nullable(),
        parent: z.string().optional(),
        successor: z.string().optional(),
        channels: z.array(
          z.object({
            kind: z.enum(['site', 'feed', 'sitemap', 'api']),
            url: z.url({ protocol: /^https?$/ }),
            status: z.enum(['seen', 'unverified']),
            evidence: z.enum(['checked', 'curated', 'listed']).optional(),
          }),
        ),
        confidence: z.enum(['seen', 'recalled']),
        source: z.string().min(1),
      }),
    ),
  }),
).outlets;

test('outlets have an identity of their own, and name places and outlets that exist', () => {
  const ids = new Set(outlets.map((outlet) => outlet.id));
  expect(ids.size).toBe(outlets.length);
  expect(outlets.length).toBe(353);
  for (const outlet of outlets) {
    if (outlet.place) expect(atlas.get(outlet.place)).toBeDefined();
    for (const other of [outlet.parent, outlet.successor]) if (other !== undefined) expect(ids).toContain(other);
  }
});

test('the map names the archipelagos under the places of today that they belong to', () => {
  expect(marks.map((mark) => [mark.names.vi, atlas.get(mark)?.names.vi, atlas.get(mark)?.validTo])).toEqual([
    ['Hoàng Sa', 'Đà Nẵng', null],
    ['Trường Sa', 'Khánh Hòa', null],
  ]);
  const squares = new Set(places.flatMap(({ tile }) => (tile ? [`${tile.column} ${tile.row}`] : [])));
  for (const { column, row } of marks) expect(squares).not.toContain(`${column} ${row}`);
});

test('every feed was seen and says by what evidence; what was not seen is marked', () => {
  const channels = outlets.flatMap((outlet) => outlet.channels);
  const feeds = channels.filter((channel) => channel.kind === 'feed' || channel.kind === 'sitemap');
  expect(feeds).toHaveLength(146);
  for (const feed of feeds) expect(feed).toMatchObject({ status: 'seen', evidence: expect.any(String) });
  expect(channels.filter((channel) => channel.status === 'unverified')).not.toHaveLength(0);
});

test('every place of today has an official outlet', () => {
  const official = new Set(
    outlets.flatMap((outlet) => (outlet.class === 'official' && outlet.place ? [outlet.place.code] : [])),
  );
  for (const place of atlas.current()) expect(official).toContain(place.code);
});

test('terms of the glossary say where they come from and how sure they are', () => {
  const { entries, sources } = pack.read(
    'glossary.json',
    z.object({
      sources: z.record(z.string(), z.string()),
      entries: z.array(
        z.object({
          id: z.string(),
          vi: z.string().min(1),
          en: z.string().min(1),
          validFrom: z.iso.date().nullable(),
          validTo: z.iso.date().nullable(),
          enforce: z.enum(['required', 'warn', 'preferred']),
          source: z.array(z.string()).min(1),
          confidence: z.enum(['sourced', 'draft', 'verify']),
        }),
      ),
    }),
  );
  expect(entries).toHaveLength(297);
  for (const entry of entries) {
    for (const source of entry.source) expect(Object.keys(sources)).toContain(source);
    if (entry.enforce === 'required') expect(entry.confidence).toBe('sourced');
  }
});
