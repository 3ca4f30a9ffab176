import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../../test/harness/database.ts';
import { asset, packageRoot } from '../platform/index.ts';
import { search } from '../search/index.ts';
import { openPortal, type Shown } from './open.fixtures.ts';

const database = testDatabase();
const portal = openPortal(() => database.db);
const { get } = portal;
const origin = 'https://cuaso.test';

const index = async (event: string, payload: object) => {
  const { db } = database;
  const module = search({
    db,
    clock: () => new Date('2026-11-23T09:00:00Z'),
    languages: portal.languages,
    timeZone: 'Asia/Ho_Chi_Minh',
  });
  for (const listener of module.listens ?? []) if (listener.event === event) await listener.handle(payload);
};

const hostile = `"><script>alert(1)</script><img src=x onerror=alert(1)> '</title>`;
const long = 'Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch';
const cited = {
  outlet: `Outlet ${hostile}`,
  title: 'Câu gốc </script><!--',
  url: 'https://outlet.test/1?a=1&b=2',
  lang: 'vi',
};

let story = 0;
let bare = 0;
let article: Awaited<ReturnType<typeof portal.publish>>;
let translation: Awaited<ReturnType<typeof portal.translate>>;
let alone: Awaited<ReturnType<typeof portal.publish>>;

beforeAll(async () => {
  await portal.seedPlaces();
  const [agency, province, abroad] = await Promise.all([
    portal.outlet({ class: 'domestic-press', name: 'Agency', origin: 'desk', rights: 'link' }),
    portal.outlet({ class: 'official', name: 'Province', origin: 'desk', names: { vi: 'Tỉnh' }, rights: 'excerpt' }),
    portal.outlet({ class: 'foreign-press', name: 'Gazette', origin: 'desk' }),
  ]);
  story = await portal.tell([
    { outletId: province, lang: 'vi', title: 'Đèn lồng trên sông Hoài', hours: 5 },
    { outletId: agency, lang: 'en', title: 'Lanterns on the Hoai', hours: 4 },
    { outletId: abroad, lang: 'fr', title: `Lampions ${hostile}`, url: 'javascript:alert(1)', hours: 3 },
    { outletId: abroad, lang: 'vi', title: 'Đèn lồng trên sông Hoài', copy: true, hours: 2 },
  ]);
  bare = await portal.tell([{ outletId: abroad, lang: 'fr', title: 'Une histoire seule', hours: 30 }]);
});

const publishAll = async () => {
  article = await portal.publish({
    lang: 'vi',
    kind: 'clarification',
    storyId: story,
    title: `Đèn lồng & lễ hội ${hostile}`.slice(0, 100),
    lead: `Câu dẫn </script> ${long}`,
    body: `## Mục\n\nMột đoạn với ${hostile} và ${long}.\n\n![Ảnh](https://pictures.test/a.jpg "Chú thích")`,
    sources: [cited],
  });
  translation = await portal.translate(
    article.articleId,
    'en',
    { title: 'Lanterns and a festival', body: 'The lamps go out one by one.' },
    { machine: true },
  );
  alone = await portal.publish({ lang: 'en', title: 'Only in English', body: 'Nobody has translated this.' });
};

describe('before anything is published', () => {
  test('the front page opens with the story that most outlets tell, and says that there is no article yet', async () => {
    const { words, page } = await get('/en');
    expect(page.querySelector('.teaser-lead h2')?.textContent).toBe('Lanterns on the Hoai');
    expect(words).toContain('Our newsroom has not published in this language yet.');
    const voices = page.querySelectorAll('.voice-title');
    expect([...voices].map((voice) => voice.getAttribute('lang'))).toEqual(['vi', 'fr']);
  });

  test('the first article goes to the front at once', async () => {
    expect((await get('/en')).words).not.toContain('Only in English');
    await publishAll();
    expect((await get('/en')).words).not.toContain('Only in English');
    portal.hear('text.published', { articleId: alone.articleId, lang: 'en' });
    expect((await get('/en')).words).toContain('Only in English');
  });
});

const pages = () => ({
  front: ['/vi', '/en'],
  stories: ['/vi/stories', '/en/stories'],
  story: [`/vi/stories/${story}`, `/en/stories/${story}`],
  bare: [`/vi/stories/${bare}`, `/en/stories/${bare}`],
  places: ['/vi/places', '/en/places'],
  place: ['/vi/places/da-nang', '/en/places/da-nang'],
  about: ['/vi/about', '/en/about'],
  article: [article.path, translation.path],
  search: ['/vi/search?q=lễ hội', '/en/search?q=lanterns'],
});
const all = () => Object.values(pages()).flat();
const indexed = () => [...all().filter((path) => !path.includes('/search')), alone.path];

describe('every page', () => {
  test('is there in both languages, says its language, and has one main heading', async () => {
    for (const path of all()) {
      const { status, page, headers } = await get(path);
      expect([path, status]).toEqual([path, 200]);
      expect(headers.get('content-type')).toContain('text/html');
      expect(page.documentElement.getAttribute('lang')).toBe(path.slice(1, 3));
      expect([path, page.querySelectorAll('h1').length]).toEqual([path, 1]);
      expect(page.querySelector('title')?.textContent.length).toBeGreaterThan(6);
      const ids = [...page.querySelectorAll('[id]')].map(({ id }) => id);
      expect(ids).toEqual([...new Set(ids)]);
    }
  });

  test('runs no script, has no inline style, and loads nothing from elsewhere but pictures', async () => {
    for (const path of all()) {
      const { page, html, headers } = await get(path);
      const scripts = [...page.querySelectorAll('script')].map((script) => script.getAttribute('type'));
      expect(scripts.every((type) => type === 'application/ld+json')).toBe(true);
      expect(html).not.toMatch(/<style|\sstyle=|\son[a-z]+="/);
      expect(page.querySelectorAll('iframe, object, embed, link[rel=stylesheet][href^=http]')).toHaveLength(0);
      expect(headers.get('content-security-policy')).toContain("script-src 'self'");
      for (const link of page.querySelectorAll('a[href]')) expect(link.getAttribute('href')).toMatch(/^(https?:|\/|#)/);
      expect(html).not.toContain('<img src=x');
    }
  });

  test('names its languages so that they agree with one another, and one address as its own', async () => {
    for (const path of indexed()) {
      const { page } = await get(path);
      expect(page.querySelector('link[rel=canonical]')?.getAttribute('href')).toBe(origin + path);
      const alternates = languagesOf(page);
      for (const [lang, address] of alternates) {
        const there = await get(address.replace(origin, ''));
        expect([address, there.status]).toEqual([address, 200]);
        expect(languagesOf(there.page)).toEqual(alternates);
        if (lang !== 'x-default') expect(there.page.documentElement.getAttribute('lang')).toBe(lang);
      }
      if (path === alone.path) expect(alternates.size).toBe(0);
      else expect([...alternates.keys()].sort()).toEqual(['en', 'vi', 'x-default']);
    }
  });

  test('says how long it may be kept', async () => {
    const life = async (path: string) => (await get(path)).headers.get('cache-control');
    expect(await life('/en')).toBe('public, max-age=30, stale-while-revalidate=60, stale-if-error=86400');
    expect(await life(`/en/stories/${story}`)).toMatch(/^public, max-age=30,/);
    expect(await life('/en/places')).toMatch(/^public, max-age=3600,/);
    expect(await life(translation.path)).toMatch(/^public, max-age=45,/);
    portal.pass(7 * 3_600_000);
    portal.cache.clear();
    expect(await life(translation.path)).toMatch(/^public, max-age=300,/);
  });

  test('stays within its budget of HTML and CSS', async () => {
    const css = gzipSync(readFileSync(join(packageRoot, 'dist', asset('portal.css')))).length;
    const size = async (path: string) => gzipSync((await get(path)).html).length + css;
    expect(await size(article.path)).toBeLessThan(50_000);
    for (const path of all()) expect(await size(path)).toBeLessThan(70_000);
  });
});

const languagesOf = (page: Shown['page']) =>
  new Map(
    [...page.querySelectorAll('link[rel=alternate][hreflang]')].map((link) => [
      link.getAttribute('hreflang') ?? '',
      link.getAttribute('href') ?? '',
    ]),
  );
const linkedData = (page: Shown['page']) =>
  JSON.parse(page.querySelector('script[type="application/ld+json"]')?.textContent ?? 'null');

describe('an article', () => {
  test('tells search engines what it is, and ties the translation to its source', async () => {
    const [source, made] = [await get(article.path), await get(translation.path)];
    const data = linkedData(source.page);
    expect(data).toMatchObject({
      '@type': 'NewsArticle',
      '@id': origin + article.path,
      headline: article.text.title,
      inLanguage: 'vi',
      datePublished: '2026-11-23T09:00:00.000Z',
      publisher: { '@type': 'NewsMediaOrganization', name: 'Ban biên tập quốc gia' },
      image: { url: 'https://pictures.test/a.jpg' },
      citation: [{ name: cited.title, url: cited.url, inLanguage: 'vi' }],
      workTranslation: [{ '@id': origin + translation.path, inLanguage: 'en' }],
    });
    expect(linkedData(made.page)).toMatchObject({ translationOfWork: { '@id': origin + article.path } });
    expect(linkedData(made.page).workTranslation).toBeUndefined();
    const property = (name: string) => source.page.querySelector(`meta[property="${name}"]`)?.getAttribute('content');
    expect(property('og:type')).toBe('article');
    expect(property('og:title')).toBe(article.text.title);
    expect(property('og:image')).toBe('https://pictures.test/a.jpg');
    expect(property('og:locale')).toBe('vi_VN');
  });

  test('says where it comes from', async () => {
    const { words, page } = await get(translation.path);
    expect(words).toContain('Clarification');
    expect(words).toContain('Translated by a machine, then read and approved by Mai Lan');
    expect(page.querySelector(`.article-head a[hreflang=vi]`)?.getAttribute('href')).toBe(article.path);
    const source = await get(article.path);
    expect(source.words).toContain(cited.outlet.trim().slice(0, 20));
    expect(source.page.querySelector('.provenance a[rel~=external]')?.getAttribute('href')).toBe(cited.url);
    expect(source.page.querySelector(`a[href="/vi/stories/${story}"]`)).not.toBeNull();
  });

  test('that has no translation leads to the front page of the other language, which says so', async () => {
    const { page } = await get(alone.path);
    const other = page.querySelector('.masthead-languages a[hreflang=vi]')?.getAttribute('href') ?? '';
    const front = await get(other);
    expect(front.words).toContain('Bài đó chưa có bản tiếng Việt');
    expect(front.page.querySelector('link[rel=canonical]')?.getAttribute('href')).toBe(`${origin}/vi`);
    expect((await get('/vi')).words).not.toContain('Bài đó chưa có bản tiếng Việt');
  });

  test('has one address, whatever the words in it', async () => {
    const moved = await get(translation.path.replace(/\/[^/]+-(\w+)$/, '/an-older-title-$1'));
    expect([moved.status, moved.location]).toEqual([301, translation.path]);
  });

  test('shows its correction once it is heard of', async () => {
    expect((await get(alone.path)).words).not.toContain('eleven');
    await portal.correct(
      alone.articleId,
      'en',
      { title: 'Only in English', body: 'There are eleven.' },
      'There are eleven, not twelve.',
    );
    portal.hear('text.corrected', { articleId: alone.articleId, lang: 'en' });
    const { words, page } = await get(alone.path);
    expect(words).toContain('There are eleven, not twelve.');
    expect(linkedData(page).correction).toMatchObject([{ '@type': 'CorrectionComment' }]);
  });

  test('that was withdrawn is gone, with the reason, and no translation names it any more', async () => {
    await portal.withdraw(alone.text.id, `The date was wrong ${hostile}`);
    portal.hear('text.withdrawn', { articleId: alone.articleId, lang: 'en' });
    const { status, words, html, headers } = await get(alone.path);
    expect(status).toBe(410);
    expect(words).toContain('The date was wrong');
    expect(html).not.toContain('<script');
    expect(headers.get('cache-control')).toBe('no-store');
    expect((await get('/en')).words).not.toContain('Only in English');
  });
});

describe('a story', () => {
  test('shows who told it first, who told it in which language, and who only carried it', async () => {
    const { page, words } = await get(`/en/stories/${story}`);
    const heads = [...page.querySelectorAll('h2')].map((head) => head.textContent);
    expect(heads).toEqual(['From our newsroom', 'English', 'Vietnamese', 'French']);
    const titles = [...page.querySelectorAll('.voice-title')];
    expect(titles.map((title) => title.getAttribute('lang'))).toEqual([null, 'vi', 'fr']);
    expect(page.querySelector('.voice .tag')?.closest('.voice')?.textContent).toContain('Đèn lồng trên sông Hoài');
    expect(page.querySelector('.copies')?.textContent).toContain('Gazette');
    expect(words).toContain('Lanterns and a festival');
  });

  test('leads away to outlets, but never to an address that would run; summaries only where they are allowed', async () => {
    const { page } = await get(`/en/stories/${story}`);
    const links = [...page.querySelectorAll('.voice-title a')].map((link) => link.getAttribute('href'));
    expect(links).toEqual([`https://outlet.test/${story}/1`, `https://outlet.test/${story}/0`]);
    expect([...page.querySelectorAll('.teaser-text')].filter((text) => text.textContent === 'A summary.')).toHaveLength(
      1,
    );
  });

  test('is forgotten by the cache when it changes, and is not there once muted', async () => {
    expect((await get(`/vi/stories/${bare}`)).status).toBe(200);
    await portal.mute(bare);
    expect((await get(`/vi/stories/${bare}`)).status).toBe(200);
    portal.hear('story.changed', { storyId: bare });
    expect((await get(`/vi/stories/${bare}`)).status).toBe(404);
  });
});

describe('places', () => {
  test('show every one of today, what it was, and the rule by which titles are counted', async () => {
    const { page, words } = await get('/en/places');
    expect(page.querySelectorAll('.place-list > li')).toHaveLength(34);
    expect(words).toContain('with the former Ha Giang');
    expect(words).toContain('formerly Thua Thien Hue');
    expect(words).toContain('includes Hoang Sa');
    expect(words).toContain('seven UNESCO programmes');
    const marks = [...page.querySelectorAll('.tile-mark text')].map((mark) => mark.textContent);
    expect(marks).toEqual(['Hoang Sa', 'Truong Sa']);
  });

  test('give the days of the record, and lead from a former place to what it became', async () => {
    const { words } = await get('/vi/places/da-nang');
    expect(words).toContain('Quảng Nam (đến hết 30/06/2025)');
    expect(words).toContain('01/07/2025');
    const former = await get('/en/places/ha-giang');
    expect([former.status, former.location]).toEqual([301, '/en/places/tuyen-quang']);
  });
});

describe('search', () => {
  beforeAll(async () => {
    await index('text.published', { articleId: article.articleId, textId: article.text.id, lang: 'vi' });
    await index('story.changed', { storyId: story });
  });

  test('finds with and without diacritics, and shows a story once in the language of the reader', async () => {
    for (const query of ['đèn lồng', 'den long', 'ĐÈN LỒNG']) {
      const { page } = await get(`/en/search?q=${encodeURIComponent(query)}`);
      const found = [...page.querySelectorAll('.teaser-title a')].map((link) => link.getAttribute('href'));
      expect(found.toSorted()).toEqual([`/en/stories/${story}`, article.path].toSorted());
    }
  });

  test('says that nothing was found, what may be meant, and keeps out of search engines', async () => {
    expect((await get('/en/search')).words).toContain('What are you looking for?');
    expect((await get('/en/search?q=zzzzzz')).words).toContain('Nothing found for “zzzzzz”');
    expect((await get('/en/search?q=lantrens')).page.querySelector('.empty a')?.textContent).toMatch(/^lanterns$/i);
    const { page } = await get('/en/search?q=lanterns');
    expect(page.querySelector('meta[name=robots]')?.getAttribute('content')).toBe('noindex');
    expect(page.querySelector('link[rel=canonical]')).toBeNull();
  });

  test('bears queries of every kind', async () => {
    const odd = [
      hostile,
      `${'ế'.repeat(5_000)} x`,
      '🧧\ud800',
      "'; drop table x; --",
      '&|!:*()<->',
      '"',
      '\0',
      '%',
      '-lanterns',
    ];
    for (const query of odd) {
      const { status, page, html } = await get(`/en/search?q=${encodeURIComponent(query.toWellFormed())}`);
      expect([query.slice(0, 20), status]).toEqual([query.slice(0, 20), 200]);
      expect(html).not.toContain('<script>');
      expect(page.querySelector('#search')?.getAttribute('value')?.length ?? 0).toBeLessThanOrEqual(200);
    }
    for (const query of ['?q=a&page=0', '?q=a&page=1e9', '?q=a&page=NaN', '?q[]=a', '?q=%E0%A4%A', '?page=2'])
      expect([query, (await get(`/en/search${query}`)).status]).toEqual([query, 200]);
  });
});

describe('what is not there', () => {
  test('is answered in the language of the address', async () => {
    for (const path of [
      '/vi/nothing',
      '/vi/stories/999999',
      '/vi/stories/0x1',
      '/vi/places/atlantis',
      '/vi/bai-zzzz',
    ]) {
      const { status, page, words } = await get(path, { 'accept-language': 'en' });
      expect([path, status, page.documentElement.getAttribute('lang')]).toEqual([path, 404, 'vi']);
      expect(words).toContain('404');
    }
  });

  test('is a language that nobody has, or a path that means harm', async () => {
    const harmful = [
      '/xx',
      '/xx/stories',
      '/xx/places/da-nang',
      '/en/%00',
      '/en/..%2f..%2fetc%2fpasswd',
      '/en/stories/1%27',
    ];
    for (const path of [
      ...harmful,
      `/en/places/${hostile}`,
      `/en/${'a'.repeat(5_000)}-1`,
      '/en/-',
      '/EN',
      '/constructor',
    ]) {
      const { status, html } = await get(encodeURI(decodeURI(path)));
      expect([path.slice(0, 40), status]).toEqual([path.slice(0, 40), 404]);
      expect(html).not.toContain('alert(1)');
    }
  });

  test('leads on where it is only written otherwise', async () => {
    expect((await get('/en/')).location).toBe('/en');
    expect((await get('/', { 'accept-language': 'vi-VN,vi;q=0.9' })).location).toBe('/vi');
    expect((await get('/', { 'accept-language': 'vi', cookie: 'lang=en' })).location).toBe('/en');
    expect((await get(`/en/stories/00${story}`)).location).toBe(`/en/stories/${story}`);
  });
});

test('robots are told what is not for them', async () => {
  expect((await get('/robots.txt')).html).toContain('Disallow: /en/search');
});
