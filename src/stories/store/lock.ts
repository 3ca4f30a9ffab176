import { sql } from 'kysely';
import type { Trx } from '../../platform/index.ts';

// Any number will do, as long as nothing else takes it.
const weaving = 7_291_080;

/** Lets one at a time, on all machines, change which item is in which story; held until the transaction ends. */
export async function takeTurn(trx: Trx): Promise<void> {
  await sql`select pg_advisory_xact_lock(${sql.lit(weaving)})`.execute(trx);
}
