import { sql } from 'kysely';
import type { Db, Trx } from '../../platform/index.ts';
import type { Selectors } from '../article/article.ts';
import { mostVersions } from '../identity.ts';
import type { Draft } from '../item.ts';
import { looksAfter } from '../schedule.ts';
import { json } from './json.ts';

type Place = {
  outletIds: readonly number[];
  channelId: number;
  now: Date;
  selectors: Selectors | undefined;
};

/** So many pages are read again on the word of a sitemap: at one visit, and in a day. */
const mostAtOnce = 20;
const mostInADay = 50;

/**
 * Lets the pages of known items be read again of which their channel says that they were changed after they were last
 * read, the latest first and within bounds: each page once a day at most, and for each such word once. Whether they say something else shows when they
 * are read. Gives how many.
 */
export async function lookAtRevised(
  trx: Trx,
  { outletIds, channelId, now, selectors }: Place,
  drafts: readonly Draft[],
): Promise<number> {
  const said = drafts.flatMap(({ keys, revised, url }) => {
    const host = url === null ? undefined : URL.parse(url)?.host;
    return revised === null || host === undefined ? [] : keys.map((key) => ({ key, revised, url, host }));
  });
  if (said.length === 0) return 0;
  const { rows } = await sql`
    with given as (
      select * from jsonb_to_recordset(${json(said)}) as r(key text, revised timestamptz, url text, host text)
    ), known as (
      select distinct on (k.first_id) k.first_id, k.item_id, i.outlet_id, g.revised, g.url, g.host,
        case when i.titled then i.title else coalesce(b.title, '') end as title
      from given g
      join ingest.item_key k on k.outlet_id = any(${outletIds}) and k.key = decode(g.key, 'hex')
      join ingest.item i on i.id = k.item_id
      join ingest.body b on b.item_id = i.id and b.seen_at = i.seen_at
      left join ingest.revision r on r.first_id = k.first_id
      where (b.origin = 'page' or i.withdrawn in ('not-found', 'gone')) and k.version < ${mostVersions}
        and g.revised > greatest(b.at, r.revised_at)
        and (r.at is null or r.at <= ${now}::timestamptz - interval '1 day')
      order by k.first_id, g.revised desc
    ), chosen as (
      select * from known order by revised desc, first_id desc
      limit least(${mostAtOnce}::int, greatest(0, ${mostInADay}::int - (select count(*) from ingest.revision
        where channel_id = ${channelId} and at > ${now}::timestamptz - interval '1 day')::int))
    ), noted as (
      insert into ingest.revision (first_id, channel_id, revised_at, at)
      select first_id, ${channelId}::bigint, revised, ${now} from chosen
      on conflict (first_id) do update set channel_id = excluded.channel_id, revised_at = excluded.revised_at,
        at = excluded.at
    )
    insert into ingest.watch (first_id, item_id, outlet_id, url, host, title, selectors, looks, due_at)
    select first_id, item_id, outlet_id, url, host, title, ${selectors === undefined ? null : json(selectors)}::jsonb,
      ${looksAfter.length}, ${now}
    from chosen
    on conflict (first_id) do update set due_at = least(ingest.watch.due_at, excluded.due_at)
    returning first_id`.execute(trx);
  return rows.length;
}

/** Forgets what was read again before a moment: what such a page was changed for is older than its item by then. */
export async function forgetRevisions(db: Db, before: Date): Promise<void> {
  await sql`delete from ingest.revision where at < ${before}`.execute(db);
}
