import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'kysely';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { testDatabase } from '../../test/harness/database.ts';
import { identify } from '../language/index.ts';
import { safeFetch } from '../platform/fetch/fetch.ts';
import type { Fetch } from '../platform/index.ts';
import { addChannel, addOutletWithChannel, type Channel, channelById, healthOf } from '../sources/index.ts';
import { openLanes } from './lanes.ts';
import { runDueChannels } from './pass.ts';
import { itemsByIds, latestItems } from './store/read.ts';
import { lastVisits } from './store/visits.ts';
import type { Deps } from './visit.ts';

const test = testDatabase();
const fetch = safeFetch({ allow: ['127.0.0.0/8'], userAgent: 'cuaso-test' });
let now = new Date('2026-11-23T08:00:00Z');
const deps = (): Deps => ({ db: test.db, fetch, clock: () => now, identify, lanes: openLanes(), chance: () => 0 });
const wait = (minutes: number) => {
  now = new Date(now.getTime() + minutes * 60_000);
};

type Handler = (request: IncomingMessage, response: ServerResponse) => void;
const servers: Server[] = [];

/** A host of its own for each handler: a fault of one must not touch another. */
async function host(handler: Handler): Promise<string> {
  const server = createServer(handler);
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const long = 'Hội An đón khách trở lại sau đợt lũ, phố cổ sạch bùn và đèn lồng đã được thắp sáng như trước. '.repeat(
  15,
);
const entry = (id: string, title: string, content = long) =>
  `<item><guid>${id}</guid><link>http://outlet.example/${id}</link><title>${title}</title>
  <pubDate>Mon, 23 Nov 2026 07:00:00 GMT</pubDate><description>${content.slice(0, 100)}</description>
  <content:encoded><![CDATA[<p>${content}</p>]]></content:encoded></item>`;
const feed = (...entries: string[]) =>
  `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
  <channel><title>Báo thử</title><language>vi</language>${entries.join('')}</channel></rss>`;
const short = (link: string, title: string) =>
  `<item><guid>${link}</guid><link>${link}</link><title>${title}</title>
  <pubDate>Mon, 23 Nov 2026 07:00:00 GMT</pubDate><description>${long.slice(0, 100)}</description></item>`;
const html: Record<string, string> = { 'content-type': 'text/html; charset=utf-8' };
const rss: Record<string, string> = { 'content-type': 'application/rss+xml; charset=utf-8' };

let outlets = 0;
const outlet = () => ({ name: `Báo thử ${++outlets}`, class: 'domestic-press', origin: 'desk' }) as const;
const register = async (url: string) => (await addOutletWithChannel(test.db, outlet(), { url })).channelId;

const stateOf = async (id: number) => {
  const channel = await channelById(test.db, id);
  if (!channel) throw new Error('no channel');
  return channel;
};
const itemsOf = async (id: number) => latestItems(test.db, { outletIds: [(await stateOf(id)).outletId], most: 100 });
const lastVisit = async (id: number) => (await lastVisits(test.db, [id], 1))[0];

async function arrivals(): Promise<number[]> {
  const { rows } = await sql<{ ids: number[] }>`select payload -> 'itemIds' as ids from platform.outbox
    where event = 'items.arrived' order by id`.execute(test.db);
  return rows.flatMap((row) => row.ids);
}

/** A hundred megabytes a second, for ever. */
function endless(_: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, rss);
  const megabyte = Buffer.alloc(1_000_000, 'x');
  const more = (): void => {
    while (!response.destroyed && response.write(megabyte));
    if (!response.destroyed) response.once('drain', more);
  };
  more();
}

// What one test registered must not come due in the next.
afterEach(() => sql`update sources.channel set state = 'paused'`.execute(test.db));
afterAll(async () => {
  await fetch.close();
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

describe('a pass', () => {
  it('stores what a channel brings, once', async () => {
    const url = await host((_, response) =>
      response.writeHead(200, rss).end(feed(entry('a', 'Một'), entry('b', 'Hai'))),
    );
    const id = await register(`${url}/rss`);
    expect(await runDueChannels(deps())).toMatchObject({ channels: 1, items: 2, failed: 0 });
    expect(await lastVisit(id)).toMatchObject({ outcome: 'items', status: 200, found: 2, fresh: 2, format: 'rss 2.0' });
    const items = await itemsOf(id);
    expect(items.map((item) => [item.title, item.lang, item.origin])).toEqual([
      ['Hai', 'vi', 'channel'],
      ['Một', 'vi', 'channel'],
    ]);
    expect(items[0]?.published).toEqual(new Date('2026-11-23T07:00:00Z'));
    wait(1_500);
    expect(await runDueChannels(deps())).toMatchObject({ channels: 1, items: 0 });
    expect(await itemsOf(id)).toHaveLength(2);
    expect(healthOf(await stateOf(id), now)).toBe('fresh');
  });

  it('asks conditionally, and a 304 adds nothing', async () => {
    const asked: (string | undefined)[] = [];
    const url = await host((request, response) => {
      asked.push(request.headers['if-none-match']);
      if (request.headers['if-none-match']) response.writeHead(304).end();
      else response.writeHead(200, { ...rss, etag: '"one"' }).end(feed(entry('a', 'Một')));
    });
    const id = await register(`${url}/rss`);
    await runDueChannels(deps());
    wait(1_500);
    await runDueChannels(deps());
    expect(asked).toEqual([undefined, '"one"']);
    expect(await lastVisit(id)).toMatchObject({ outcome: 'unchanged', status: 304, fresh: 0 });
  });

  it('supersedes what has changed, and keeps the state before', async () => {
    let title = 'Bão số 12 đổi hướng';
    const url = await host((_, response) =>
      response.writeHead(200, rss).end(feed(entry('a', title), entry('b', 'Hai'))),
    );
    const id = await register(`${url}/rss`);
    await runDueChannels(deps());
    const [first] = (await itemsOf(id)).filter((item) => item.title === title);
    title = 'Bão số 12 suy yếu';
    wait(1_500);
    expect(await runDueChannels(deps())).toMatchObject({ items: 0, changed: 1 });
    const items = await itemsOf(id);
    expect(items.map((item) => item.title).toSorted()).toEqual(['Bão số 12 suy yếu', 'Hai']);
    const second = items.find((item) => item.title === title);
    expect(second).toMatchObject({ supersedes: first?.id, firstId: first?.id, version: 2 });
    expect((await itemsByIds(test.db, [first?.id ?? 0]))[0]?.title).toBe('Bão số 12 đổi hướng');
  });

  it('takes an article that two channels of an outlet bring for one item', async () => {
    const url = await host((request, response) =>
      response.writeHead(200, rss).end(feed(entry('a', request.url === '/all' ? 'Một' : 'Một (văn hoá)'))),
    );
    const { outletId, channelId } = await addOutletWithChannel(test.db, outlet(), { url: `${url}/all` });
    await addChannel(test.db, outletId, { url: `${url}/culture` });
    await runDueChannels(deps());
    wait(1_500);
    await runDueChannels(deps());
    expect((await latestItems(test.db, { outletIds: [outletId], most: 10 })).map((item) => item.version)).toEqual([1]);
    expect(channelId).toBeGreaterThan(0);
  });

  it('reads the page where the channel gives a foretaste, and the item arrives with its text', async () => {
    const page = `<html><body><nav><a href="/">Trang chủ</a></nav><article><h1>Một</h1>
      ${`<p>${long.slice(0, 600)}</p>`.repeat(4)}</article></body></html>`;
    const url = await host((request, response) => {
      if (request.url?.endsWith('.html'))
        response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page);
      else if (request.url === '/gone') response.writeHead(404).end();
      else
        response
          .writeHead(200, rss)
          .end(
            feed(
              short(`http://${request.headers.host}/a.html`, 'Một'),
              short(`http://${request.headers.host}/gone`, 'Hai'),
            ),
          );
    });
    const before = await arrivals();
    const id = await register(`${url}/rss`);
    expect(await runDueChannels(deps())).toMatchObject({ items: 2, pages: 2 });
    const items = await itemsOf(id);
    expect(items.find((item) => item.title === 'Một')?.text).toContain('đèn lồng đã được thắp sáng');
    expect(items.map((item) => item.origin).toSorted()).toEqual(['page', 'summary']);
    const after = await arrivals();
    expect(after.slice(before.length).toSorted()).toEqual(items.map((item) => item.id).toSorted());
  });

  it('follows a channel that has moved for good, and comes back when that fails', async () => {
    let moved = true;
    const url = await host((request, response) => {
      if (request.url === '/old' && moved) response.writeHead(301, { location: '/new' }).end();
      else if (request.url === '/new' && !moved) response.writeHead(404).end();
      else response.writeHead(200, rss).end(feed(entry('a', `Một ${moved}`)));
    });
    const id = await register(`${url}/old`);
    await runDueChannels(deps());
    expect(await stateOf(id)).toMatchObject({ fetchUrl: `${url}/new`, url: `${url}/old` });
    moved = false;
    wait(1_500);
    await runDueChannels(deps());
    expect(await stateOf(id)).toMatchObject({ fetchUrl: `${url}/old`, outcome: 'not-found', failures: 1 });
    wait(1_500);
    await runDueChannels(deps());
    expect(await stateOf(id)).toMatchObject({ outcome: 'items', failures: 0 });
  });

  it('asks a host for one thing at a time', async () => {
    let open = 0;
    let most = 0;
    const url = await host((_, response) => {
      most = Math.max(most, ++open);
      setTimeout(() => {
        open--;
        response.writeHead(200, rss).end(feed());
      }, 20);
    });
    for (let i = 0; i < 12; i++) await register(`${url}/${i}`);
    expect(await runDueChannels(deps())).toMatchObject({ channels: 12 });
    expect(most).toBe(1);
  });

  it('shares the hosts among passes that run at once, and fetches nothing twice', async () => {
    const asked = new Map<string, number>();
    for (let i = 0; i < 6; i++) {
      const url = await host((request, response) => {
        const key = `${i}${request.url}`;
        asked.set(key, (asked.get(key) ?? 0) + 1);
        response.writeHead(200, rss).end(feed(entry(`${i}${request.url}`, key)));
      });
      for (const path of ['a', 'b', 'c']) await register(`${url}/${path}`);
    }
    const passes = await Promise.all([runDueChannels(deps()), runDueChannels(deps()), runDueChannels(deps())]);
    expect(passes.reduce((sum, pass) => sum + pass.items, 0)).toBe(18);
    expect([...asked.values()]).toEqual(Array(18).fill(1));
  });
});

describe('a channel that fails', () => {
  const faults: [string, Handler, Partial<Channel>, string][] = [
    [
      'is no feed',
      (_, response) => response.writeHead(200, html).end('<html><title>Trang chủ</title></html>'),
      { outcome: 'not-a-feed' },
      'web page',
    ],
    ['is gone', (_, response) => response.writeHead(410).end(), { outcome: 'gone', status: 410 }, '410'],
    ['is not found', (_, response) => response.writeHead(404).end(), { outcome: 'not-found', status: 404 }, '404'],
    ['is refused', (_, response) => response.writeHead(403).end('no'), { outcome: 'forbidden', status: 403 }, '403'],
    ['fails', (_, response) => response.writeHead(500).end('oops'), { outcome: 'server-error', status: 500 }, '500'],
    [
      'hides behind a gate',
      (_, response) =>
        response
          .writeHead(200, html)
          .end('<html><script>document.cookie="D1N=1";window.location.reload(true);</script></html>'),
      { outcome: 'gate' },
      'sets a cookie',
    ],
    [
      'redirects for ever',
      (request, response) => response.writeHead(302, { location: `/${Number(request.url?.slice(1) || 0) + 1}` }).end(),
      { outcome: 'redirects' },
      'redirects more than',
    ],
    [
      'leads to a private address',
      (_, response) => response.writeHead(302, { location: 'http://10.0.0.1/feed' }).end(),
      { outcome: 'private-address' },
      '10.0.0.1',
    ],
    ['cuts the connection', (_, response) => response.socket?.destroy(), { outcome: 'connect' }, 'connection'],
    ['never ends', endless, { outcome: 'too-large' }, 'more than 10 MB'],
    ['never answers', () => {}, { outcome: 'timeout' }, 'did not answer'],
  ];

  it.each(faults)('%s: says so and harms nothing else', async (_name, handler, expected, words) => {
    const good = await host((_, response) => response.writeHead(200, rss).end(feed(entry(`good-${outlets}`, 'Tốt'))));
    const bad = await host(handler);
    const badId = await register(`${bad}/`);
    const goodId = await register(`${good}/rss`);
    const memory = process.memoryUsage().rss;
    const quick: Fetch = Object.assign(((to, options) => fetch(to, { ...options, timeoutMs: 2_500 })) as Fetch, {
      close: fetch.close,
    });
    expect(await runDueChannels({ ...deps(), fetch: quick })).toMatchObject({ channels: 2, failed: 1, items: 1 });
    const channel = await stateOf(badId);
    expect(channel).toMatchObject({ ...expected, failures: 1 });
    expect(channel.detail).toContain(words);
    expect(channel.dueAt?.getTime() ?? 0).toBeGreaterThan(now.getTime());
    expect(await itemsOf(goodId)).toHaveLength(1);
    expect(process.memoryUsage().rss - memory).toBeLessThan(150_000_000);
  });

  it('that says nothing is no failure, but is told', async () => {
    const url = await host((_, response) => response.writeHead(200, rss).end(feed()));
    const id = await register(url);
    await runDueChannels(deps());
    expect(await stateOf(id)).toMatchObject({ outcome: 'empty', failures: 0 });
  });

  it('heeds Retry-After, and leaves its host alone that long', async () => {
    let asked = 0;
    const url = await host((_, response) => {
      asked++;
      response.writeHead(429, { 'retry-after': '7200' }).end();
    });
    const first = await register(`${url}/a`);
    const second = await register(`${url}/b`);
    await runDueChannels(deps());
    const [one, two] = [await stateOf(first), await stateOf(second)];
    expect(asked).toBeLessThanOrEqual(2);
    expect((one.dueAt?.getTime() ?? 0) - now.getTime()).toBeGreaterThanOrEqual(7_200_000);
    expect((two.dueAt?.getTime() ?? 0) - now.getTime()).toBeGreaterThanOrEqual(7_200_000);
  });

  it('is not blamed for the outage of its host, and comes back by itself', async () => {
    let up = false;
    let asked = 0;
    const url = await host((request, response) => {
      asked++;
      if (up) response.writeHead(200, rss).end(feed(entry(`up${request.url}`, `Một ${request.url}`)));
      else response.writeHead(503).end();
    });
    const ids: number[] = [];
    for (let i = 0; i < 20; i++) ids.push(await register(`${url}/${i}`));
    await runDueChannels(deps());
    expect(asked).toBeLessThan(10);
    const states = await Promise.all(ids.map(stateOf));
    expect(
      states.filter((channel) => channel.outcome === 'host-down' && channel.failures === 0).length,
    ).toBeGreaterThan(10);
    up = true;
    wait(1_500);
    expect(await runDueChannels(deps())).toMatchObject({ items: 20, failed: 0 });
    for (const id of ids) expect(await stateOf(id)).toMatchObject({ outcome: 'items', failures: 0 });
  });

  it('with what no table can hold is stored without it', async () => {
    const url = await host((_, response) =>
      response
        .writeHead(200, rss)
        .end(feed(entry('nul', 'Một\u0000 &#0; &#xD800; hai', `${long}\u0000`), entry('ok', 'Ba'))),
    );
    const id = await register(url);
    expect(await runDueChannels(deps())).toMatchObject({ items: 2, failed: 0 });
    expect((await itemsOf(id)).every((item) => !item.text.includes('\0'))).toBe(true);
  });
});
