import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../test/harness/database.ts';
import { type TestDesk, testDesk, type Visitor } from '../../test/harness/desk.ts';
import { places } from '../places/index.ts';
import { safeFetch } from '../platform/fetch/fetch.ts';
import { packageRoot, systemClock } from '../platform/index.ts';
import { openPack } from '../platform/pack.ts';
import { channelsOf, sources } from '../sources/index.ts';
import { ingest } from './ingest.ts';

const test = testDatabase();
const fetch = safeFetch({ allow: ['127.0.0.0/8'], userAgent: 'cuaso-test' });
const clock = systemClock;
let desk: TestDesk;
let editor: Visitor;
let server: Server;
let origin = '';

const feed = `<?xml version="1.0"?><rss version="2.0"><channel><title>Cổng thử</title><language>vi</language>
  <item><guid isPermaLink="false">1</guid><title>Lễ hội hoa ban &lt;b&gt;mở màn&lt;/b&gt;</title><description>Ngắn.</description></item></channel></rss>`;

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === '/feed') response.writeHead(200, { 'content-type': 'application/rss+xml' }).end(feed);
    else response.writeHead(404).end();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const pack = openPack(join(packageRoot, 'country', 'vn'));
  const modules = [
    places({ db: test.db, pack }),
    sources({ db: test.db, pack, clock }),
    ingest({ db: test.db, fetch, clock }),
  ];
  for (const module of modules) await module.seeds?.();
  for (const module of modules) await module.seeds?.();
  desk = testDesk(test.db, modules, { clock });
  editor = await desk.person('editor');
});
afterAll(async () => {
  server.close();
  await fetch.close();
});

const plain = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

describe('the sources at first start', () => {
  it('are the outlets of the country pack, and nothing is fetched', async () => {
    const channels = await channelsOf(test.db);
    expect(channels.length).toBeGreaterThan(140);
    expect(channels.every((channel) => channel.state === 'paused')).toBe(true);
    const { status, text } = await editor.get('/desk/sources');
    expect(status).toBe(200);
    expect(plain(text)).toContain('353 outlets');
    expect(plain(text)).toMatch(/Domestic press: start \d+/);
    expect(plain(text)).toContain('Hoang Sa');
  });

  it('are started class by class', async () => {
    expect((await editor.post('/desk/sources/classes', { class: 'reference', state: 'active' })).location).toBe(
      '/desk/sources?done=sources.done.started',
    );
    await editor.post('/desk/sources/classes', { class: 'domestic-press', state: 'active' });
    expect((await channelsOf(test.db)).filter((channel) => channel.state === 'active').length).toBeGreaterThan(20);
    await editor.post('/desk/sources/classes', { class: 'domestic-press', state: 'paused' });
  });

  it('are found by name without diacritics, class, place and health', async () => {
    const found = plain((await editor.get('/desk/sources/outlets?q=ngoai+giao&class=official')).text);
    expect(found).toContain('Ministry of Foreign Affairs');
    expect(found).not.toContain('VnExpress');
    expect(plain((await editor.get('/desk/sources/outlets?place=04')).text)).toContain('Cao Bang');
    expect(plain((await editor.get('/desk/sources/outlets?standing=broken')).text)).toContain('No outlet fits');
    expect(plain((await editor.get('/desk/sources/outlets?q=%25')).text)).toContain('No outlet fits');
  });
});

describe('an outlet', () => {
  let path = '';

  it('is registered from an address, and what was typed stays when something is wrong', async () => {
    const wrong = await editor.post('/desk/sources/new', {
      url: 'ftp://x.vn',
      class: 'official',
      name: 'Cổng <i>thử</i>',
      rights: 'full',
    });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('value="Cổng &lt;i&gt;thử&lt;/i&gt;"');
    expect(plain(wrong.text)).toContain('Only addresses with http or https');
    expect(plain(wrong.text)).toContain('Name the agreement');
    const form = { url: `${origin}/feed`, class: 'official', name: 'Cổng <i>thử</i>', rights: 'link', active: '1' };
    const added = await editor.post('/desk/sources/new', form);
    expect(added.status).toBe(303);
    path = new URL(added.location ?? '', origin).pathname;
    const again = await editor.post('/desk/sources/new', form);
    expect(plain(again.text)).toContain('registered already, with Cổng');
  });

  it('is tried at once, and each step is shown', async () => {
    const { text } = await editor.get(path);
    const tried = await editor.post(/\/desk\/sources\/channels\/\d+\/try/.exec(text)?.[0] ?? '');
    expect(tried.status).toBe(303);
    const steps = plain((await editor.get(tried.location ?? '')).text);
    expect(steps).toContain('as rss 2.0: 1 entry');
    expect(steps).toContain('1 new item, 0 changed; 0 pages of articles follow');
    const page = await editor.get(path);
    expect(page.text).toContain('Lễ hội hoa ban mở màn');
    expect(plain(page.text)).toContain('Brought news');
  });

  it('shows the reason of a failure in plain words, in both languages', async () => {
    await editor.post(`${path}/channels`, { url: `${origin}/missing` });
    const channel = (await channelsOf(test.db)).find(({ url }) => url.endsWith('/missing'));
    const tried = await editor.post(`/desk/sources/channels/${channel?.id}/try`);
    expect(plain((await editor.get(tried.location ?? '')).text)).toContain('Nothing is at this address any more (404)');
    await editor.post('/preferences', { lang: 'vi', back: path });
    editor.cookies.set('lang', 'vi');
    expect(plain((await editor.get(path)).text)).toContain('Địa chỉ không còn nội dung (404)');
    editor.cookies.delete('lang');
    expect(plain((await editor.get('/desk/sources')).text)).toContain('Broken');
  });

  it('takes another channel, and says why not', async () => {
    const wrong = await editor.post(`${path}/channels`, { url: 'không phải' });
    expect(plain((await editor.get(wrong.location?.split('#')[0] ?? '')).text)).toContain('This is no web address');
  });

  it('is paused and started', async () => {
    const channel = (await channelsOf(test.db)).find(({ url }) => url === `${origin}/feed`);
    await editor.post(`/desk/sources/channels/${channel?.id}/state`, { state: 'paused' });
    expect(plain((await editor.get(path)).text)).toContain('Start');
  });

  it('is edited: rights, place, names', async () => {
    const { text } = await editor.get(`${path}/edit`);
    const place = /<option value="(04@[\d-]+)"/.exec(text)?.[1] ?? '';
    const form = {
      name: 'Cổng thử',
      class: 'official',
      rights: 'excerpt',
      agreement: 'CV 12/2026',
      rightsUntil: '2027-01-01',
      place,
    };
    expect((await editor.post(`${path}/edit`, form)).status).toBe(303);
    expect(plain((await editor.get(path)).text)).toMatch(/Cao Bang.*An excerpt with link.*CV 12\/2026/);
  });

  it('that nobody knows is not there', async () => {
    expect((await editor.get('/desk/sources/outlets/999999')).status).toBe(404);
    expect((await editor.get('/desk/sources/outlets/x')).status).toBe(404);
    expect((await editor.get('/desk/sources/visits/999999')).status).toBe(404);
  });
});

describe('lists of sources', () => {
  it('are previewed, imported line by line, and never doubled', async () => {
    const text =
      'outlet,channel,class\nBáo Mẫu,https://mau.example.vn/rss,domestic-press\nBáo Hỏng,mailto:x@y.vn,\nBáo Lạ,https://la.example.vn/rss,tabloid';
    const preview = await editor.post('/desk/sources/import', { text, class: 'mission', step: 'preview' });
    expect(plain(preview.text)).toContain('1 new outlet, 1 new channel, 0 known already, 2 refused.');
    expect(plain(preview.text)).toContain('Choose a class.');
    expect(preview.text).toContain('https://mau.example.vn/rss,domestic-press');
    expect(plain((await editor.post('/desk/sources/import', { text, step: 'import' })).text)).toContain('1 new outlet');
    expect(plain((await editor.post('/desk/sources/import', { text, step: 'import' })).text)).toContain(
      '0 new outlets, 0 new channels, 1 known already',
    );
    expect((await editor.post('/desk/sources/import', { text: '', step: 'import' })).status).toBe(422);
  });

  it('go out as OPML and CSV, and add nothing when they come back', async () => {
    for (const format of ['opml', 'csv']) {
      const { text, headers } = await editor.get(`/desk/sources/export.${format}`);
      expect(headers.get('content-disposition')).toContain(`sources.${format}`);
      const report = plain((await editor.post('/desk/sources/import', { text, step: 'preview' })).text);
      expect(report).toMatch(/0 new outlets, 0 new channels, \d+ known already, 0 refused/);
    }
  });
});

describe('how an outlet is asked', () => {
  it('stands on its page, and an agreement is taken down with its ground and taken back', async () => {
    const [channel] = await channelsOf(test.db);
    const path = `/desk/sources/outlets/${channel?.outletId}`;
    expect(plain((await editor.get(path)).text)).toContain('0 requests of at most 10,000');
    const without = await editor.post(`${path}/agreement`, { ground: ' ' });
    expect(plain((await editor.get(without.location ?? '')).text)).toContain('Say on what the agreement rests.');
    await editor.post(`${path}/agreement`, { ground: 'Công văn 12 <b>ngày 1</b>' });
    const { text } = await editor.get(path);
    expect(text).toContain('Công văn 12 &lt;b&gt;ngày 1&lt;/b&gt;');
    await editor.post(`${path}/agreement`, { end: '1' });
    expect(plain((await editor.get(path)).text)).not.toContain('Công văn 12');
    expect((await editor.post('/desk/sources/outlets/0/agreement', { ground: 'x' })).status).toBe(303);
  });
});
