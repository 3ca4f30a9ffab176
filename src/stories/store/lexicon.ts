import { sql } from 'kysely';
import type { Db, Trx } from '../../platform/index.ts';
import { type Learnt, type Meaning, meaningKey } from '../lexicon/learn.ts';

/** What was learnt from translations, from how many parallel texts, and when. `version` is another one whenever the entries are. */
export type Lexicon = { version: number; pairs: number; entries: Learnt[]; learntAt: Date };

/** The version of the lexicon that holds; 0 before one was learnt. */
export async function lexiconVersion(db: Db | Trx): Promise<number> {
  const { rows } = await sql<{ version: number }>`select version from stories.lexicon`.execute(db);
  return rows[0]?.version ?? 0;
}

/** The lexicon that holds, without what people took off; undefined before one was learnt. */
export async function readLexicon(db: Db | Trx): Promise<Lexicon | undefined> {
  const { rows } = await sql<Lexicon>`
    select version, pairs, entries, learnt_at as "learntAt" from stories.lexicon`.execute(db);
  const struck = new Set((await struckMeanings(db)).map(meaningKey));
  return rows[0] && { ...rows[0], entries: rows[0].entries.filter((each) => !struck.has(meaningKey(each))) };
}

/** Lets a lexicon hold instead of the former one. Gives whether that says anything else. */
export async function keepLexicon(
  db: Db | Trx,
  { pairs, entries }: Pick<Lexicon, 'pairs' | 'entries'>,
  now: Date,
): Promise<boolean> {
  const { rows } = await sql<{ changed: boolean }>`
    with was as (select version from stories.lexicon)
    insert into stories.lexicon as kept (version, pairs, entries, learnt_at)
    values (1, ${pairs}, ${JSON.stringify(entries)}::jsonb, ${now})
    on conflict (single) do update set pairs = excluded.pairs, entries = excluded.entries, learnt_at = excluded.learnt_at,
      version = kept.version + (kept.entries <> excluded.entries)::int
    returning version is distinct from (select version from was) as changed`.execute(db);
  return rows[0]?.changed ?? false;
}

/** A meaning that a person took off. */
export type Struck = Meaning & Pick<Learnt, 'shown'> & { byName: string; at: Date };

/** What people took off, the latest first. */
export async function struckMeanings(db: Db | Trx): Promise<Struck[]> {
  const { rows } = await sql<Struck>`
    select home, lang, term, shown, by_name as "byName", at from stories.struck order by at desc, lang, home, term`.execute(
    db,
  );
  return rows;
}

/** Takes a meaning off, or (`back`) lets it hold again; weavers follow with their next turn. Gives whether anything changed. */
export async function strike(
  trx: Trx,
  { home, lang, term, shown }: Meaning & Pick<Learnt, 'shown'>,
  { byName, at, back }: { byName: string; at: Date; back: boolean },
): Promise<boolean> {
  const { numAffectedRows } = back
    ? await sql`delete from stories.struck where home = ${home} and lang = ${lang} and term = ${term}`.execute(trx)
    : await sql`
        insert into stories.struck (home, lang, term, shown, by_name, at)
        values (${home}, ${lang}, ${term}, ${[...shown]}::text[], ${byName}, ${at})
        on conflict do nothing`.execute(trx);
  if (numAffectedRows) await sql`update stories.lexicon set version = version + 1`.execute(trx);
  return Boolean(numAffectedRows);
}
