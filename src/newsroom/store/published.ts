import { type Selectable, sql } from 'kysely';
import type { Db, Trx } from '../../platform/index.ts';
import type { Kind, Source } from '../article.ts';
import type { Document } from '../document.ts';
import type { Deed, Tables } from './tables.ts';

/** A public text as its readers get it: the public revision, never the working one. */
export type PublishedText = {
  id: number;
  articleId: number;
  lang: string;
  sourceLang: string;
  kind: Kind;
  organisationId: string;
  storyId: number | null;
  slug: string;
  title: string;
  lead: string;
  body: Document;
  sources: Source[];
  /** A machine wrote the translation; `approvedBy` names the person who answered for it. */
  machine: boolean;
  approvedBy: string | null;
  approvedAt: Date | null;
  publishedAt: Date;
  correctedAt: Date | null;
  /** What readers were told with each correction, newest first. */
  corrections: { at: Date; note: string }[];
};

/** A text that was taken back: what its address tells. */
export type WithdrawnText = {
  id: number;
  articleId: number;
  lang: string;
  title: string;
  reason: string;
  withdrawnAt: Date;
};

/** A public translation of an article, for language links. */
export type TranslationLink = { id: number; lang: string; slug: string; title: string; isSource: boolean };

type Row = Selectable<Tables['newsroom.text']> &
  Pick<Selectable<Tables['newsroom.article']>, 'kind' | 'source_lang' | 'story_id' | 'organisation_id'> &
  Pick<Selectable<Tables['newsroom.revision']>, 'title' | 'lead' | 'body' | 'sources'> & {
    corrections: { at: string; note: string }[];
  };

const published = (db: Db | Trx) =>
  db
    .withTables<Tables>()
    .selectFrom('newsroom.text as text')
    .innerJoin('newsroom.article as article', 'article.id', 'text.article_id')
    .innerJoin('newsroom.revision as revision', 'revision.id', 'text.public_id')
    .where('text.state', '=', 'published')
    .selectAll('text')
    .select(['kind', 'source_lang', 'story_id', 'organisation_id', 'title', 'lead', 'body', 'sources'])
    .select(
      sql<Row['corrections']>`(
        select coalesce(json_agg(json_build_object('at', release.at, 'note', release.note) order by release.id desc), '[]')
        from newsroom.release where release.text_id = text.id and release.note <> '' and release.deed in ('correct', 'restore')
      )`.as('corrections'),
    );

/** The public text with an id, in the language that its address says. Undefined when it is not public. */
export async function publishedText(
  db: Db | Trx,
  { lang, id }: { lang: string; id: number },
): Promise<PublishedText | undefined> {
  const row = await published(db).where('text.id', '=', id).where('text.lang', '=', lang).executeTakeFirst();
  return row && asPublished(row);
}

/** Public texts of one language, newest first; `before` gives those behind the last one of a page. */
export async function publishedTexts(
  db: Db | Trx,
  { lang, limit, before }: { lang: string; limit: number; before?: { publishedAt: Date; id: number } | undefined },
): Promise<PublishedText[]> {
  let query = published(db).where('text.lang', '=', lang);
  if (before)
    query = query.where((eb) =>
      eb(eb.refTuple('text.published_at', 'text.id'), '<', eb.tuple(before.publishedAt as Date | null, before.id)),
    );
  const rows = await query.orderBy('text.published_at', 'desc').orderBy('text.id', 'desc').limit(limit).execute();
  return rows.map(asPublished);
}

/** The public texts of articles that were written on a story, in every language, newest first. */
export async function publishedOnStory(db: Db | Trx, storyId: number): Promise<PublishedText[]> {
  const rows = await published(db)
    .where('article.story_id', '=', storyId)
    .orderBy('text.published_at', 'desc')
    .orderBy('text.id', 'desc')
    .limit(50)
    .execute();
  return rows.map(asPublished);
}

/** The languages in which an article is public, the source first: for hreflang. Drafts and withdrawn texts are not there. */
export async function translationsOf(db: Db | Trx, articleId: number): Promise<TranslationLink[]> {
  const rows = await db
    .withTables<Tables>()
    .selectFrom('newsroom.text as text')
    .innerJoin('newsroom.article as article', 'article.id', 'text.article_id')
    .innerJoin('newsroom.revision as revision', 'revision.id', 'text.public_id')
    .where('text.article_id', '=', articleId)
    .where('text.state', '=', 'published')
    .select(['text.id', 'text.lang', 'text.slug', 'title', 'source_lang'])
    .orderBy('text.lang')
    .execute();
  return rows
    .map(({ source_lang, ...link }) => ({ ...link, isSource: link.lang === source_lang }))
    .sort((a, b) => Number(b.isSource) - Number(a.isSource));
}

/** What to tell at the address of a text that was withdrawn (410). Undefined when it was not. */
export async function withdrawnText(
  db: Db | Trx,
  { lang, id }: { lang: string; id: number },
): Promise<WithdrawnText | undefined> {
  const row = await db
    .withTables<Tables>()
    .selectFrom('newsroom.text as text')
    .innerJoin('newsroom.revision as revision', 'revision.id', 'text.public_id')
    .innerJoin('newsroom.release as release', 'release.text_id', 'text.id')
    .where('text.id', '=', id)
    .where('text.lang', '=', lang)
    .where('text.state', '=', 'withdrawn')
    .where('release.deed', '=', 'withdraw')
    .select(['text.id', 'text.article_id', 'text.lang', 'title', 'release.note', 'release.at'])
    .orderBy('release.id', 'desc')
    .executeTakeFirst();
  return (
    row && {
      id: row.id,
      articleId: row.article_id,
      lang: row.lang,
      title: row.title,
      reason: row.note,
      withdrawnAt: row.at,
    }
  );
}

/** One time that the public was given a text, or lost it. */
export type Release = { deed: Deed; note: string; by: string; at: Date; number: number };

/** What was done with a text in public, newest first. */
export async function releasesOf(db: Db | Trx, textId: number): Promise<Release[]> {
  return db
    .withTables<Tables>()
    .selectFrom('newsroom.release as release')
    .innerJoin('newsroom.revision as revision', 'revision.id', 'release.revision_id')
    .where('release.text_id', '=', textId)
    .select(['release.deed', 'release.note', 'release.by_name as by', 'release.at', 'revision.number'])
    .orderBy('release.id', 'desc')
    .execute();
}

const asPublished = (row: Row): PublishedText => ({
  id: row.id,
  articleId: row.article_id,
  lang: row.lang,
  sourceLang: row.source_lang,
  kind: row.kind,
  organisationId: row.organisation_id,
  storyId: row.story_id,
  slug: row.slug,
  title: row.title,
  lead: row.lead,
  body: row.body,
  sources: row.sources,
  machine: row.machine,
  approvedBy: row.approved_name,
  approvedAt: row.approved_at,
  publishedAt: row.published_at as Date,
  correctedAt: row.corrected_at,
  corrections: row.corrections.map(({ at, note }) => ({ at: new Date(at), note })),
});
