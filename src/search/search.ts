import { z } from 'zod';
import type { Clock, Db, Languages, Module } from '../platform/index.ts';
import { allStories, allTexts, type LoadText, storyDocuments, textsOf } from './readers.ts';
import { put, remove, removeOlder } from './store.ts';

const textEvent = z.object({ textId: z.int(), lang: z.string() });
const storyEvent = z.object({ storyId: z.int() });

type Parts = {
  db: Db;
  clock: Clock;
  languages: Languages /** In which the country counts its days. */;
  timeZone: string;
};

/** Keeps the index up to what the newsroom publishes and what stories become. */
export const search = ({
  db,
  clock,
  languages,
  timeZone,
  loadText = textsOf(db),
}: Parts & { loadText?: LoadText }): Module => {
  const indexText = async (payload: unknown) => {
    const { textId, lang } = textEvent.parse(payload);
    const document = await loadText({ textId, lang });
    if (document) await put(db, document, clock());
    else await remove(db, { kind: 'article', ref: textId });
  };
  const indexStory = async (payload: unknown) => {
    const { storyId } = storyEvent.parse(payload);
    const { ref, documents } = await storyDocuments({ db, clock, languages, timeZone }, storyId);
    if (ref !== storyId) await remove(db, { kind: 'story', ref: storyId });
    for (const document of documents) await put(db, document, clock());
    await remove(db, { kind: 'story', ref }, { except: documents.map(({ lang }) => lang) });
  };
  return {
    name: 'search',
    listens: [
      { event: 'text.published', name: 'search.published', handle: indexText },
      { event: 'text.corrected', name: 'search.corrected', handle: indexText },
      { event: 'text.withdrawn', name: 'search.withdrawn', handle: indexText },
      { event: 'story.changed', name: 'search.story', handle: indexStory },
    ],
  };
};

/**
 * Makes the whole index anew from what the newsroom and stories hold, while it stays in use: everything is put again, and what
 * was not found any more is removed at the end. Doing it twice changes nothing; one that was interrupted is simply done again.
 */
export async function reindex(
  { db, clock, languages, timeZone }: Parts,
  { onProgress, signal }: { onProgress?: (done: number) => void; signal?: AbortSignal } = {},
): Promise<{ indexed: number; removed: number }> {
  const began = clock();
  let indexed = 0;
  for await (const document of everything({ db, clock, languages, timeZone })) {
    signal?.throwIfAborted();
    await put(db, document, clock());
    indexed += 1;
    onProgress?.(indexed);
  }
  return { indexed, removed: await removeOlder(db, began) };
}

async function* everything(parts: Parts) {
  yield* allTexts(parts.db, parts.languages);
  yield* allStories(parts);
}
