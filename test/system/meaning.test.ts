import { sql } from 'kysely';
import { afterAll, describe, expect, it } from 'vitest';
import { conceptsOf } from '../../src/stories/concepts.ts';
import { openEmbedder } from '../../src/stories/embeddings/embedder.ts';
import { weavable } from '../../src/stories/fixtures.ts';
import { openWeaver, type Weavable } from '../../src/stories/weaver.ts';
import { testDatabase } from '../harness/database.ts';
import { openEmbeddings } from '../harness/embeddings.ts';

/** A stand-in for a model: it knows a few things by their words in two languages, and sees a little of everything in each text. */
const things = [
  /lũ|flood/i,
  /cầu|bridge/i,
  /lúa|rice/i,
  /trường|school/i,
  /bệnh viện|hospital/i,
  /tàu|train/i,
  /phim|film/i,
  /bóng|football/i,
];
const meaning = (text: string) => [
  ...things.map((thing) => (thing.test(text) ? 1 : 0)),
  ...Array.from({ length: 8 }, (_, at) => 0.4 + 0.2 * Math.sin(text.length * (at + 1))),
];

const service = await openEmbeddings(meaning);
afterAll(() => service.close());
const now = new Date('2026-12-06T00:00:00Z');
const clock = () => now;

const report = (id: number, lang: string, title: string, text: string, hours = 0) =>
  weavable(id, { lang, title, summary: '', text }, id, hours);
const subjects = ['Lúa', 'Trường', 'Bệnh viện', 'Tàu', 'Phim', 'Bóng'];
/** What else is written in Vietnamese, for other places and of other things. */
const others = Array.from({ length: 24 }, (_, at) => {
  const subject = subjects[at % subjects.length];
  const place = `Xã ${'ABCDEFGHIKLMNOPQRSTUVXYZ'[at]}inh ${'ĂÂĐÊÔƠƯ'[at % 7]}iếng`;
  return report(
    at + 1,
    'vi',
    `${subject} ở ${place} lần thứ ${at + 20}`,
    `${subject} tại ${place} được bàn, số ${at + 40}.`,
    at / 10,
  );
});
/** One place named in both, and what happened. */
const flood = [
  report(
    101,
    'vi',
    'Nước lũ làm hỏng cầu tại Nậm Pồ',
    'Nước lũ ở Nậm Pồ dâng cao trong đêm và cuốn mất cây cầu gỗ.',
    3,
  ),
  report(
    102,
    'en',
    'Wooden bridge gone in Nam Po',
    'A flood rose overnight in Nam Po and took the wooden bridge with it.',
    6,
  ),
];
/** The same place, day and number, and nothing else in common. */
const unlike = [
  report(
    111,
    'vi',
    'Phim về Mường Tè chiếu ngày 4/12',
    'Bộ phim quay ở Mường Tè chiếu ngày 4/12 cho 350 người xem.',
    8,
  ),
  report(
    112,
    'en',
    'Muong Te hospital opens on December 4',
    'The hospital of Muong Te has 350 beds and opens on December 4.',
    9,
  ),
];

/** Weaves reports in turns of four, with a new weaver for each turn when it starts anew again and again. */
async function weave(
  database: ReturnType<typeof testDatabase>,
  items: readonly Weavable[],
  how: { asked?: boolean; restarts?: boolean },
) {
  const opened = () =>
    openWeaver({
      db: database.db,
      clock,
      terms: async () => conceptsOf([]),
      readItems: async (ids) => items.filter(({ id }) => ids.includes(id)),
      embedder: how.asked ? openEmbedder({ url: service.url, model: 'stand-in' }, { clock }) : undefined,
    });
  let weaver = opened();
  for (let from = 0; from < items.length; from += 4) {
    if (how.restarts) weaver = opened();
    await weaver.weave(items.slice(from, from + 4).map(({ id }) => id));
  }
  const { rows } = await sql<{ item: number; story: number; by: string | null; meaning: number | null }>`
    select item_id::int as item, story_id::int as story, why->>'by' as by, (why->>'meaning')::float as meaning from stories.member order by item_id`.execute(
    database.db,
  );
  return new Map(rows.map((row) => [row.item, row]));
}

const all = [...others, ...flood, ...unlike];

describe('stories across languages, with a service that tells what texts mean', () => {
  const [withIt, again, without, down] = [testDatabase(), testDatabase(), testDatabase(), testDatabase()];

  it('are linked by meaning where a single name hints at it, and not without', async () => {
    const told = await weave(withIt, all, { asked: true });
    expect(told.get(102)?.story).toBe(told.get(101)?.story);
    expect(told.get(102)).toMatchObject({ by: 'meaning' });
    expect(told.get(102)?.meaning).toBeGreaterThan(4);
    const apart = await weave(without, all, {});
    expect(apart.get(102)?.story).not.toBe(apart.get(101)?.story);
  });

  it('are not joined by marks alone where the meaning is another: a person is asked', async () => {
    const { rows } = await sql<{ story: number; other: number }>`
      select story_id::int as story, other_id::int as other from stories.near`.execute(withIt.db);
    const { rows: members } = await sql<{ item: number; story: number }>`
      select item_id::int as item, story_id::int as story from stories.member where item_id in (111, 112) order by item_id`.execute(
      withIt.db,
    );
    const [film, hospital] = members.map(({ story }) => story);
    expect(film).not.toBe(hospital);
    expect(rows).toContainEqual({ story: film, other: hospital });
    const { rows: plain } = await sql<{ stories: number }>`
      select count(distinct story_id)::int as stories from stories.member where item_id in (111, 112)`.execute(
      without.db,
    );
    expect(plain[0]?.stories).toBe(1);
  });

  it('are the same when the weaver starts anew before every turn', async () => {
    const [one, other] = [
      await weave(withIt, [], { asked: true }),
      await weave(again, all, { asked: true, restarts: true }),
    ];
    const grouped = (told: typeof one) =>
      [...Map.groupBy(told.values(), ({ story }) => story).values()].map((each) => each.map(({ item }) => item));
    expect(grouped(other)).toEqual(grouped(one));
  });

  it('asks nothing twice, and keeps vectors for those that come later', async () => {
    service.asked.length = 0;
    await weave(withIt, all, { asked: true });
    expect(service.asked.flatMap(({ body }) => body.input)).toEqual([]);
    const { rows } = await sql<{ model: string; vectors: number }>`
      select model, count(*)::int as vectors from stories.strand where vector is not null group by 1`.execute(
      withIt.db,
    );
    expect(rows).toEqual([{ model: 'stand-in', vectors: all.length }]);
  });

  it('are woven without while the service fails', async () => {
    service.now((response) => response.writeHead(503).end());
    const told = await weave(down, all, { asked: true });
    service.now('right');
    expect(told.size).toBe(all.length);
    expect(told.get(102)?.story).not.toBe(told.get(101)?.story);
  });
});
