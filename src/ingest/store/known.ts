import { sql } from 'kysely';
import type { Db, Trx } from '../../platform/index.ts';
import type { Known, Words } from '../identity.ts';

const columns = sql`encode(k.key, 'hex') as key, k.channel_id as "channelId", k.first_id as "firstId", k.item_id as "itemId", k.version,
  encode(k.content_hash, 'hex') as hash, k.published_at as published, k.dated`;

/** What is stored of the items that some keys belong to, under an outlet and those that were joined to it. */
export async function knownItems(
  db: Db | Trx,
  outletIds: readonly number[],
  keys: readonly string[],
): Promise<Known[]> {
  const { rows } = await sql<Known>`
    select ${columns} from ingest.item_key k
    where k.outlet_id = any(${outletIds}) and k.key = any(select decode(k, 'hex') from unnest(${keys}::text[]) k)`.execute(
    db,
  );
  return rows;
}

/** The words of some states. */
export async function wordsOf(db: Db | Trx, itemIds: readonly number[]): Promise<Words[]> {
  const { rows } = await sql<Words>`
    select id as "itemId", title, summary, published_at as published, dated from ingest.item where id = any(${itemIds})`.execute(
    db,
  );
  return rows;
}

/** The items of some channels, as they stand, that were seen since a moment and bear one of some titles; each by one of its keys. */
export async function sameTitles(
  db: Db | Trx,
  channelIds: readonly number[],
  titles: readonly string[],
  since: Date,
): Promise<(Known & { title: string })[]> {
  const { rows } = await sql<Known & { title: string }>`
    select distinct on (k.first_id) ${columns}, i.title from ingest.item i
    join ingest.item_key k on k.first_id = i.first_id and k.item_id = i.id
    where i.channel_id = any(${channelIds}) and i.seen_at >= ${since} and i.title = any(${titles}) and i.withdrawn is null
    order by k.first_id, k.key`.execute(db);
  return rows;
}
