import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { packageRoot, readLanguages } from '../platform/index.ts';
import { openPack } from '../platform/pack.ts';
import { readGazetteer } from './pack.ts';
import { atlasOf } from './place.ts';
import { countTitles, placesHolding, type Title, titleHolders } from './title.ts';

const { places, titles, programmes, countingRules } = readGazetteer(openPack(join(packageRoot, 'country/vn')));
const languages = readLanguages(join(packageRoot, 'locales'), 'vi');
const atlas = atlasOf(places);

const title = (id: string): Title => {
  const found = titles.find((one) => one.id === id);
  if (!found) throw new Error(`no title ${id}`);
  return found;
};

describe('counting', () => {
  test('gives the parts and the total that the rule asks for', () => {
    const totals = countingRules.map((rule) => [rule.id, countTitles(titles, rule).total]);
    expect(totals).toEqual([
      ['programmes', 62],
      ['wide', 71],
    ]);
    const [rule] = countingRules;
    expect(rule && Object.fromEntries(countTitles(titles, rule).byProgramme)).toEqual({
      'world-heritage': 9,
      'intangible-heritage': 17,
      'memory-of-the-world': 11,
      'biosphere-reserve': 11,
      geopark: 4,
      'creative-city': 4,
      'learning-city': 6,
    });
  });

  test('a title of several places counts once', () => {
    const [rule] = countingRules;
    expect(rule && countTitles([title('wh-yentu')], rule).total).toBe(1);
    expect(title('wh-yentu').placesNow).toHaveLength(3);
  });
});

describe('the titles of the pack', () => {
  test('belong to programmes that have names, and to places that exist', () => {
    const known = new Set(programmes.map((programme) => programme.id));
    for (const one of titles) {
      expect(known).toContain(one.programme);
      for (const key of [...one.placesThen, ...one.placesNow]) expect(atlas.get(key)).toBeDefined();
      for (const key of one.placesNow) expect(atlas.get(key)?.validTo).toBeNull();
    }
  });

  test('are held today by what their places of then became', () => {
    for (const one of titles) {
      const heirs = new Set(one.placesThen.flatMap((key) => atlas.today(key)));
      expect(new Set(one.placesNow.map((key) => atlas.get(key)))).toEqual(heirs);
    }
  });

  test('were inscribed when their places of then were valid, or before the record begins', () => {
    for (const one of titles)
      for (const key of one.placesThen) {
        const place = atlas.get(key);
        expect(place && (place.validTo === null || place.validTo >= `${one.year}-01-01`)).toBe(true);
      }
  });
});

test('a title names its holders of today with the names of then', () => {
  const en = languages.translator('en');
  expect(titleHolders(atlas, title('wh-hoian'), 'en', en)).toEqual(['Da Nang (formerly Quang Nam)']);
  expect(titleHolders(atlas, title('gg-dongvan'), 'en', en)).toEqual(['Tuyen Quang (formerly Ha Giang)']);
  expect(titleHolders(atlas, title('wh-thanglong'), 'en', en)).toEqual(['Hanoi']);
});

test('places of today come with their titles, oldest first', () => {
  const holding = placesHolding(atlas, titles);
  expect(holding).toHaveLength(34);
  const ninhBinh = holding.find((place) => place.slug === 'ninh-binh');
  expect(ninhBinh?.titles.map((one) => one.id)).toEqual(['br-redriver', 'ich-catru', 'wh-trangan', 'ich-tamphu']);
});
