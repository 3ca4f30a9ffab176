/**
 * Our first and unchanged pass beside those of feed readers from Debian, in one run, over the same feeds.
 *
 *   npm run bench:ingest-peers             500 feeds with 30 items each, three rounds
 *   npm run bench:ingest-peers -- 100 1    so many feeds, so many rounds
 *
 * newsboat (apt-get install newsboat) keeps items in SQLite, with as many threads as we have hosts in hand; we keep them
 * in PostgreSQL with durable writes, with their texts made safe, their language told and their keys. Rounds
 * alternate; each begins from nothing. The middle of the rounds is compared. A peer that is not installed is named.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openFeeds, openStage } from './ingest/stage.ts';

const [feeds = 500, rounds = 3] = process.argv.slice(2).map(Number);
const perFeed = 30;
const goal = 1.2;

type Speed = { first: number; unchanged: number };

async function ours(opml: Uint8Array): Promise<Speed> {
  const stage = await openStage();
  try {
    await stage.register(opml);
    const [first, again] = [await stage.pass(), await stage.pass()];
    if (first.done.items !== feeds * perFeed) throw new Error(`peers: ${first.done.items} items were stored`);
    return { first: (feeds * perFeed) / first.seconds, unchanged: (feeds * perFeed) / again.seconds };
  } finally {
    await stage.close();
  }
}

function newsboat(urls: readonly string[]): Speed {
  const folder = mkdtempSync(join(tmpdir(), 'newsboat-'));
  const file = (name: string): string => join(folder, name);
  writeFileSync(file('urls'), `${urls.join('\n')}\n`);
  writeFileSync(file('config'), 'reload-threads 16\nmax-items 0\n');
  const reload = (): number => {
    const args = ['-u', file('urls'), '-c', file('cache.db'), '-C', file('config'), '-x', 'reload'];
    const began = performance.now();
    const { status, stderr } = spawnSync('newsboat', args, { encoding: 'utf8', env: { ...process.env, HOME: folder } });
    if (status !== 0) throw new Error(`peers: newsboat ended with ${status}: ${stderr}`);
    return (performance.now() - began) / 1000;
  };
  try {
    const [first, again] = [reload(), reload()];
    const args = ['-u', file('urls'), '-c', file('cache.db'), '-C', file('config'), '-x', 'print-unread'];
    const { stdout } = spawnSync('newsboat', args, { encoding: 'utf8', env: { ...process.env, HOME: folder } });
    if (!stdout.includes(String(feeds * perFeed))) throw new Error(`peers: newsboat holds ${stdout.trim()}`);
    return { first: (feeds * perFeed) / first, unchanged: (feeds * perFeed) / again };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const middle = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
const middles = (speeds: readonly Speed[]): Speed => ({
  first: middle(speeds.map(({ first }) => first)),
  unchanged: middle(speeds.map(({ unchanged }) => unchanged)),
});
const told = (name: string, { first, unchanged }: Speed): void =>
  console.log(`${name}: ${Math.round(first)} items/s at first, ${Math.round(unchanged)} when nothing is new`);

const source = await openFeeds(feeds, perFeed);
const installed = spawnSync('newsboat', ['-v']).status === 0;
try {
  const mine: Speed[] = [];
  const theirs: Speed[] = [];
  for (let round = 0; round < rounds; round++) {
    mine.push(await ours(source.opml));
    if (installed) theirs.push(newsboat(source.urls));
  }
  told('ours', middles(mine));
  console.log('tt-rss: not compared; it needs a web server and an account set up by hand');
  if (!installed) console.log('newsboat: not installed, not compared');
  else {
    told('newsboat', middles(theirs));
    const first = middles(mine).first / middles(theirs).first;
    const unchanged = middles(mine).unchanged / middles(theirs).unchanged;
    console.log(
      `ours is ${first.toFixed(2)} times as fast as newsboat at first, ${unchanged.toFixed(2)} times when nothing is new`,
    );
    console.log(first >= goal ? `goal met: at least ${goal} times` : `MISSED: less than ${goal} times`);
    process.exitCode = first >= goal ? 0 : 1;
  }
} finally {
  source.close();
}
