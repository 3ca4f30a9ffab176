import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { testDatabase } from '../../../test/harness/database.ts';
import { places } from '../../places/index.ts';
import { packageRoot } from '../../platform/index.ts';
import { openPack } from '../../platform/pack.ts';
import { conceptsOf } from '../concepts.ts';
import { weavable } from '../fixtures.ts';
import { storiesOfPlace } from '../index.ts';
import { openTagging } from '../tags/tagging.ts';
import { openWeaver, type Weavable } from '../weaver.ts';
import { mergeStories, splitStory } from './decisions.ts';
import { refreshStories } from './refresh.ts';
import { boardStories, storyById } from './stories.ts';
import { gatherTags, judgeTag, lastJudgement, tagsOfStory, untagged } from './tags.ts';
import { settleWithdrawals } from './withdrawals.ts';

const database = testDatabase();
const pack = openPack(`${packageRoot}/country/vn`);
const now = new Date('2026-12-05T12:00:00Z');
const person = { id: 'p1', name: 'Lê Biên Tập' };
const by = { person, now };
let items = new Map<number, Weavable>();

const readItems = async (ids: readonly number[]) => ids.flatMap((id) => items.get(id) ?? []);
const tagging = () => openTagging({ db: database.db, clock: () => now, pack, zone: 'Asia/Ho_Chi_Minh', readItems });
const weaver = () => openWeaver({ db: database.db, clock: () => now, terms: async () => conceptsOf([]), readItems });

/** Three reports of one happening in other words, and one of another; each names a place. */
const buckwheat = [
  'Hà Giang khai mạc lễ hội hoa tam giác mạch lần thứ 12 với 3.000 khách tại Đồng Văn, ông Nguyễn Văn Mẫu cho biết.',
  'Lễ hội hoa tam giác mạch lần thứ 12 ở Hà Giang khai mạc, 3.000 khách dự tại Đồng Văn, theo ông Nguyễn Văn Mẫu.',
  'Khai mạc tại Đồng Văn lễ hội hoa tam giác mạch lần thứ 12, Hà Giang đón 3.000 khách, ông Nguyễn Văn Mẫu nói.',
];
const festival = (id: number, at: number, hours = 0): Weavable => {
  const text = buckwheat[at] ?? '';
  return weavable(id, { lang: 'vi', title: text.split(',')[0] ?? '', summary: '', text }, id, hours);
};
const seafood = (id: number, hours = 0): Weavable =>
  weavable(
    id,
    {
      lang: 'vi',
      title: 'Cà Mau xuất khẩu lô tôm sinh thái đầu tiên',
      summary: '',
      text: 'Cà Mau xuất khẩu lô tôm sinh thái 500 tấn sang Rotterdam theo chuẩn mới.',
    },
    id,
    hours,
  );

const arrive = async (...given: Weavable[]) => {
  for (const item of given) items.set(item.id, item);
  await weaver().weave(given.map(({ id }) => id));
  await tagging().tag(given.map(({ firstId }) => firstId));
};
const storyOf = async (item: number) => {
  const { rows } = await sql<{ id: number }>`select story_id as id from stories.member where item_id = ${item}`.execute(
    database.db,
  );
  return rows[0]?.id ?? 0;
};
const tagsOf = async (item: number) => (await storyById(database.db, await storyOf(item)))?.tags ?? [];
const inTurn = <T>(deed: (trx: Parameters<typeof splitStory>[0]) => Promise<T>) =>
  database.db.transaction().execute(deed);
const judge = (
  item: number,
  judged: 'yes' | 'no' | null,
  tag: Parameters<typeof judgeTag>[2] = haGiang,
  only?: number,
) =>
  inTurn(async (trx) => {
    const story = await storyOf(item);
    await judgeTag(trx, story, tag, judged, by, only ?? null);
    await gatherTags(trx, [story]);
  });

/** Puts all items into the story of the first: how they find each other is not what is asked here. */
const together = () =>
  inTurn(async (trx) => {
    const story = await storyOf(1);
    const { rows } = await sql<{ id: number }>`select distinct story_id as id from stories.member`.execute(trx);
    await sql`update stories.member set copy_of = null, story_id = ${story}`.execute(trx);
    await refreshStories(
      trx,
      rows.map(({ id }) => id),
      now,
    );
  });

const haGiang = { kind: 'place', key: '02@2008-08-01', shown: 'Hà Giang' } as const;
const camau = 'place:96@2025-07-01';

beforeAll(() => places({ db: database.db, pack }).seeds?.());
beforeEach(async () => {
  items = new Map();
  await sql`truncate stories.story, stories.member, stories.strand, stories.near, stories.decision, stories.alert, stories.tag, platform.outbox`.execute(
    database.db,
  );
});

describe('tags', () => {
  test('of an item are found once it is woven, and sum up in its story', async () => {
    await arrive(festival(1, 0), festival(2, 1, 1), seafood(3));
    expect(await storyOf(2)).toBe(await storyOf(1));
    expect((await tagsOf(1)).slice(0, 2).toSorted()).toEqual(['person:nguyen-van-mau', 'place:02@2008-08-01']);
    expect(await tagsOf(3)).toEqual([camau]);
    const found = await tagsOfStory(database.db, await storyOf(1));
    expect(found.filter(({ kind }) => kind === 'place').map(({ itemId }) => itemId)).toEqual([1, 2]);
    expect(found.find(({ kind }) => kind === 'place')?.evidence[0]).toMatchObject({
      words: 'Hà Giang',
      where: 'title',
    });
  });

  test('delivered twice are the same, and of a newer state replace those of the one before', async () => {
    await arrive(festival(1, 0));
    const before = await tagsOfStory(database.db, await storyOf(1));
    await arrive(festival(1, 0));
    expect(await tagsOfStory(database.db, await storyOf(1))).toEqual(before);
    await arrive({ ...seafood(9), firstId: 1 });
    expect(await tagsOf(1)).toEqual([camau]);
    // The state before that is delivered late changes nothing.
    await arrive(festival(1, 0));
    expect(await tagsOf(1)).toEqual([camau]);
  });

  test('are where most own-word items say, and copies count for nothing', async () => {
    const other = { ...festival(1, 0), title: 'Cà Mau: lễ hội hoa tam giác mạch lần thứ 12' };
    await arrive({ ...other, text: other.text.replaceAll('Hà Giang', 'Cà Mau') }, festival(2, 1, 1), festival(3, 2, 2));
    await together();
    const places = (await tagsOf(1)).filter((tag) => tag.startsWith('place:'));
    expect(places).toEqual(['place:02@2008-08-01', camau]);
    await sql`update stories.member set copy_of = 1 where item_id in (2, 3)`.execute(database.db);
    await inTurn(async (trx) => refreshStories(trx, [await storyOf(1)], now));
    expect((await tagsOf(1)).filter((tag) => tag.startsWith('place:'))).toEqual([camau]);
  });

  test('that one item in many names in passing are none of the story', async () => {
    await arrive(...[0, 1, 2, 0, 1, 2].map((at, place) => festival(place + 1, at, place)));
    await together();
    await inTurn((trx) =>
      sql`insert into stories.tag (item_id, kind, key, shown, evidence)
        values (6, 'place', '96@2025-07-01', 'Cà Mau', '[{"where": "text", "words": "Cà Mau", "count": 1}]')`.execute(
        trx,
      ),
    );
    await inTurn(async (trx) => refreshStories(trx, [await storyOf(1)], now));
    expect(await tagsOf(1)).toContain('place:02@2008-08-01');
    expect(await tagsOf(1)).not.toContain(camau);
  });

  test('of items that were there before are found a few at a time', async () => {
    for (const item of [festival(1, 0), seafood(2), seafood(3, 500)]) items.set(item.id, item);
    await weaver().weave([1, 2, 3]);
    expect(await tagsOf(1)).toEqual([]);
    expect(await tagging().rest(2)).toBe(2);
    expect(await untagged(database.db, 10)).toHaveLength(1);
    expect(await tagging().rest(2)).toBe(1);
    expect(await tagging().rest(2)).toBe(0);
    expect(await tagsOf(2)).toEqual([camau]);
    await sql`update stories.member set tagged = 0`.execute(database.db);
    expect(await tagging().rest()).toBe(3);
  });
});

describe('what a person says', () => {
  test('holds when the item is tagged anew and when others arrive, until it is taken back', async () => {
    await arrive(festival(1, 0));
    await judge(1, 'no');
    expect(await tagsOf(1)).not.toContain('place:02@2008-08-01');
    await sql`update stories.member set tagged = 0`.execute(database.db);
    await tagging().rest();
    await arrive(festival(2, 1, 1), festival(3, 2, 2));
    await together();
    expect(await tagsOf(1)).not.toContain('place:02@2008-08-01');
    expect((await tagsOfStory(database.db, await storyOf(1))).find(({ judged }) => judged)).toMatchObject({
      judged: 'no',
      whole: true,
      personName: 'Lê Biên Tập',
    });
    await judge(1, null);
    expect(await tagsOf(1)).toContain('place:02@2008-08-01');
  });

  test('of what no words say stands with the story, and leaves nothing when taken back', async () => {
    await arrive(festival(1, 0));
    const hoian = { kind: 'title', key: 'wh-hoian', shown: 'Hội An' } as const;
    await judge(1, 'yes', hoian);
    await arrive(festival(2, 1, 1));
    expect(await tagsOf(1)).toContain('title:wh-hoian');
    await judge(1, null, hoian);
    expect(await tagsOf(1)).not.toContain('title:wh-hoian');
    expect((await tagsOfStory(database.db, await storyOf(1))).some(({ key }) => key === 'wh-hoian')).toBe(false);
  });

  test('of one item counts for that item, and the later of two holds', async () => {
    await arrive(festival(1, 0), festival(2, 1, 1));
    await judge(1, 'no', haGiang, 1);
    expect(await tagsOf(1)).toContain('place:02@2008-08-01');
    await judge(1, 'no', haGiang, 2);
    expect(await tagsOf(1)).not.toContain('place:02@2008-08-01');
    await judge(1, 'yes');
    expect(await tagsOf(1)).toContain('place:02@2008-08-01');
    await judge(1, 'no');
    expect(await tagsOf(1)).not.toContain('place:02@2008-08-01');
    const seen = await inTurn(async (trx) => lastJudgement(trx, await storyOf(1), haGiang));
    expect(seen).toBeGreaterThan(0);
  });

  test('goes with the items when stories are split and merged', async () => {
    await arrive(festival(1, 0), festival(2, 1, 1), seafood(3));
    await judge(1, 'no');
    const split = await inTurn(async (trx) => splitStory(trx, await storyOf(1), [2], by));
    expect(await storyOf(2)).toBe(split);
    for (const item of [1, 2]) expect(await tagsOf(item)).toEqual(['person:nguyen-van-mau']);
    await inTurn(async (trx) => mergeStories(trx, await storyOf(3), split, by));
    expect((await tagsOf(3)).toSorted()).toEqual(['person:nguyen-van-mau', camau]);
  });
});

test('what its source withdrew says nothing any more, and its words are forgotten', async () => {
  await arrive(festival(1, 0), { ...seafood(2) });
  await inTurn(async (trx) => {
    const changed = await settleWithdrawals(trx, [{ firstId: 1, itemId: 5, withdrawn: 'gone' }], now);
    await refreshStories(trx, changed, now);
  });
  items.delete(1);
  await tagging().tag([1]);
  const { rows } = await sql`select from stories.tag where item_id = 1`.execute(database.db);
  expect(rows).toHaveLength(0);
  expect(await storiesOfPlace(database.db, 'ha-giang', { limit: 5 })).toEqual([]);
});

test('the board is narrowed by tags and the stories of a place are those of all its times', async () => {
  await arrive(festival(1, 0), seafood(2));
  const of = async (slug: string) => (await storiesOfPlace(database.db, slug, { limit: 5 })).map(({ id }) => id);
  expect(await of('ha-giang')).toEqual([await storyOf(1)]);
  expect(await of('tuyen-quang')).toEqual([await storyOf(1)]);
  expect(await of('bac-lieu')).toEqual([await storyOf(2)]);
  expect(await of('nowhere')).toEqual([]);
  const board = await boardStories(database.db, { tags: [[camau], ['person:x', camau]] }, { limit: 5, offset: 0 });
  expect(board.map(({ id }) => id)).toEqual([await storyOf(2)]);
});
