import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { identify } from '../language/index.ts';
import type { Item as Entry, Feed } from './feed/feed.ts';
import { doubtful, type Known, mostVersions, reunite, sortDrafts, strangers } from './identity.ts';
import { type Draft, draftsOf } from './item.ts';

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

describe('an entry under changed marks', () => {
  const day = (n: number) => new Date(Date.UTC(2026, 10, n, 8));
  const lanterns = { id: 'a', link: 'https://x.vn/den-long', title: 'Hội An thả 500 đèn hoa đăng', published: day(20) };
  const words = (one: Draft, itemId = 7) => [
    { itemId, title: one.title, summary: one.summary, published: one.published ?? now, dated: one.published !== null },
  ];

  it('with the id of another, older one is a new item, and stays one', () => {
    const before = draft(lanterns);
    const after = draft({ id: 'a', link: 'https://x.vn/ca-phe', title: 'Cà phê sang Hamburg', published: day(22) });
    expect(doubtful([after], stored(before))).toEqual([7]);
    const { fresh, changed } = sortDrafts([after], stored(before), [1], words(before));
    expect([fresh.length, changed.length]).toEqual([1, 0]);
    const [added] = fresh as [Draft];
    const later = [...stored(before), ...stored(added, { firstId: 8, itemId: 8 })];
    expect(sortDrafts([after], later, [1])).toMatchObject({ fresh: [], changed: [], learned: [] });
    const edited = draft({ id: 'a', link: 'https://x.vn/ca-phe', title: 'Cà phê đã tới Hamburg', published: day(22) });
    expect(sortDrafts([edited], later, [1]).changed.map(({ known }) => known.itemId)).toEqual([8]);
  });

  it('at the address of another, older one is a new item when nothing else is the same', () => {
    const before = draft({ ...lanterns, link: 'https://x.vn/moi-nhat' });
    const after = draft({ id: 'b', link: 'https://x.vn/moi-nhat', title: 'Cà phê sang Hamburg', published: day(22) });
    const { fresh } = sortDrafts([after], stored(before), [1], words(before));
    expect(fresh).toHaveLength(1);
    const later = [...stored(before), ...stored(fresh[0] as Draft, { firstId: 8, itemId: 8 })];
    expect(sortDrafts([after], later, [1])).toMatchObject({ fresh: [], changed: [] });
  });

  it('is the same item as long as its words or its time are', () => {
    const before = draft(lanterns);
    for (const change of [
      { link: 'https://x.vn/den-hoa-dang', title: 'Hội An thả 600 đèn hoa đăng', published: day(22) },
      { link: 'https://x.vn/den-hoa-dang', title: 'Lung linh sông Hoài' },
      { id: 'b', title: 'Lung linh sông Hoài' },
      { id: 'b', link: 'http://www.x.vn/den-long/?utm_medium=rss', title: 'Hội An thả đèn' },
    ]) {
      const after = draft({ ...lanterns, ...change });
      const { fresh, changed } = sortDrafts([after], stored(before), [1], words(before));
      expect([fresh.length, changed.length]).toEqual([0, 1]);
    }
  });

  it('whose ids are counted through the feed is told by its address', () => {
    const [one, two] = drafts(
      { id: '1', link: 'https://x.vn/1', title: 'Đèn lồng', published: day(20) },
      { id: '2', link: 'https://x.vn/2', title: 'Cà phê', published: day(19) },
    ) as [Draft, Draft];
    const known = [...stored(one), ...stored(two, { firstId: 9, itemId: 9 })];
    const moved = drafts(
      { id: '1', link: 'https://x.vn/3', title: 'Múa rối nước ở Lyon', published: day(21) },
      { id: '2', link: 'https://x.vn/1', title: 'Đèn lồng (sửa)', published: day(20) },
      { id: '3', link: 'https://x.vn/2', title: 'Cà phê', published: day(19) },
    );
    const { fresh, changed } = sortDrafts(moved, known, [1], words(one));
    expect(fresh.map(({ title }) => title)).toEqual(['Múa rối nước ở Lyon']);
    expect(changed.map(({ known }) => known.itemId)).toEqual([7]);
  });

  it('with another id at another address is known by title and time, unless both stand in the feed', () => {
    const long = { ...lanterns, title: 'Hội An thả 500 đèn hoa đăng mừng phố cổ' };
    const before = draft(long);
    const after = draft({ ...long, id: 'z', link: 'https://x.vn/moi/den-long' });
    const sorted = sortDrafts([after], [], [1]);
    const named = [{ ...(stored(before)[0] as Known), published: day(20), title: before.title }];
    expect(strangers(sorted.fresh)).toHaveLength(1);
    const found = reunite(sorted, named, [1], new Set());
    expect([found.fresh.length, found.learned.length]).toEqual([0, 2]);
    expect(reunite(sorted, named, [1], new Set([7])).fresh).toHaveLength(1);
    const later = sortDrafts([draft({ ...long, id: 'z', link: 'https://x.vn/y', published: day(21) })], [], [1]);
    expect(reunite(later, named, [1], new Set()).fresh).toHaveLength(1);
  });

  it('whose clock runs ahead is the same at every look', () => {
    const ahead = { ...lanterns, published: new Date(now.getTime() + 5 * 3_600_000) };
    const before = draft(ahead);
    const [after] = draftsOf(feedOf(ahead), {
      channelId: 1,
      language: null,
      now: new Date(now.getTime() + 3_600_000),
      identify,
    });
    expect(sortDrafts([after as Draft], stored(before), [1])).toMatchObject({ fresh: [], changed: [], learned: [] });
  });

  it('is never lost nor doubled, however the marks of a feed are given', () => {
    const mark = fc.constantFrom('1', '2', '3', undefined);
    const entries = fc.array(fc.record({ id: mark, at: mark, title: fc.constantFrom('Đèn', 'Gốm', 'Lụa') }), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(entries, entries, (first, second) => {
        const read = (list: typeof first) =>
          drafts(
            ...list.map(({ id, at, title }) => ({
              ...(id && { id }),
              ...(at && { link: `https://x.vn/${at}` }),
              title,
            })),
          );
        const before = read(first);
        const known = sortDrafts(before, [], [1]).fresh.flatMap((one, n) => stored(one, { firstId: n, itemId: n }));
        const { fresh, changed, learned } = sortDrafts(read(second), known, [1]);
        const taken = [
          ...known.map(({ key }) => key),
          ...learned.map(({ key }) => key),
          ...fresh.flatMap(({ keys }) => keys),
        ];
        expect(new Set(taken).size).toBe(taken.length);
        expect(new Set(changed.map(({ known }) => known.firstId)).size).toBe(changed.length);
        expect(sortDrafts(before, known, [1])).toMatchObject({ fresh: [], changed: [] });
      }),
    );
  });
});

describe('an entry that says that its item is withdrawn', () => {
  const gone = { id: 'a', withdrawn: true } as const;
  it('withdraws what is known by its id, once, and only in its own channel', () => {
    const before = draft({ id: 'a', link: 'https://x.vn/1', title: 'Một' });
    const [tombstone] = drafts(gone) as [Draft];
    expect(sortDrafts([tombstone], stored(before), [1]).withdrawn).toHaveLength(1);
    expect(sortDrafts([tombstone], stored(before, { channelId: 2 }), [1]).withdrawn).toEqual([]);
    expect(sortDrafts([tombstone], stored({ ...before, hash: tombstone.hash }), [1]).withdrawn).toEqual([]);
    expect(sortDrafts([tombstone], stored(before, { version: mostVersions }), [1]).withdrawn).toHaveLength(1);
  });

  it('says nothing of what was never there, and nothing without a mark', () => {
    expect(sortDrafts(drafts(gone), [], [1])).toEqual({ fresh: [], changed: [], withdrawn: [], learned: [] });
    expect(drafts({ withdrawn: true })).toEqual([]);
  });

  it('is a new state when it comes back', () => {
    const before = draft({ id: 'a', link: 'https://x.vn/1', title: 'Một' });
    const [tombstone] = drafts(gone) as [Draft];
    expect(sortDrafts([before], stored({ ...before, hash: tombstone.hash }), [1]).changed).toHaveLength(1);
  });
});
