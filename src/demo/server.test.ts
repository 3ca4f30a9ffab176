import { join } from 'node:path';
import { parseHTML } from 'linkedom';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packageRoot } from '../platform/index.ts';
import { openPack } from '../platform/pack.ts';
import { itemPath, readDemonstration } from './demonstration.ts';
import { type DemoServer, demoOutlets, demoServer } from './server.ts';

const pack = openPack(join(packageRoot, 'country/vn'));
const demonstration = readDemonstration(pack);
const now = new Date('2026-11-23T10:00:00Z');
let server: DemoServer;

beforeAll(async () => {
  server = await demoServer({ pack, now, port: 0 });
});
afterAll(() => server.close());

const get = (path: string, init?: RequestInit) => fetch(server.origin + path, init);

describe('every page', () => {
  test('says that it is a demonstration, in its own language', async () => {
    const paths = [
      '/',
      '/nothing',
      ...server.outlets.map((outlet) => outlet.sitePath),
      ...demonstration.items.map(itemPath),
    ];
    expect(paths.length).toBeGreaterThan(80);
    for (const path of paths) {
      const { document } = parseHTML(await (await get(path)).text());
      const notices = [...document.querySelectorAll('.demonstration')].map((notice) => notice.textContent);
      const lang = document.documentElement.getAttribute('lang') ?? '';
      expect(notices, path).toContain(demonstration.notices.page[lang]);
    }
  });

  test('of an item has the text, when it was published, where it belongs and the feeds of its outlet', async () => {
    for (const item of demonstration.items) {
      const { document } = parseHTML(await (await get(itemPath(item))).text());
      expect(document.querySelector('h1')?.textContent).toBe(item.title);
      const paragraphs = [...document.querySelectorAll('.article-body p')].map((paragraph) => paragraph.textContent);
      expect(paragraphs).toEqual([...item.body, demonstration.notices.text[item.language]]);
      expect(document.querySelector('link[rel=canonical]')?.getAttribute('href')).toBe(server.origin + itemPath(item));
      const data = JSON.parse(document.querySelector('script[type="application/ld+json"]')?.textContent ?? '');
      expect(data).toMatchObject({ '@type': 'NewsArticle', headline: item.title, inLanguage: item.language });
      expect(document.querySelectorAll('link[rel=alternate]').length).toBeGreaterThan(0);
    }
  });
});

test('the root leads to every outlet and every feed, and all of them answer', async () => {
  const { document } = parseHTML(await (await get('/')).text());
  const links = [...document.querySelectorAll('body a')].map((link) => link.getAttribute('href') ?? '');
  const expected = server.outlets.flatMap((outlet) => [
    outlet.sitePath,
    ...outlet.channels.map((channel) => channel.path),
  ]);
  expect(links).toEqual(expect.arrayContaining(expected));
  for (const path of links) expect(`${path} ${(await get(path)).status}`).toBe(`${path} 200`);
});

describe('a client that has been here before', () => {
  test.each(['/lotus/vi/rss.xml', '/bamboo/vi/atom.xml', '/kite/vi/feed.json', '/nuages/fr/index.rdf', '/opml'])(
    'gets 304 for %s by its entity tag and by its date',
    async (path) => {
      const first = await get(path);
      const etag = first.headers.get('etag') ?? '';
      const modified = first.headers.get('last-modified') ?? '';
      expect((await get(path, { headers: { 'If-None-Match': etag } })).status).toBe(304);
      expect((await get(path, { headers: { 'If-None-Match': `"other", W/${etag}` } })).status).toBe(304);
      expect((await get(path, { headers: { 'If-Modified-Since': modified } })).status).toBe(304);
      const changed = await get(path, { headers: { 'If-None-Match': '"other"', 'If-Modified-Since': modified } });
      expect(changed.status).toBe(200);
      expect((await get(path, { headers: { 'If-Modified-Since': 'yesterday' } })).status).toBe(200);
    },
  );
});

test('HEAD gives what GET gives, without the body; other methods are refused', async () => {
  const whole = await get('/carp/en/rss.xml');
  const head = await get('/carp/en/rss.xml', { method: 'HEAD' });
  expect(await head.text()).toBe('');
  for (const name of ['content-type', 'content-length', 'etag', 'last-modified'])
    expect(head.headers.get(name)).toBe(whole.headers.get(name));
  const post = await get('/carp/en/rss.xml', { method: 'POST', body: 'x' });
  expect([post.status, post.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
});

test('what is not there is 404 and no more', async () => {
  for (const path of ['/nothing', '/../../etc/passwd', '/%E0%A4%A', '/lotus/vi/rss.xml/', '//', '/__proto__'])
    expect((await get(path)).status).toBe(404);
});

test('a start with the same moment on the same port serves the same bytes', async () => {
  const paths = server.outlets.flatMap((outlet) => outlet.channels.map((channel) => channel.path));
  // A connection that is kept would be found closed after the restart.
  const tags = ({ origin }: DemoServer) =>
    Promise.all(
      paths.map(async (path) => (await fetch(origin + path, { headers: { Connection: 'close' } })).headers.get('etag')),
    );
  const first = await demoServer({ pack, now, port: 0 });
  const port = Number(new URL(first.origin).port);
  const before = await tags(first);
  await expect(demoServer({ pack, now, port })).rejects.toThrow(`port ${port} on 127.0.0.1 is taken`);
  await first.close();
  const second = await demoServer({ pack, now, port });
  const after = await tags(second);
  await second.close();
  expect(second.origin).toBe(first.origin);
  expect(after).toEqual(before);
});

test('the outlets can be registered without a server', () => {
  const outlets = demoOutlets(pack);
  expect(outlets).toEqual(server.outlets);
  expect(new Set(outlets.map((outlet) => outlet.id)).size).toBe(outlets.length);
  for (const outlet of outlets) expect(outlet.languages.length).toBeGreaterThan(0);
});
