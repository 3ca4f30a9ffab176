import { sql } from 'kysely';
import type { Db, Trx } from '../../platform/index.ts';
import type { Selectors } from '../article/article.ts';
import { json } from './json.ts';

/** A page of a recent item, that is read again now and then. */
export type Watched = {
  firstId: number;
  itemId: number;
  outletId: number;
  url: string;
  host: string;
  title: string;
  etag: string | null;
  lastModified: string | null;
  looks: number;
  selectors: Selectors | null;
  missingSince: Date | null;
};

/** What is remembered of a page that was read. */
export type Sight = Pick<Watched, 'itemId' | 'url' | 'host' | 'title' | 'etag' | 'lastModified' | 'selectors'>;

/**
 * Watches the pages of items from now on, those published since a moment. One that is watched already keeps its times.
 */
export async function watchPages(trx: Trx, sights: readonly Sight[], since: Date, dueAt: Date): Promise<void> {
  if (sights.length === 0) return;
  await sql`insert into ingest.watch (first_id, item_id, outlet_id, url, host, title, etag, last_modified, selectors, due_at)
    select distinct on (i.first_id) i.first_id, i.id, i.outlet_id, r.url, r.host, r.title, r.etag, r."lastModified", r.selectors,
      ${dueAt}
    from jsonb_to_recordset(${json(sights)}) as r("itemId" bigint, url text, host text, title text, etag text, "lastModified" text,
      selectors jsonb)
    join ingest.item i on i.id = r."itemId"
    where i.published_at >= ${since} and i.seen_at >= ${since}
    order by i.first_id, i.id desc
    on conflict (first_id) do update set item_id = excluded.item_id, url = excluded.url, host = excluded.host,
      title = excluded.title, etag = excluded.etag, last_modified = excluded.last_modified, selectors = excluded.selectors, missing_since = null`.execute(
    trx,
  );
}

/** The pages of a host that are to be read again. */
export async function dueLooks(db: Db | Trx, host: string, now: Date, most: number): Promise<Watched[]> {
  const { rows } = await sql<Watched>`
    select first_id as "firstId", item_id as "itemId", outlet_id as "outletId", url, host, title, etag,
      last_modified as "lastModified", selectors, looks, missing_since as "missingSince"
    from ingest.watch where host = ${host} and due_at <= ${now} order by due_at, first_id limit ${most}`.execute(db);
  return rows;
}

/** How many pages of a host are watched, and of how many nothing is left at their address. */
export async function missingOn(db: Db | Trx, host: string): Promise<{ watched: number; missing: number }> {
  const { rows } = await sql<{ watched: number; missing: number }>`
    select count(*)::int as watched, count(missing_since)::int as missing from ingest.watch where host = ${host}`.execute(
    db,
  );
  return rows[0] ?? { watched: 0, missing: 0 };
}

/** What a look leaves on a watched page; without `dueAt` it is watched no longer. */
export type Looked = Pick<
  Watched,
  'firstId' | 'itemId' | 'title' | 'etag' | 'lastModified' | 'looks' | 'missingSince'
> & {
  dueAt: Date | null;
};

/** Writes down what looks left. */
export async function settleWatch(trx: Trx, looked: readonly Looked[]): Promise<void> {
  const over = looked.filter(({ dueAt }) => dueAt === null).map(({ firstId }) => firstId);
  if (over.length > 0) await sql`delete from ingest.watch where first_id = any(${over})`.execute(trx);
  const on = looked.filter(({ dueAt }) => dueAt !== null);
  if (on.length > 0)
    await sql`update ingest.watch w set item_id = r."itemId", title = r.title, etag = r.etag, last_modified = r."lastModified",
        looks = r.looks, missing_since = r."missingSince", due_at = r."dueAt"
      from jsonb_to_recordset(${json(on)}) as r("firstId" bigint, "itemId" bigint, title text, etag text, "lastModified" text,
        looks smallint, "missingSince" timestamptz, "dueAt" timestamptz)
      where w.first_id = r."firstId"`.execute(trx);
}

/** Watches of each outlet only the newest so many, and nothing that was due before a moment and never looked at. Gives how many it let go. */
export async function trimWatch(db: Db, most: number, before: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from ingest.watch w using (
      select first_id, due_at, row_number() over (partition by outlet_id order by first_id desc) as place from ingest.watch
    ) ranked where w.first_id = ranked.first_id and (ranked.place > ${most} or ranked.due_at < ${before})`.execute(db);
  return Number(numAffectedRows ?? 0);
}
