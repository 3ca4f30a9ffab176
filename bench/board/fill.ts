import { sql } from 'kysely';
import { searchText } from '../../src/language/index.ts';
import type { Db } from '../../src/platform/index.ts';
import { refreshStories } from '../../src/stories/store/refresh.ts';
import { seeded, textMaker } from '../stories/made-up.ts';

/** Outlets of each class: about as many as a country's sources and those who write about it from abroad. */
const outlets = {
  official: 900,
  'domestic-press': 500,
  'foreign-press': 1_000,
  creator: 400,
  mission: 100,
  reference: 100,
} as const;

const pool = 60_000;
const day = 86_400_000;

/**
 * Fills a database with so many items in three tenths as many stories of the last sixty days, by statements over whole
 * sets: most stories have one to six items, every hundredth some forty. Titles are of made-up words, common ones often.
 * What the members tell is set by the program's own `refreshStories`.
 */
export async function fill(db: Db, items: number, now: Date): Promise<{ stories: number; outlets: number }> {
  const stories = Math.round(items * 0.3);
  let count = 0;
  for (const [kind, many] of Object.entries(outlets)) {
    await sql`insert into sources.outlet (origin, class, name, name_key, search_key)
      select 'import', ${kind}, name, name, name from (select 'Outlet ' || ${kind} || n as name from generate_series(1, ${many}::int) n) made`.execute(
      db,
    );
    count += many;
  }
  await sql`create table bench_title (id int primary key, title text not null, words text not null)`.execute(db);
  const write = textMaker(3);
  for (let from = 0; from < pool; from += 10_000) {
    const titles = Array.from({ length: 10_000 }, () => write(9));
    await sql`insert into bench_title select ${from} + row_number() over (), t.title, t.words
      from unnest(${titles}::text[], ${titles.map((title) => searchText(title, 'vi').folded)}::text[]) as t(title, words)`.execute(
      db,
    );
  }
  await sql`select setseed(0.5)`.execute(db);
  await sql`insert into stories.story (begun_at, changed_at)
    select ${now}::timestamptz - (${stories} - n) * ${(60 * day) / stories}::float * interval '1 millisecond', ${now}
    from generate_series(1, ${stories}::int) n`.execute(db);
  await sql`
    insert into stories.member (item_id, state_id, story_id, outlet_id, lang, title, summary, url, words, published_at, copy_of, why, woven_at)
    select i.n, i.n, i.story, i.outlet, i.lang, t.title, t.title || '. ' || t.title, 'https://o' || i.outlet || '.example/' || i.n, t.words, i.at,
      case when i.chance < 0.15 and i.n > ${stories} then i.story end, case when i.n > ${stories} then '{"by":"words","score":1}'::jsonb end, i.at
    from (
      select n, story, 1 + floor(random() * ${count})::int as outlet, random() as chance,
        (array['vi','vi','vi','vi','vi','en','en','fr','zh','es','ru','ko','ja','lo'])[1 + floor(random() ^ 2 * 14)::int] as lang,
        least(${now}::timestamptz, ${now}::timestamptz - (${stories} - story) * ${(60 * day) / stories}::float * interval '1 millisecond' + random() ^ 3 * interval '30 hours') as at,
        1 + floor(random() * ${pool})::int as title
      from (
        select n, case when n <= ${stories} then n when random() < 0.15 then 100 * (1 + floor(random() * ${Math.floor(stories / 100)})::int)
          else 1 + floor(random() * ${stories})::int end as story
        from generate_series(1, ${items}::int) n
      ) chosen
    ) i join bench_title t on t.id = i.title order by i.at`.execute(db);
  await sql`analyze stories.member`.execute(db);
  for (let from = 1; from <= stories; from += 500)
    await db.transaction().execute((trx) =>
      refreshStories(
        trx,
        Array.from({ length: Math.min(500, stories - from + 1) }, (_, n) => from + n),
        now,
      ),
    );
  await decide(db, stories, now);
  await sql`select setval('ingest.item_id', ${items + 1})`.execute(db);
  await sql`drop table bench_title`.execute(db);
  await sql`vacuum analyze`.execute(db);
  return { stories, outlets: count };
}

/** What people do on the way: of a thousand stories two are muted, and some are pinned. */
async function decide(db: Db, stories: number, now: Date): Promise<void> {
  const chance = seeded(11);
  const some = (many: number) => Array.from({ length: many }, () => 1 + Math.floor(chance() * stories));
  await sql`update stories.story set muted_at = ${now} where id = any(${some(Math.round(stories / 500))})`.execute(db);
  await sql`update stories.story set pinned_at = ${now} where id = any(${some(5)})`.execute(db);
}
