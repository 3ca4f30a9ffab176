import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fetchDue, type Item, latestItems } from '../../src/ingest/index.ts';
import { safeFetch } from '../../src/platform/fetch/fetch.ts';
import { channelsOf, importSources, outletsByIds } from '../../src/sources/index.ts';
import { testDatabase } from '../harness/database.ts';

const corpus = resolve(import.meta.dirname, '../../../shared/corpus/vn-news');
const there = existsSync(`${corpus}/replay.mjs`);
if (!there) console.warn(`The corpus of real articles is not at ${corpus}: this run does not show that they come in.`);

type Article = { id: string; outlet: string; title: string; summary: string; published: string; body: string };

describe.skipIf(!there)('628 real articles of 223 outlets', () => {
  const test = testDatabase();
  const fetch = safeFetch({ allow: ['127.0.0.0/8'], userAgent: 'cuaso-test' });
  const port = 20_000 + (process.pid % 20_000);
  const articles: Article[] = there
    ? readFileSync(`${corpus}/articles.jsonl`, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))
    : [];
  let replay: ChildProcess;
  let now = new Date('2026-11-23T08:00:00Z');
  const parts = () => ({ db: test.db, fetch, clock: () => now });

  beforeAll(async () => {
    replay = spawn(process.execPath, [`${corpus}/replay.mjs`, String(port)], { stdio: ['ignore', 'pipe', 'inherit'] });
    await new Promise<void>((ready, fail) => {
      replay.stdout?.once('data', () => ready());
      replay.once('exit', () => fail(new Error('the replay of the corpus did not start')));
    });
  });
  afterAll(async () => {
    replay.kill();
    await fetch.close();
  });

  it('are imported as outlets, and once only', async () => {
    const opml = (await fetch(`http://127.0.0.1:${port}/opml`)).body;
    expect(await importSources(test.db, opml)).toMatchObject({ outlets: 223, channels: 223, refused: 0 });
    expect(await importSources(test.db, opml)).toMatchObject({ outlets: 0, channels: 0, there: 223 });
  });

  it('come in, each once, with title, text, time and outlet', async () => {
    const progress = await fetchDue(parts());
    expect(progress).toMatchObject({ channels: 223, failed: 0, items: 628, changed: 0, pages: 628 });
    const items = await latestItems(test.db, { most: 1_000 });
    expect(items).toHaveLength(628);
    const outlets = new Map(
      (
        await outletsByIds(
          test.db,
          items.map((item) => item.outletId),
        )
      ).map((o) => [o.id, o.name]),
    );
    const byAddress = new Map(items.map((item) => [addressOf(item), item]));
    const wrong = articles.flatMap((article) => {
      const item = byAddress.get(article.id);
      const faults = item ? compare(item, outlets.get(item.outletId), article) : ['missing'];
      return faults.length === 0 ? [] : [`${article.outlet}/${article.id}: ${faults.join(', ')}`];
    });
    expect(wrong).toEqual([]);
  }, 120_000);

  it('have all arrived for the modules that follow', async () => {
    const { rows } = await sql<{ ids: number[] }>`select payload -> 'itemIds' as ids from platform.outbox
      where event = 'items.arrived'`.execute(test.db);
    const ids = rows.flatMap((row) => row.ids);
    expect(ids).toHaveLength(628);
    expect(new Set(ids).size).toBe(628);
  });

  it('are not fetched again while they do not change', async () => {
    now = new Date(now.getTime() + 25 * 3_600_000);
    const progress = await fetchDue(parts());
    expect(progress).toMatchObject({ channels: 223, failed: 0, items: 0, changed: 0, pages: 0 });
    const channels = await channelsOf(test.db);
    expect(channels.filter((channel) => channel.status !== 304)).toEqual([]);
    expect(await latestItems(test.db, { most: 1_000 })).toHaveLength(628);
  }, 60_000);
});

const addressOf = (item: Item): string => /-(\w+)\.html$/.exec(item.url ?? '')?.[1] ?? '';

function compare(item: Item, outlet: string | undefined, article: Article): string[] {
  return [
    ...(item.title === plain(article.title) ? [] : [`title "${item.title}" is not "${article.title}"`]),
    ...(outlet === article.outlet ? [] : [`outlet ${outlet}`]),
    ...(Math.abs(item.published.getTime() - Date.parse(article.published)) < 1_000
      ? []
      : [`time ${item.published.toISOString()}`]),
    ...(item.lang === 'vi' ? [] : [`language ${item.lang}`]),
    ...(overlap(item.text, article.body) >= 0.9
      ? []
      : [`text ${overlap(item.text, article.body).toFixed(2)} by ${item.origin}`]),
  ];
}

const plain = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').trim();

/** Word overlap (F1 over the multisets of words): 1 when both say the same words equally often. */
function overlap(a: string, b: string): number {
  const wordsOf = (text: string) =>
    plain(text.toLowerCase())
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word !== '');
  const counts = new Map<string, number>();
  const [left, right] = [wordsOf(a), wordsOf(b)];
  for (const word of right) counts.set(word, (counts.get(word) ?? 0) + 1);
  let shared = 0;
  for (const word of left) {
    const count = counts.get(word) ?? 0;
    if (count > 0) shared++;
    counts.set(word, count - 1);
  }
  return left.length + right.length === 0 ? 1 : (2 * shared) / (left.length + right.length);
}
