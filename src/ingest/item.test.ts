import { describe, expect, it } from 'vitest';
import { identify } from '../language/index.ts';
import type { Item as Entry, Feed } from './feed/feed.ts';
import { type Draft, draftsOf, type Known, mostVersions, sortDrafts, withoutTracking } from './item.ts';

const now = new Date('2026-11-23T08:00:00Z');
const feedOf = (...items: Partial<Entry>[]): Feed => ({
  kind: 'rss',
  encoding: 'utf-8',
  hubs: [],
  authors: [],
  categories: [],
  pace: {},
  faults: [],
  language: 'vi',
  items: items.map((item) => ({ authors: [], categories: [], enclosures: [], media: [], ...item })),
});
const draft = (item: Partial<Entry>): Draft => {
  const [one] = draftsOf(feedOf(item), { channelId: 1, language: null, now, identify });
  if (!one) throw new Error('no draft');
  return one;
};
const drafts = (...items: Partial<Entry>[]) =>
  draftsOf(feedOf(...items), { channelId: 1, language: null, now, identify });
const stored = (one: Draft, more: Partial<Known> = {}): Known[] =>
  one.keys.map((key) => ({
    key,
    channelId: 1,
    firstId: 7,
    itemId: 7,
    version: 1,
    hash: one.hash,
    published: now,
    dated: true,
    ...more,
  }));

describe('an entry', () => {
  it('is known again by its id although its address and title change', () => {
    const before = draft({ id: 'a', link: 'https://x.vn/one', title: 'Một' });
    const after = draft({ id: 'a', link: 'https://x.vn/mot-moi', title: 'Một (sửa)' });
    const sorted = sortDrafts([after], stored(before), [1]);
    expect(sorted.fresh).toEqual([]);
    expect(sorted.changed).toHaveLength(1);
    expect(sorted.learned).toHaveLength(1);
  });

  it('is known again by its address although its id changes at every look', () => {
    const before = draft({ id: '1', link: 'http://www.x.vn/one/?utm_source=rss', title: 'Một' });
    const after = draft({ id: '2', link: 'https://x.vn/one', title: 'Một' });
    expect(sortDrafts([after], stored(before), [1])).toMatchObject({ fresh: [], changed: [] });
  });

  it('with an id or an address that others share is told from them', () => {
    const same = drafts(
      { id: '0', link: 'https://x.vn/1', title: 'Một' },
      { id: '0', link: 'https://x.vn/2', title: 'Hai' },
    );
    expect(sortDrafts(same, [], [1]).fresh).toHaveLength(2);
    const home = drafts(
      { id: '1', link: 'https://x.vn/', title: 'Một' },
      { id: '2', link: 'https://x.vn/', title: 'Hai' },
    );
    expect(sortDrafts(home, [], [1]).fresh).toHaveLength(2);
    const bare = drafts({ title: 'Một' }, { title: 'Hai' }, { title: 'Một' });
    expect(sortDrafts(bare, [], [1]).fresh).toHaveLength(2);
  });

  it('that stands twice in a feed counts once', () => {
    const twice = drafts(
      { id: 'a', link: 'https://x.vn/1', title: 'Một' },
      { id: 'a', link: 'https://x.vn/1', title: 'Một' },
    );
    expect(sortDrafts(twice, [], [1]).fresh).toHaveLength(1);
  });

  it('changes only where it came from, and not without end', () => {
    const before = draft({ id: 'a', link: 'https://x.vn/1', title: 'Một' });
    const after = draft({ id: 'a', link: 'https://x.vn/1', title: 'Hai' });
    expect(sortDrafts([after], stored(before), [1]).changed).toHaveLength(1);
    expect(sortDrafts([after], stored(before, { channelId: 2 }), [1]).changed).toEqual([]);
    expect(sortDrafts([after], stored(before, { version: mostVersions }), [1]).changed).toEqual([]);
  });

  it('without a title takes the beginning of its text; with an address alone it waits for its page; with neither it is left out', () => {
    expect(draft({ summary: '<p>Sáng nay, bão số 12 đổi hướng.</p>' }).title).toBe('Sáng nay, bão số 12 đổi hướng.');
    expect(drafts({ id: 'a', link: 'https://x.vn/hoi-an-don-khach.html' })).toMatchObject([
      { title: 'hoi an don khach', titled: false, partial: true },
    ]);
    expect(drafts({ id: 'a' }, { title: ' \u200b ', link: 'https://x.vn/' })).toEqual([]);
  });

  it('is never dated in the future', () => {
    const soon = new Date(now.getTime() + 7 * 3_600_000);
    expect(draft({ title: 'Một', published: soon }).published).toEqual(now);
    expect(draft({ title: 'Một', published: new Date('9999-12-31') }).published).toBeNull();
    expect(
      draft({ title: 'Một', published: new Date('9999-12-31'), updated: new Date('2026-11-01') }).published,
    ).toEqual(new Date('2026-11-01'));
  });

  it('is partial unless the channel brings its whole text', () => {
    const whole = `<p>${'Phố cổ Hội An sáng đèn. '.repeat(60)}</p>`;
    expect(draft({ link: 'https://x.vn/1', title: 'Một', summary: 'Phố cổ.', content: whole })).toMatchObject({
      partial: false,
      lang: 'vi',
    });
    expect(draft({ link: 'https://x.vn/1', title: 'Một', summary: 'Phố cổ.' }).partial).toBe(true);
    expect(draft({ title: 'Một', summary: 'Phố cổ.' }).partial).toBe(false);
  });
});

describe('withoutTracking', () => {
  it('takes away what follows readers, and nothing that tells pages apart', () => {
    expect(withoutTracking('https://x.vn/a?id=3&utm_source=rss&fbclid=abc#top')).toBe('https://x.vn/a?id=3');
    expect(withoutTracking('https://x.vn/#!/bai/3')).toBe('https://x.vn/#!/bai/3');
    expect(withoutTracking('not an address')).toBe('not an address');
  });
});
