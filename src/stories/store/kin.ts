import { sql } from 'kysely';
import type { Kin } from '../../ingest/index.ts';
import type { Db, Trx } from '../../platform/index.ts';

/** Where an item is told, what it repeats and what repeats it; undefined while it is in no story. */
export async function kinOf(db: Db | Trx, itemId: number): Promise<Kin | undefined> {
  const { rows } = await sql<Kin>`
    select m.story_id as "storyId", m.copy_of as "copyOf", coalesce((
      select jsonb_agg(c.item_id order by c.published_at, c.item_id) from stories.member c where c.copy_of = m.item_id), '[]') as copies
    from stories.member m where m.item_id = ${itemId}`.execute(db);
  return rows[0];
}
