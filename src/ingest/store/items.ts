import { sql } from 'kysely';
import type { Trx } from '../../platform/index.ts';
import type { Selectors } from '../article/article.ts';
import type { Known, Sorted } from '../identity.ts';
import type { Draft } from '../item.ts';
import { json } from './json.ts';

/** Holds the items of an outlet until the end of the transaction, so that two of its channels never store one item twice. */
export async function holdOutlet(trx: Trx, outletId: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('ingest.item_key'), ${outletId}::int)`.execute(trx);
}

/** Where items are stored: under the first of `outletIds`; the others were joined to it. */
type Place = {
  outletIds: readonly number[];
  channelId: number;
  now: Date;
  /** Where the channel's articles have their parts, where people chose them. */
  selectors: Selectors | undefined;
};
type Stored = { id: number; arrived: boolean };

/** An item is known by so many keys at most: a feed that gives new ids at every look must not fill the table. */
const mostKeys = 12;

/**
 * Stores the new and the changed items of a visit with their keys, and their texts; where the page of the article
 * is to be read (`wantsPage`), that waits in the queue instead. Gives their ids, and which have all their text.
 */
export async function writeItems(
  trx: Trx,
  place: Place,
  { fresh, changed, learned }: Pick<Sorted, 'fresh' | 'changed' | 'learned'>,
  wantsPage: (draft: Draft, place: number) => boolean,
): Promise<Stored[]> {
  const { outletIds, now } = place;
  const rows = [
    ...fresh.map((draft) => rowOf(draft, undefined, now)),
    ...changed.map(({ draft, known }) => rowOf(draft, known, now)),
  ].map((row, n) => ({ ...row, page: wantsPage(row.draft, n), place: n, draft: undefined }));
  const stored = rows.length === 0 ? [] : await insertItems(trx, place, rows);
  if (changed.length > 0) {
    const heads = changed.map(({ known, draft }, n) => ({
      first_id: known.firstId,
      item_id: stored[fresh.length + n]?.id,
      version: known.version + 1,
      hash: draft.hash,
    }));
    await sql`update ingest.item_key k set item_id = h.item_id, version = h.version, content_hash = decode(h.hash, 'hex')
      from jsonb_to_recordset(${json(heads)}) as h(first_id bigint, item_id bigint, version smallint, hash text)
      where k.outlet_id = any(${outletIds}) and k.first_id = h.first_id`.execute(trx);
  }
  if (learned.length > 0) {
    const keys = learned.map(({ key, known }) => ({ key, first_id: known.firstId }));
    await sql`insert into ingest.item_key
        (outlet_id, key, channel_id, first_id, item_id, version, content_hash, published_at, dated)
      select distinct on (l.key) k.outlet_id, decode(l.key, 'hex'), k.channel_id, k.first_id, k.item_id, k.version,
        k.content_hash, k.published_at, k.dated
      from jsonb_to_recordset(${json(keys)}) as l(key text, first_id bigint)
      join ingest.item_key k on k.outlet_id = any(${outletIds}) and k.first_id = l.first_id
      where (select count(*) from ingest.item_key o where o.first_id = l.first_id) < ${mostKeys}
      on conflict (outlet_id, key) do nothing`.execute(trx);
  }
  return stored;
}

function rowOf(draft: Draft, known: Known | undefined, now: Date) {
  // A change without a date keeps the date of what it changes.
  const published = draft.published ?? known?.published ?? now;
  return {
    draft,
    keys: draft.keys,
    first_id: known?.firstId ?? null,
    supersedes: known?.itemId ?? null,
    version: (known?.version ?? 0) + 1,
    lang: draft.lang,
    title: draft.title,
    titled: draft.titled,
    summary: draft.summary,
    url: draft.url,
    host: draft.url === null ? null : (URL.parse(draft.url)?.host ?? null),
    authors: draft.authors,
    categories: draft.categories,
    image: draft.image,
    attachments: draft.attachments,
    source: draft.source,
    published_at: published,
    dated: draft.titled && (draft.published !== null || (known?.dated ?? false)),
    hash: draft.hash,
    text: draft.text,
    html: draft.html,
    whole: !draft.partial,
  };
}

async function insertItems(trx: Trx, place: Place, rows: readonly object[]): Promise<Stored[]> {
  const { channelId, now, selectors } = place;
  const [outletId] = place.outletIds;
  const chosen = selectors === undefined ? null : json(selectors);
  const { rows: stored } = await sql<Stored>`
    with given as materialized (
      select nextval('ingest.item_id') as id, r.*
      from jsonb_to_recordset(${json(rows)}) as r(place int, keys jsonb, first_id bigint,
        supersedes bigint, version smallint, lang text, title text, titled boolean, summary text, url text, authors text[],
        categories text[], image text, attachments jsonb, source jsonb, published_at timestamptz, dated boolean, hash text, text text, html text,
        whole boolean, page boolean, host text)
    ), items as (
      insert into ingest.item (id, seen_at, outlet_id, channel_id, first_id, supersedes, version, lang, title, titled, summary,
        url, authors, categories, image, attachments, source, published_at, dated, content_hash)
      select id, ${now}, ${outletId}::bigint, ${channelId}::bigint, coalesce(first_id, id), supersedes, version, lang, title, titled, summary,
        url, authors, categories, image, attachments, source, published_at, dated, decode(hash, 'hex')
      from given order by id
    ), keys as (
      insert into ingest.item_key
        (outlet_id, key, channel_id, first_id, item_id, version, content_hash, published_at, dated)
      select ${outletId}::bigint, decode(k, 'hex'), ${channelId}::bigint, coalesce(g.first_id, g.id), g.id, g.version,
        decode(g.hash, 'hex'), g.published_at, g.dated
      from given g, jsonb_array_elements_text(g.keys) k
      where g.first_id is null
    ), pages as (
      insert into ingest.page (item_id, seen_at, outlet_id, url, host, fallback, due_at, selectors)
      select id, ${now}, ${outletId}::bigint, url, host, text, ${now}, ${chosen}::jsonb
      from given where page
    ), bodies as (
      insert into ingest.body (item_id, seen_at, origin, text, html, at)
      select id, ${now}, case when whole then 'channel' else 'summary' end, text, html, ${now}
      from given where not page
    )
    select id, not page as arrived from given order by place`.execute(trx);
  return stored;
}
