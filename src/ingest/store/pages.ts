import { sql } from 'kysely';
import type { Db, Trx } from '../../platform/index.ts';
import type { Selectors } from '../article/article.ts';
import { keyOfAddress } from '../item.ts';
import { json } from './json.ts';

/** A page of an article that waits to be read. */
export type Page = {
  itemId: number;
  channelId: number;
  outletId: number;
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
  /** As the page calls the article, whatever the channel says. */
  heading: string | null;
  /** What the page says of its own address, as far as it is believed: on this site, or on another one. */
  canonical: string | null;
  elsewhere: string | null;
};

/** The hosts that have pages to read, or to read again, the longest waiting first; `except` are left out. */
export async function pageHosts(
  db: Db | Trx,
  now: Date,
  most: number,
  except: readonly string[] = [],
): Promise<string[]> {
  const { rows } = await sql<{ host: string }>`
    select host from (
      select host, due_at from ingest.page where due_at <= ${now} and not (host = any(${except}))
      union all select host, due_at from ingest.watch where due_at <= ${now} and not (host = any(${except}))
    ) due group by host order by min(due_at), host limit ${most}`.execute(db);
  return rows.map((row) => row.host);
}

/** The pages of a host that are due. */
export async function duePages(db: Db | Trx, host: string, now: Date, most: number): Promise<Page[]> {
  const { rows } = await sql<Page>`
    select p.item_id as "itemId", i.channel_id as "channelId", p.outlet_id as "outletId", p.url, p.host, p.fallback, i.titled, p.tries, p.selectors
    from ingest.page p join ingest.item i on i.id = p.item_id and i.seen_at = p.seen_at
    where p.host = ${host} and p.due_at <= ${now} order by p.due_at, p.item_id limit ${most}`.execute(db);
  return rows;
}

/**
 * A page of an article of some channels to look at: one that waits to be read, the newest item's first, else the page
 * of the newest item, although it has been read; undefined where no item has one.
 */
export async function specimenPage(
  db: Db | Trx,
  channelIds: readonly number[],
): Promise<{ page: Page; title: string; lang: string; waits: boolean } | undefined> {
  const { rows } = await sql<Page & { title: string; lang: string; waits: boolean }>`
    select i.id as "itemId", i.channel_id as "channelId", i.outlet_id as "outletId", i.url, coalesce(p.host, '') as host,
      coalesce(p.fallback, '') as fallback, i.titled, coalesce(p.tries, 0) as tries, p.selectors, i.title, i.lang,
      p.item_id is not null as waits
    from (select * from ingest.item i where i.channel_id = any(${channelIds}) and i.url is not null
      order by i.seen_at desc, i.id desc limit 200) i
    left join ingest.page p on p.item_id = i.id
    order by p.item_id is null, i.published_at desc limit 1`.execute(db);
  const [row] = rows;
  if (!row) return undefined;
  const { title, lang, waits, ...page } = row;
  return { page: { ...page, host: page.host || (URL.parse(page.url)?.host ?? '') }, title, lang, waits };
}

/** How many pages wait, due or not. */
export async function countPages(db: Db | Trx): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from ingest.page`.execute(db);
  return rows[0]?.count ?? 0;
}

/** Tries a page again later. */
export async function retryPage(
  db: Db | Trx,
  itemId: number,
  { dueAt, tries }: { dueAt: Date; tries: number },
): Promise<void> {
  await sql`update ingest.page set tries = ${tries}, due_at = ${dueAt} where item_id = ${itemId}`.execute(db);
}

/** Puts off every page of a host that does not answer; that is no failure of the pages. */
export async function postponePages(db: Db | Trx, host: string, until: Date): Promise<void> {
  await sql`update ingest.watch set due_at = ${until} where host = ${host} and due_at < ${until}`.execute(db);
  await sql`update ingest.page set due_at = ${until} where host = ${host} and due_at < ${until}`.execute(db);
}

/**
 * Stores the texts and takes their pages out of the queue. Gives the items whose text is new: a page settled twice counts once.
 * An item is known by the canonical address of its page from then on, unless another item is known by it already.
 */
export async function settlePages(trx: Trx, bodies: readonly Body[], now: Date): Promise<number[]> {
  const rows = bodies.map((body) => ({ ...body, key: body.canonical === null ? null : keyOfAddress(body.canonical) }));
  const { rows: settled } = await sql<{ id: number }>`
    with given as materialized (
      select * from jsonb_to_recordset(${json(rows)}) as r("itemId" bigint, origin text, text text,
        html text, title text, lang text, lead text, byline text, image text, published timestamptz, reason text, detail text,
        canonical text, elsewhere text, key text)
    ), done as (
      delete from ingest.page p using given g where p.item_id = g."itemId" returning p.item_id, p.seen_at, p.outlet_id
    ), named as materialized (
      select d.item_id, d.seen_at, d.outlet_id, i.first_id, decode(g.key, 'hex') as key,
        coalesce(
          (select k.first_id from ingest.item_key k where k.outlet_id = d.outlet_id and k.key = decode(g.key, 'hex')),
          first_value(i.first_id) over (partition by d.outlet_id, g.key order by i.first_id)) as owner
      from done d join given g on g."itemId" = d.item_id join ingest.item i on i.id = d.item_id and i.seen_at = d.seen_at
      where g.key is not null
    ), keys as (
      insert into ingest.item_key (outlet_id, key, channel_id, first_id, item_id, version, content_hash, published_at, dated)
      select distinct on (n.outlet_id, n.key) n.outlet_id, n.key, k.channel_id, k.first_id, k.item_id, k.version, k.content_hash,
        k.published_at, k.dated
      from named n join ingest.item_key k on k.first_id = n.first_id and k.outlet_id = n.outlet_id
      where n.owner = n.first_id order by n.outlet_id, n.key
      on conflict (outlet_id, key) do nothing
    )
    insert into ingest.body (item_id, seen_at, origin, text, html, title, lang, lead, byline, image, published_at, reason,
      detail, canonical, elsewhere, twin, at)
    select d.item_id, d.seen_at, g.origin, g.text, g.html, g.title, g.lang, g.lead, g.byline, g.image, g.published, g.reason, g.detail,
      case when n.owner = n.first_id then g.canonical end, g.elsewhere,
      case when n.owner <> n.first_id then n.owner end, ${now}
    from done d join given g on g."itemId" = d.item_id left join named n on n.item_id = d.item_id
    returning item_id as id`.execute(trx);
  return settled.map((row) => row.id);
}
