import { Hono } from 'hono';
import { sql } from 'kysely';
import { parseHTML } from 'linkedom';
import { errorAnswers } from '../errors.tsx';
import type { Person } from '../identity/index.ts';
import { identify } from '../language/index.ts';
import type { Kind, Source } from '../newsroom/article.ts';
import { type PublishedText, publishedText, textPath } from '../newsroom/index.ts';
import { readMarkdown } from '../newsroom/markdown/read.ts';
import { approve, correct, publish, withdraw } from '../newsroom/store/deeds.ts';
import { findText } from '../newsroom/store/texts.ts';
import { addTranslation, createArticle, saveRevision } from '../newsroom/store/writing.ts';
import { places } from '../places/index.ts';
import { pageCache } from '../platform/http/cache.ts';
import { pageLanguage } from '../platform/http/language.ts';
import { keepPages } from '../platform/http/pages.ts';
import { securityHeaders } from '../platform/http/security.ts';
import { type Db, type Env, packageRoot, readLanguages } from '../platform/index.ts';
import { openPack } from '../platform/pack.ts';
import { addOutletWithChannel } from '../sources/index.ts';
import type { NewOutlet } from '../sources/outlet.ts';
import { portal } from './portal.ts';

/** The page as a browser without script has it. */
export type Shown = {
  status: number;
  html: string;
  headers: Headers;
  location: string | null;
  page: ReturnType<typeof parseHTML>['document'];
  /** The words of the main part. */
  words: string;
};

type Words = { title: string; lead?: string; body?: string; sources?: Source[] };
type Begun = Words & { lang: string; kind?: Kind; storyId?: number };

const person: Person = {
  id: 'p1',
  name: 'Mai Lan',
  email: 'mai@example.org',
  role: 'editor',
  organisation: { id: 'o1', name: 'Desk', kind: 'national-desk' },
};

const wording = ({ title, lead = 'A standfirst of one sentence.', body = 'A body.', sources = [] }: Words) => ({
  title,
  lead,
  body: readMarkdown(body),
  sources,
});

const pairs = (head: readonly string[]) =>
  head.flatMap((name, at): [string, string][] => (at % 2 === 0 ? [[name, head[at + 1] ?? '']] : []));

/** The portal over a test database, as visitors get it, with people who publish and outlets that tell stories. */
export function openPortal(db: () => Db, { origin = 'https://cuaso.test' } = {}) {
  const languages = readLanguages(`${packageRoot}/locales`, 'vi');
  const pack = openPack(`${packageRoot}/country/vn`);
  let now = new Date('2026-11-23T09:00:00Z');
  const clock = () => now;
  const cache = pageCache(10_000_000);
  const by = { person, clock };

  const open = () => {
    const module = portal({
      db: db(),
      clock,
      cache,
      languages,
      origin,
      country: { vi: 'Việt Nam', en: 'Viet Nam' },
      publisher: { vi: 'Ban biên tập quốc gia', en: 'National Desk' },
      timeZone: 'Asia/Ho_Chi_Minh',
      demonstration: false,
    });
    const app = new Hono<Env>();
    app.use(keepPages(cache), securityHeaders(true), pageLanguage(languages));
    module.routes?.(app);
    errorAnswers(app);
    return { app, module };
  };
  let opened: ReturnType<typeof open> | undefined;
  const house = () => (opened ??= open());

  const get = async (path: string, headers: Record<string, string> = {}): Promise<Shown> => {
    const kept = cache.get(path)?.forms.identity;
    const response = kept
      ? new Response(Buffer.from(kept.body, 'latin1'), { headers: pairs(kept.head) })
      : await house().app.request(origin + path, { headers });
    const html = await response.text();
    const page = parseHTML(html).document;
    return {
      status: response.status,
      html,
      headers: response.headers,
      location: response.headers.get('location'),
      page,
      words: (page.querySelector('main')?.textContent ?? '').replace(/\s+/g, ' '),
    };
  };

  const release = async (articleId: number, lang: string): Promise<PublishedText> => {
    const text = await findText(db(), articleId, lang);
    if (!text) throw new Error(`openPortal: article ${articleId} has no text in ${lang}`);
    if (text.unapproved) await approve(db(), by, text.id);
    const { id: textId, workingId: revisionId } = text;
    await publish(db(), by, { textId, revisionId, identify, confirmed: true, slug: `text-in-${lang}` });
    return (await publishedText(db(), { lang, id: textId })) as PublishedText;
  };
  const save = async (articleId: number, lang: string, words: Words) => {
    const text = await findText(db(), articleId, lang);
    if (!text) throw new Error(`openPortal: article ${articleId} has no text in ${lang}`);
    await saveRevision(db(), by, { textId: text.id, basedOn: text.workingId, wording: wording(words) });
    return (await findText(db(), articleId, lang)) ?? text;
  };

  let stories = 0;
  return {
    languages,
    cache,
    get,
    /** Puts the clock on. */
    pass(ms: number): void {
      now = new Date(now.getTime() + ms);
    },
    seedPlaces: () => places({ db: db(), pack }).seeds?.(),
    /** What the program hears of an event. */
    hear(event: string, payload: object): void {
      for (const watcher of house().module.watches ?? []) if (watcher.event === event) watcher.handle(payload);
    },
    /** Publishes an article; gives its public text and path. */
    async publish({ lang, kind = 'official', storyId, ...words }: Begun) {
      const given = { kind, lang, storyId: storyId ?? null, wording: wording(words) };
      const { articleId } = await createArticle(db(), by, given);
      const text = await release(articleId, lang);
      return { articleId, text, path: textPath(text) };
    },
    /** Publishes a translation. */
    async translate(articleId: number, lang: string, words: Words, { machine = false } = {}) {
      await addTranslation(db(), by, articleId, lang, machine);
      await save(articleId, lang, words);
      const text = await release(articleId, lang);
      return { text, path: textPath(text) };
    },
    async correct(articleId: number, lang: string, words: Words, note: string) {
      const text = await save(articleId, lang, words);
      await correct(db(), by, { textId: text.id, revisionId: text.workingId, identify, confirmed: true, note });
    },
    async withdraw(textId: number, note: string) {
      await withdraw(db(), by, { textId, note });
    },
    async outlet(outlet: NewOutlet) {
      const channel = { url: `https://${outlet.name.toLowerCase()}.test/feed` };
      return (await addOutletWithChannel(db(), outlet, channel)).outletId;
    },
    /** A story as the weaver would leave it. */
    async tell(
      items: readonly {
        outletId: number;
        lang: string;
        title: string;
        summary?: string;
        url?: string | null;
        copy?: boolean;
        withdrawn?: boolean;
        hours?: number;
      }[],
    ) {
      const id = ++stories;
      const at = (hours = 0) => new Date(now.getTime() - hours * 3_600_000);
      const own = items.filter(({ copy }) => !copy);
      const titles = Object.fromEntries(own.toReversed().map(({ lang, title }) => [lang, title]));
      await sql`
        insert into stories.story (id, titles, title_lang, langs, outlet_ids, items, copies, first_at, last_at, rank, begun_at, changed_at)
        overriding system value values (${id}, ${JSON.stringify(titles)}::jsonb, ${own[0]?.lang}, ${Object.keys(titles)},
          ${own.map(({ outletId }) => outletId)}::bigint[], ${items.length}, ${items.length - own.length},
          ${at(24)}, ${at(own.at(-1)?.hours)}, ${id}, ${at()}, ${at()})`.execute(db());
      for (const [place, item] of items.entries())
        await sql`
          insert into stories.member (item_id, state_id, story_id, outlet_id, lang, title, summary, url, words, published_at, copy_of, withdrawn_at,
            woven_at)
          values (${id * 100 + place}, ${id * 100 + place}, ${id}, ${item.outletId}, ${item.lang}, ${item.title}, ${item.summary ?? 'A summary.'},
            ${item.url === undefined ? `https://outlet.test/${id}/${place}` : item.url}, '', ${at(item.hours)},
            ${item.copy ? id * 100 : null}, ${item.withdrawn ? at() : null}, ${at()})`.execute(db());
      return id;
    },
    mute: (id: number) => sql`update stories.story set muted_at = ${now} where id = ${id}`.execute(db()),
  };
}
