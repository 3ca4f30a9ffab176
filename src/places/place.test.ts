import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { packageRoot, readLanguages } from '../platform/index.ts';
import { openPack } from '../platform/pack.ts';
import { readGazetteer } from './pack.ts';
import { atlasOf, nameThroughTime, nameWithToday, type Place } from './place.ts';

const { places } = readGazetteer(openPack(join(packageRoot, 'country/vn')));
const languages = readLanguages(join(packageRoot, 'locales'), 'vi');
const atlas = atlasOf(places);
const vi = (list: readonly Place[]) => list.map((place) => place.names.vi);

const at = (code: string, day: string): Place => {
  const place = atlas.at(code, day);
  if (!place) throw new Error(`no ${code} on ${day}`);
  return place;
};

describe('the provinces through time', () => {
  test.each([
    ['2023-12-17', 63, 5],
    ['2025-01-01', 63, 6],
    ['2025-06-30', 63, 6],
    ['2025-07-01', 34, 6],
    ['2026-04-29', 34, 6],
    ['2026-04-30', 34, 7],
  ])('on %s there are %i, of which %i are cities', (day, all, cities) => {
    const then = atlas.on(day);
    expect(then).toHaveLength(all);
    expect(then.filter((place) => place.type === 'municipality')).toHaveLength(cities);
    expect(new Set(then.map((place) => place.code)).size).toBe(all);
  });

  test('no code means two things on one day, and no code has a gap', () => {
    for (const [code, records] of Map.groupBy(places, (place) => place.code)) {
      const sorted = records.toSorted((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
      for (const [index, place] of sorted.entries()) {
        const next = sorted[index + 1];
        if (next) expect(`${code} ${place.validTo}`).toBe(`${code} ${dayBefore(next.validFrom)}`);
      }
    }
  });

  test('seven codes changed their meaning on 1 July 2025', () => {
    const changed = atlas.on('2025-07-01').flatMap((place) => {
      const before = at(place.code, '2025-06-30');
      return before.names.vi === place.names.vi ? [] : [`${place.code} ${before.names.vi} → ${place.names.vi}`];
    });
    expect(changed).toEqual([
      '15 Yên Bái → Lào Cai',
      '24 Bắc Giang → Bắc Ninh',
      '44 Quảng Bình → Quảng Trị',
      '52 Bình Định → Gia Lai',
      '80 Long An → Tây Ninh',
      '82 Tiền Giang → Đồng Tháp',
      '91 Kiên Giang → An Giang',
    ]);
  });

  test('every place of the past is one place today, and every place of today has its past', () => {
    for (const place of places) expect(atlas.today(place)).toHaveLength(1);
    const heirs = atlas.on('2025-06-30').flatMap((place) => atlas.today(place));
    expect(new Set(heirs)).toEqual(new Set(atlas.current()));
  });

  test('both directions of the lineage agree', () => {
    for (const place of places)
      for (const from of place.formedFrom)
        expect(atlas.get(from)?.mergedInto).toContainEqual({ code: place.code, validFrom: place.validFrom });
  });

  test('a code before the record begins means its first record', () => {
    expect(atlas.at('46', '1993-12-11')?.names.vi).toBe('Thừa Thiên Huế');
    expect(atlas.at('02', '2025-07-01')).toBeUndefined();
    expect(atlas.at('99', '2025-07-01')).toBeUndefined();
  });

  test('a place knows what it grew out of, through every change', () => {
    expect(vi(atlas.origins(at('75', '2026-11-23')))).toEqual(['Bình Phước', 'Đồng Nai', 'Đồng Nai']);
    expect(vi(atlas.formerly(at('75', '2026-11-23')))).toEqual(['Bình Phước']);
    expect(vi(atlas.formerly(at('46', '2026-11-23')))).toEqual(['Thừa Thiên Huế']);
    expect(atlas.formerly(at('01', '2026-11-23'))).toEqual([]);
  });

  test('a slug leads to the place of today, also from the slug of a former one', () => {
    expect(atlas.bySlug('lao-cai')).toMatchObject({ now: { code: '15' }, former: null });
    expect(atlas.bySlug('ha-giang')).toMatchObject({ now: { slug: 'tuyen-quang' }, former: { code: '02' } });
    expect(atlas.bySlug('thua-thien-hue')).toMatchObject({ now: { slug: 'hue' } });
    expect(atlas.bySlug('atlantis')).toBeUndefined();
  });

  test('on any day, whatever a code means leads to places of today', () => {
    const day = fc
      .date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    fc.assert(
      fc.property(day, fc.constantFrom(...new Set(places.map((place) => place.code))), (when, code) => {
        const place = atlas.at(code, when);
        if (place) expect(atlas.today(place).map((heir) => heir.validTo)).toEqual([null]);
      }),
    );
  });

  test('a broken lineage is refused with the key that is missing', () => {
    const [first] = places;
    const broken = { ...(first as Place), mergedInto: [{ code: '00', validFrom: '2020-01-01' }] };
    expect(() => atlasOf([broken])).toThrow('there is no place 00@2020-01-01');
  });
});

describe('names', () => {
  test('say what a place was called when its name changed', () => {
    const now = at('48', '2026-11-23');
    const then = at('49', '1999-12-04');
    expect(nameThroughTime(now, [then], 'en', languages.translator('en'))).toBe('Da Nang (formerly Quang Nam)');
    expect(nameThroughTime(now, [then], 'vi', languages.translator('vi'))).toBe('Đà Nẵng (trước là Quảng Nam)');
    expect(nameThroughTime(now, [now], 'en', languages.translator('en'))).toBe('Da Nang');
    const lamDong = at('68', '2026-11-23');
    expect(nameThroughTime(lamDong, atlas.formerly(lamDong), 'vi', languages.translator('vi'))).toBe(
      'Lâm Đồng (trước là Bình Thuận và Đắk Nông)',
    );
  });

  test('of a former place say what it is today', () => {
    const t = languages.translator('vi');
    expect(nameWithToday(atlas, at('02', '2010-10-03'), 'vi', t)).toBe('Hà Giang (nay thuộc Tuyên Quang)');
    expect(nameWithToday(atlas, at('70', '2010-10-03'), 'vi', t)).toBe('Bình Phước (nay thuộc Đồng Nai)');
    expect(nameWithToday(atlas, at('46', '2010-10-03'), 'vi', t)).toBe('Thừa Thiên Huế (nay là Huế)');
    expect(nameWithToday(atlas, at('75', '2010-10-03'), 'vi', t)).toBe('Đồng Nai');
  });
});

test('the tile map gives each place of today a square of its own, in the shape of the country', () => {
  const squares = atlas.current().map((place) => ({ name: place.names.vi, tile: place.tile }));
  expect(squares).toHaveLength(34);
  const taken = new Set(squares.map(({ tile }) => `${tile?.column},${tile?.row}`));
  expect(taken.size).toBe(34);
  expect(places.filter((place) => place.validTo !== null && place.tile !== null)).toEqual([]);
  const row = (name: string) => squares.find((square) => square.name === name)?.tile?.row ?? Number.NaN;
  const coast = [
    'Thanh Hóa',
    'Nghệ An',
    'Hà Tĩnh',
    'Quảng Trị',
    'Đà Nẵng',
    'Quảng Ngãi',
    'Gia Lai',
    'Đắk Lắk',
    'Khánh Hòa',
  ];
  const rows = coast.map(row);
  expect(rows).toEqual(rows.toSorted((a, b) => a - b));
  expect(row('Cao Bằng')).toBe(0);
  expect(row('Cà Mau')).toBe(Math.max(...squares.map(({ tile }) => tile?.row ?? 0)));
  for (const { tile } of squares) {
    const near = squares.filter(
      (other) =>
        other.tile !== tile &&
        Math.max(
          Math.abs((other.tile?.row ?? 99) - (tile?.row ?? 0)),
          Math.abs((other.tile?.column ?? 99) - (tile?.column ?? 0)),
        ) === 1,
    );
    expect(near.length).toBeGreaterThan(0);
  }
});

const dayBefore = (day: string): string => new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
