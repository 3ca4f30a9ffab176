import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { packageRoot } from '../platform/index.ts';
import { openPack } from '../platform/pack.ts';
import { itemPath, itemsOf, publishedAt, readDemonstration } from './demonstration.ts';

const pack = openPack(join(packageRoot, 'country/vn'));
const demonstration = readDemonstration(pack);
const { outlets, items } = demonstration;

const words = (text: string): number => text.trim().split(/\s+/).length;

describe('the outlets', () => {
  test('say in every name that they are a demonstration', () => {
    expect(outlets.length).toBeGreaterThanOrEqual(12);
    for (const { names, about } of outlets) {
      expect(Object.keys(names).sort()).toEqual(['en', 'fr', 'vi']);
      expect(Object.keys(about).sort()).toEqual(['en', 'fr', 'vi']);
      for (const name of Object.values(names)) expect(name).toMatch(/^D[eé]mo ?: \p{Lu}/u);
    }
  });

  test('bear no name of a real outlet', () => {
    const entry = z.object({ names: z.record(z.string(), z.string()) });
    const real = pack
      .read('outlets.json', z.object({ outlets: z.array(entry) }))
      .outlets.flatMap(({ names }) => Object.values(names));
    expect(real.length).toBeGreaterThan(700);
    const known = new Set(real.map((name) => name.toLowerCase()));
    for (const name of outlets.flatMap(({ names }) => Object.values(names))) {
      const bare = name.replace(/^D[eé]mo ?: /, '').toLowerCase();
      expect(known).not.toContain(bare);
      for (const other of known)
        if (words(other) > 1) expect(bare.includes(other) || other.includes(bare) ? other : '').toBe('');
    }
  });

  test('are of every class and publish in four formats and three languages', () => {
    const feeds = outlets.flatMap((outlet) => outlet.feeds);
    expect(new Set(outlets.map((outlet) => outlet.class)).size).toBe(6);
    expect(new Set(feeds.map((feed) => feed.format))).toEqual(new Set(['rss', 'atom', 'json', 'rdf']));
    expect(new Set(feeds.map((feed) => feed.language))).toEqual(new Set(['vi', 'en', 'fr']));
    for (const outlet of outlets)
      for (const feed of outlet.feeds) expect(itemsOf(demonstration, outlet, feed.language)).not.toEqual([]);
  });
});

describe('the texts', () => {
  test('are enough, of a readable length, in normal form, each with an address of its own', () => {
    expect(items.length).toBeGreaterThanOrEqual(70);
    expect(new Set(items.map(itemPath)).size).toBe(items.length);
    for (const item of items) {
      const length = words(item.body.join(' '));
      expect(length, item.slug).toBeGreaterThanOrEqual(90);
      expect(length, item.slug).toBeLessThanOrEqual(250);
      const whole = [item.title, item.summary, ...item.body].join('\n');
      expect(whole, item.slug).toBe(whole.normalize('NFC'));
    }
  });

  test('are in a feed of an outlet that exists', () => {
    for (const item of items) {
      const outlet = outlets.find((one) => one.id === item.outlet);
      expect(
        outlet?.feeds.map((feed) => feed.language),
        item.slug,
      ).toContain(item.language);
    }
  });

  test('tell at least eight happenings several times, by different outlets or in different languages', () => {
    const told = [...Map.groupBy(items, (item) => item.story).values()].filter((story) => story.length >= 3);
    expect(told.length).toBeGreaterThanOrEqual(8);
    const languages = told.map((story) => new Set(story.map((item) => item.language)));
    expect(languages.filter((all) => all.has('vi') && all.has('en')).length).toBeGreaterThanOrEqual(8);
    expect(languages.filter((all) => all.has('fr')).length).toBeGreaterThanOrEqual(4);
    for (const story of told)
      expect(new Set(story.map((item) => `${item.outlet} ${item.language}`)).size).toBe(story.length);
  });

  test('about a title of UNESCO give a year that the register of titles has', () => {
    const year = new Map(
      pack
        .read('titles.json', z.object({ titles: z.array(z.object({ id: z.string(), year: z.int() })) }))
        .titles.map((title) => [title.id, String(title.year)]),
    );
    const { texts } = pack.read('demonstration/outlets.json', z.object({ texts: z.array(z.string()) }));
    const stories = texts
      .flatMap((file) => pack.read(file, storiesFile).stories)
      .filter((story) => story.titles.length > 0);
    expect(stories.length).toBeGreaterThan(15);
    for (const { titles, items: told } of stories)
      for (const item of told) {
        const text = item.body.join(' ');
        expect(
          titles.some((id) => text.includes(year.get(id) ?? 'unknown title')),
          item.slug,
        ).toBe(true);
      }
  });
});

test('times are counted back from the start, to the second', () => {
  const now = new Date('2026-11-23T10:00:00.789Z');
  for (const item of items) {
    const ago = Date.parse('2026-11-23T10:00:00Z') - publishedAt(item, now).getTime();
    expect(ago).toBe(item.minutesAgo * 60_000);
  }
});

const storiesFile = z.object({
  stories: z.array(
    z.object({
      titles: z.array(z.string()),
      items: z.array(z.object({ slug: z.string(), body: z.array(z.string()) })),
    }),
  ),
});
