import { sql } from 'kysely';
import type { Db, Trx } from '../../platform/index.ts';

/** The outlets that were joined to one. */
export async function formerOutlets(db: Db | Trx, id: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from sources.outlet where joined_to = ${id} order by id`.execute(db);
  return rows.map((row) => row.id);
}
