import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { searchQuery } from '../../language/index.ts';
import type { Db, Trx } from '../../platform/index.ts';
import type { Member, Story } from '../story.ts';
import type { Why } from '../why.ts';

/** The columns of a story, named as the type `Story` has them. */
export const storyColumns = sql`s.id, s.titles, s.title_lang as "titleLang", s.langs, to_jsonb(s.outlet_ids) as "outletIds", s.items, s.copies,
  s.first_at as "firstAt", s.last_at as "lastAt", s.rank, s.pinned_at is not null as pinned, s.muted_at is not null as muted, s.tags`;
const living = sql<SqlBool>`s.merged_into is null and s.items > 0`;

/** A story; when it was merged into another, that one. Undefined when there is none, or nothing is left of it. */
export async function storyById(db: Db | Trx, id: number): Promise<Story | undefined> {
  // Merging never makes a ring, since only living stories are merged; the bound is for the planner.
  const { rows } = await sql<Story>`
    with recursive way(id, merged_into, step) as (
      select id, merged_into, 0 from stories.story where id = ${id}
      union all
      select t.id, t.merged_into, step + 1 from way join stories.story t on t.id = way.merged_into where step < 100
    )
    select ${storyColumns} from stories.story s join way using (id) where ${living}`.execute(db);
  return rows[0];
}

/** Some living stories, by id. */
export async function storiesByIds(db: Db | Trx, ids: readonly number[]): Promise<Map<number, Story>> {
  const { rows } = await sql<Story>`
    select ${storyColumns} from stories.story s where s.id = any(${ids}) and ${living}`.execute(db);
  return new Map(rows.map((story) => [story.id, story]));
}

/** What the board is narrowed to. */
export type BoardFilter = {
  lang?: string | undefined;
  /** Stories with own words of one of these outlets. */
  outletIds?: readonly number[] | undefined;
  /** Stories with own words of an outlet of this class. */
  class?: string | undefined;
  /** Stories with own words since. */
  since?: Date | undefined;
  text?: string | undefined;
  /** At least so many outlets. */
  breadth?: number | undefined;
  muted?: boolean | undefined;
  /** Of each of these groups of tags a story bears one. */
  tags?: readonly (readonly string[])[] | undefined;
  ids?: readonly number[] | undefined;
};

/** The condition by which a filter narrows the board. */
export function narrowed(filter: BoardFilter): RawBuilder<SqlBool> {
  const { lang, outletIds, class: voice, since, text, breadth, muted, tags, ids } = filter;
  const parts = [living, muted ? sql<SqlBool>`s.muted_at is not null` : sql<SqlBool>`s.muted_at is null`];
  if (lang) parts.push(sql`s.langs @> array[${lang}]`);
  if (outletIds) parts.push(sql`s.outlet_ids && ${outletIds}::bigint[]`);
  if (voice) parts.push(sql`s.classes @> array[${voice}]`);
  if (since) parts.push(sql`s.last_at >= ${since}`);
  if (breadth) parts.push(sql`cardinality(s.outlet_ids) >= ${breadth}`);
  for (const any of tags ?? []) parts.push(sql`s.tags && ${any}::text[]`);
  if (ids) parts.push(sql`s.id = any(${ids}::bigint[])`);
  const query = text ? searchQuery(text, lang ?? 'und').folded : '';
  if (query) parts.push(sql`s.words @@ to_tsquery('simple', ${query})`);
  return sql.join(parts, sql` and `);
}

/** The stories of the board: pinned ones, then by rank. */
export async function boardStories(
  db: Db | Trx,
  filter: BoardFilter,
  { limit, offset }: { limit: number; offset: number },
): Promise<Story[]> {
  // Only the ids of what comes before a page are read.
  const { rows } = await sql<Story & { place: number }>`
    with page as materialized (
      select id, row_number() over () as place from (
        (select s.id from stories.story s where ${narrowed(filter)} and s.pinned_at is not null
          order by s.pinned_at desc, s.id desc limit 100)
        union all
        (select s.id from stories.story s where ${narrowed(filter)} and s.pinned_at is null
          order by s.rank desc, s.id desc limit ${limit + offset})
      ) ranked limit ${limit} offset ${offset}
    )
    select ${storyColumns}, page.place from page join stories.story s on s.id = page.id order by page.place`.execute(
    db,
  );
  return rows.map(({ place: _, ...story }) => story);
}

const mostCounted = 1_000;

/**
 * A page of the board with how many stories it has in all, counted up to 1,000; `more` tells that there are more. What a
 * filter finds is counted first: few are put in order at once; among many a page is soon found by going down the ranks,
 * which for few would be to read them all.
 */
export async function boardPage(
  db: Db | Trx,
  filter: BoardFilter,
  { limit, offset }: { limit: number; offset: number },
): Promise<{ count: number; more: boolean; stories: Story[] }> {
  const { rows } = await sql<Story & { count: number; place: number }>`
    with found as materialized (
      select s.id, s.rank, s.pinned_at from stories.story s where ${narrowed(filter)} limit ${mostCounted + 1}
    ), counted as (select count(*) as count from found), chosen as (
      select id, row_number() over (order by pinned_at desc nulls last, rank desc, id desc) as place
      from found where (select count from counted) <= ${mostCounted}
    )
    select counted.count, page.* from counted left join (
      select ${storyColumns}, chosen.place from chosen join stories.story s using (id)
      where chosen.place > ${offset} and chosen.place <= ${offset + limit}
    ) page on true order by page.place`.execute(db);
  const count = rows[0]?.count ?? 0;
  if (count > mostCounted)
    return { count: mostCounted, more: true, stories: await boardStories(db, filter, { limit, offset }) };
  return {
    count,
    more: false,
    stories: rows.flatMap(({ count: _, place: __, ...story }) => (story.id ? [story] : [])),
  };
}

/** The newest stories that are not muted, by their last own words; `before` leads on from the last one of a page. */
export async function latestStories(
  db: Db | Trx,
  {
    lang,
    limit,
    before,
    tags,
  }: { lang?: string; limit: number; before?: { at: Date; id: number }; tags?: readonly string[] },
): Promise<Story[]> {
  const filter = narrowed({ lang, tags: tags && [tags] });
  const earlier = before ? sql<SqlBool>`(s.last_at, s.id) < (${before.at}, ${before.id})` : sql<SqlBool>`true`;
  const { rows } = await sql<Story>`select ${storyColumns} from stories.story s where ${filter} and ${earlier}
    order by s.last_at desc, s.id desc limit ${limit}`.execute(db);
  return rows;
}

/** Every living story after an id that is not muted, in the order of ids: for going through all of them. */
export async function storiesAfter(db: Db | Trx, afterId: number, limit: number): Promise<Story[]> {
  const { rows } = await sql<Story>`select ${storyColumns} from stories.story s
    where ${narrowed({})} and s.id > ${afterId} order by s.id limit ${limit}`.execute(db);
  return rows;
}

/** The items of stories, each story's by time. */
export async function membersOf(db: Db | Trx, storyIds: readonly number[], most = 500): Promise<Map<number, Member[]>> {
  const { rows } = await sql<Member & { storyId: number }>`
    select m.* from unnest(${storyIds}::bigint[]) as wanted(id) cross join lateral (
      select story_id as "storyId", item_id as "itemId", state_id as "stateId", outlet_id as "outletId", lang, title,
        summary, url, published_at as published, copy_of as "copyOf", why, held, withdrawn_at is not null as withdrawn
      from stories.member where story_id = wanted.id order by copy_of is not null, published_at, item_id limit ${most}
    ) m order by m."storyId", m.published, m."itemId"`.execute(db);
  return Map.groupBy(rows, ({ storyId }) => storyId);
}

/** Stories that may be the same as one, the surest first; those that a person took apart are left out. */
export async function nearStories(db: Db | Trx, storyId: number): Promise<{ story: Story; why: Why }[]> {
  const { rows } = await sql<Story & { why: Why }>`
    select ${storyColumns}, n.why from stories.near n
    join stories.story s on s.id = case when n.story_id = ${storyId} then n.other_id else n.story_id end
    where (n.story_id = ${storyId} or n.other_id = ${storyId}) and ${living} and not exists (
      select from stories.decision d
      where (d.kind = 'split' and d.undone_at is null or d.kind in ('join', 'move') and d.undone_at is not null)
        and least(d.story_id, d.other_id) = n.story_id and greatest(d.story_id, d.other_id) = n.other_id)
    order by (n.why->>'score')::float desc, s.id limit 8`.execute(db);
  return rows.map(({ why, ...story }) => ({ story, why }));
}

/** What the board stands at: its living items, when the last one was woven, and a number that grows with every change. */
export async function boardState(db: Db | Trx): Promise<{ items: number; last: Date | null; version: number }> {
  const { rows } = await sql<{ items: number; last: Date | null; version: number }>`
    select items, woven_at as last, version from stories.board`.execute(db);
  return rows[0] ?? { items: 0, last: null, version: 0 };
}

/** The languages that living stories are told in. */
export async function languagesWoven(db: Db | Trx): Promise<string[]> {
  // The board shows recent stories, and so do its filters: all languages of all time would be a slow question.
  const { rows } = await sql<{ lang: string }>`
    select distinct unnest(langs) as lang from (
      select s.langs from stories.story s where ${living} order by s.rank desc, s.id desc limit 2000) recent
    order by 1`.execute(db);
  return rows.map(({ lang }) => lang);
}
