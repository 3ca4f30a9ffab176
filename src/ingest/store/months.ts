import { sql } from 'kysely';
import type { Db } from '../../platform/index.ts';

const tables = ['item', 'body', 'visit'] as const;

/**
 * Makes the monthly partitions for the month of `now` and the two after it. A month of which rows already lie in the
 * default partition stays there. Doing it again changes nothing.
 */
export async function makeMonths(db: Db, now: Date): Promise<void> {
  for (const table of tables)
    for (let ahead = 0; ahead <= 2; ahead++) {
      const from = monthFrom(now, ahead);
      const until = monthFrom(now, ahead + 1);
      const time = table === 'visit' ? sql.id('at') : sql.id('seen_at');
      await db.transaction().execute(async (trx) => {
        await sql`select pg_advisory_xact_lock(hashtext('ingest.months'))`.execute(trx);
        const { rows: there } = await sql`
          select where to_regclass(${`ingest.${nameOf(table, from)}`}) is not null
            or exists (select from ${sql.id('ingest', `${table}_default`)} where ${time} >= ${from} and ${time} < ${until})
        `.execute(trx);
        if (there.length > 0) return;
        await sql`create table ${sql.id('ingest', nameOf(table, from))} partition of ${sql.id('ingest', table)}
          for values from (${sql.lit(from.toISOString())}) to (${sql.lit(until.toISOString())})`.execute(trx);
      });
    }
}

/** Drops the months of visits that ended more than so many months before `now`. Gives their names. */
export async function dropVisitMonths(db: Db, now: Date, keep: number): Promise<string[]> {
  const last = nameOf('visit', monthFrom(now, -keep));
  const { rows } = await sql<{ name: string }>`
    select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'ingest.visit'::regclass and c.relname ~ '^visit_\\d{4}_\\d{2}$' and c.relname < ${last}`.execute(
    db,
  );
  for (const { name } of rows) await sql`drop table ${sql.id('ingest', name)}`.execute(db);
  return rows.map((row) => row.name);
}

const monthFrom = (now: Date, ahead: number): Date =>
  new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead, 1));
const nameOf = (table: string, month: Date): string => `${table}_${month.toISOString().slice(0, 7).replace('-', '_')}`;
