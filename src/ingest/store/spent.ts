import { sql } from 'kysely';
import type { Db, Trx } from '../../platform/index.ts';
import { json } from './json.ts';

/** What was asked of an outlet on a day. */
export type Spent = { outletId: number; requests: number; bytes: number };

/** What some outlets were asked for on a day (`YYYY-MM-DD`, UTC); those that were not are left out. */
export async function spentOn(db: Db | Trx, day: string, outletIds: readonly number[]): Promise<Spent[]> {
  const { rows } = await sql<Spent>`select outlet_id as "outletId", requests, bytes from ingest.spent
    where day = ${day}::date and outlet_id = any(${outletIds})`.execute(db);
  return rows;
}

/** Adds to what some outlets were asked for on a day, and gives the sums. */
export async function addSpent(db: Db | Trx, day: string, spent: readonly Spent[]): Promise<Spent[]> {
  const ordered = spent.toSorted((a, b) => a.outletId - b.outletId);
  const { rows } = await sql<Spent>`
    insert into ingest.spent as s (outlet_id, day, requests, bytes)
    select "outletId", ${day}::date, requests, bytes
    from jsonb_to_recordset(${json(ordered)}) as r("outletId" bigint, requests integer, bytes bigint)
    on conflict (day, outlet_id) do update set requests = s.requests + excluded.requests, bytes = s.bytes + excluded.bytes
    returning outlet_id as "outletId", requests, bytes`.execute(db);
  return rows;
}

/** Forgets what was spent before a day. */
export async function dropSpent(db: Db | Trx, before: string): Promise<void> {
  await sql`delete from ingest.spent where day < ${before}::date`.execute(db);
}
