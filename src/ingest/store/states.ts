import { sql } from 'kysely';
import type { Db, Trx } from '../../platform/index.ts';
import type { Withdrawal } from '../item.ts';
import { json } from './json.ts';

/** What is known of a state that another one may follow. */
export type Standing = {
  itemId: number;
  outletId: number;
  title: string;
  text: string;
  withdrawn: Withdrawal | null;
  /** Whether it is the newest of its item. */
  current: boolean;
};

/** How some states stand. Hold their outlets before, where a state may follow. */
export async function standings(db: Db | Trx, itemIds: readonly number[]): Promise<Map<number, Standing>> {
  const { rows } = await sql<Standing>`
    select i.id as "itemId", i.outlet_id as "outletId",
      case when i.titled then i.title else coalesce(b.title, i.title) end as title, coalesce(b.text, '') as text, i.withdrawn,
      exists (select from ingest.item_key k where k.first_id = i.first_id and k.item_id = i.id) as current
    from ingest.item i left join ingest.body b on b.item_id = i.id and b.seen_at = i.seen_at
    where i.id = any(${itemIds})`.execute(db);
  return new Map(rows.map((row) => [row.itemId, row]));
}

/** A state that follows another one otherwise than by an entry of a channel. What is left out stays as it was. */
export type NextState = {
  /** The state that it follows; nothing happens when that is not the newest any more. */
  itemId: number;
  cause: 'channel' | 'page';
  withdrawn: Withdrawal | null;
  title?: string;
  /** What the channel says of it, by which its next word is compared; left out, that stays. */
  hash?: string;
  /** Its text; a withdrawn state has none. */
  text?: string;
  html?: string | null;
  detail?: string;
};

/** Adds states, each with its text, and gives their ids beside those of the states that they follow. Hold the outlets before. */
export async function addStates(
  trx: Trx,
  states: readonly NextState[],
  now: Date,
): Promise<{ id: number; former: number }[]> {
  if (states.length === 0) return [];
  const { rows } = await sql<{ id: number; former: number }>`
    with given as materialized (
      select nextval('ingest.item_id') as id, i.first_id, i.id as former, i.version + 1 as version, i.outlet_id, i.channel_id,
        case when i.titled then i.lang else coalesce(b.lang, i.lang) end as lang,
        coalesce(r.title, case when i.titled then i.title else coalesce(b.title, i.title) end) as title, case when r.withdrawn is null then i.summary else '' end as summary, i.url, i.authors,
        i.categories, case when r.withdrawn is null then i.image end as image,
        case when r.withdrawn is null then i.attachments else '[]' end as attachments, i.source,
        case when i.dated then i.published_at else coalesce(b.published_at, i.published_at) end as published_at,
        i.dated or b.published_at is not null as dated,
        coalesce(decode(r.hash, 'hex'), k.content_hash) as content_hash, r.cause, r.withdrawn, coalesce(r.text, '') as text,
        r.html, r.detail, b.canonical, b.elsewhere, b.twin, b.byline
      from jsonb_to_recordset(${json(states)}) as r("itemId" bigint, cause text, withdrawn text, title text, hash text,
        text text, html text, detail text)
      join ingest.item i on i.id = r."itemId"
      join lateral (select content_hash from ingest.item_key k
        where k.first_id = i.first_id and k.item_id = i.id limit 1) k on true
      left join ingest.body b on b.item_id = i.id and b.seen_at = i.seen_at
    ), items as (
      insert into ingest.item (id, seen_at, outlet_id, channel_id, first_id, supersedes, version, lang, title, summary, url,
        authors, categories, image, attachments, source, published_at, dated, content_hash, cause, withdrawn)
      select id, ${now}, outlet_id, channel_id, first_id, former, version, lang, title, summary, url, authors, categories, image,
        attachments, source, published_at, dated, content_hash, cause, withdrawn from given
    ), keys as (
      update ingest.item_key k set item_id = g.id, version = g.version, content_hash = g.content_hash
      from given g where k.first_id = g.first_id
    ), waiting as (
      delete from ingest.page p using given g where p.item_id = g.former
    ), bodies as (
      insert into ingest.body (item_id, seen_at, origin, text, html, canonical, elsewhere, twin, byline, detail, at)
      select id, ${now}, case when withdrawn is null then 'page' else 'summary' end, text, html, canonical, elsewhere, twin,
        byline, detail, ${now} from given
    )
    select id, former from given order by former`.execute(trx);
  return rows;
}
