import { sql } from 'kysely';
import type { Db, Trx } from '../../platform/index.ts';

/** A host that did not answer. */
export type FailingHost = {
  host: string;
  failures: number;
  failingSince: Date;
  retryAt: Date;
  reason: string;
  detail: string;
};

const columns = sql`host, failures, failing_since as "failingSince", retry_at as "retryAt", reason, detail`;

/** What is held against a host; undefined when it answers. */
export async function failingHost(db: Db | Trx, host: string): Promise<FailingHost | undefined> {
  const { rows } = await sql<FailingHost>`select ${columns} from ingest.host where host = ${host}`.execute(db);
  return rows[0];
}

/** The hosts that may not be asked yet. */
export async function restingHosts(db: Db | Trx, now: Date): Promise<string[]> {
  const { rows } = await sql<{ host: string }>`select host from ingest.host where retry_at > ${now}`.execute(db);
  return rows.map((row) => row.host);
}

/** Notes that a host did not answer, and when to ask again. */
export async function noteHostFailure(
  db: Db | Trx,
  failure: { host: string; at: Date; retryAt: Date; reason: string; detail: string },
): Promise<void> {
  const { host, at, retryAt, reason, detail } = failure;
  await sql`insert into ingest.host as h (host, failures, failing_since, retry_at, reason, detail)
    values (${host}, 1, ${at}, ${retryAt}, ${reason}, ${detail})
    on conflict (host) do update set failures = h.failures + 1, retry_at = excluded.retry_at,
      reason = excluded.reason, detail = excluded.detail`.execute(db);
}

/** Notes that a host answers again. */
export async function noteHostAnswer(db: Db | Trx, host: string): Promise<void> {
  await sql`delete from ingest.host where host = ${host}`.execute(db);
}

/**
 * Takes hosts for this session of the database, so that no other process asks them at the same time; gives those that
 * were free. The database lets them go when the session ends, however that happens.
 */
export async function lockHosts(session: Db, hosts: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ host: string }>`
    select host from unnest(${hosts}::text[]) as host
    where pg_try_advisory_lock(hashtext('ingest.host'), hashtext(host))`.execute(session);
  return rows.map((row) => row.host);
}

/** Lets hosts go. */
export async function unlockHosts(session: Db, hosts: readonly string[]): Promise<void> {
  await sql`select pg_advisory_unlock(hashtext('ingest.host'), hashtext(host))
    from unnest(${hosts}::text[]) as host`.execute(session);
}

/** Takes the seat that a host keeps for guests, for this session of the database; gives whether it was free. */
export async function lockGuest(session: Db, host: string): Promise<boolean> {
  const { rows } = await sql<{ free: boolean }>`
    select pg_try_advisory_lock(hashtext('ingest.guest'), hashtext(${host})) as free`.execute(session);
  return rows[0]?.free ?? false;
}

/** Gives the guests' seat of a host back. */
export async function unlockGuest(session: Db, host: string): Promise<void> {
  await sql`select pg_advisory_unlock(hashtext('ingest.guest'), hashtext(${host}))`.execute(session);
}
