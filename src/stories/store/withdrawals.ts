import { sql } from 'kysely';
import type { CurrentState } from '../../ingest/index.ts';
import type { Db, Trx } from '../../platform/index.ts';
import { conceptsOf } from '../concepts.ts';
import { packStrand, strandOf } from '../strand.ts';

const given = (states: readonly CurrentState[]) =>
  sql`unnest(${states.map(({ firstId }) => firstId)}::bigint[], ${states.map(({ itemId }) => itemId)}::bigint[],
    ${states.map(({ withdrawn }) => withdrawn !== null)}::boolean[]) as r(item, state, withdrawn)`;

/** Whether the stories know otherwise of some items than how they stand. */
export async function unsettled(db: Db | Trx, states: readonly CurrentState[]): Promise<boolean> {
  const { rows } = await sql`select from stories.member m join ${given(states)} on r.item = m.item_id
    where (m.withdrawn_at is not null) <> r.withdrawn limit 1`.execute(db);
  return rows.length > 0;
}

/** Makes members withdrawn, or not any more, as their items stand. Gives the stories that are not what they were. */
export async function settleWithdrawals(trx: Trx, states: readonly CurrentState[], now: Date): Promise<number[]> {
  const { rows } = await sql<{ item: number; story: number; lang: string; withdrawn: boolean }>`
    update stories.member m set withdrawn_at = case when r.withdrawn then ${now}::timestamptz end,
      state_id = greatest(m.state_id, r.state), summary = case when r.withdrawn then '' else m.summary end,
      words = case when r.withdrawn then '' else m.words end, seq = nextval('stories.thread_seq')
    from ${given(states)} where m.item_id = r.item and (m.withdrawn_at is not null) <> r.withdrawn
    returning m.item_id as item, m.story_id as story, m.lang, r.withdrawn`.execute(trx);
  for (const { item, lang, withdrawn } of rows) {
    if (withdrawn) await forgetWords(trx, item, lang);
    await (withdrawn ? handOn(trx, item) : takeBack(trx, item));
  }
  return [...new Set(rows.map(({ story }) => story))];
}

/** Leaves a strand without a word, so that every window holds the item and none finds anything in it. */
async function forgetWords(trx: Trx, item: number, lang: string): Promise<void> {
  const silent = packStrand(strandOf({ lang, title: '', summary: '', text: '' }, conceptsOf([])));
  await sql`update stories.strand set bytes = ${silent} where item_id = ${item}`.execute(trx);
}

/** Of the copies of a withdrawn item the earliest stands for its words from now on. */
async function handOn(trx: Trx, item: number): Promise<void> {
  await sql`
    with heir as (
      select item_id from stories.member where copy_of = ${item} and withdrawn_at is null
      order by published_at, item_id limit 1
    )
    update stories.member m set copy_of = nullif(heir.item_id, m.item_id), seq = nextval('stories.thread_seq')
    from heir where m.copy_of = ${item}`.execute(trx);
}

/** What was known as a copy of an item is so again. */
async function takeBack(trx: Trx, item: number): Promise<void> {
  await sql`
    with copies as (
      select c.item_id from stories.member c join stories.member m on m.story_id = c.story_id and m.item_id = ${item}
      where c.why->>'by' = 'copy' and (c.why->>'item')::bigint = ${item} and c.item_id <> ${item}
    )
    update stories.member m set copy_of = ${item}, seq = nextval('stories.thread_seq')
    where m.item_id in (select item_id from copies) or m.copy_of in (select item_id from copies)`.execute(trx);
}
