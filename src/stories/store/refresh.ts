import { sql } from 'kysely';
import type { Trx } from '../../platform/index.ts';
import { hoursPerDoubling, hoursPerGrowth } from '../worth.ts';
import { gatherTags } from './tags.ts';

const mostTitles = 60;

/** Sets anew what the members of stories tell, as far as their sources stand by them: titles, languages, outlets, counts, times, rank, words. */
export async function refreshStories(trx: Trx, storyIds: readonly number[], now: Date): Promise<void> {
  if (storyIds.length === 0) return;
  await sql`
    with told as (
      select s.id,
        count(m.item_id) as items,
        count(m.item_id) filter (where m.copy_of is not null) as copies,
        coalesce(array_agg(distinct m.outlet_id) filter (where m.copy_of is null and m.item_id is not null), '{}') as outlet_ids,
        coalesce(array_agg(distinct m.lang) filter (where m.item_id is not null), '{}') as langs,
        min(m.published_at) as first_at,
        max(m.published_at) filter (where m.copy_of is null) as last_at
      from stories.story s left join stories.member m on m.story_id = s.id and m.withdrawn_at is null
      where s.id = any(${storyIds}) group by s.id
    ), own as (
      select m.*, row_number() over (partition by story_id, lang order by copy_of is not null, published_at, item_id) as in_lang,
        row_number() over (partition by story_id order by copy_of is not null, published_at, item_id) as in_story,
        row_number() over (partition by story_id order by published_at desc, item_id desc) as latest
      from stories.member m where story_id = any(${storyIds}) and withdrawn_at is null
    )
    update stories.story s set
      items = told.items, copies = told.copies, outlet_ids = told.outlet_ids, langs = told.langs,
      first_at = told.first_at, last_at = coalesce(told.last_at, told.first_at),
      titles = coalesce((select jsonb_object_agg(lang, title) from own where story_id = s.id and in_lang = 1), '{}'),
      title_lang = coalesce((select lang from own where story_id = s.id and in_story = 1), 'und'),
      words = to_tsvector('simple', coalesce((select string_agg(words, ' ') from own where story_id = s.id
        and (latest <= ${mostTitles} or in_story = 1)), '')),
      rank = coalesce(extract(epoch from coalesce(told.last_at, told.first_at)) / 3600
        + ${sql.lit(hoursPerDoubling)} * log(2, greatest(1, cardinality(told.outlet_ids)))
        + ${sql.lit(hoursPerGrowth)} * log(2, greatest(1, (select count(*) from own
          where story_id = s.id and copy_of is null and published_at > told.last_at - interval '6 hours')))
        + s.worth, 0),
      changed_at = ${now}
    from told where told.id = s.id`.execute(trx);
  await gatherTags(trx, storyIds);
}

/** Lifts a story on the board by what its voices and events are worth, in hours; nothing happens when that is what it had. */
export async function liftStory(trx: Trx, storyId: number, worth: number, now: Date): Promise<void> {
  await sql`update stories.story set rank = rank - worth + ${worth}, worth = ${worth}, changed_at = ${now}
    where id = ${storyId} and worth <> ${worth}`.execute(trx);
}
