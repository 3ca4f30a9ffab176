import { sql } from 'kysely';
import type { Db, Trx } from '../../platform/index.ts';
import type { Tuning } from '../weave.ts';

/** How evidence is judged since it was last fitted anew; undefined while that is as shipped. */
export async function currentTuning(db: Db | Trx): Promise<Tuning | undefined> {
  const { rows } = await sql<{ worth: Tuning['worth'] | null; belongs: number | null }>`
    select worth, belongs from stories.tuning order by id desc limit 1`.execute(db);
  const last = rows[0];
  return last?.worth && last.belongs !== null ? { worth: last.worth, belongs: last.belongs } : undefined;
}

/** Lets another tuning hold from now on, or, without one, what is shipped. The former ones are kept. */
export async function keepTuning(db: Db | Trx, tuning: Tuning | undefined, figures: object, now: Date): Promise<void> {
  await sql`
    insert into stories.tuning (worth, belongs, figures, at)
    values (${tuning ? JSON.stringify(tuning.worth) : null}::jsonb, ${tuning?.belongs ?? null}, ${JSON.stringify(figures)}::jsonb, ${now})`.execute(
    db,
  );
}
