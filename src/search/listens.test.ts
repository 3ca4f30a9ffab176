import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { testDatabase } from '../../test/harness/database.ts';
import { type Module, packageRoot, readLanguages } from '../platform/index.ts';
import type { Document } from './document.ts';
import { reindex, search } from './search.ts';
import { find } from './store.ts';

const database = testDatabase();
const languages = readLanguages(`${packageRoot}/locales`, 'vi');
let time = Date.UTC(2026, 11, 5);
const clock = () => {
  time += 1_000;
  return new Date(time);
};

const published = new Map<number, Document>();
const text = (ref: number, title: string): Document => ({
  kind: 'article',
  ref,
  lang: 'en',
  path: `/en/text-${ref}`,
  visibility: 'public',
  title,
  summary: '',
  body: '',
  published: new Date(time),
});

const hear = async (event: string, payload: object) => {
  const module: Module = search({
    db: database.db,
    clock,
    languages,
    timeZone: 'Asia/Ho_Chi_Minh',
    loadText: async ({ textId }) => published.get(textId),
  });
  for (const listener of module.listens ?? []) if (listener.event === event) await listener.handle(payload);
};
const count = async (words: string) => (await find(database.db, { text: words, lang: 'en' })).count;

/** A story as the weaver would leave it: this module reads it through the door of stories. */
async function tell(
  id: number,
  titles: Record<string, string>,
  state: { muted?: boolean; into?: number } = {},
): Promise<void> {
  const at = new Date(time);
  await sql`
    insert into stories.story (id, titles, title_lang, langs, items, first_at, last_at, begun_at, changed_at, muted_at, merged_into)
    overriding system value
    values (${id}, ${JSON.stringify(titles)}::jsonb, 'en', ${Object.keys(titles)}, 1, ${at}, ${at}, ${at}, ${at},
      ${state.muted ? at : null}, ${state.into ?? null})
    on conflict (id) do update set titles = excluded.titles, muted_at = excluded.muted_at, merged_into = excluded.merged_into,
      items = case when excluded.merged_into is null then 1 else 0 end`.execute(database.db);
}

describe('texts', () => {
  test('are found once published, as they stand after a correction, and no more once withdrawn', async () => {
    published.set(1, text(1, 'Lanterns over the Hoai'));
    await hear('text.published', { articleId: 1, textId: 1, lang: 'en' });
    await hear('text.published', { articleId: 1, textId: 1, lang: 'en' });
    expect(await count('lanterns hoai')).toBe(1);
    published.set(1, text(1, 'Lamps over the Hoai'));
    await hear('text.corrected', { articleId: 1, textId: 1, lang: 'en' });
    expect([await count('"lanterns over"'), await count('lamps hoai')]).toEqual([0, 1]);
    published.delete(1);
    await hear('text.withdrawn', { articleId: 1, textId: 1, lang: 'en' });
    expect(await count('lamps hoai')).toBe(0);
  });

  test('stay unfindable when news of publishing comes after they were withdrawn', async () => {
    await hear('text.withdrawn', { articleId: 2, textId: 2, lang: 'en' });
    await hear('text.published', { articleId: 2, textId: 2, lang: 'en' });
    expect(await count('anything')).toBe(0);
  });
});

describe('stories', () => {
  test('are found in every language they are told in, and not when they are muted', async () => {
    await tell(10, { en: 'Coffee sails for Hamburg', vi: 'Cà phê đi Hamburg' });
    await hear('story.changed', { storyId: 10 });
    expect([await count('coffee hamburg'), await count('ca phe hamburg')]).toEqual([1, 1]);
    await tell(10, { en: 'Coffee sails for Hamburg' });
    await hear('story.changed', { storyId: 10 });
    expect(await count('ca phe hamburg')).toBe(0);
    await tell(10, { en: 'Coffee sails for Hamburg' }, { muted: true });
    await hear('story.changed', { storyId: 10 });
    expect(await count('coffee hamburg')).toBe(0);
  });

  test('that went into another are found there', async () => {
    await tell(20, { en: 'Puppets in Lyon' });
    await tell(21, { en: 'Water puppets travel' });
    for (const storyId of [20, 21]) await hear('story.changed', { storyId });
    await tell(21, { en: 'Water puppets travel' }, { into: 20 });
    await hear('story.changed', { storyId: 21 });
    expect([await count('puppets lyon'), await count('"water puppets travel"')]).toEqual([1, 0]);
  });
});

test('a rebuild finds everything again and removes what is gone', async () => {
  await tell(30, { en: 'Bridge contract signed' });
  await sql`insert into search.document (kind, ref, lang, path, visibility, title, summary, body, published_at, title_key, folded, exact, indexed_at)
    values ('article', 99, 'en', '/en/ghost-99', 'public', 'Ghost', '', '', now(), 'ghost', 'ghost', 'ghost', '2020-01-01')`.execute(
    database.db,
  );
  const first = await reindex({ db: database.db, clock, languages, timeZone: 'Asia/Ho_Chi_Minh' });
  expect(first.removed).toBeGreaterThanOrEqual(1);
  expect([await count('bridge contract'), await count('ghost')]).toEqual([1, 0]);
  expect(await reindex({ db: database.db, clock, languages, timeZone: 'Asia/Ho_Chi_Minh' })).toEqual({
    indexed: first.indexed,
    removed: 0,
  });
});
