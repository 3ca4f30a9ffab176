import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { fold, normaliseLine, searchQuery, searchText } from '../language/index.ts';
import type { Db, Trx } from '../platform/index.ts';
import { type Document, type Found, type Hit, mostRanked, type Search } from './document.ts';
import { type Marked, marked, markedBy, snippet } from './snippet.ts';
import { nearestWords } from './spelling.ts';

const longestBody = 20_000;

/** Makes a document findable, or findable as it is now. */
export async function put(db: Db | Trx, document: Document, now: Date): Promise<void> {
  const { kind, ref, lang, path, visibility, title, summary, body, published } = document;
  const forms = [title, summary, body].map((text) => searchText(text, lang));
  const vector = (form: 'exact' | 'folded') =>
    sql.join(
      forms.map((text, place) => sql`setweight(to_tsvector('simple', ${text[form]}), ${sql.lit('ABD'[place])})`),
      sql` || `,
    );
  await sql`
    insert into search.document (kind, ref, lang, path, visibility, title, summary, body, published_at, title_key, folded, exact, indexed_at)
    values (${kind}, ${ref}, ${lang}, ${path}, ${visibility}, ${title}, ${summary}, ${body.slice(0, longestBody).toWellFormed()},
      ${published}, ${fold(normaliseLine(title))}, ${vector('folded')}, ${vector('exact')}, ${now})
    on conflict (kind, ref, lang) do update set path = excluded.path, visibility = excluded.visibility, title = excluded.title,
      summary = excluded.summary, body = excluded.body, published_at = excluded.published_at, title_key = excluded.title_key,
      folded = excluded.folded, exact = excluded.exact, indexed_at = excluded.indexed_at`.execute(db);
}

/** Makes a thing unfindable; in the languages `except` it stays. */
export async function remove(
  db: Db | Trx,
  { kind, ref }: Pick<Document, 'kind' | 'ref'>,
  { except = [] }: { except?: readonly string[] } = {},
): Promise<void> {
  await sql`delete from search.document where kind = ${kind} and ref = ${ref} and not lang = any(${except})`.execute(
    db,
  );
}

/** Removes what was indexed before a moment and not since: what a rebuild did not find any more. */
export async function removeOlder(db: Db | Trx, moment: Date): Promise<number> {
  const { numAffectedRows } = await sql`delete from search.document where indexed_at < ${moment}`.execute(db);
  return Number(numAffectedRows ?? 0);
}

type Row = Omit<Document, 'visibility'> & { count: number };

const longestWait = 1_500;
const longestThought = 400;
const defaultSize = 20;
const mostPages = 50;
// With fewer words all but one say nothing; with more the query would grow out of hand.
const loosely = { least: 3, most: 8 };

/**
 * Finds documents that have all the words, with and without their marks: those with the marks as typed first, words in the
 * title before words in the text, the newest of equals. When none has all, those that lack one. Never
 * takes longer than a few seconds: what would is given up and says so.
 */
export async function find(db: Db, search: Search): Promise<Found> {
  const query = searchQuery(search.text, search.lang);
  const none: Found = { hits: [], count: 0, more: false, loose: false, late: false, suggestion: undefined };
  if (query.folded === '') return none;
  try {
    const strict = await ranked(db, search, query);
    const words = query.folded.split(' & ');
    const loose =
      strict.length === 0 && words.length >= loosely.least && words.length <= loosely.most
        ? await ranked(db, search, { exact: allButOne(query.exact), folded: allButOne(query.folded) })
        : [];
    const rows = strict.length > 0 ? strict : loose;
    const count = rows[0]?.count ?? 0;
    const marks = markedBy(search.text, search.lang);
    return {
      hits: rows.map((row) => hitOf(row, marks)),
      count: Math.min(count, mostRanked),
      more: count > mostRanked,
      loose: loose.length > 0,
      late: false,
      suggestion: strict.length === 0 ? await suggestion(db, search) : undefined,
    };
  } catch (error) {
    if (givenUp(error)) return { ...none, late: true };
    throw error;
  }
}

/** A query for all of its words but one, whichever. */
function allButOne(query: string): string {
  const words = query.split(' & ');
  return words.map((_, left) => `(${words.filter((_, at) => at !== left).join(' & ')})`).join(' | ');
}

// For words of the text, (none), the summary, the title.
const weights = sql`'{0.1, 0.2, 0.4, 1}'::real[]`;

async function ranked(db: Db, search: Search, query: { exact: string; folded: string }): Promise<Row[]> {
  const size = Math.min(search.size ?? defaultSize, 100);
  const page = Math.min(Math.max(1, search.page ?? 1), mostPages);
  return bounded(db, longestWait, async (trx) => {
    // The queries stand in place, not in a common table: so the planner sees how frequent their words are, and goes through the
    // newest documents when most have them, through the words when few do.
    const folded = sql`to_tsquery('simple', ${query.folded})`;
    const exact = sql`to_tsquery('simple', ${query.exact})`;
    const { rows } = await sql<Row>`
      with newest as materialized (
        select d.id from search.document d where d.folded @@ ${folded} and ${allowed(search)}
        order by d.published_at desc, d.id desc limit ${sql.lit(mostRanked + 1)}
      ), scored as (
        select d.id, count(*) over () as count,
          (ts_rank_cd(${weights}, d.folded, ${folded}, 1) + 2 * ts_rank_cd(${weights}, d.exact, ${exact}, 1))
            * case d.kind when 'article' then 2 else 1 end * case d.lang when ${search.lang} then 1.5 else 1 end as score
        from newest join search.document d using (id)
        order by score desc, d.published_at desc, d.id desc
        limit ${size} offset ${(page - 1) * size}
      )
      select d.kind, d.ref, d.lang, d.path, d.title, d.summary, d.body, d.published_at as published, s.count
      from scored s join search.document d using (id) order by s.score desc, d.published_at desc, d.id desc`.execute(
      trx,
    );
    return rows;
  });
}

function allowed({ only, kind, desk }: Search): RawBuilder<SqlBool> {
  const parts: RawBuilder<SqlBool>[] = [desk ? sql`true` : sql`d.visibility = 'public'`];
  if (only) parts.push(sql`d.lang = ${only}`);
  if (kind) parts.push(sql`d.kind = ${kind}`);
  return sql.join(parts, sql` and `);
}

// Two letters changed places in a word of eight leave it this much alike; the nearest words are judged by themselves afterwards.
const leastAlike = 0.4;

async function suggestion(db: Db, search: Search): Promise<string | undefined> {
  const key = fold(normaliseLine(search.text.slice(0, 100)));
  if (key.length < 3) return undefined;
  // Help that comes late is none: the page is better without it.
  const rows = await bounded(db, longestThought, async (trx) => {
    await sql`set local pg_trgm.word_similarity_threshold = ${sql.lit(leastAlike)}`.execute(trx);
    const found = await sql<{ title: string }>`
      select d.title from search.document d where ${key} <% d.title_key and ${allowed(search)}
      order by word_similarity(${key}, d.title_key) desc, d.published_at desc limit 5`.execute(trx);
    return found.rows;
  }).catch((error: unknown) => {
    if (givenUp(error)) return [];
    throw error;
  });
  for (const { title } of rows) {
    const words = nearestWords(search.text, title);
    if (words !== undefined) return words;
  }
  return undefined;
}

/** Does something for so many milliseconds; then the database gives it up. */
const bounded = <T>(db: Db, most: number, deed: (trx: Trx) => Promise<T>): Promise<T> =>
  db.transaction().execute(async (trx) => {
    await sql`set local statement_timeout = ${sql.lit(most)}`.execute(trx);
    return deed(trx);
  });

const givenUp = (error: unknown): boolean => (error as { code?: unknown }).code === '57014';

function hitOf({ kind, ref, lang, path, published, title, summary, body }: Row, query: Marked): Hit {
  const parts = [summary, body].map((text) => snippet(text, query));
  const best = parts.find((part) => part.some(({ hit }) => hit)) ?? parts.find((part) => part.length > 0) ?? [];
  return { kind, ref, lang, path, published, title: marked(title, query), snippet: best };
}
