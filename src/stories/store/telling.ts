import { type SqlBool, sql } from 'kysely';
import { searchQuery } from '../../language/index.ts';
import type { Db, Trx } from '../../platform/index.ts';

const most = 2_000;

/** The stories in which all words of one of some names stand, with own words between two moments; the newest first. */
export async function storiesTelling(
  db: Db | Trx,
  names: readonly string[],
  { from, to }: { from: Date; to: Date },
  { outletIds, limit = most }: { outletIds?: readonly number[]; limit?: number } = {},
): Promise<number[]> {
  const queries = names.map((name) => searchQuery(`"${name.replaceAll('"', ' ')}" `, 'und').folded).filter(Boolean);
  if (queries.length === 0) return [];
  const any = sql.join(
    queries.slice(0, 60).map((query) => sql<SqlBool>`s.words @@ to_tsquery('simple', ${query})`),
    sql` or `,
  );
  const { rows } = await sql<{ id: number }>`select s.id from stories.story s
    where s.merged_into is null and s.items > 0 and s.last_at >= ${from} and s.first_at <= ${to} and (${any})
      and ${outletIds ? sql<SqlBool>`s.outlet_ids && ${outletIds}::bigint[]` : sql<SqlBool>`true`}
    order by s.last_at desc, s.id desc limit ${limit}`.execute(db);
  return rows.map(({ id }) => id);
}
