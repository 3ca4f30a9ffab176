import { sql } from 'kysely';
import type { Trx } from '../../platform/index.ts';
import { hoursPerDoubling, hoursPerGrowth } from '../worth.ts';
import { takeTurn } from './lock.ts';
import { gatherTags } from './tags.ts';
import { knowVoices } from './voices.ts';

const mostTitles = 60;

/**
 * Sets anew what the members of stories tell, as far as their sources stand by them: titles, languages, outlets and their
 * classes, counts, times, rank, words; and what the board stands at. To be called once in a transaction that holds the turn.
 */
export async function refreshStories(trx: Trx, storyIds: readonly number[], now: Date): Promise<void> {
  if (storyIds.length === 0) return;
  await knowVoices(trx, storyIds);
  await sql`
    with own as (
      select m.*, row_number() over (partition by story_id, lang order by copy_of is not null, published_at, item_id) as in_lang,
        row_number() over (partition by story_id order by copy_of is not null, published_at, item_id) as in_story,
        row_number() over (partition by story_id order by published_at desc, item_id desc) as latest,
        max(published_at) filter (where copy_of is null) over (partition by story_id) as last_own
      from stories.member m where story_id = any(${storyIds}) and withdrawn_at is null
    ), told as (
      select story_id as id, count(*) as items, count(copy_of) as copies,
        array_agg(distinct outlet_id) filter (where copy_of is null) as outlet_ids,
        array_agg(distinct class) filter (where copy_of is null and class <> '') as classes,
        array_agg(distinct lang) as langs,
        min(published_at) as first_at, coalesce(max(last_own), min(published_at)) as last_at,
        count(*) filter (where copy_of is null and published_at > last_own - interval '6 hours') as lately,
        jsonb_object_agg(lang, title) filter (where in_lang = 1) as titles,
        max(lang) filter (where in_story = 1) as title_lang,
        string_agg(words, ' ') filter (where latest <= ${mostTitles} or in_story = 1) as words
      from own left join stories.voice using (outlet_id) group by story_id
    ), before as (
      select coalesce(sum(items), 0) as items from stories.story where id = any(${storyIds})
    ), anew as (
      update stories.story s set
        items = coalesce(told.items, 0), copies = coalesce(told.copies, 0), outlet_ids = coalesce(told.outlet_ids, '{}'),
        classes = coalesce(told.classes, '{}'), langs = coalesce(told.langs, '{}'), first_at = told.first_at, last_at = told.last_at,
        titles = coalesce(told.titles, '{}'), title_lang = coalesce(told.title_lang, 'und'),
        words = to_tsvector('simple', coalesce(told.words, '')),
        rank = coalesce(extract(epoch from told.last_at) / 3600
          + ${sql.lit(hoursPerDoubling)} * log(2, greatest(1, cardinality(told.outlet_ids)))
          + ${sql.lit(hoursPerGrowth)} * log(2, greatest(1, told.lately)) + s.worth, 0),
        changed_at = ${now}
      from unnest(${storyIds}::bigint[]) as given(id) left join told using (id) where s.id = given.id
      returning s.items
    ), change as (
      select coalesce((select sum(items) from anew), 0) - items as items from before
    )
    update stories.board b set version = version + 1, items = b.items + change.items,
      woven_at = case when change.items > 0 then ${now} else woven_at end
    from change`.execute(trx);
  await gatherTags(trx, storyIds);
}

/**
 * Lifts a story on the board by what its voices and events are worth, in hours; nothing happens when that is what it had.
 * Takes the turn until the transaction ends.
 */
export async function liftStory(trx: Trx, storyId: number, worth: number, now: Date): Promise<void> {
  const lifted = sql`id = ${storyId} and worth <> ${worth}`;
  const { rows } = await sql`select from stories.story where ${lifted}`.execute(trx);
  if (rows.length === 0) return;
  await takeTurn(trx);
  await sql`update stories.story set rank = rank - worth + ${worth}, worth = ${worth}, changed_at = ${now}
    where ${lifted}`.execute(trx);
  await sql`update stories.board set version = version + 1`.execute(trx);
}
