import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { testDatabase } from '../../../test/harness/database.ts';
import { conceptsOf } from '../concepts.ts';
import { happenings, weavable } from '../fixtures.ts';
import type { Readable } from '../strand.ts';
import { openWeaver, type Weavable } from '../weaver.ts';
import { refreshStories } from './refresh.ts';
import { membersOf, storyById } from './stories.ts';
import { settleWithdrawals, unsettled } from './withdrawals.ts';

const database = testDatabase();
const now = new Date('2026-12-05T12:00:00Z');
const lanterns = (id: number, at: number, hours = 0) => weavable(id, happenings.lanterns?.[at] as Readable, id, hours);

let items = new Map<number, Weavable>();
const weaver = () =>
  openWeaver({
    db: database.db,
    clock: () => now,
    terms: async () => conceptsOf([]),
    readItems: async (ids) => ids.flatMap((id) => items.get(id) ?? []),
  });
const arrive = (...given: Weavable[]): number[] => {
  for (const item of given) items.set(item.id, item);
  return given.map(({ id }) => id);
};
const settle = (firstId: number, itemId: number, withdrawn: 'gone' | null) =>
  database.db.transaction().execute(async (trx) => {
    const changed = await settleWithdrawals(trx, [{ firstId, itemId, withdrawn }], now);
    await refreshStories(trx, changed, now);
    return changed;
  });
const story = async () => {
  const { rows } = await sql<{ id: number }>`select story_id as id from stories.member limit 1`.execute(database.db);
  return rows[0]?.id as number;
};
const copies = async () =>
  (await membersOf(database.db, [await story()]))
    .get(await story())
    ?.map(({ itemId, copyOf, withdrawn }) => [itemId, copyOf, withdrawn]);

beforeEach(async () => {
  items = new Map();
  await sql`truncate stories.story, stories.member, stories.strand, stories.near, stories.decision, stories.saved, stories.alert`.execute(
    database.db,
  );
});

describe('an item that its source withdrew', () => {
  it('counts for nothing in its story, is named for the desk, and counts again when it comes back', async () => {
    const one = weaver();
    await one.weave(arrive(lanterns(1, 0), lanterns(2, 1, 1)));
    const id = await story();
    expect(await settle(1, 9, 'gone')).toEqual([id]);
    expect(await storyById(database.db, id)).toMatchObject({
      items: 1,
      outletIds: [2],
      titles: { vi: happenings.lanterns?.[1]?.title },
    });
    expect((await membersOf(database.db, [id])).get(id)?.[0]).toMatchObject({
      itemId: 1,
      withdrawn: true,
      summary: '',
    });
    // Late news of an older state changes nothing.
    await one.weave([1]);
    expect(await storyById(database.db, id)).toMatchObject({ items: 1 });
    expect(await settle(1, 9, 'gone')).toEqual([]);
    await one.weave(arrive({ ...lanterns(1, 0), id: 12, firstId: 1 }));
    expect(await settle(1, 12, null)).toEqual([id]);
    expect(await storyById(database.db, id)).toMatchObject({ items: 2, outletIds: [1, 2] });
    expect(await unsettled(database.db, [{ firstId: 1, itemId: 12, withdrawn: null }])).toBe(false);
  });

  it('leaves nothing of a story that it told alone', async () => {
    await weaver().weave(arrive(lanterns(1, 0)));
    const id = await story();
    await settle(1, 9, 'gone');
    expect(await storyById(database.db, id)).toBeUndefined();
  });

  it('hands its words on to the earliest of its copies, and takes them back', async () => {
    await weaver().weave(
      arrive(
        lanterns(1, 0),
        { ...lanterns(2, 0, 2), title: 'Bản đăng lại' },
        { ...lanterns(3, 0, 1), title: 'Đăng lại nữa' },
      ),
    );
    await settle(1, 9, 'gone');
    expect(await copies()).toEqual([
      [1, null, true],
      [3, null, false],
      [2, 3, false],
    ]);
    expect(await storyById(database.db, await story())).toMatchObject({ items: 2, copies: 1, outletIds: [3] });
    await settle(1, 12, null);
    expect((await copies())?.map(([item, of]) => [item, of])).toEqual([
      [1, null],
      [3, 1],
      [2, 1],
    ]);
  });

  it('draws no other item to it, in any window', async () => {
    const [one, two] = [weaver(), weaver()];
    await one.weave(arrive(lanterns(1, 0)));
    await two.weave([1]);
    await settle(1, 9, 'gone');
    await two.weave(arrive(lanterns(2, 0, 1)));
    await one.weave(arrive(lanterns(3, 1, 2)));
    const { rows } = await sql<{ item: number; story: number; copyOf: number | null }>`
      select item_id as item, story_id as story, copy_of as "copyOf" from stories.member order by 1`.execute(
      database.db,
    );
    expect(new Set(rows.map(({ story }) => story)).size).toBe(2);
    expect(rows[1]?.copyOf).toBeNull();
  });
});
