import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../../test/harness/database.ts';
import type { TestDesk, Visitor } from '../../../test/harness/desk.ts';
import { sourcesDesk } from '../../../test/harness/sources-desk.ts';
import { safeFetch } from '../../platform/fetch/fetch.ts';
import { systemClock } from '../../platform/index.ts';
import { addOutletWithChannel, channelsOf } from '../../sources/index.ts';
import { listed, listingPages } from '../kinds/listing/samples.ts';

const test = testDatabase();
const fetch = safeFetch({ allow: ['127.0.0.0/8'], userAgent: 'cuaso-test' });
const clock = systemClock;
let desk: TestDesk;
let editor: Visitor;
let server: Server;
let origin = '';
let outletId = 0;
let asked: string[] = [];
let path = '';

const article = `<html><body><h1 class="td">${listed[0]?.title}</h1><div class="sapo">Lời dẫn của bài viết này đủ dài để là lời dẫn.</div>
  <div class="noidung"><p>${'Một câu văn đủ dài trong bài. '.repeat(12)}</p><div class="hop">Hộp chen giữa bài</div><p>${'Câu tiếp theo. '.repeat(12)}</p></div></body></html>`;

beforeAll(async () => {
  server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://x');
    asked.push(pathname);
    const html = (text: string) => response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(text);
    if (pathname === '/tin') html(listingPages.cards ?? '');
    else if (pathname.startsWith('/tin-tuc/')) html(article);
    else if (pathname === '/trong') html('<p>Không có danh sách nào.</p>');
    else if (pathname === '/xau') html(hostile);
    else response.writeHead(404).end();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  desk = await sourcesDesk(test.db, { clock, fetch });
  editor = await desk.person('editor');
  const outlet = { name: 'Cổng thử', class: 'official', origin: 'desk' } as const;
  outletId = (await addOutletWithChannel(test.db, outlet, { url: `${origin}/rss`, state: 'paused' })).outletId;
  path = `/desk/sources/outlets/${outletId}/listing`;
});
afterAll(async () => {
  server.close();
  await fetch.close();
});

const hostile = `<html><head><base href="https://evil.example/"><meta http-equiv="refresh" content="0;url=https://evil.example/">
  <style>@import "https://evil.example/a.css"; .c{position:fixed;inset:0;background:url(https://evil.example/b)} </style ><link rel="stylesheet" href="/gone.css"></head>
  <body onload="x()"><script>document.title='owned'</script><form action="https://evil.example/"><input name="a"><button>Gửi</button></form>
  <iframe src="https://evil.example/"></iframe><a href="javascript:x()" onclick="x()">bấm</a><img src="https://evil.example/p.gif" onerror="x()"><img src="/ok.png">
  <div class="c" style="position:fixed;background:url(https://evil.example/c)">che</div><svg><script>x()</script></svg></body></html>`;

const query = (given: Record<string, string>): string => `${path}?${new URLSearchParams(given)}`;
const plain = (html: string): string => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const numberOf = async (pattern: RegExp, url = `${origin}/tin`): Promise<string> => {
  const { text } = await editor.get(`${path}/page?${new URLSearchParams({ url })}`);
  return pattern.exec(text)?.[1] ?? '';
};
const addressIn = (html: string): string => (/data-address="([^"]+)"/.exec(html)?.[1] ?? '').replaceAll('&amp;', '&');

describe('choosing a list on its page', () => {
  it('begins at an address, and marks the likeliest list with what comes of it', async () => {
    expect(plain((await editor.get(path)).text)).toContain('Address of the page that lists the news');
    const { status, text } = await editor.get(query({ url: `${origin}/tin` }));
    expect(status).toBe(200);
    expect(plain(text)).toContain(`${listed.length} items`);
    expect(plain(text)).toContain(listed[0]?.title);
    expect(plain(text)).toContain('8 of 8 with a date');
    expect(text).toContain('name="item" value="div.row &gt; div" checked');
    expect(addressIn(text)).toContain('item=div.row+%3E+div');
  });

  it('asks the outlet once, however long somebody chooses', async () => {
    asked = [];
    await editor.get(query({ url: `${origin}/tin` }));
    await editor.get(`${path}/page?${new URLSearchParams({ url: `${origin}/tin` })}`);
    expect(asked).toEqual([]);
  });

  it('by pointing: a click on any word of an entry names the list, one on a part that part', async () => {
    const word = await numberOf(/<time data-n="(\d+)"/);
    const rows = await editor.get(query({ url: `${origin}/tin`, item: 'ul.menu > li', part: 'item', pick: word }));
    expect(addressIn(rows.text)).toContain('item=div.row+%3E+div');
    const paragraph = await numberOf(/<p data-n="(\d+)" class="card-text"/);
    const { text } = await editor.get(
      query({ url: `${origin}/tin`, item: 'div.row > div', part: 'title', pick: paragraph }),
    );
    expect(addressIn(text)).toContain('title=.card-text');
    expect(plain(text)).toContain(listed[0]?.summary);
  });

  it('says why something cannot be that part, and keeps what was chosen', async () => {
    const outside = await numberOf(/<div data-n="(\d+)" class="footer"/);
    const { text } = await editor.get(
      query({ url: `${origin}/tin`, item: 'div.row > div', part: 'date', pick: outside }),
    );
    expect(plain(text)).toContain('outside the entries');
    expect(addressIn(text)).toContain('item=div.row+%3E+div');
    const fault = await editor.get(query({ url: `${origin}/tin`, item: 'own', own: 'div[' }));
    expect(plain(fault.text)).toContain('“div[” is not a CSS selector');
  });

  it('the parts of an article, by pointing at one that the list leads to', async () => {
    const sample = `${origin}${listed[0]?.path}`;
    const step = { url: `${origin}/tin`, item: 'div.row > div', step: 'article', sample };
    const paragraph = await numberOf(/class="noidung">\s*<p data-n="(\d+)"/, sample);
    const body = await editor.get(query({ ...step, part: 'body', pick: paragraph }));
    expect(addressIn(body.text)).toContain('a-body=div.noidung');
    expect(plain(body.text)).toContain('Hộp chen giữa bài');
    const box = await numberOf(/<div data-n="(\d+)" class="hop"/, sample);
    const cleaned = await editor.get(query({ ...step, 'a-body': 'div.noidung', part: 'remove', pick: box }));
    expect(addressIn(cleaned.text)).toContain('a-remove=.hop');
    expect(plain(cleaned.text).split('What comes of it')[0]).not.toContain('Hộp chen giữa bài');
    const cleared = await editor.get(query({ ...step, 'a-body': 'div.noidung', clear: 'body' }));
    expect(addressIn(cleared.text)).not.toContain('a-body');
  });

  it('keeps it as a channel, and lets it be chosen anew', async () => {
    const saved = await editor.post(path, {
      url: `${origin}/tin`,
      item: 'div.row > div',
      pages: '2',
      'a-body': '.noidung',
    });
    expect(saved.location).toBe(`/desk/sources/outlets/${outletId}?done=ingest.done.listing`);
    const channel = (await channelsOf(test.db, [outletId])).find(({ kind }) => kind === 'listing');
    expect(channel).toMatchObject({
      url: `${origin}/tin`,
      state: 'active',
      settings: { list: { item: 'div.row > div' }, pages: 2, article: { body: '.noidung' } },
    });
    const again = await editor.get(`${path}?channel=${channel?.id}`);
    expect(again.location).toContain('a-body=.noidung');
    expect(again.location).toContain(`channel=${channel?.id}`);
    await editor.post(path, { url: `${origin}/tin`, item: 'article.card', channel: String(channel?.id) });
    expect((await channelsOf(test.db, [outletId])).find(({ kind }) => kind === 'listing')?.settings).toEqual({
      list: { item: 'article.card' },
      pages: 1,
    });
    const twice = await editor.post(path, { url: `${origin}/tin`, item: 'article.card' });
    expect(twice.status).toBe(422);
    expect(plain(twice.text)).toContain('registered already');
  });

  it('nothing is kept while nothing is chosen, and a page that cannot be had says why', async () => {
    const empty = await editor.post(path, { url: `${origin}/trong` });
    expect(empty.status).toBe(422);
    expect(plain(empty.text)).toContain('Choose the list first');
    const gone = await editor.get(query({ url: `${origin}/khong-co` }));
    expect(gone.status).toBe(502);
    expect(plain(gone.text)).toContain('404');
    expect((await editor.get(query({ url: 'javascript:x()' }))).status).toBe(422);
    expect((await editor.get(query({ url: 'http://10.0.0.1/' }))).status).toBe(502);
  });
});

describe('the page in the frame', () => {
  it('can neither run, send nor ask for anything', async () => {
    const { text, headers } = await editor.get(`${path}/page?${new URLSearchParams({ url: `${origin}/xau` })}`);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain('sandbox allow-same-origin');
    expect(policy).toContain(`img-src https://127.0.0.1`);
    expect(text).toContain('data-n=');
    expect(text).toContain(`src="${origin}/ok.png"`);
    expect(text).not.toMatch(
      /evil\.example|<script|<form|<iframe|<input|<base|http-equiv="refresh|onload|onclick|onerror|javascript:|href=|fixed/i,
    );
  });
});
