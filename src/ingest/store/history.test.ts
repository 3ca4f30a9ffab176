import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'kysely';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { testDatabase } from '../../../test/harness/database.ts';
import { identify } from '../../language/index.ts';
import { safeFetch } from '../../platform/fetch/fetch.ts';
import { addOutletWithChannel } from '../../sources/index.ts';
import { openLanes } from '../lanes.ts';
import { runDueChannels } from '../pass.ts';
import { itemsByIds, latestItems } from './read.ts';
import { trimWatch } from './watch.ts';

const test = testDatabase();
const fetch = safeFetch({ allow: ['127.0.0.0/8'], userAgent: 'cuaso-test' });
let now = new Date('2026-11-23T08:00:00Z');
const wait = (minutes: number) => {
  now = new Date(now.getTime() + minutes * 60_000);
};
const pass = () =>
  runDueChannels({ db: test.db, fetch, clock: () => now, identify, lanes: openLanes(), chance: () => 0 });

const servers: Server[] = [];
async function host(handler: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const server = createServer(handler);
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
afterEach(async () => {
  await sql`update sources.channel set state = 'paused'`.execute(test.db);
  await sql`delete from ingest.watch`.execute(test.db);
});
afterAll(async () => {
  await fetch.close();
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

const rss = (items: string) =>
  `<?xml version="1.0"?><rss version="2.0"><channel><title>Báo thử</title><language>vi</language>${items}</channel></rss>`;
const entry = (origin: string, path: string, title: string, id = path) =>
  `<item><guid isPermaLink="false">${id}</guid><link>${origin}${path}</link><title>${title}</title><pubDate>${now.toUTCString()}</pubDate><description>Ngắn.</description></item>`;
const paragraphs = (about: string) =>
  Array.from(
    { length: 6 },
    (_, n) =>
      `<p>Đoạn ${n} kể về ${about}: người dân phố cổ thắp đèn, thả hoa và mời khách ghé thăm nhà mình trong đêm rằm.</p>`,
  ).join('');
const page = (title: string, body: string, head = '') =>
  `<html><head><title>${title}</title>${head}</head><body><article><h1>${title}</h1>${body}</article></body></html>`;
const html = { 'content-type': 'text/html; charset=utf-8' };

let outlets = 0;
const register = async (url: string) =>
  (
    await addOutletWithChannel(
      test.db,
      { name: `Báo thử ${++outlets}`, class: 'domestic-press', origin: 'desk' },
      { url },
    )
  ).outletId;
const itemsOf = (outletId: number) => latestItems(test.db, { outletIds: [outletId], most: 50 });
const only = async (outletId: number) => {
  const items = await itemsOf(outletId);
  expect(items).toHaveLength(1);
  return items[0] as (typeof items)[number];
};
async function arrivals(): Promise<number[]> {
  const { rows } = await sql<{ ids: number[] }>`select payload -> 'itemIds' as ids from platform.outbox
    where event = 'items.arrived' order by id`.execute(test.db);
  return rows.flatMap((row) => row.ids);
}

/** An outlet with one article whose page can be changed. */
async function article(first: string) {
  const state = { body: first, status: 200, conditional: 0, looks: 0, front: false, etag: '"1"', head: '' };
  const origin = await host((request, response) => {
    if (request.url === '/rss')
      response.writeHead(200).end(rss(entry(`http://${request.headers.host}`, '/bai.html', 'Đêm rằm ở phố cổ Hội An')));
    else if (request.url === '/bai.html') {
      state.looks++;
      if (state.front) response.writeHead(302, { location: '/' }).end();
      else if (state.status !== 200) response.writeHead(state.status).end();
      else if (request.headers['if-none-match'] === state.etag) {
        state.conditional++;
        response.writeHead(304).end();
      } else
        response
          .writeHead(200, { ...html, etag: state.etag })
          .end(page('Đêm rằm ở phố cổ Hội An', state.body, state.head));
    } else response.writeHead(200, html).end('<html><body>Trang chủ</body></html>');
  });
  const outletId = await register(`${origin}/rss`);
  await pass();
  return { state, outletId, origin };
}

describe('the page of a recent item', () => {
  it('is read again after an hour, six, a day and three, conditionally, and then no more', async () => {
    const { state } = await article(paragraphs('hội đèn'));
    const at = [30, 31, 4 * 60, 61, 17 * 60, 61, 47 * 60, 61, 72 * 60, 72 * 60];
    const seen: number[] = [];
    for (const minutes of at) {
      wait(minutes);
      await pass();
      seen.push(state.looks);
    }
    expect(seen).toEqual([1, 2, 2, 3, 3, 4, 4, 5, 5, 5]);
    expect(state.conditional).toBe(4);
  });

  it('that was changed makes a state that supersedes the one before, and the feed does not change it back', async () => {
    const { state, outletId } = await article(paragraphs('hội đèn'));
    const before = await only(outletId);
    state.body = paragraphs('hội đèn').replace('Đoạn 3 kể', 'Đính chính: đoạn 3 kể');
    state.etag = '"2"';
    wait(61);
    await pass();
    const after = await only(outletId);
    expect(after).toMatchObject({
      firstId: before.id,
      supersedes: before.id,
      version: 2,
      cause: 'page',
      origin: 'page',
      withdrawn: null,
    });
    expect(after.text).toContain('Đính chính');
    expect((await itemsByIds(test.db, [before.id]))[0]?.text).not.toContain('Đính chính');
    expect(await arrivals()).toContain(after.id);
    wait(1_500);
    await pass();
    expect((await only(outletId)).id).toBe(after.id);
  });

  it('in which only counters move stays the same', async () => {
    const { state, outletId } = await article(`${paragraphs('hội đèn')}<p>1.204 lượt xem</p>`);
    state.body = `${paragraphs('hội đèn')}<p>1.399 lượt xem</p>`;
    state.etag = '"2"';
    wait(61);
    await pass();
    expect(await only(outletId)).toMatchObject({ version: 1 });
  });

  it('that became something else is not taken for the article', async () => {
    const { state, outletId } = await article(paragraphs('hội đèn'));
    const other =
      'Chúng tôi sử dụng tệp nhớ để phục vụ bạn tốt hơn, xin hãy đồng ý trước khi tiếp tục truy cập trang này. ';
    state.body = `<p>${other}</p>`.repeat(6);
    state.etag = '"2"';
    wait(61);
    await pass();
    expect(await only(outletId)).toMatchObject({ version: 1 });
  });

  it.each([
    ['gone at once (410)', { status: 410 }, [61], 'gone'],
    ['not found twice, an hour apart (404)', { status: 404 }, [61, 61], 'not-found'],
    ['led to the front page twice', { front: true }, [61, 61], 'not-found'],
  ] as const)('that is %s is a withdrawal: a state without a text', async (_, fault, minutes, withdrawn) => {
    const { state, outletId } = await article(paragraphs('hội đèn'));
    const before = await only(outletId);
    Object.assign(state, fault);
    for (const [n, wanted] of minutes.entries()) {
      wait(wanted);
      await pass();
      if (n < minutes.length - 1) expect(await only(outletId)).toMatchObject({ version: 1, withdrawn: null });
    }
    const after = await only(outletId);
    expect(after).toMatchObject({
      supersedes: before.id,
      version: 2,
      withdrawn,
      text: '',
      summary: '',
      image: null,
      title: before.title,
    });
    expect(await arrivals()).toContain(after.id);
    expect((await itemsByIds(test.db, [before.id]))[0]?.text).toContain('phố cổ');
  });

  it('that is missing once and there again was never withdrawn', async () => {
    const { state, outletId } = await article(paragraphs('hội đèn'));
    state.status = 404;
    wait(61);
    await pass();
    state.status = 200;
    wait(61);
    await pass();
    state.status = 404;
    wait(6 * 60);
    await pass();
    expect(await only(outletId)).toMatchObject({ version: 1 });
  });

  it('that comes back is a new state with its text', async () => {
    const { state, outletId } = await article(paragraphs('hội đèn'));
    state.status = 410;
    wait(61);
    await pass();
    const gone = await only(outletId);
    wait(20);
    await pass();
    state.status = 200;
    wait(6 * 60);
    await pass();
    const back = await only(outletId);
    expect(back).toMatchObject({ supersedes: gone.id, version: 3, withdrawn: null });
    expect(back.text).toContain('phố cổ');
  });

  it('fails for a while without any harm', async () => {
    const { state, outletId } = await article(paragraphs('hội đèn'));
    for (const status of [403, 500, 503, 200]) {
      state.status = status;
      wait(26 * 60);
      await pass();
    }
    expect(await only(outletId)).toMatchObject({ version: 1 });
  });

  it('says of its own address what is remembered: its own, another site, or another item', async () => {
    const heads: Record<string, string> = {
      '/m/1.html': '<link rel="canonical" href="/bai/1.html?utm_source=x">',
      '/2.html': '<link rel="canonical" href="https://hang-tin.example/2">',
      '/3.html': '<meta property="og:url" content="/">',
      '/4.html': '<link rel="canonical" href="/bai/1.html">',
    };
    const origin = await host((request, response) => {
      const { url = '', headers } = request;
      if (url === '/rss')
        response.writeHead(200).end(
          rss(
            Object.keys(heads)
              .map((path, n) => entry(`http://${headers.host}`, path, `Tin số ${n} về phố cổ`))
              .join(''),
          ),
        );
      else response.writeHead(200, html).end(page('Tin về phố cổ', paragraphs(url), heads[url]));
    });
    const outletId = await register(`${origin}/rss`);
    await pass();
    const items = new Map((await itemsOf(outletId)).map((item) => [item.title.slice(7, 8), item]));
    const first = [...items.values()].find(({ url }) => url === `${origin}/bai/1.html`);
    expect(items.get('1')).toMatchObject({
      url: `${origin}/2.html`,
      elsewhere: 'https://hang-tin.example/2',
      twin: null,
    });
    expect(items.get('2')).toMatchObject({ url: `${origin}/3.html`, elsewhere: null, twin: null });
    // Two pages say that they are one article: the first to be read has the address, the other is its twin.
    const [owner, twin] = [items.get('0'), items.get('3')];
    expect([owner?.twin, twin?.twin].filter((id) => id !== null)).toEqual([first?.firstId]);
    expect(items.size).toBe(4);
  });
});

describe('a site of which most pages are missing at once', () => {
  it('was rebuilt: nothing is withdrawn', async () => {
    let rebuilt = false;
    const origin = await host((request, response) => {
      const { url = '', headers } = request;
      if (url === '/rss')
        response
          .writeHead(200)
          .end(
            rss(
              Array.from({ length: 8 }, (_, n) =>
                entry(`http://${headers.host}`, `/${n}.html`, `Tin số ${n} về phố cổ`),
              ).join(''),
            ),
          );
      else if (rebuilt) response.writeHead(404).end();
      else response.writeHead(200, html).end(page('Tin về phố cổ', paragraphs(url)));
    });
    const outletId = await register(`${origin}/rss`);
    await pass();
    rebuilt = true;
    for (const minutes of [61, 61, 7 * 60, 20 * 60, 60 * 60]) {
      wait(minutes);
      await pass();
    }
    expect((await itemsOf(outletId)).map(({ withdrawn }) => withdrawn)).toEqual(Array(8).fill(null));
  });
});

describe('what is watched', () => {
  it('is bounded for each outlet, the newest first, and is let go when it cannot be reached', async () => {
    for (let id = 1; id <= 6; id++)
      await sql`insert into ingest.watch (first_id, item_id, outlet_id, url, host, title, due_at)
        values (${id}, ${id}, ${id < 6 ? 1 : 2}, 'http://x', 'x', '', ${now})`.execute(test.db);
    expect(await trimWatch(test.db, 3, new Date(now.getTime() - 1))).toBe(2);
    const { rows } = await sql<{ id: number }>`select first_id as id from ingest.watch order by 1`.execute(test.db);
    expect(rows.map(({ id }) => id)).toEqual([3, 4, 5, 6]);
    expect(await trimWatch(test.db, 3, new Date(now.getTime() + 1))).toBe(4);
  });
});

describe('a feed', () => {
  it('whose ids differ at every look gives its items once, and does not fill the table of keys', async () => {
    let look = 0;
    const origin = await host((_, response) => {
      look++;
      response
        .writeHead(200)
        .end(
          rss(
            entry('http://x.example', '/mot.html', 'Một tin', `lan-${look}`) +
              entry('http://x.example', '/hai.html', 'Hai tin', `lan-${look}-2`),
          ),
        );
    });
    const outletId = await register(`${origin}/rss`);
    await sql`delete from ingest.page`.execute(test.db);
    for (let n = 0; n < 16; n++) {
      await sql`update sources.channel set due_at = '-infinity' where outlet_id = ${outletId}`.execute(test.db);
      await sql`delete from ingest.page`.execute(test.db);
      await pass();
    }
    expect(await itemsOf(outletId)).toHaveLength(2);
    const { rows } = await sql<{
      keys: number;
    }>`select count(*)::int as keys from ingest.item_key where outlet_id = ${outletId}`.execute(test.db);
    expect(rows[0]?.keys).toBeLessThanOrEqual(24);
    expect(look).toBeGreaterThan(14);
  });

  it('with one id for all, a thousand copies of one text, empty and enormous texts is stored for what it is', async () => {
    const enormous = 'Phố cổ sáng đèn. '.repeat(60_000);
    const whole = (id: string, path: string, title: string, text: string) =>
      `<item><guid isPermaLink="false">${id}</guid><link>http://x.example${path}</link><title>${title}</title>
      <pubDate>Mon, 23 Nov 2026 07:00:00 GMT</pubDate><content:encoded><![CDATA[<p>${text}</p>]]></content:encoded></item>`;
    const same =
      'Hội An đón khách trở lại sau đợt lũ, phố cổ sạch bùn và đèn lồng đã được thắp sáng như trước. '.repeat(12);
    const items = [
      whole('0', '/a', 'Một', same),
      whole('0', '/b', 'Hai', same),
      ...Array.from({ length: 1_000 }, (_, n) => whole(`c${n}`, `/c${n}`, 'Bản sao', same)),
      whole('rong', '/rong', '', ''),
      whole('trong', '/trong', 'Chỉ có tiêu đề', ''),
      whole('lon', '/lon', 'Rất dài', enormous),
    ];
    const origin = await host((_, response) => {
      response
        .writeHead(200)
        .end(rss(items.join('')).replace('<rss ', '<rss xmlns:content="http://purl.org/rss/1.0/modules/content/" '));
    });
    const outletId = await register(`${origin}/rss`);
    await sql`update sources.channel set state = 'active'`.execute(test.db);
    await pass();
    const { rows } = await sql<{ items: number; longest: number; first: number }>`select count(*)::int as items,
      max(length(b.text))::int as longest, count(*) filter (where i.title in ('Một', 'Hai'))::int as first
      from ingest.item i left join ingest.body b on b.item_id = i.id where i.outlet_id = ${outletId}`.execute(test.db);
    expect(rows[0]).toEqual({ items: 1_005, longest: 500_000, first: 2 });
  });
});
