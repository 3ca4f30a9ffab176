import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fetchDue } from '../../src/ingest/index.ts';
import { safeFetch } from '../../src/platform/fetch/fetch.ts';
import type { Fetch } from '../../src/platform/index.ts';
import { addOutletWithChannel } from '../../src/sources/index.ts';
import { testDatabase } from '../harness/database.ts';

const corpus = resolve(import.meta.dirname, '../../../shared/corpus/vn-news');
const there = existsSync(`${corpus}/replay.mjs`);
if (!there)
  console.warn(`The corpus of real articles is not at ${corpus}: this run does not show that polling adapts.`);

type Article = { id: string; outlet: string; published: string };

const HOUR = 3_600_000;
const start = Date.parse('2013-10-21T12:00:00Z');
const days = 2;
const end = start + days * 24 * HOUR;
/** The busiest, and some that are quiet. */
const ranks = [0, 1, 2, 20, 40, 60];
const most = ranks.length;

describe.skipIf(!there)('real outlets over days, as they published', () => {
  const test = testDatabase();
  const client = safeFetch({ allow: ['127.0.0.0/8'], userAgent: 'cuaso-test' });
  const port = 40_000 + (process.pid % 10_000);
  const origin = `http://127.0.0.1:${port}`;
  let now = new Date(start);
  let replay: ChildProcess;
  // The replay shows of a feed what was published until a moment: here until the moment of the simulation.
  const fetch: Fetch = Object.assign(
    ((url, options) => client(url.endsWith('/feed.xml') ? `${url}?until=${now.toISOString()}` : url, options)) as Fetch,
    { close: client.close },
  );

  beforeAll(async () => {
    replay = spawn(process.execPath, [`${corpus}/replay.mjs`, String(port)], { stdio: ['ignore', 'pipe', 'inherit'] });
    await new Promise<void>((ready, fail) => {
      replay.stdout?.once('data', () => ready());
      replay.once('exit', () => fail(new Error('the replay of the corpus did not start')));
    });
  });
  afterAll(async () => {
    replay.kill();
    await client.close();
  });

  it('are asked less than every hour, the busy ones oftener than the quiet, and nothing is missed', {
    timeout: 600_000,
  }, async () => {
    const articles: Article[] = readFileSync(`${corpus}/articles.jsonl`, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const within = articles.filter(({ published }) => Date.parse(published) >= start && Date.parse(published) < end);
    const byOutlet = Map.groupBy(within, ({ outlet }) => outlet);
    const busiest = [...byOutlet]
      .toSorted(([, a], [, b]) => b.length - a.length)
      .filter((_, rank) => ranks.includes(rank));
    const channels = new Map<string, number>();
    for (const [outlet] of busiest) {
      const url = `${origin}/${outlet}/feed.xml`;
      const added = await addOutletWithChannel(
        test.db,
        { name: outlet, class: 'domestic-press', origin: 'desk' },
        { url },
      );
      channels.set(outlet, added.channelId);
    }
    while (now.getTime() < end) {
      await fetchDue({ db: test.db, fetch, clock: () => now });
      const { rows } = await sql<{ due: Date }>`select min(due_at) as due from sources.channel`.execute(test.db);
      now = new Date(Math.max(now.getTime() + 5 * 60_000, rows[0]?.due.getTime() ?? 0));
    }

    const { rows: visits } = await sql<{ channel: number; count: number }>`
      select channel_id as channel, count(*)::int as count from ingest.visit group by 1`.execute(test.db);
    const { rows: items } = await sql<{ url: string; waited: number }>`
      select url, extract(epoch from seen_at - published_at)::float8 / 60 as waited from ingest.item
      where version = 1 and published_at > ${new Date(start)}`.execute(test.db);
    const asked = visits.reduce((sum, { count }) => sum + count, 0);
    const waits = items.map(({ waited }) => waited).toSorted((a, b) => a - b);
    const mean = waits.reduce((sum, wait) => sum + wait, 0) / waits.length;
    const fixed = (most * days * 1_440) / asked / 2;
    console.log(
      `${most} outlets, ${days} days: ${waits.length} articles seen after ${waits[Math.floor(waits.length / 2)]?.toFixed(0)} min in the middle, ` +
        `${mean.toFixed(0)} on average, with ${asked} questions; so many at fixed times give ${fixed.toFixed(0)} min for both`,
    );
    // All that was published is there, but what came after the last look at its outlet.
    const urls = new Set(items.map(({ url }) => decodeURIComponent(url)));
    const early = busiest.flatMap(([, all]) => all).filter(({ published }) => Date.parse(published) < end - 24 * HOUR);
    expect(early.length).toBeGreaterThan(5);
    expect(early.filter(({ id }) => ![...urls].some((url) => url.endsWith(`-${id}.html`)))).toEqual([]);
    expect(asked).toBeLessThan(most * days * 24);
    const askedOf = (places: readonly number[]): number =>
      places.reduce((sum, place) => {
        const id = channels.get(busiest[place]?.[0] ?? '');
        return sum + (visits.find(({ channel }) => channel === id)?.count ?? 0);
      }, 0);
    expect(askedOf([0, 1, 2])).toBeGreaterThan(askedOf([3, 4, 5]));
  });
});
