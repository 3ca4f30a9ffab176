import { sql } from 'kysely';
import type { Db, Trx } from '../../platform/index.ts';
import { type Tag, tagText, tagVersion } from '../tags/tag.ts';

/** A tag of an item as it is stored. */
export type ItemTag = Tag & {
  itemId: number;
  judged: 'yes' | 'no' | null;
  /** Judged for the whole story. */
  whole: boolean;
  /** Later judgements have greater numbers. */
  judgement: number | null;
  personName: string | null;
  judgedAt: Date | null;
};

/** What a tag is known by. */
export type TagName = Pick<Tag, 'kind' | 'key'>;

/** An item that is to be tagged. */
export type Untagged = { item: number; state: number; story: number; withdrawn: boolean };

// A tag that one item in many bears is none of the story.
const share = 5;
const mostTags = 40;

/** Of some items, those of which the state in their story was not tagged by this version yet. */
export async function untaggedOf(db: Db | Trx, items: readonly number[]): Promise<Untagged[]> {
  const { rows } = await sql<Untagged>`
    select item_id as item, state_id as state, story_id as story, withdrawn_at is not null as withdrawn
    from stories.member where item_id = any(${items})
      and (tagged_state is distinct from state_id or tagged < ${tagVersion})`.execute(db);
  return rows;
}

/** The items that this version has not tagged yet, at most `limit`, the oldest first. */
export async function untagged(db: Db | Trx, limit: number): Promise<Untagged[]> {
  const { rows } = await sql<Untagged>`
    select item_id as item, state_id as state, story_id as story, withdrawn_at is not null as withdrawn
    from stories.member where tagged < ${tagVersion} order by tagged, item_id limit ${limit}`.execute(db);
  return rows;
}

/**
 * Stores what items are about, in place of what was found before; what a person judged stays as it was judged. An item of which another
 * state has come meanwhile is left to that.
 */
export async function putTags(
  trx: Trx,
  items: readonly { item: number; state: number; tags: readonly Tag[] }[],
): Promise<void> {
  if (items.length === 0) return;
  const { rows } = await sql<{ item: number }>`
    update stories.member m set tagged_state = r.state, tagged = ${tagVersion}
    from unnest(${items.map(({ item }) => item)}::bigint[], ${items.map(({ state }) => state)}::bigint[]) as r(item, state)
    where m.item_id = r.item and m.state_id = r.state returning m.item_id as item`.execute(trx);
  const taken = new Set(rows.map(({ item }) => item));
  const found = items.flatMap(({ item, tags }) => (taken.has(item) ? tags.map((tag) => ({ item, ...tag })) : []));
  await sql`delete from stories.tag where item_id = any(${[...taken]}) and judged is null`.execute(trx);
  await sql`update stories.tag set evidence = '[]' where item_id = any(${[...taken]})`.execute(trx);
  await sql`
    insert into stories.tag (item_id, kind, key, shown, evidence)
    select item, kind, key, shown, evidence from jsonb_to_recordset(${JSON.stringify(found)}::jsonb)
      as r(item bigint, kind text, key text, shown text, evidence jsonb)
    on conflict (item_id, kind, key) do update set evidence = excluded.evidence, shown = excluded.shown`.execute(trx);
}

/**
 * Sums up in stories what their own-word items are about: a tag counts when one item in five bears it, or as the last judgement for the
 * whole story says. Gives the stories that it changed.
 */
export async function gatherTags(trx: Trx, storyIds: readonly number[]): Promise<number[]> {
  if (storyIds.length === 0) return [];
  const { rows } = await sql<{ id: number }>`
    with own as (
      select item_id, story_id, count(*) over (partition by story_id) as items from stories.member
      where story_id = any(${storyIds}) and copy_of is null and withdrawn_at is null
    ), told as (
      select m.story_id, t.kind, t.key, m.items,
        count(*) filter (where t.judged = 'yes' or t.judged is null) as bearing,
        sum((select coalesce(sum((e->>'count')::int * case e->>'where' when 'title' then 3 else 1 end), 0)
          from jsonb_array_elements(t.evidence) e)) filter (where t.judged is distinct from 'no') as mentions,
        (array_agg(t.judged order by t.judgement desc) filter (where t.whole))[1] as verdict
      from own m join stories.tag t using (item_id) group by m.story_id, t.kind, t.key, m.items
    ), ranked as (
      select *, row_number() over (partition by story_id order by bearing desc, mentions desc nulls last, kind, key) as place
      from told where verdict = 'yes' or (verdict is null and bearing > 0 and bearing * ${share} >= items)
    ), summed as (
      select story_id, array_agg(case kind when 'organisation' then 'org' else kind end || ':' || key order by place) as tags
      from ranked where place <= ${mostTags} group by story_id
    )
    update stories.story s set tags = coalesce(n.tags, '{}')
    from unnest(${storyIds}::bigint[]) as w(id) left join summed n on n.story_id = w.id
    where s.id = w.id and s.tags is distinct from coalesce(n.tags, '{}') returning s.id`.execute(trx);
  return rows.map(({ id }) => id);
}

/** Lets pages and alerts know that stories are not what they were. To be called in a transaction that holds the turn. */
export async function touchStories(trx: Trx, storyIds: readonly number[], now: Date): Promise<void> {
  if (storyIds.length === 0) return;
  await sql`update stories.story set changed_at = ${now} where id = any(${storyIds})`.execute(trx);
  await sql`update stories.board set version = version + 1`.execute(trx);
}

const columns = sql`t.item_id as "itemId", t.kind, t.key, t.shown, t.evidence, t.judged, t.whole, t.judgement,
  t.person_name as "personName", t.judged_at as "judgedAt"`;

/** The tags of a story's items that are not withdrawn, copies left out. */
export async function tagsOfStory(db: Db | Trx, storyId: number): Promise<ItemTag[]> {
  const { rows } = await sql<ItemTag>`
    select ${columns} from stories.tag t join stories.member m using (item_id)
    where m.story_id = ${storyId} and m.copy_of is null and m.withdrawn_at is null
    order by m.published_at, t.item_id, t.kind, t.key limit 4000`.execute(db);
  return rows;
}

/** The number of the last judgement of a tag in a story; 0 when nobody judged it. */
export async function lastJudgement(trx: Trx, storyId: number, { kind, key }: TagName): Promise<number> {
  const { rows } = await sql<{ last: number }>`
    select coalesce(max(t.judgement), 0) as last from stories.tag t join stories.member m using (item_id)
    where m.story_id = ${storyId} and m.copy_of is null and m.withdrawn_at is null
      and t.kind = ${kind} and t.key = ${key}`.execute(trx);
  return rows[0]?.last ?? 0;
}

/** Who judges a tag, and when. */
type Judge = { person: { id: string; name: string }; now: Date };

/**
 * Lets a person say that a story is about something, or not; `null` takes that back. With an item it is said of that one alone. Gives how
 * many items it was said of.
 */
export async function judgeTag(
  trx: Trx,
  storyId: number,
  { kind, key, shown }: Pick<Tag, 'kind' | 'key' | 'shown'>,
  judged: 'yes' | 'no' | null,
  { person, now }: Judge,
  item: number | null = null,
): Promise<number> {
  const which = sql`m.story_id = ${storyId} and (${item}::bigint is null or m.item_id = ${item}::bigint)`;
  if (judged === null) {
    const { rows } = await sql`
      update stories.tag t set judged = null, whole = false, judgement = null, person_id = null, person_name = null, judged_at = null
      from stories.member m where m.item_id = t.item_id and ${which} and t.kind = ${kind} and t.key = ${key}
        and t.judged is not null and t.whole = ${item === null} returning t.item_id`.execute(trx);
    // What nobody says any more and no words speak for is not there.
    await sql`delete from stories.tag t using stories.member m where m.item_id = t.item_id and ${which}
      and t.kind = ${kind} and t.key = ${key} and t.judged is null and t.evidence = '[]'`.execute(trx);
    return rows.length;
  }
  const { rows } = await sql`
    insert into stories.tag (item_id, kind, key, shown, judged, whole, judgement, person_id, person_name, judged_at)
    select m.item_id, ${kind}, ${key}, ${shown}, ${judged}, ${item === null}, n.judgement, ${person.id}, ${person.name}, ${now}
    from stories.member m, (select nextval('stories.judgement_seq') as judgement) n where ${which}
    on conflict (item_id, kind, key) do update set judged = excluded.judged, whole = excluded.whole,
      judgement = excluded.judgement, person_id = excluded.person_id, person_name = excluded.person_name,
      judged_at = excluded.judged_at
    returning item_id`.execute(trx);
  return rows.length;
}

/** How the newest stories that bear a tag write it; undefined when none does. */
export async function writtenName(db: Db | Trx, tag: TagName): Promise<string | undefined> {
  const { rows } = await sql<{ shown: string }>`
    select t.shown from (
      select s.id from stories.story s where s.tags @> array[${tagText(tag)}] and s.merged_into is null and s.items > 0
      order by s.last_at desc limit 50) recent
    join stories.member m on m.story_id = recent.id
    join stories.tag t on t.item_id = m.item_id and t.kind = ${tag.kind} and t.key = ${tag.key}
    order by octet_length(t.shown) desc, t.shown limit 1`.execute(db);
  return rows[0]?.shown;
}
