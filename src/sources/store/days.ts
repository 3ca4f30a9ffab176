import { sql } from 'kysely';
import type { Db, Trx } from '../../platform/index.ts';

type Counted = { id: number; day: string; items: number };

/** The new items of each outlet, day by day (UTC), from a day on. */
export async function itemsOfOutlets(db: Db | Trx, outletIds: readonly number[], from: string): Promise<Counted[]> {
  const { rows } = await sql<Counted>`
    select c.outlet_id as id, d.day::text as day, sum(d.items)::int as items
    from sources.channel_day d join sources.channel c on c.id = d.channel_id
    where d.day >= ${from}::date and c.outlet_id = any(${outletIds})
    group by 1, 2`.execute(db);
  return rows;
}

/** The new items of each channel and of those that were joined to it, day by day (UTC), from a day on. */
export async function itemsOfChannels(db: Db | Trx, channelIds: readonly number[], from: string): Promise<Counted[]> {
  const { rows } = await sql<Counted>`
    select coalesce(c.joined_to, c.id) as id, d.day::text as day, sum(d.items)::int as items
    from sources.channel_day d join sources.channel c on c.id = d.channel_id
    where d.day >= ${from}::date and (c.id = any(${channelIds}) or c.joined_to = any(${channelIds}))
    group by 1, 2`.execute(db);
  return rows;
}
