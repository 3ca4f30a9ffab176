import { sql } from 'kysely';
import type { Db, Trx } from '../../platform/index.ts';
import type { Attachment } from '../attachment/attachment.ts';
import type { Item } from '../item.ts';
import { itemsByIds } from './read.ts';

/** How the text of a state was had, where it was not had as wished, and the files that its channel named. */
type Grounds = { itemId: number; reason: string | null; detail: string | null; attachments: readonly Attachment[] };

/** A state of an item, with its files, and the reason where there is only a summary, or where it was withdrawn. */
export type State = Item & Omit<Grounds, 'itemId'>;

/** Every state of the item that a state belongs to, the first one first; none when there is no such state. */
export async function historyOf(db: Db | Trx, itemId: number): Promise<State[]> {
  // Each state knows the one before; the keys know the newest.
  const { rows } = await sql<Grounds>`
    with recursive way(id, supersedes, step) as (
      select n.id, n.supersedes, 0 from ingest.item n where n.id = (
        select coalesce((select k.item_id from ingest.item_key k where k.first_id = i.first_id limit 1), i.id)
        from ingest.item i where i.id = ${itemId})
      union all
      select i.id, i.supersedes, step + 1 from way join ingest.item i on i.id = way.supersedes where step < 200
    )
    select way.id as "itemId", b.reason, b.detail, i.attachments from way
    join ingest.item i on i.id = way.id left join ingest.body b on b.item_id = way.id order by way.id`.execute(db);
  const grounds = new Map(rows.map((row) => [row.itemId, row]));
  const items = await itemsByIds(db, [...grounds.keys()]);
  return items.map((item) => {
    const { reason = null, detail = null, attachments = [] } = grounds.get(item.id) ?? {};
    return { ...item, reason, detail, attachments };
  });
}

/** How an item is recognised, and when its page is read again. */
export type Standing = {
  keys: readonly string[];
  watch: { dueAt: Date; looks: number; missingSince: Date | null } | null;
};

/** By which keys an item is recognised (hashed, as hex), and whether its page is watched. */
export async function standingOf(db: Db | Trx, firstId: number): Promise<Standing> {
  const [keys, watch] = await Promise.all([
    sql<{
      key: string;
    }>`select encode(key, 'hex') as key from ingest.item_key where first_id = ${firstId} order by 1`.execute(db),
    sql<NonNullable<Standing['watch']>>`select due_at as "dueAt", looks, missing_since as "missingSince"
      from ingest.watch where first_id = ${firstId}`.execute(db),
  ]);
  return { keys: keys.rows.map(({ key }) => key), watch: watch.rows[0] ?? null };
}
