import { sql } from 'kysely';
import type { Db, Trx } from '../../platform/index.ts';
import type { Findings } from '../discovery/found.ts';
import { json } from './json.ts';

/** How a search for an outlet ended: its best channel was added, some wait for a person to decide, or nothing was found. */
export type SearchResult = 'added' | 'proposed' | 'nothing';

/** Looking for channels at an address, and what came of it. */
export type Search = {
  id: number;
  /** For whom; null while a person looks around. */
  outletId: number | null;
  address: string;
  /** A person asked for it, or an address that never worked did. */
  cause: 'person' | 'failure';
  /** When it is due; null when it is not. */
  dueAt: Date | null;
  tries: number;
  at: Date | null;
  findings: Findings | null;
  result: SearchResult | null;
  /** The channel that was added. */
  channelId: number | null;
};

const columns = sql`id, outlet_id as "outletId", address, cause, due_at as "dueAt", tries, at, findings, result, channel_id as "channelId"`;

/** Keeps what a person who looked around found, and gives its id. */
export async function keepFindings(db: Db | Trx, findings: Findings): Promise<number> {
  const { rows } = await sql<{ id: number }>`insert into ingest.search (address, cause, at, findings)
    values (${findings.address}, 'person', ${findings.at}, ${json(findings)}) returning id`.execute(db);
  return rows[0]?.id ?? 0;
}

/** One search; undefined when there is none of this id. */
export async function searchById(db: Db | Trx, id: number): Promise<Search | undefined> {
  const { rows } = await sql<Search>`select ${columns} from ingest.search where id = ${id}`.execute(db);
  return rows[0];
}

/** The searches for some outlets, or for all. */
export async function searchesFor(db: Db | Trx, outletIds?: readonly number[]): Promise<Search[]> {
  const which = outletIds === undefined ? sql`outlet_id is not null` : sql`outlet_id = any(${outletIds})`;
  const { rows } =
    await sql<Search>`select ${columns} from ingest.search where ${which} order by at desc nulls last`.execute(db);
  return rows;
}

/**
 * Asks for a search for each outlet. A person's question is due at once, also when it was asked before; an address that
 * never worked asks only once, what follows is for the search itself to say. Gives how many are due.
 */
export async function askSearches(
  db: Db | Trx,
  wanted: readonly { outletId: number; address: string }[],
  { cause, at }: { cause: Search['cause']; at: Date },
): Promise<number> {
  if (wanted.length === 0) return 0;
  const again =
    cause === 'person'
      ? sql`do update set address = excluded.address, cause = 'person', due_at = ${at}, tries = 0`
      : sql`do nothing`;
  const { rows } = await sql`insert into ingest.search (outlet_id, address, cause, due_at)
    select "outletId", address, ${cause}, ${at} from jsonb_to_recordset(${json(wanted)}) as r("outletId" bigint, address text)
    on conflict (outlet_id) ${again} returning id`.execute(db);
  return rows.length;
}

/** Takes searches that are due, for so long: one that is not settled by then (its process died) is due again. */
export async function takeSearches(db: Db, now: Date, until: Date, most: number): Promise<Search[]> {
  const { rows } = await sql<Search>`
    update ingest.search set due_at = ${until}, tries = tries + 1
    where id in (select id from ingest.search where due_at <= ${now} order by due_at, id limit ${most} for update skip locked)
    returning ${columns}`.execute(db);
  return rows;
}

/** Writes how a search for an outlet ended, and when it is tried again, if it is. */
export async function settleSearch(
  trx: Trx,
  id: number,
  {
    findings,
    result,
    channelId,
    at,
    dueAt,
  }: { findings: Findings; result: SearchResult; channelId: number | null; at: Date; dueAt: Date | null },
): Promise<void> {
  await sql`update ingest.search set findings = ${json(findings)}, result = ${result}, channel_id = ${channelId},
    at = ${at}, due_at = ${dueAt} where id = ${id}`.execute(trx);
}

/** Forgets what people found who looked around before a moment. */
export async function forgetFindings(db: Db, before: Date): Promise<void> {
  await sql`delete from ingest.search where outlet_id is null and at < ${before}`.execute(db);
}
