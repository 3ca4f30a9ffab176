import { type SqlBool, sql } from 'kysely';
import type { Db, Trx } from '../../platform/index.ts';
import { bounded } from '../detail.ts';
import type { Tables } from './tables.ts';

/** One thing that was done. `person` is null when the program did it, or a command on the machine. */
export type Deed = {
  person: { id: string } | null;
  /** `noun.verb`, for example `article.publish`. */
  action: string;
  /** `noun:id`, for example `article:12`. */
  subject: string;
  detail?: Record<string, unknown>;
};

/** Writes a line of the audit trail in the transaction of the deed itself: it is there exactly when the deed is. */
export async function record(trx: Db | Trx, { person, action, subject, detail = {} }: Deed): Promise<void> {
  await trx
    .withTables<Tables>()
    .insertInto('identity.audit')
    .values({ person_id: person?.id ?? null, action, subject, detail: bounded(detail) })
    .execute();
}

/** What to look for in the audit trail; dates are whole days of `timeZone`, action and subject may be beginnings. */
export type AuditFilter = {
  person?: string | undefined;
  action?: string | undefined;
  subject?: string | undefined;
  from?: string | undefined;
  until?: string | undefined;
  timeZone: string;
};

export type AuditLine = {
  id: number;
  at: Date;
  person: { id: string; name: string } | null;
  action: string;
  subject: string;
  detail: Record<string, unknown>;
};

/** The lines that a filter lets through, newest first. */
export async function auditLines(
  db: Db,
  filter: AuditFilter,
  { limit, offset }: { limit: number; offset: number },
): Promise<AuditLine[]> {
  const rows = await filtered(db, filter)
    .leftJoin('identity.person', 'identity.person.id', 'identity.audit.person_id')
    .select(['identity.audit.id', 'at', 'person_id', 'action', 'subject', 'detail', 'identity.person.name'])
    .orderBy('identity.audit.id', 'desc')
    .limit(limit)
    .offset(offset)
    .execute();
  return rows.map(({ person_id, name, ...row }) => ({
    ...row,
    person: person_id === null ? null : { id: person_id, name: name ?? person_id },
  }));
}

/** How many lines a filter lets through, counted no further than `most`. */
export async function countAudit(db: Db, filter: AuditFilter, most: number): Promise<number> {
  const { count } = await db
    .selectFrom(filtered(db, filter).select('identity.audit.id').limit(most).as('line'))
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

function filtered(db: Db, { person, action, subject, from, until, timeZone }: AuditFilter) {
  const startOf = (day: string, plus: number) =>
    sql<Date>`(${day}::date + ${plus}::int)::timestamp at time zone ${timeZone}`;
  let query = db.withTables<Tables>().selectFrom('identity.audit');
  if (person) query = query.where('person_id', '=', person);
  if (action) query = query.where(sql<SqlBool>`starts_with(action, ${action})`);
  if (subject) query = query.where(sql<SqlBool>`starts_with(subject, ${subject})`);
  if (from) query = query.where('at', '>=', startOf(from, 0));
  if (until) query = query.where('at', '<', startOf(until, 1));
  return query;
}

/**
 * Makes the monthly partitions of the audit trail for the month of `now` and the three after it.
 * A month whose first lines already went to the default partition stays there.
 */
export async function makeAuditMonths(db: Db, now: Date): Promise<void> {
  for (let ahead = 0; ahead <= 3; ahead++) {
    const from = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead, 1));
    const until = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead + 1, 1));
    const bounds = [sql.lit(from.toISOString()), sql.lit(until.toISOString())] as const;
    const table = sql.id('identity', `audit_${from.toISOString().slice(0, 7).replace('-', '_')}`);
    await db.transaction().execute(async (trx) => {
      await sql`select pg_advisory_xact_lock(hashtext('identity.audit'))`.execute(trx);
      const { rows } = await sql`
        select from identity.audit_default where at >= ${bounds[0]} and at < ${bounds[1]} limit 1`.execute(trx);
      if (rows.length > 0) return;
      await sql`create table if not exists ${table} partition of identity.audit
        for values from (${bounds[0]}) to (${bounds[1]})`.execute(trx);
    });
  }
}
