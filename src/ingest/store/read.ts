import { sql } from 'kysely';
import type { Db, Trx } from '../../platform/index.ts';
import type { Item } from '../item.ts';

const columns = sql`i.id, i.first_id as "firstId", i.supersedes, i.version, i.outlet_id as "outletId",
  i.channel_id as "channelId", case when i.titled then i.lang else coalesce(b.lang, i.lang) end as lang,
  case when i.titled then i.title else coalesce(b.title, i.title) end as title,
  coalesce(nullif(i.summary, ''), case when i.withdrawn is null then b.lead end, '') as summary, coalesce(b.text, '') as text,
  b.origin, coalesce(b.canonical, i.url) as url,
  coalesce(nullif(i.authors, '{}'), case when b.byline is not null then array[b.byline] end, '{}') as authors,
  i.categories, coalesce(i.image, b.image) as image,
  case when i.dated then i.published_at else coalesce(b.published_at, i.published_at) end as published,
  i.dated or b.published_at is not null as dated, i.seen_at as seen, i.cause, i.withdrawn, i.source, b.elsewhere, b.twin`;

const maybeText = sql`ingest.item i left join ingest.body b on b.item_id = i.id and b.seen_at = i.seen_at`;
const current = sql`exists (select from ingest.item_key k where k.first_id = i.first_id and k.item_id = i.id)`;

/** Items by their ids, in the order of ids; ids that there are none of are left out. */
export async function itemsByIds(db: Db | Trx, ids: readonly number[]): Promise<Item[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<Item>`
    select ${columns} from ${maybeText} where i.id = any(${[...new Set(ids)]}) order by i.id`.execute(db);
  return rows;
}

/** The newest items as they stand now, superseded ones left out; of some outlets, or of all. */
export async function latestItems(
  db: Db | Trx,
  { outletIds, most, before }: { outletIds?: readonly number[]; most: number; before?: { seen: Date; id: number } },
): Promise<Item[]> {
  const of = outletIds === undefined ? sql`true` : sql`i.outlet_id = any(${outletIds})`;
  const earlier = before === undefined ? sql`true` : sql`(i.seen_at, i.id) < (${before.seen}, ${before.id})`;
  const { rows } = await sql<Item>`select ${columns} from ${maybeText}
    where ${of} and ${earlier} and ${current} order by i.seen_at desc, i.id desc limit ${most}`.execute(db);
  return rows;
}

/** The addresses of the pictures of some items, by the id of the state; those without one are left out. */
export async function imagesOf(db: Db | Trx, ids: readonly number[]): Promise<Map<number, string>> {
  const { rows } = await sql<{ id: number; image: string }>`
    select i.id, coalesce(i.image, b.image) as image from ${maybeText}
    where i.id = any(${[...new Set(ids)]}) and coalesce(i.image, b.image) is not null`.execute(db);
  return new Map(rows.map(({ id, image }) => [id, image]));
}

/** How an item stands now: its newest state, and whether its source withdrew it. */
export type CurrentState = Pick<Item, 'firstId' | 'withdrawn'> & { itemId: number };

/** How the items of some states stand now. */
export async function currentStates(db: Db | Trx, itemIds: readonly number[]): Promise<CurrentState[]> {
  const { rows } = await sql<CurrentState>`
    select distinct on (k.first_id) k.first_id as "firstId", n.id as "itemId", n.withdrawn
    from ingest.item i join ingest.item_key k on k.first_id = i.first_id join ingest.item n on n.id = k.item_id
    where i.id = any(${[...new Set(itemIds)]}) order by k.first_id`.execute(db);
  return rows;
}
