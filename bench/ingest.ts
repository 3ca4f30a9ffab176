/**
 * How fast channels are fetched, read and stored, and where the time goes.
 *
 *   npm run bench:ingest            the corpus of real articles: 223 feeds, 628 items, their pages; then all of it unchanged
 *   npm run bench:ingest -- 500 30  so many made-up feeds with so many items of full text each; then all of it unchanged
 *
 * Everything is real: a server on the loopback, conditional requests, at most two at once per host, PostgreSQL of its
 * own with its writes durable. Steps run side by side, so that their times add up to more than the clock shows.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { openLanes } from '../src/ingest/lanes.ts';
import { runDueChannels } from '../src/ingest/pass.ts';
import { makeMonths } from '../src/ingest/store/months.ts';
import type { Deps } from '../src/ingest/visit.ts';
import { loadIdentifier } from '../src/language/index.ts';
import { safeFetch } from '../src/platform/fetch/fetch.ts';
import { importSources } from '../src/sources/index.ts';
import { openBenchDatabase } from './database.ts';

const [feeds, perFeed] = process.argv.slice(2).map(Number);

type Source = { opml: Uint8Array; close(): void };

/** The corpus as its own replay serves it. */
async function corpus(): Promise<Source> {
  const replay = resolve(import.meta.dirname, '../../shared/corpus/vn-news/replay.mjs');
  if (!existsSync(replay))
    throw new Error(`bench: the corpus is not at ${replay}; give a number of feeds and of items instead`);
  const port = 20_000 + (process.pid % 20_000);
  const child = spawn(process.execPath, [replay, String(port)], { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise((ready) => child.stdout.once('data', ready));
  const opml = await (await fetch(`http://127.0.0.1:${port}/opml`)).bytes();
  return { opml, close: () => child.kill() };
}

/** Made-up feeds in Vietnamese on four hosts, each item with its whole text. */
async function madeUp(count: number, items: number): Promise<Source> {
  const syllables =
    'biển núi sông làng phố chợ đình chùa lúa trà gốm lụa hội mùa nắng gió thuyền đảo hang động di sản'.split(' ');
  const words = (seed: number, length: number) =>
    Array.from({ length }, (_, i) => syllables[(seed * 7919 + i * i * 31 + i) % syllables.length]).join(' ');
  const feed = (path: string): string => {
    const number = Number(path.slice(1));
    const entries = Array.from({ length: items }, (_, i) => {
      const id = number * 1_000 + i;
      const date = new Date(Date.UTC(2026, 10, 22, 0, 0) - i * 3_600_000 - number * 1_000).toUTCString();
      return `<item><guid isPermaLink="false">${id}</guid><title>${words(id, 9)}</title><link>http://mau.example/${id}</link>
        <pubDate>${date}</pubDate><description>${words(id + 1, 30)}</description>
        <content:encoded><![CDATA[${`<p>${words(id + 2, 80)}</p>`.repeat(4)}]]></content:encoded></item>`;
    });
    return `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
      <channel><title>Báo mẫu ${number}</title><language>vi</language>${entries.join('')}</channel></rss>`;
  };
  const servers = await Promise.all(
    [1, 2, 3, 4].map(async (last) => {
      const server = createServer((request, response) => {
        const body = feed(request.url ?? '');
        const etag = `"${createHash('sha1').update(body).digest('base64url')}"`;
        if (request.headers['if-none-match'] === etag) response.writeHead(304).end();
        else response.writeHead(200, { etag, 'content-type': 'application/rss+xml' }).end(body);
      });
      await new Promise<void>((done) => server.listen(0, `127.0.0.${last}`, done));
      return { server, origin: `http://127.0.0.${last}:${(server.address() as AddressInfo).port}` };
    }),
  );
  const outlines = Array.from(
    { length: count },
    (_, i) => `<outline type="rss" text="Báo mẫu ${i}" xmlUrl="${servers[i % 4]?.origin}/${i}"/>`,
  );
  const opml = new TextEncoder().encode(`<opml version="2.0"><body>${outlines.join('')}</body></opml>`);
  return { opml, close: () => servers.map(({ server }) => server.close()) };
}

const { db, close } = await openBenchDatabase();
const out = safeFetch({ allow: ['127.0.0.0/8'], userAgent: 'cuaso-bench' });
const source = feeds ? await madeUp(feeds, perFeed ?? 30) : await corpus();

try {
  let now = new Date();
  await makeMonths(db, now);
  const began = performance.now();
  const { channels, outlets } = await importSources(db, source.opml);
  console.log(`import: ${outlets} outlets with ${channels} channels in ${Math.round(performance.now() - began)} ms`);

  const spent = new Map<string, number>();
  const measure: Deps['measure'] = (step, ms) => spent.set(step, (spent.get(step) ?? 0) + ms);
  const identify = await loadIdentifier();
  const deps: Deps = { db, fetch: out, clock: () => now, identify, lanes: openLanes(), chance: Math.random, measure };

  for (const name of ['first pass', 'unchanged pass']) {
    spent.clear();
    const start = performance.now();
    const cpu = process.cpuUsage();
    const done = await runDueChannels(deps);
    const seconds = (performance.now() - start) / 1000;
    const used = process.cpuUsage(cpu);
    const steps = [...spent].map(([step, ms]) => `${step} ${(ms / 1000).toFixed(2)} s`).join(', ');
    console.log(
      `${name}: ${done.channels} channels, ${done.items} items, ${done.pages} pages, ${done.failed} failed in ${seconds.toFixed(2)} s: ` +
        `${Math.round(done.items / seconds)} items/s, ${Math.round(done.channels / seconds)} channels/s`,
    );
    console.log(
      `  this process ${((used.user + used.system) / 1e6).toFixed(2)} CPU s, ${Math.round(process.memoryUsage().rss / 1e6)} MB; ${steps}`,
    );
    now = new Date(now.getTime() + 25 * 3_600_000);
  }
} finally {
  source.close();
  await out.close();
  await close();
}
