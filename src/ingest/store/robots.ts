import { sql } from 'kysely';
import type { Db, Trx } from '../../platform/index.ts';
import type { Failure } from '../../sources/index.ts';
import type { Robots } from '../robots/robots.ts';
import { json } from './json.ts';

/** What is known of the robots.txt of an origin. */
export type KnownRobots = {
  origin: string;
  /** What it said last; null when it has never answered. */
  said: Robots | null;
  saidAt: Date | null;
  goodUntil: Date;
  failingSince: Date | null;
  /** Why it did not answer: in a word, and in English. */
  outcome: Failure | null;
  detail: string | null;
};

/** What is known of some origins; those never asked are left out. */
export async function knownRobots(db: Db | Trx, origins: readonly string[]): Promise<KnownRobots[]> {
  const { rows } = await sql<KnownRobots>`
    select origin, said, said_at as "saidAt", good_until as "goodUntil", failing_since as "failingSince", outcome, detail
    from ingest.robots where origin = any(${origins}) order by origin`.execute(db);
  return rows;
}

/** Writes down what the robots.txt of an origin said, or that it did not answer. */
export async function noteRobots(db: Db | Trx, known: KnownRobots): Promise<void> {
  const { origin, said, saidAt, goodUntil, failingSince, outcome, detail } = known;
  await sql`insert into ingest.robots (origin, said, said_at, good_until, failing_since, outcome, detail)
    values (${origin}, ${said === null ? null : json(said)}, ${saidAt}, ${goodUntil}, ${failingSince}, ${outcome}, ${detail})
    on conflict (origin) do update set said = excluded.said, said_at = excluded.said_at,
      good_until = excluded.good_until, failing_since = excluded.failing_since, outcome = excluded.outcome,
      detail = excluded.detail`.execute(db);
}

/** Why an outlet may be fetched whatever its robots.txt says, and since when. */
export type Agreement = { outletId: number; ground: string; at: Date };

/** The agreements of all outlets that have one, or of one. */
export async function agreements(db: Db | Trx, outletId?: number): Promise<Agreement[]> {
  const of = outletId === undefined ? sql`true` : sql`outlet_id = ${outletId}`;
  const { rows } = await sql<Agreement>`
    select outlet_id as "outletId", ground, at from ingest.agreement where ${of}`.execute(db);
  return rows;
}

/** Writes an agreement down, in place of the one before. */
export async function noteAgreement(trx: Db | Trx, agreed: Agreement & { personId: string | null }): Promise<void> {
  const { outletId, ground, personId, at } = agreed;
  await sql`insert into ingest.agreement (outlet_id, ground, person_id, at)
    values (${outletId}, ${ground}, ${personId}, ${at})
    on conflict (outlet_id) do update set ground = excluded.ground, person_id = excluded.person_id,
      at = excluded.at`.execute(trx);
}

/** Takes the agreement of an outlet back. */
export async function dropAgreement(trx: Db | Trx, outletId: number): Promise<void> {
  await sql`delete from ingest.agreement where outlet_id = ${outletId}`.execute(trx);
}
