import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../test/harness/database.ts';
import { identify } from '../language/index.ts';
import { safeFetch } from '../platform/fetch/fetch.ts';
import { addOutletWithChannel, channelById, healthOf } from '../sources/index.ts';
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

const long = 'Hội An đón khách trở lại sau đợt lũ, phố cổ sạch bùn và đèn lồng đã được thắp sáng như trước. '.repeat(15);
const entry = (id: string, title: string, content = long) =>
  `<item><guid>${id}</guid><link>http://outlet.example/${id}</link><title>${title}</title>
  <pubDate>Mon, 23 Nov 2026 07:00:00 GMT</pubDate><description>${content.slice(0, 100)}</description>
  <content:encoded><![CDATA[<p>${content}</p>]]></content:encoded></item>`;
const feed = (...entries: string[]) =>
  `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
  <channel><title>Báo thử</title><language>vi</language>${entries.join('')}</channel></rss>`;
const rss: Record<string, string> = { 'content-type': 'application/rss+xml; charset=utf-8' };

let outlets = 0;
async function register(url: string) {
  const { channelId } = await addOutletWithChannel(
    test.db,
    { name: `Báo thử ${++outlets}`, class: 'domestic-press', origin: 'desk' },
    { url },
  );
  return channelId;
}
const stateOf = async (id: number) => {
  const channel = await channelById(test.db, id);
  if (!channel) throw new Error('no channel');
  return channel;
};
const countOf = async () => (await latestItems(test.db, { most: 1_000 })).length;

beforeAll(() => {});
afterAll(async () => {
  await fetch.close();
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

describe('a pass', () => {
  it('stores what a channel brings, once', async () => {
    const url = await host((_, response) => response.writeHead(200, rss).end(feed(entry('a', 'Một'), entry('b', 'Hai'))));
    const id = await register(`${url}/rss`);
    const progress = await runDueChannels(deps());
    expect(progress).toMatchObject({ channels: 1, items: 2, failed: 0 });
    const [visit] = await lastVisits(test.db, [id], 1);
    expect(visit).toMatchObject({ outcome: 'items', status: 200, found: 2, fresh: 2, format: 'rss 2.0' });
    const items = await latestItems(test.db, { most: 10 });
    expect(items.map((item) => [item.title, item.lang, item.origin])).toEqual([
      ['Hai', 'vi', 'channel'],
      ['Một', 'vi', 'channel'],
    ]);
    expect(items[0]?.published).toEqual(new Date('2026-11-23T07:00:00Z'));
    wait(1_500);
    expect(await runDueChannels(deps())).toMatchObject({ channels: 1, items: 0 });
    await sleep(0);
    expect(await itemsByIds(test.db, items.map((item) => item.id))).toHaveLength(2);
    expect(healthOf(await stateOf(id), now)).toBe('fresh');
    expect(await countOf()).toBe(2);
  });
});
