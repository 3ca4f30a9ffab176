import { sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import { testDatabase } from '../../../test/harness/database.ts';
import { conceptsOf } from '../concepts.ts';
import { happenings, weavable } from '../fixtures.ts';
import type { Readable } from '../strand.ts';
import { refitStories, shippedTuning } from '../tuning.ts';
import { tuning } from '../weave.ts';
import { openWeaver, type Weavable } from '../weaver.ts';
import { DecisionRefused, decisionsOf, markStory, mergeStories, splitStory, undoDecision } from './decisions.ts';
import { boardStories, latestStories, membersOf, nearStories, storyById } from './stories.ts';
import { forgetStrands } from './threads.ts';
import { currentTuning, keepTuning } from './tuning.ts';

const database = testDatabase();
let items = new Map<number, Weavable>();
const now = new Date('2026-12-05T12:00:00Z');
const by = { person: { id: 'p1', name: 'Lê Biên Tập' }, now };
const report = (name: string, at: number) => happenings[name]?.[at] as Readable;

const weaver = (capacity = 1_000) =>
  openWeaver({
    db: database.db,
    clock: () => now,
    terms: async () => conceptsOf([]),
    readItems: async (ids) => ids.flatMap((id) => items.get(id) ?? []),
    capacity,
  });

const arrive = (...given: Weavable[]): number[] => {
  for (const item of given) items.set(item.id, item);
  return given.map(({ id }) => id);
};
const storyOf = async (item: number) => {
  const { rows } = await sql<{ id: number }>`select story_id as id from stories.member where item_id = ${item}`.execute(
    database.db,
  );
  return rows[0]?.id as number;
};
const decide = <T>(deed: (trx: Parameters<typeof splitStory>[0]) => Promise<T>) =>
  database.db.transaction().execute(deed);
const events = async () => {
  const { rows } = await sql<{ payload: { storyId: number } }>`
    select payload from platform.outbox where event = 'story.changed' order by id`.execute(database.db);
  return rows.map(({ payload }) => payload.storyId);
};

const lanterns = (id: number, at: number, hours = 0) => weavable(id, report('lanterns', at), id, hours);
const coffee = (id: number, at: number, hours = 0) => weavable(id, report('coffee', at), id, hours);

beforeEach(async () => {
  items = new Map();
  await sql`truncate stories.story, stories.member, stories.strand, stories.near, stories.decision, stories.tuning, stories.saved, stories.alert, platform.outbox`.execute(
    database.db,
  );
});

describe('weaving', () => {
  test('puts the reports of one happening into one story, others apart, and tells once a story', async () => {
    await weaver().weave(
      arrive(lanterns(1, 0), coffee(2, 0, 1), lanterns(3, 1, 2), coffee(4, 1, 3), weavable(5, report('puppets', 0), 5)),
    );
    expect(await storyOf(3)).toBe(await storyOf(1));
    expect(await storyOf(4)).toBe(await storyOf(2));
    expect(new Set([await storyOf(1), await storyOf(2), await storyOf(5)]).size).toBe(3);
    expect((await events()).sort()).toEqual([...new Set(await events())].sort());
    const story = await storyById(database.db, await storyOf(1));
    expect(story).toMatchObject({ items: 2, copies: 0, outletIds: [1, 3], langs: ['vi'], titleLang: 'vi' });
    const joined = (await membersOf(database.db, [story?.id ?? 0])).get(story?.id ?? 0)?.[1];
    expect(joined?.why).toMatchObject({ by: 'words', item: 1, hours: 2 });
    expect(joined?.why?.numbers).toContain('500');
  });

  test('an item delivered again changes nothing and tells nothing', async () => {
    const ids = arrive(lanterns(1, 0), lanterns(2, 1));
    const one = weaver();
    await one.weave(ids);
    const before = await events();
    await one.weave(ids);
    await weaver().weave(ids);
    expect(await events()).toEqual(before);
    const { rows } = await sql<{ count: number }>`select count(*) as count from stories.member`.execute(database.db);
    expect(rows[0]?.count).toBe(2);
  });

  test('a weaver that starts anew finds what was woven before it', async () => {
    await weaver().weave(arrive(lanterns(1, 0), coffee(2, 0)));
    await weaver().weave(arrive(lanterns(3, 1, 5)));
    expect(await storyOf(3)).toBe(await storyOf(1));
  });

  test('two weavers at once give what one gives, each item one story', async () => {
    const [one, two] = [weaver(), weaver()];
    const ids = arrive(
      lanterns(1, 0),
      coffee(2, 0),
      lanterns(3, 1, 1),
      coffee(4, 1, 1),
      weavable(5, report('puppets', 0), 5),
    );
    await Promise.all([one.weave(ids), two.weave([...ids].reverse()), one.weave([5]), two.weave([3])]);
    expect(await storyOf(3)).toBe(await storyOf(1));
    expect(await storyOf(4)).toBe(await storyOf(2));
    expect(await latestStories(database.db, { limit: 10 })).toHaveLength(3);
  });

  test('a newer state of an item stays in its story and shows its new title', async () => {
    await weaver().weave(arrive(lanterns(1, 0), lanterns(2, 1)));
    await weaver().weave(arrive({ ...lanterns(1, 0), id: 9, firstId: 1, title: 'Hội An thả 500 đèn: bản cập nhật' }));
    const story = await storyById(database.db, await storyOf(1));
    expect(story?.items).toBe(2);
    expect(story?.titles.vi).toBe('Hội An thả 500 đèn: bản cập nhật');
  });

  test('a copy is marked with its source and does not widen the story; the earlier one is the source whatever came first', async () => {
    const copy = { ...lanterns(2, 0, 3), title: 'Hội An thả đèn hoa đăng (theo báo bạn)' };
    await weaver().weave(arrive(copy));
    await weaver().weave(arrive(lanterns(1, 0)));
    const story = await storyById(database.db, await storyOf(1));
    expect(story).toMatchObject({ items: 2, copies: 1, outletIds: [1] });
    expect(story?.titles.vi).toBe(report('lanterns', 0).title);
    expect((await membersOf(database.db, [story?.id ?? 0])).get(story?.id ?? 0)?.map(({ copyOf }) => copyOf)).toEqual([
      null,
      1,
    ]);
  });

  test('a transaction that fails leaves nothing woven, and the weaver goes on', async () => {
    const one = weaver();
    await one.weave(arrive(coffee(1, 0)));
    const poisoned = { ...lanterns(2, 0), title: 'không\u0000được' };
    await expect(one.weave(arrive(poisoned))).rejects.toThrow();
    await one.weave(arrive(lanterns(2, 0), lanterns(3, 1)));
    expect(await storyOf(3)).toBe(await storyOf(2));
  });

  test('what no window holds any more is forgotten, the stories stay', async () => {
    await weaver(2).weave(
      arrive(lanterns(1, 0), coffee(2, 0), weavable(3, report('puppets', 0), 3), weavable(4, report('bridge', 0), 4)),
    );
    await forgetStrands(database.db, 2);
    const { rows } = await sql<{ count: number }>`select count(*) as count from stories.strand`.execute(database.db);
    expect(rows[0]?.count).toBeLessThanOrEqual(3);
    expect(await latestStories(database.db, { limit: 10 })).toHaveLength(4);
    await weaver(2).weave(arrive(weavable(5, report('bridge', 0), 5, 2)));
    expect(await storyOf(5)).toBe(await storyOf(4));
  });
});

describe('what people decide', () => {
  test('a split begins a story with the items chosen, and undoing it brings them back', async () => {
    await weaver().weave(arrive(lanterns(1, 0), lanterns(2, 1)));
    const story = await storyOf(1);
    const begun = await decide((trx) => splitStory(trx, story, [2], by));
    expect(await storyOf(2)).toBe(begun);
    expect((await storyById(database.db, story))?.items).toBe(1);
    const [decision] = await decisionsOf(database.db, story);
    expect(decision).toMatchObject({ kind: 'split', otherId: begun, itemIds: [2], person: 'Lê Biên Tập' });
    await decide((trx) => undoDecision(trx, decision?.id ?? 0, by));
    expect(await storyOf(2)).toBe(story);
    expect((await storyById(database.db, begun))?.id).toBe(story);
    await expect(decide((trx) => undoDecision(trx, decision?.id ?? 0, by))).rejects.toThrow(DecisionRefused);
  });

  test('a merged story leads to the other, takes what comes later, and comes back when it is undone', async () => {
    const one = weaver();
    await one.weave(arrive(lanterns(1, 0), coffee(2, 0)));
    const [story, other] = [await storyOf(1), await storyOf(2)];
    await decide((trx) => mergeStories(trx, story, other, by));
    expect((await storyById(database.db, other))?.id).toBe(story);
    await one.weave(arrive(coffee(3, 1, 1)));
    expect(await storyOf(3)).toBe(story);
    const [decision] = await decisionsOf(database.db, other);
    await decide((trx) => undoDecision(trx, decision?.id ?? 0, by));
    expect([await storyOf(1), await storyOf(2), await storyOf(3)]).toEqual([story, other, story]);
    expect((await storyById(database.db, other))?.id).toBe(other);
  });

  test('undoing a merge works also after the story went into a third', async () => {
    await weaver().weave(arrive(lanterns(1, 0), coffee(2, 0), weavable(3, report('puppets', 0), 3)));
    const [a, b, c] = [await storyOf(1), await storyOf(2), await storyOf(3)];
    await decide((trx) => mergeStories(trx, a, b, by));
    const [first] = await decisionsOf(database.db, b);
    await decide((trx) => mergeStories(trx, c, a, by));
    expect((await storyById(database.db, b))?.id).toBe(c);
    await decide((trx) => undoDecision(trx, first?.id ?? 0, by));
    expect([await storyOf(1), await storyOf(2), await storyOf(3)]).toEqual([c, b, c]);
  });

  test('stories that were taken apart are not offered as one again', async () => {
    await weaver().weave(arrive(lanterns(1, 0), lanterns(2, 1)));
    const story = await storyOf(1);
    const begun = await decide((trx) => splitStory(trx, story, [2], by));
    await sql`insert into stories.near (story_id, other_id, why, at)
      values (${Math.min(story, begun)}, ${Math.max(story, begun)}, '{"score":0.1}', ${now})`.execute(database.db);
    expect(await nearStories(database.db, story)).toEqual([]);
  });

  test('splitting everything, nothing, or what is gone is refused', async () => {
    await weaver().weave(arrive(lanterns(1, 0), lanterns(2, 1)));
    const story = await storyOf(1);
    await expect(decide((trx) => splitStory(trx, story, [1, 2], by))).rejects.toMatchObject({ reason: 'all' });
    await expect(decide((trx) => splitStory(trx, story, [77], by))).rejects.toMatchObject({ reason: 'none' });
    await expect(decide((trx) => mergeStories(trx, story, story, by))).rejects.toMatchObject({ reason: 'itself' });
    await expect(decide((trx) => mergeStories(trx, story, 999_999, by))).rejects.toMatchObject({ reason: 'gone' });
  });

  test('a pinned story leads the board, a muted one leaves it and still takes its items', async () => {
    const one = weaver();
    await one.weave(arrive(lanterns(1, 0), coffee(2, 0, 9)));
    const [pinned, muted] = [await storyOf(1), await storyOf(2)];
    const board = async () => (await boardStories(database.db, {}, { limit: 10, offset: 0 })).map(({ id }) => id);
    expect(await board()).toEqual([muted, pinned]);
    await decide((trx) => markStory(trx, pinned, 'pin', by));
    expect(await board()).toEqual([pinned, muted]);
    await decide((trx) => markStory(trx, muted, 'mute', by));
    await decide((trx) => markStory(trx, muted, 'mute', by));
    await one.weave(arrive(coffee(3, 1, 10)));
    expect(await board()).toEqual([pinned]);
    expect((await storyById(database.db, muted))?.items).toBe(2);
    expect(await decisionsOf(database.db, muted)).toHaveLength(1);
  });
});

test('the board is narrowed by language, outlets, time, breadth and words without their marks', async () => {
  await weaver().weave(
    arrive(lanterns(1, 0), lanterns(2, 1, 1), coffee(3, 0, 20), weavable(4, report('bridge', 0), 4)),
  );
  const found = async (filter: Parameters<typeof boardStories>[1]) =>
    (await boardStories(database.db, filter, { limit: 10, offset: 0 })).map(({ id }) => id);
  expect(await found({ lang: 'en' })).toEqual([await storyOf(4)]);
  expect(await found({ outletIds: [2, 99] })).toEqual([await storyOf(1)]);
  expect(await found({ breadth: 2 })).toEqual([await storyOf(1)]);
  expect(await found({ since: new Date('2026-12-05T18:00:00Z') })).toEqual([await storyOf(3)]);
  expect(await found({ text: 'ca phe dak lak' })).toEqual([await storyOf(3)]);
  expect(await found({ text: "');--" })).toHaveLength(3);
});

describe('a second look', () => {
  const third = (id: number) =>
    weavable(
      id,
      {
        lang: 'vi',
        title: 'Phố cổ Hội An thả 500 đèn hoa đăng trên sông Hoài mừng 27 năm di sản',
        summary: '',
        text: 'Tối 4/12, Hội An thả 500 đèn hoa đăng trên sông Hoài nhân kỷ niệm 27 năm UNESCO ghi danh phố cổ, bà Trần Thị Hoài Phương cho biết.',
      },
      id,
      2,
    );
  /** Weaves items so that each begins a story, then goes on as shipped. */
  const apart = async (...given: Weavable[]) => {
    await keepTuning(database.db, { ...tuning, belongs: 99 }, {}, now);
    await weaver().weave(arrive(...given));
    // In a window of three items the shipped threshold is high: nothing is known yet about which words are common.
    await keepTuning(database.db, { ...tuning, belongs: -4 }, {}, now);
  };

  test('sees that two stories are one, says so and why, and can be told that they are not', async () => {
    await apart(lanterns(1, 0), lanterns(2, 1, 1));
    const [one, two] = [await storyOf(1), await storyOf(2)];
    expect(one).not.toBe(two);
    await weaver().weave(arrive(third(3)));
    expect(await storyOf(1)).toBe(await storyOf(2));
    const home = await storyOf(1);
    const other = home === one ? two : one;
    expect((await storyById(database.db, other))?.id).toBe(home);
    const [seen] = await decisionsOf(database.db, home);
    expect(seen).toMatchObject({ kind: 'join', person: null, otherId: other });
    expect(seen?.why?.numbers).toContain('500');
    await decide((trx) => undoDecision(trx, seen?.id ?? 0, by));
    expect(await storyOf(1)).not.toBe(await storyOf(2));
    await weaver().weave(arrive({ ...third(4), title: 'Hội An đêm 500 đèn hoa đăng trên sông Hoài' }));
    expect(await storyOf(1)).not.toBe(await storyOf(2));
    expect(await nearStories(database.db, home)).toEqual([]);
  });

  test('leaves alone what a person decided about', async () => {
    await apart(lanterns(1, 0), lanterns(2, 1, 1));
    const one = await storyOf(1);
    const running = weaver();
    await running.weave(arrive(coffee(9, 0)));
    await decide((trx) => markStory(trx, one, 'pin', by));
    await running.weave(arrive(third(3)));
    expect(await storyOf(1)).toBe(one);
    expect(await storyOf(2)).not.toBe(one);
    expect((await nearStories(database.db, await storyOf(3))).map(({ story }) => story.id)).toHaveLength(1);
  });
});

describe('two editors at once', () => {
  test('who comes second is told what the first did; nothing of either is lost', async () => {
    await weaver().weave(arrive(lanterns(1, 0), lanterns(2, 1), coffee(3, 0)));
    const [story, other] = [await storyOf(1), await storyOf(3)];
    const seen = (await decisionsOf(database.db, story))[0]?.id ?? 0;
    const results = await Promise.allSettled([
      decide((trx) => splitStory(trx, story, [2], { ...by, seen })),
      decide((trx) => mergeStories(trx, story, other, { ...by, seen })),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { reason: 'overtaken' } });
    const decisions = await decisionsOf(database.db, story);
    expect(decisions).toHaveLength(1);
    await decide((trx) => markStory(trx, story, 'pin', { ...by, seen: decisions[0]?.id }));
    expect((await storyById(database.db, story))?.pinned).toBe(true);
  });
});

test('each decision is undone: also a mark, as far as it still stands', async () => {
  await weaver().weave(arrive(lanterns(1, 0)));
  const story = await storyOf(1);
  for (const kind of ['pin', 'mute'] as const) {
    await decide((trx) => markStory(trx, story, kind, by));
    const [made] = await decisionsOf(database.db, story);
    await decide((trx) => undoDecision(trx, made?.id ?? 0, by));
    expect(await storyById(database.db, story)).toMatchObject({ pinned: false, muted: false });
    await expect(decide((trx) => undoDecision(trx, made?.id ?? 0, by))).rejects.toMatchObject({ reason: 'undone' });
  }
});

test('a date that is missing or cannot be keeps no item from its story', async () => {
  await weaver().weave(
    arrive(
      lanterns(1, 0),
      { ...lanterns(2, 1), dated: false, published: new Date('2027-03-01T00:00:00Z') },
      coffee(3, 0),
      { ...coffee(4, 1), published: new Date('1970-01-01T00:00:00Z') },
      { ...lanterns(5, 0), title: 'Đèn hoa đăng 500 chiếc', published: new Date('2099-01-01T00:00:00Z') },
    ),
  );
  expect(await storyOf(2)).toBe(await storyOf(1));
  expect(await storyOf(4)).toBe(await storyOf(3));
  expect(await storyOf(5)).toBe(await storyOf(1));
  const story = await storyById(database.db, await storyOf(1));
  expect(story?.lastAt.getTime()).toBeLessThanOrEqual(now.getTime() + 86_400_000);
});

test('what was real in another decade is a story of that time', async () => {
  await weaver().weave(arrive(lanterns(1, 0), { ...lanterns(2, 1), published: new Date('2009-12-04T12:00:00Z') }));
  expect(await storyOf(2)).not.toBe(await storyOf(1));
});

describe('refitting', () => {
  test('reads what people decided as judged pairs, keeps their strands, and holds only when it is applied', async () => {
    const clock = () => now;
    await weaver().weave(
      arrive(...Array.from({ length: 22 }, (_, at) => lanterns(100 + at, at % 2, at / 100)), coffee(2, 0)),
    );
    expect(await refitStories({ db: database.db, clock })).toBeUndefined();
    const story = await storyOf(100);
    const own = ((await membersOf(database.db, [story])).get(story) ?? []).filter(({ copyOf }) => copyOf === null);
    const coffeeStory = await storyOf(2);
    for (let at = 0; at < 21; at++) {
      const begun = await decide((trx) => splitStory(trx, story, [own.at(-1)?.itemId ?? 0], by));
      await decide((trx) => mergeStories(trx, at % 2 ? story : coffeeStory, begun, by));
      const [merged] = await decisionsOf(database.db, begun);
      await decide((trx) => undoDecision(trx, merged?.id ?? 0, by));
      const [split] = (await decisionsOf(database.db, begun)).filter(({ kind }) => kind === 'split');
      await decide((trx) => undoDecision(trx, split?.id ?? 0, by));
    }
    await decide((trx) => mergeStories(trx, story, coffeeStory, by));
    await forgetStrands(database.db, 1);
    const found = await refitStories({ db: database.db, clock });
    expect(found?.decisions).toBeGreaterThanOrEqual(20);
    expect(found?.applied).toBe(false);
    expect(await currentTuning(database.db)).toBeUndefined();
    await refitStories({ db: database.db, clock }, { apply: true });
    expect((await currentTuning(database.db))?.worth).toEqual(found?.tuning.worth);
    await shippedTuning({ db: database.db, clock });
    expect(await currentTuning(database.db)).toBeUndefined();
  });
});
