import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../test/harness/database.ts';
import type { TestDesk, Visitor } from '../../test/harness/desk.ts';
import { sourcesDesk } from '../../test/harness/sources-desk.ts';
import { safeFetch } from '../platform/fetch/fetch.ts';
import { systemClock } from '../platform/index.ts';
import { addOutletWithChannel, channelsOf } from '../sources/index.ts';
import type { Kin } from './items.tsx';
import { latestItems } from './store/read.ts';
import { addStates } from './store/states.ts';

const test = testDatabase();
const fetch = safeFetch({ allow: ['127.0.0.0/8'], userAgent: 'cuaso-test' });
const clock = systemClock;
let desk: TestDesk;
let editor: Visitor;
let server: Server;
let origin = '';
let kin: Kin | undefined;
/** What the feed of the changing outlet says. */
let said = '';
const asked = new Map<string, string>();
let page = `<html lang="en"><title>The lamp is lit</title><body><article><h1>The lamp is lit</h1>${'<p>Every evening the keeper climbs the stairs and lights the lamp, so that the boats find the way home along the river.</p>'.repeat(8)}</article></body></html>`;

const feed = `<?xml version="1.0"?><rss version="2.0"><channel><title>Cổng thử</title><language>vi</language>
  <item><guid isPermaLink="false">1</guid><title>Lễ hội hoa ban &lt;b&gt;mở màn&lt;/b&gt;</title><description>Ngắn.</description></item></channel></rss>`;

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === '/feed') response.writeHead(200, { 'content-type': 'application/rss+xml' }).end(feed);
    else if (request.url === '/changing')
      response.writeHead(200, { 'content-type': 'application/feed+json' }).end(said);
    else if (request.url === '/paged') response.writeHead(302, { location: '/paged/here' }).end();
    else if (request.url === '/paged/here')
      response
        .writeHead(200, { 'content-type': 'application/rss+xml' })
        .end(
          `<rss version="2.0"><channel><title>P</title><item><title>The lamp</title><link>${origin}/lamp</link></item></channel></rss>`,
        );
    else if (request.url === '/lamp') response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page);
    else if (request.url === '/slow') {
      asked.set('/slow', 'asked');
      response.on('close', () => asked.set('/slow', 'left'));
    } else response.writeHead(404).end();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  desk = await sourcesDesk(test.db, { clock, fetch, kinOf: async () => kin });
  editor = await desk.person('editor');
});
afterAll(async () => {
  server.close();
  await fetch.close();
});

const plain = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

/** Registers an outlet with the channel that is found at an address. */
async function addSource(url: string, form: Record<string, string>) {
  const found = await editor.post('/desk/sources/new', { url });
  const path = /\/desk\/sources\/found\/\d+/.exec(found.text)?.[0] ?? '';
  return editor.post(path, { 'channel.0': '1', active: '1', ...form });
}

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

  it('is registered from the address of its feed', async () => {
    const added = await addSource(`${origin}/feed`, { class: 'official', name: 'Cổng <i>thử</i>' });
    expect(added.status).toBe(303);
    path = new URL(added.location ?? '', origin).pathname;
  });

  it('is tried at once, and each step is shown', async () => {
    const { text } = await editor.get(path);
    const tried = await editor.post(/\/desk\/sources\/channels\/\d+\/try/.exec(text)?.[0] ?? '');
    expect(plain(tried.text)).toMatch(/status 200.*Read as rss 2\.0: 1 entry.*Stored: 1 new, 0 changed/);
    expect(tried.headers.get('cache-control')).toContain('no-transform');
    const visit = /\/desk\/sources\/visits\/\d+/.exec(tried.text)?.[0] ?? '';
    const steps = plain((await editor.get(visit)).text);
    expect(steps).toContain('as rss 2.0: 1 entry');
    expect(steps).toContain('1 new item, 0 changed; 0 pages of articles follow');
    const page = await editor.get(path);
    expect(page.text).toContain('Lễ hội hoa ban mở màn');
    expect(plain(page.text)).toContain('Brought news');
  });

  it('shows the article of one page, and why there is none', async () => {
    const { channelId } = await addOutletWithChannel(
      test.db,
      { name: 'Pages', class: 'official', origin: 'desk' },
      { url: `${origin}/paged` },
    );
    const first = plain((await editor.post(`/desk/sources/channels/${channelId}/try`)).text);
    expect(first).toMatch(
      /Led on to \S+\/paged\/here.*Stored: 1 new.*1 page to read.*Found an article of \d+ words: The lamp is lit/,
    );
    // Nothing waits any more: the same page is looked at again.
    const again = plain((await editor.post(`/desk/sources/channels/${channelId}/try`)).text);
    expect(again).toMatch(/Stored: 0 new, 0 changed, 1 known.*Found an article/);
    page = '<html><body><p>Closed.</p></body></html>';
    expect(plain((await editor.post(`/desk/sources/channels/${channelId}/try`)).text)).toMatch(
      /No article was found in it: \S+ gave a page/,
    );
  });

  it('that was joined to another keeps knowing its items', async () => {
    const add = (name: string, url: string) =>
      addOutletWithChannel(test.db, { name, class: 'official', origin: 'desk' }, { url, state: 'paused' });
    const kept = await add('Kept', `${origin}/nothing-here`);
    const gone = await add('Gone', `${origin}/paged/here`);
    const tryIt = async () => plain((await editor.post(`/desk/sources/channels/${gone.channelId}/try`)).text);
    expect(await tryIt()).toContain('Stored: 1 new');
    const ids = `${kept.outletId} ${gone.outletId}`;
    await editor.post('/desk/sources/join', { kind: 'outlet', ids, keep: `${kept.outletId}` });
    expect(await tryIt()).toContain('Stored: 0 new, 0 changed, 1 known');
    expect(plain((await editor.get(`/desk/sources/outlets/${kept.outletId}`)).text)).toContain('The lamp');
    expect((await editor.get(`/desk/sources/outlets/${gone.outletId}`)).location).toBe(
      `/desk/sources/outlets/${kept.outletId}`,
    );
  });

  it('is stopped by who leaves, and nothing is stored', async () => {
    const { channelId } = await addOutletWithChannel(
      test.db,
      { name: 'Slow', class: 'official', origin: 'desk' },
      { url: `${origin}/slow` },
    );
    const cookie = [...editor.cookies].map((pair) => pair.join('=')).join('; ');
    const response = await desk.app.request(`http://cuaso.test/desk/sources/channels/${channelId}/try`, {
      method: 'POST',
      headers: { cookie, 'accept-language': 'en' },
    });
    expect(response.status).toBe(200);
    const reader = response.body?.getReader();
    let seen = '';
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
      seen += new TextDecoder().decode(part.value);
      if (seen.includes('asks for')) break;
    }
    expect(seen).toContain('Leaving this page stops it too');
    await expect.poll(() => asked.get('/slow')).toBe('asked');
    await reader?.cancel();
    await expect.poll(() => asked.get('/slow')).toBe('left');
    const { rows } = await sql`select from ingest.visit where channel_id = ${channelId}`.execute(test.db);
    expect(rows).toEqual([]);
  });

  it('shows the reason of a failure in plain words, in both languages', async () => {
    await editor.post(`${path}/channels`, { url: `${origin}/missing` });
    const channel = (await channelsOf(test.db)).find(({ url }) => url.endsWith('/missing'));
    const tried = await editor.post(`/desk/sources/channels/${channel?.id}/try`);
    expect(plain(tried.text)).toContain('Nothing is at this address any more (404)');
    const visit = /\/desk\/sources\/visits\/\d+/.exec(tried.text)?.[0] ?? '';
    expect(plain((await editor.get(visit)).text)).toContain('Nothing is at this address any more (404)');
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

  it('is read as what a person says, with what its kind needs', async () => {
    await editor.post(`${path}/channels`, { url: `${origin}/profile/thu.example` });
    const find = async () => (await channelsOf(test.db)).find(({ url }) => url.endsWith('/profile/thu.example'));
    const reading = `/desk/sources/channels/${(await find())?.id}/reading`;
    expect((await editor.get(path)).text).toContain(reading);
    expect((await editor.get(reading)).text).toMatch(/value="feed"[^>]*checked|checked[^>]*value="feed"/);
    const wrong = await editor.post(reading, { kind: 'bluesky', api: 'ở đâu đó' });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('value="ở đâu đó"');
    expect((await editor.post(reading, { kind: 'fax' })).status).toBe(422);
    const saved = await editor.post(reading, { kind: 'bluesky', api: `${origin}/` });
    expect(saved.location).toBe(`${path}?done=ingest.done.reading`);
    expect(await find()).toMatchObject({
      kind: 'bluesky',
      settings: { api: origin },
      host: new URL(origin).host,
      dueAt: null,
    });
    expect((await editor.get('/desk/sources/channels/999999/reading')).status).toBe(303);
    await editor.post(`/desk/sources/channels/${(await find())?.id}/state`, { state: 'paused' });
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

describe('an item', () => {
  const tell = (text: string, title = 'Đêm rằm ở phố cổ', more: object = {}) => {
    said = JSON.stringify({
      version: 'https://jsonfeed.org/version/1.1',
      title: 'Báo đổi lời',
      language: 'vi',
      items: [{ id: '7', title, content_text: text, ...more }],
    });
  };
  const lines = 'Phố cổ tắt đèn điện mỗi đêm rằm.\nKhách thả 500 hoa đăng trên sông.\n(Nguồn: Báo Bông Gió)';
  let channelId = 0;
  const tryIt = () => editor.post(`/desk/sources/channels/${channelId}/try`);
  const newest = async () => {
    const [item] = await latestItems(test.db, { most: 1 });
    if (!item) throw new Error('no item');
    return item;
  };

  it('shows its states beside each other with what differs marked', async () => {
    tell(lines);
    await addSource(`${origin}/changing`, { class: 'domestic-press', name: 'Báo đổi lời' });
    channelId = (await channelsOf(test.db)).find(({ url }) => url === `${origin}/changing`)?.id ?? 0;
    await tryIt();
    const first = await newest();
    const alone = await editor.get(`/desk/items/${first.id}`);
    expect(plain(alone.text)).toContain('It says itself that it was taken over');
    expect(alone.text).toContain('<q lang="vi">(Nguồn: Báo Bông Gió)</q>');
    expect(alone.text).not.toContain('class="comparison"');
    tell(lines.replace('500', '600'), 'Đêm rằm ở phố cổ <b>Hội An</b>');
    await tryIt();
    const second = await newest();
    expect(second.version).toBe(2);
    const redirect = await editor.get(`/desk/items/${second.id}`);
    expect(redirect.location).toBe(`/desk/items/${first.id}`);
    const { text } = await editor.get(`/desk/items/${first.id}`);
    expect(text).toContain('Khách thả <del>500</del> hoa đăng');
    expect(text).toContain('Khách thả <ins>600</ins> hoa đăng');
    expect(text).not.toContain('<b>Hội An');
    expect(plain(text)).toContain('Title and link alone.');
    expect((await editor.get(`/desk/items/${first.id}?a=2&b=2`)).text).toContain('are the same in both');
    const outlet = await editor.get(`/desk/sources/outlets/${second.outletId}`);
    expect(outlet.text).toContain(`href="/desk/items/${first.id}"`);
  });

  it('says what repeats it, and what it repeats', async () => {
    const { firstId } = await newest();
    const [other] = (await latestItems(test.db, { most: 20 })).filter((item) => item.firstId !== firstId);
    kin = { storyId: 12, copyOf: null, copies: [other?.firstId ?? 0] };
    const earliest = plain((await editor.get(`/desk/items/${firstId}`)).text);
    expect(earliest).toContain('It is the earliest of its copies here, but says itself that it was taken over');
    expect(earliest).toContain('1 item repeats its text');
    kin = { storyId: 12, copyOf: other?.firstId ?? 0, copies: [] };
    const copy = await editor.get(`/desk/items/${firstId}`);
    expect(plain(copy.text)).toContain('A copy: another item that was published earlier has the same text.');
    expect(copy.text).toContain('href="/desk/stories/12"');
    kin = undefined;
  });

  it('that its channel withdraws keeps what it said, in both languages of the desk', async () => {
    const { firstId } = await newest();
    said = JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title: 'x', items: [] });
    const { id } = await newest();
    await test.db
      .transaction()
      .execute((trx) => addStates(trx, [{ itemId: id, cause: 'channel', withdrawn: 'channel', hash: '00' }], clock()));
    const { text } = await editor.get(`/desk/items/${firstId}`);
    expect(plain(text)).toContain('Its channel says that it is withdrawn.');
    expect(plain(text)).toContain('Nothing: it is withdrawn.');
    expect(text).toContain('<del>Phố cổ tắt đèn điện mỗi đêm rằm.');
    editor.cookies.set('lang', 'vi');
    expect(plain((await editor.get(`/desk/items/${firstId}`)).text)).toContain('Nguồn đã gỡ');
    editor.cookies.delete('lang');
  });

  it('that nobody knows is not there', async () => {
    for (const id of ['999999', '0', 'x', '9'.repeat(30)])
      expect((await editor.get(`/desk/items/${id}`)).status).toBe(404);
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
