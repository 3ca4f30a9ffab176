import { type SqlBool, sql } from 'kysely';
import type { Db } from '../../platform/index.ts';
import type { Kind, State } from '../article.ts';
import type { Tables } from './tables.ts';
import { asText, type Text } from './texts.ts';

/** What to show of the newsroom's texts. `waiting` are those submitted for review, public ones with a newer draft included. */
export type ListFilter = {
  state?: State | 'waiting' | 'stale' | undefined;
  lang?: string | undefined;
  kind?: Kind | undefined;
  /** Only texts of articles that this person made or of which they wrote a revision. */
  mine?: string | undefined;
  /** Only articles of this organisation. */
  organisationId?: string | undefined;
  storyId?: number | undefined;
  /** Words of the working title. */
  words?: string | undefined;
};

/** A text in the list. */
export type ListLine = Text & {
  title: string;
  lastAuthor: string;
  stale: boolean;
  /** The article's languages with their states, the source first. */
  languages: { lang: string; state: State }[];
};

/** The filtered texts, the last touched first, and how many there are in all. */
export async function listTexts(
  db: Db,
  filter: ListFilter,
  { limit, offset }: { limit: number; offset: number },
): Promise<{ count: number; lines: ListLine[] }> {
  const [rows, { count }] = await Promise.all([
    filtered(db, filter)
      .selectAll('text')
      .select(['kind', 'source_lang', 'story_id', 'organisation_id', 'article.created_at'])
      .select(['revision.title', 'revision.author_name', stale.as('stale')])
      .select(
        sql<ListLine['languages']>`(
          select json_agg(json_build_object('lang', lang, 'state', state) order by lang <> article.source_lang, lang)
          from newsroom.text where article_id = article.id)`.as('languages'),
      )
      .orderBy('text.touched_at', 'desc')
      .orderBy('text.id', 'desc')
      .limit(limit)
      .offset(offset)
      .execute(),
    filtered(db, filter)
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow(),
  ]);
  const lines = rows.map((row) => ({
    ...asText(row),
    title: row.title,
    lastAuthor: row.author_name,
    stale: row.stale,
    languages: row.languages,
  }));
  return { count, lines };
}

/** How many texts stand in each state, for the tabs above the list. */
export async function countStates(
  db: Db,
  filter: Omit<ListFilter, 'state'>,
): Promise<Record<State | 'waiting' | 'stale', number>> {
  const tally = (condition: ReturnType<typeof sql<SqlBool>>) => sql<number>`count(*) filter (where ${condition})`;
  return filtered(db, filter)
    .select([
      tally(sql`text.state = 'draft'`).as('draft'),
      tally(sql`text.state = 'review'`).as('review'),
      tally(sql`text.state = 'published'`).as('published'),
      tally(sql`text.state = 'withdrawn'`).as('withdrawn'),
      tally(sql`text.submitted_at is not null`).as('waiting'),
      tally(stale).as('stale'),
    ])
    .executeTakeFirstOrThrow();
}

/** The same rule as `isStale`, for many rows at once. */
const stale = sql<boolean>`coalesce((
  select followed.digest <> present.digest and followed.number < present.number
  from newsroom.text source
  join newsroom.revision present on present.id = coalesce(source.public_id, source.working_id)
  join newsroom.revision followed on followed.id = text.followed_id
  where source.article_id = text.article_id and source.lang = article.source_lang
), false)`;

function filtered(db: Db, filter: ListFilter) {
  const { state, lang, kind, mine, organisationId, storyId, words } = filter;
  let query = db
    .withTables<Tables>()
    .selectFrom('newsroom.text as text')
    .innerJoin('newsroom.article as article', 'article.id', 'text.article_id')
    .innerJoin('newsroom.revision as revision', 'revision.id', 'text.working_id');
  if (state === 'waiting') query = query.where('text.submitted_at', 'is not', null);
  else if (state === 'stale') query = query.where(sql<SqlBool>`${stale}`);
  else if (state) query = query.where('text.state', '=', state);
  if (lang) query = query.where('text.lang', '=', lang);
  if (kind) query = query.where('article.kind', '=', kind);
  if (organisationId) query = query.where('article.organisation_id', '=', organisationId);
  if (storyId) query = query.where('article.story_id', '=', storyId);
  if (words)
    query = query.where(sql<SqlBool>`unaccent(revision.title) ilike '%' || unaccent(${escapeLike(words)}) || '%'`);
  if (mine)
    query = query.where((eb) =>
      eb.or([
        eb('article.created_by', '=', mine),
        eb.exists(
          eb
            .selectFrom('newsroom.revision as own')
            .select('own.id')
            .whereRef('own.text_id', '=', 'text.id')
            .where('own.author_id', '=', mine),
        ),
      ]),
    );
  return query;
}

const escapeLike = (text: string): string => text.replace(/[\\%_]/g, '\\$&');
