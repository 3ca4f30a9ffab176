import { sql } from 'kysely';
import type { Db, Trx } from '../../platform/index.ts';
import type { Selectors } from '../article/article.ts';
import { json } from './json.ts';

/** A page of an article that waits to be read. */
export type Page = {
  itemId: number;
  channelId: number;
  url: string;
  host: string;
  /** The text that the channel gave, for when the page cannot be read. */
  fallback: string;
  /** False when the title too is for the page to say. */
  titled: boolean;
  /** How often it was tried before. */
  tries: number;
  /** Where the article has its parts, where people chose them. */
  selectors: Selectors | null;
};

/** How the reading of a page ended for good: with its text, or with the channel's own and the reason. */
export type Body = {
  itemId: number;
  origin: 'page' | 'summary';
  text: string;
  html: string | null;
  /** The title and the language (ISO 639-1) of the page, where the channel gave none. */
  title: string | null;
  lang: string | null;
  /** What the page tells, for where the channel was silent. */
  lead: string | null;
  byline: string | null;
  image: string | null;
  published: Date | null;
  reason: string | null;
  detail: string | null;
};

/** The hosts that have pages to read, the longest waiting first; `except` are left out. */
export async function pageHosts(
  db: Db | Trx,
  now: Date,
  most: number,
  except: readonly string[] = [],
): Promise<string[]> {
  const { rows } = await sql<{ host: string }>`
    select host from ingest.page where due_at <= ${now} and not (host = any(${except}))
    group by host order by min(due_at), host limit ${most}`.execute(db);
  return rows.map((row) => row.host);
}

/** The pages of a host that are due. */
export async function duePages(db: Db | Trx, host: string, now: Date, most: number): Promise<Page[]> {
  const { rows } = await sql<Page>`
    select p.item_id as "itemId", i.channel_id as "channelId", p.url, p.host, p.fallback, i.titled, p.tries, p.selectors
    from ingest.page p join ingest.item i on i.id = p.item_id and i.seen_at = p.seen_at
    where p.host = ${host} and p.due_at <= ${now} order by p.due_at, p.item_id limit ${most}`.execute(db);
  return rows;
}

/** How many pages wait, due or not. */
export async function countPages(db: Db | Trx): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from ingest.page`.execute(db);
  return rows[0]?.count ?? 0;
}

/** Tries a page again later. */
export async function retryPage(db: Db | Trx, itemId: number, dueAt: Date): Promise<void> {
  await sql`update ingest.page set tries = tries + 1, due_at = ${dueAt} where item_id = ${itemId}`.execute(db);
}

/** Puts off every page of a host that does not answer; that is no failure of the pages. */
export async function postponePages(db: Db | Trx, host: string, until: Date): Promise<void> {
  await sql`update ingest.page set due_at = ${until} where host = ${host} and due_at < ${until}`.execute(db);
}

/** Stores the texts and takes their pages out of the queue. Gives the items whose text is new: a page settled twice counts once. */
export async function settlePages(trx: Trx, bodies: readonly Body[], now: Date): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    with given as materialized (
      select * from jsonb_to_recordset(${json(bodies)}) as r("itemId" bigint, origin text, text text,
        html text, title text, lang text, lead text, byline text, image text, published timestamptz, reason text, detail text)
    ), done as (
      delete from ingest.page p using given g where p.item_id = g."itemId" returning p.item_id, p.seen_at
    )
    insert into ingest.body (item_id, seen_at, origin, text, html, title, lang, lead, byline, image, published_at, reason,
      detail, at)
    select d.item_id, d.seen_at, g.origin, g.text, g.html, g.title, g.lang, g.lead, g.byline, g.image, g.published, g.reason, g.detail, ${now}
    from done d join given g on g."itemId" = d.item_id
    returning item_id as id`.execute(trx);
  return rows.map((row) => row.id);
}
