import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../../../test/harness/database.ts';
import { addOutletWithChannel } from '../../sources/index.ts';
import { conceptsOf } from '../concepts.ts';
import { happenings, weavable } from '../fixtures.ts';
import type { Readable } from '../strand.ts';
import { followVoices } from '../voices.ts';
import { openWeaver } from '../weaver.ts';
import { markStory } from './decisions.ts';
import { liftStory } from './refresh.ts';
import { boardPage, boardState, boardStories } from './stories.ts';

const database = testDatabase();
const now = new Date('2026-12-05T12:00:00Z');
const clock = () => now;
const by = { person: { id: 'p1', name: 'Lê Biên Tập' }, now };
const outlets: number[] = [];
const report = (name: string, at: number) => happenings[name]?.[at] as Readable;
const weave = (...items: ReturnType<typeof weavable>[]) =>
  openWeaver({ db: database.db, clock, terms: async () => conceptsOf([]), readItems: async () => items }).weave(
    items.map(({ id }) => id),
  );
const toldBy = async (kind: string) =>
  (await boardStories(database.db, { class: kind }, { limit: 10, offset: 0 })).map(({ id }) => id);
const told = async () =>
  (
    await sql<{
      id: number;
    }>`select (payload->>'storyId')::int as id from platform.outbox where event = 'story.changed'`.execute(database.db)
  ).rows.map(({ id }) => id);

beforeAll(async () => {
  for (const name of ['Cổng Tỉnh Mẫu', 'Báo Thử'])
    outlets.push(
      (
        await addOutletWithChannel(
          database.db,
          { name, class: 'domestic-press', origin: 'desk' },
          { url: `https://o${outlets.length}.example/feed` },
        )
      ).outletId,
    );
});

describe('the classes by which stories are found', () => {
  test('are those of the outlets, and follow when one is given another', async () => {
    const [one = 0, two = 0] = outlets;
    await weave(weavable(1, report('lanterns', 0), one), weavable(2, report('coffee', 0), two));
    expect(await toldBy('domestic-press')).toHaveLength(2);
    expect(await followVoices({ db: database.db, clock })).toBe(0);
    await sql`update sources.outlet set class = 'official' where id = ${one}`.execute(database.db);
    await sql`delete from platform.outbox`.execute(database.db);
    const { version } = await boardState(database.db);
    expect(await followVoices({ db: database.db, clock })).toBe(1);
    const [official, ...others] = await toldBy('official');
    expect(others).toEqual([]);
    expect(await toldBy('domestic-press')).not.toContain(official);
    // What an official voice is worth is set when the story is told to have changed; pages that follow the board know too.
    expect(await told()).toEqual([official]);
    expect((await boardState(database.db)).version).toBeGreaterThan(version);
    expect(await followVoices({ db: database.db, clock })).toBe(0);
  });
});

describe('what the board stands at', () => {
  test('grows with every change that is seen on it, whoever makes it, and with none that is not', async () => {
    const stand = async () => (await boardState(database.db)).version;
    const [story = 0] = await toldBy('official');
    const steps = [
      () => weave(weavable(3, report('puppets', 0), outlets[0] ?? 0)),
      () => database.db.transaction().execute((trx) => markStory(trx, story, 'pin', by)),
      // A clock that is behind does not hide a change.
      () => database.db.transaction().execute((trx) => liftStory(trx, story, 6, new Date('2020-01-01'))),
    ];
    for (const step of steps) {
      const before = await stand();
      await step();
      expect(await stand()).toBeGreaterThan(before);
    }
    const before = await stand();
    await database.db.transaction().execute((trx) => liftStory(trx, story, 6, now));
    expect(await stand()).toBe(before);
    expect(await boardState(database.db)).toMatchObject({ items: 3, last: now });
  });
});

test('a page of many counts to a thousand and leads on; one of few is counted to the last', async () => {
  await sql`insert into stories.story (titles, title_lang, langs, items, first_at, last_at, rank, begun_at, changed_at)
    select '{"ja":"話"}', 'ja', '{ja}', 1, ${now}, ${now}, n, ${now}, ${now} from generate_series(1, 1200) n`.execute(
    database.db,
  );
  const page = (lang: string, offset: number) => boardPage(database.db, { lang }, { limit: 50, offset });
  const ranks = async (offset: number) => (await page('ja', offset)).stories.map(({ rank }) => rank);
  expect(await page('ja', 0)).toMatchObject({ count: 1_000, more: true });
  expect((await ranks(0)).at(0)).toBe(1_200);
  expect(await ranks(1_150)).toEqual(Array.from({ length: 50 }, (_, at) => 50 - at));
  await sql`delete from stories.story where rank between 1 and 900 and langs = '{ja}'`.execute(database.db);
  expect(await page('ja', 0)).toMatchObject({ count: 300, more: false });
  expect(await ranks(250)).toEqual(Array.from({ length: 50 }, (_, at) => 950 - at));
  expect(await page('xx', 0)).toEqual({ count: 0, more: false, stories: [] });
});
