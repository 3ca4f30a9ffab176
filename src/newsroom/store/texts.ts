import type { Selectable } from 'kysely';
import type { Db, Trx } from '../../platform/index.ts';
import type { Kind, Standing, State } from '../article.ts';
import type { Revision } from '../revision.ts';
import type { Tables } from './tables.ts';

/** What our newsroom publishes, whatever the language. */
type Article = {
  id: number;
  kind: Kind;
  sourceLang: string;
  storyId: number | null;
  organisationId: string;
  createdAt: Date;
};

/** An article in one language, as the desk sees it. */
export type Text = Standing & {
  id: number;
  article: Article;
  lang: string;
  isTranslation: boolean;
  slug: string;
  state: State;
  machine: boolean;
  approvedAt: Date | null;
  /** The name of the person who answered for a machine's translation. */
  approvedBy: string | null;
  workingId: number;
  publicId: number | null;
  followedId: number | null;
  submittedAt: Date | null;
  returnedNote: string;
  publishedAt: Date | null;
  correctedAt: Date | null;
  withdrawnAt: Date | null;
  touchedAt: Date;
};

type TextRow = Selectable<Tables['newsroom.text']> & Omit<Selectable<Tables['newsroom.article']>, 'id' | 'created_by'>;
type RevisionRow = Selectable<Tables['newsroom.revision']>;

const texts = (db: Db | Trx) =>
  db
    .withTables<Tables>()
    .selectFrom('newsroom.text as text')
    .innerJoin('newsroom.article as article', 'article.id', 'text.article_id')
    .selectAll('text')
    .select(['kind', 'source_lang', 'story_id', 'organisation_id', 'created_at']);

/** The article in every language that it has, the source first. Empty when there is no such article. */
export async function textsOf(db: Db | Trx, articleId: number): Promise<Text[]> {
  const rows = await texts(db).where('text.article_id', '=', articleId).orderBy('text.id').execute();
  return rows.map(asText).sort((a, b) => Number(a.isTranslation) - Number(b.isTranslation));
}

/** A text by its article and language. */
export async function findText(db: Db | Trx, articleId: number, lang: string): Promise<Text | undefined> {
  const query = texts(db).where('text.article_id', '=', articleId).where('text.lang', '=', lang);
  const row = await query.executeTakeFirst();
  return row && asText(row);
}

/** A text by its id, locked until the transaction ends, so that one deed follows the other. */
export async function lockText(trx: Trx, textId: number): Promise<Text> {
  const row = await texts(trx).where('text.id', '=', textId).forUpdate('text').executeTakeFirst();
  if (!row) throw new RangeError(`newsroom: there is no text ${textId}`);
  return asText(row);
}

/** A revision by its id. Throws a RangeError when there is none. */
export async function readRevision(db: Db | Trx, id: number): Promise<Revision> {
  const query = db.withTables<Tables>().selectFrom('newsroom.revision').selectAll().where('id', '=', id);
  const row = await query.executeTakeFirst();
  if (!row) throw new RangeError(`newsroom: there is no revision ${id}`);
  return asRevision(row);
}

/** A revision by its number within a text. */
export async function findRevision(db: Db | Trx, textId: number, number: number): Promise<Revision | undefined> {
  const query = db.withTables<Tables>().selectFrom('newsroom.revision').selectAll();
  const row = await query.where('text_id', '=', textId).where('number', '=', number).executeTakeFirst();
  return row && asRevision(row);
}

/** A row of `newsroom.revision` as a Revision. */
export const asRevision = (row: RevisionRow): Revision => ({
  id: row.id,
  textId: row.text_id,
  number: row.number,
  basedOn: row.based_on,
  aside: row.aside,
  title: row.title,
  lead: row.lead,
  body: row.body,
  sources: row.sources,
  beside: row.beside,
  digest: row.digest,
  note: row.note,
  author: { id: row.author_id, name: row.author_name },
  createdAt: row.created_at,
});

/** A row of `newsroom.text` with its article as a Text. */
export function asText(row: TextRow): Text {
  return {
    id: row.id,
    article: {
      id: row.article_id,
      kind: row.kind,
      sourceLang: row.source_lang,
      storyId: row.story_id,
      organisationId: row.organisation_id,
      createdAt: row.created_at,
    },
    lang: row.lang,
    isTranslation: row.lang !== row.source_lang,
    slug: row.slug,
    state: row.state,
    waiting: row.submitted_at !== null,
    changed: row.working_id !== row.public_id,
    unapproved: row.machine && row.approved_at === null,
    machine: row.machine,
    approvedAt: row.approved_at,
    approvedBy: row.approved_name,
    workingId: row.working_id,
    publicId: row.public_id,
    followedId: row.followed_id,
    submittedAt: row.submitted_at,
    returnedNote: row.returned_note,
    publishedAt: row.published_at,
    correctedAt: row.corrected_at,
    withdrawnAt: row.withdrawn_at,
    touchedAt: row.touched_at,
  };
}
