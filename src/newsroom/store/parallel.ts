import { sql } from 'kysely';
import type { Db } from '../../platform/index.ts';
import type { Document } from '../document.ts';
import { type ParallelText, parallelTexts } from '../parallel.ts';

type Row = Record<'title' | 'lead' | 'from_title' | 'from_lead' | 'lang' | 'source_lang', string> & {
  id: number;
  body: Document;
  from_body: Document;
  blocks: number[] | null;
};

const page = 100;

/** What our public translations say beside their sources, the newest translations first; at most `most` pairs. Memory is bounded by them and one page of a hundred texts. */
export async function translatedTexts(db: Db, most: number): Promise<ParallelText[]> {
  const found: ParallelText[] = [];
  for (let before = 2 ** 31 - 1; found.length < most; ) {
    // Beside which revision it was written, else the one that a person said it follows.
    const { rows } = await sql<Row>`
      select text.id, text.lang, article.source_lang, own.title, own.lead, own.body, source.title as from_title, source.lead as from_lead,
        source.body as from_body, own.beside->'blocks' as blocks
      from newsroom.text
      join newsroom.article on article.id = text.article_id and article.source_lang <> text.lang
      join newsroom.revision own on own.id = text.public_id
      join newsroom.revision source on source.id = coalesce((own.beside->>'revisionId')::int, text.followed_id)
      where text.state = 'published' and text.id < ${before} order by text.id desc limit ${page}`.execute(db);
    for (const { lang, source_lang, title, lead, body, from_title, from_lead, from_body, blocks } of rows)
      found.push(
        ...parallelTexts(
          { lang: source_lang, revision: { title: from_title, lead: from_lead, body: from_body } },
          { lang, revision: { title, lead, body }, blocks: blocks ?? undefined },
        ),
      );
    if (rows.length < page) break;
    before = rows.at(-1)?.id ?? 0;
  }
  return found.slice(0, most);
}
