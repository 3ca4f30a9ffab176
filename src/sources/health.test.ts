import { describe, expect, it } from 'vitest';
import { findingsOf, healthOf, healthOfAll, standingOf, standingOfAll } from './health.ts';
import type { Signs } from './signs.ts';

const now = new Date('2026-11-23T08:00:00Z');
const ago = (days: number) => new Date(now.getTime() - days * 86_400_000);
const well = {
  state: 'active',
  outcome: 'items',
  visitedAt: now,
  succeededAt: now,
  failingSince: null,
  failures: 0,
  itemAt: ago(0.1),
  gapSeconds: 3_600,
} as const;

describe('healthOf', () => {
  it('tells a sleeping channel from one that is quiet by nature', () => {
    expect(healthOf(well, now)).toBe('fresh');
    expect(healthOf({ ...well, itemAt: ago(4) }, now)).toBe('silent');
    expect(healthOf({ ...well, itemAt: ago(20), gapSeconds: 7 * 86_400 }, now)).toBe('fresh');
    expect(healthOf({ ...well, itemAt: null }, now)).toBe('silent');
  });

  it('lets a passing failure mend itself for a day, and calls for a person where time does not help', () => {
    const failing = { ...well, outcome: 'timeout', failures: 3, failingSince: ago(0.2) } as const;
    expect(healthOf(failing, now)).toBe('failing');
    expect(healthOf({ ...failing, failingSince: ago(1.1) }, now)).toBe('broken');
    expect(healthOf({ ...failing, outcome: 'not-a-feed', failures: 1, succeededAt: null }, now)).toBe('broken');
    expect(healthOf({ ...failing, outcome: 'not-found', failures: 1 }, now)).toBe('failing');
    expect(healthOf({ ...failing, outcome: 'not-found', failures: 3 }, now)).toBe('broken');
  });

  it('does not blame a channel for its host', () => {
    expect(healthOf({ ...well, outcome: 'host-down' }, now)).toBe('failing');
    expect(healthOf({ ...well, outcome: 'host-down', visitedAt: null }, now)).toBe('failing');
  });

  it('calls for a person when a host has kept a channel from being seen for two days', () => {
    expect(healthOf({ ...well, outcome: 'host-down', visitedAt: ago(2.1) }, now)).toBe('broken');
  });

  it('of a channel that rests or was never visited says just that', () => {
    expect(healthOf({ ...well, state: 'paused' }, now)).toBe('paused');
    expect(healthOf({ ...well, outcome: null }, now)).toBe('waiting');
  });
});

describe('healthOfAll', () => {
  it('is fresh while any channel brings items, else as ill as the worst that is fetched', () => {
    expect(healthOfAll(['broken', 'fresh'])).toBe('fresh');
    expect(healthOfAll(['silent', 'broken'])).toBe('broken');
    expect(healthOfAll(['paused', 'silent'])).toBe('silent');
    expect(healthOfAll([])).toBe('paused');
  });
});

describe('standingOf', () => {
  it('does not flicker over a passing failure while news is recent', () => {
    const failing = { ...well, outcome: 'timeout', failures: 2, failingSince: ago(0.1) } as const;
    expect(standingOf(failing, now)).toBe('fresh');
    expect(standingOf({ ...failing, itemAt: ago(5) }, now)).toBe('broken');
    expect(standingOf({ ...failing, failingSince: ago(2) }, now)).toBe('broken');
  });

  it('has one word for what is not fetched yet', () => {
    expect(standingOf({ ...well, state: 'paused' }, now)).toBe('none');
    expect(standingOf({ ...well, outcome: null }, now)).toBe('none');
  });

  it('of several is fresh when any is, else the worst', () => {
    expect(standingOfAll(['none', 'broken', 'fresh'])).toBe('fresh');
    expect(standingOfAll(['silent', 'broken', 'none'])).toBe('broken');
    expect(standingOfAll(['none', 'silent'])).toBe('silent');
    expect(standingOfAll([])).toBe('none');
  });
});

describe('findingsOf', () => {
  const channel = {
    ...well,
    language: 'vi',
    signs: null,
    pageMarks: '',
    url: 'https://a.vn/rss',
    fetchUrl: 'https://a.vn/rss',
  };
  const signs: Signs = { entries: 20, undated: 0, odd: 0, alike: 1, languages: { vi: 20 } };
  const kinds = (given: Partial<Parameters<typeof findingsOf>[0]>) =>
    findingsOf({ ...channel, ...given }, now).map(({ kind }) => kind);

  it('has nothing to say of a channel that is well, rests, or was never visited', () => {
    expect(kinds({ signs, pageMarks: '+'.repeat(30) })).toEqual([]);
    expect(kinds({ state: 'paused', outcome: 'gate', failures: 9, fetchUrl: 'https://b.vn/rss' })).toEqual([]);
    expect(kinds({ outcome: null })).toEqual([]);
  });

  it('tells who has to act: the outlet, its host, or we', () => {
    const ill = { failures: 3, failingSince: ago(2) } as const;
    expect(kinds({ ...ill, outcome: 'gate' })).toEqual(['blocked']);
    expect(kinds({ ...ill, outcome: 'forbidden' })).toEqual(['blocked']);
    expect(kinds({ ...ill, outcome: 'not-found' })).toEqual(['lost']);
    expect(kinds({ ...ill, outcome: 'dns' })).toEqual(['host']);
    expect(kinds({ ...ill, outcome: 'server-error' })).toEqual(['fault']);
  });

  it('measures silence against the usual', () => {
    expect(findingsOf({ ...channel, itemAt: ago(9.5), gapSeconds: 86_400 }, now)).toEqual([
      { kind: 'silent', days: 9, usual: 1 },
    ]);
    expect(kinds({ itemAt: null })).toEqual(['barren']);
  });

  it('sees another language than the one that was set, but only when most entries are in it', () => {
    const found = findingsOf({ ...channel, signs: { ...signs, languages: { en: 15, vi: 5 } } }, now);
    expect(found).toEqual([{ kind: 'language', found: 'en', set: 'vi', count: 15, of: 20 }]);
    expect(kinds({ signs: { ...signs, languages: { en: 10, vi: 10 } } })).toEqual([]);
    expect(kinds({ signs: { ...signs, languages: { en: 3 } } })).toEqual([]);
    expect(kinds({ language: 'vi-VN', signs })).toEqual([]);
    expect(kinds({ language: null, signs: { ...signs, languages: { en: 20 } } })).toEqual([]);
  });

  it('sees dates that are missing, unbelievable or all one', () => {
    expect(kinds({ signs: { ...signs, undated: 10 } })).toEqual(['dates-missing']);
    expect(kinds({ signs: { ...signs, odd: 4 } })).toEqual(['dates-odd']);
    expect(kinds({ signs: { ...signs, alike: 16 } })).toEqual(['dates-alike']);
    expect(kinds({ signs: { ...signs, undated: 9, odd: 3, alike: 6 } })).toEqual([]);
    expect(kinds({ signs: { ...signs, entries: 4, undated: 4 } })).toEqual([]);
  });

  it('sees that no articles are found in the pages, once there are enough of them', () => {
    expect(findingsOf({ ...channel, pageMarks: '+----+-----' }, now)).toEqual([
      { kind: 'no-article', count: 9, of: 11 },
    ]);
    expect(kinds({ pageMarks: '-----' })).toEqual([]);
    expect(kinds({ pageMarks: '++++++-----' })).toEqual([]);
  });

  it('says where a channel has moved', () => {
    expect(findingsOf({ ...channel, fetchUrl: 'https://b.vn/rss' }, now)).toEqual([
      { kind: 'moved', url: 'https://b.vn/rss' },
    ]);
  });
});
