import { type PublishedText, plainText, publishedText, publishedTexts, textPath } from '../newsroom/index.ts';
import type { Clock, Db, Languages } from '../platform/index.ts';
import { type Story, storiesAfter, storyById, storyItems } from '../stories/index.ts';
import type { Document } from './document.ts';

/** Gives the document of a text as the public may read it; undefined when it may not. */
export type LoadText = (text: { textId: number; lang: string }) => Promise<Document | undefined>;

/** Reads texts through the newsroom's door. */
export const textsOf =
  (db: Db): LoadText =>
  async ({ textId, lang }) => {
    const text = await publishedText(db, { lang, id: textId });
    return text && documentOf(text);
  };

const documentOf = (text: PublishedText): Document => ({
  kind: 'article',
  ref: text.id,
  lang: text.lang,
  path: textPath(text),
  visibility: 'public',
  title: text.title,
  summary: text.lead,
  body: plainText(text.body),
  published: text.publishedAt,
});

const page = 200;

/** Every public text, language by language. */
export async function* allTexts(db: Db, languages: Languages): AsyncGenerator<Document> {
  for (const { lang } of languages.all) {
    let before: PublishedText | undefined;
    for (;;) {
      const texts = await publishedTexts(db, { lang, limit: page, before });
      for (const text of texts) yield documentOf(text);
      before = texts.at(-1);
      if (texts.length < page) break;
    }
  }
}

type Parts = { db: Db; clock: Clock; languages: Languages; timeZone: string };

/** The documents of a story, one for each language it is told in; none when it is muted or gone. */
export async function storyDocuments(parts: Parts, storyId: number): Promise<{ ref: number; documents: Document[] }> {
  const story = await storyById(parts.db, storyId);
  if (!story || story.muted) return { ref: story?.id ?? storyId, documents: [] };
  return { ref: story.id, documents: (await documentsOf(parts, [story])).flat() };
}

/** The documents of every story. */
export async function* allStories(parts: Parts): AsyncGenerator<Document> {
  for (let after = 0; ; ) {
    const found = await storiesAfter(parts.db, after, page);
    for (const documents of await documentsOf(parts, found)) yield* documents;
    after = found.at(-1)?.id ?? after;
    if (found.length < page) return;
  }
}

const mostTitles = 12;

async function documentsOf({ db, clock, languages, timeZone }: Parts, found: readonly Story[]): Promise<Document[][]> {
  const items = await storyItems(
    db,
    found.map(({ id }) => id),
    { clock, timeZone, lang: 'und' },
  );
  return found.map((story) =>
    Object.entries(story.titles).map(([lang, title]) => ({
      kind: 'story',
      ref: story.id,
      lang,
      path: `/${languages.has(lang) ? lang : languages.choose(undefined)}/stories/${story.id}`,
      visibility: 'public',
      title,
      // Titles may be shown by whoever links to them; what more an outlet allows is the portal's to show.
      summary: (items.get(story.id) ?? [])
        .filter((item) => item.lang === lang && !item.copy && item.title !== title)
        .slice(0, mostTitles)
        .map((item) => item.title)
        .join(' · '),
      body: '',
      published: story.lastAt,
    })),
  );
}
