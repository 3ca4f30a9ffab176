/**
 * Our first and unchanged pass beside those of feed readers from Debian, in one run, over the same feeds.
 *
 *   npm run bench:ingest-peers             500 feeds with 30 items each, three rounds
 *   npm run bench:ingest-peers -- 100 1    so many feeds, so many rounds
 *
 * newsboat (apt-get install newsboat) keeps items in SQLite, with as many threads as we have hosts in hand. tt-rss (see
 * ingest/tt-rss.ts for its packages; as root, since it must run as somebody else) keeps them in a durable PostgreSQL of the
 * same version and settings as ours, by its own command for that, in a copy that is let to the loopback. We keep them in
 * PostgreSQL with durable writes, with their texts made safe, their language told and their keys. Rounds
 * alternate; each begins from nothing. The middle of the rounds is compared. A peer that is not installed is named.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openFeeds, openStage } from './ingest/stage.ts';
import { hasTtRss, mostFeeds, ttRss, ttRssChanges } from './ingest/tt-rss.ts';

const [feeds = 500, rounds = 3] = process.argv.slice(2).map(Number);
const perFeed = 30;
/** How many times as fast as each peer we mean to be at first. */
const goals = { newsboat: 1.2, 'tt-rss': 10 };

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

async function ttRssSpeed(urls: readonly string[]): Promise<Speed> {
  const { items, first, again } = await ttRss(urls);
  if (items !== urls.length * perFeed) throw new Error(`peers: tt-rss holds ${items} items`);
  return { first: items / first, unchanged: items / again };
}

/** Says how we stand beside a peer; whether the goal was met. */
function compare(name: keyof typeof goals, mine: Speed, theirs: Speed): boolean {
  told(name, theirs);
  const [first, unchanged] = [mine.first / theirs.first, mine.unchanged / theirs.unchanged];
  console.log(
    `ours is ${first.toFixed(2)} times as fast as ${name} at first, ${unchanged.toFixed(2)} times when nothing is new`,
  );
  const met = first >= goals[name];
  console.log(met ? `goal met: at least ${goals[name]} times` : `MISSED: less than ${goals[name]} times`);
  return met;
}

const source = await openFeeds(feeds, perFeed);
const peers = { newsboat: spawnSync('newsboat', ['-v']).status === 0, 'tt-rss': hasTtRss() && feeds <= mostFeeds };
const mine: Speed[] = [];
const theirs: Record<keyof typeof goals, Speed[]> = { newsboat: [], 'tt-rss': [] };
try {
  for (let round = 0; round < rounds; round++) {
    mine.push(await ours(source.opml));
    if (peers.newsboat) theirs.newsboat.push(newsboat(source.urls));
    if (peers['tt-rss']) theirs['tt-rss'].push(await ttRssSpeed(source.urls));
  }
} finally {
  source.close();
}
told('ours', middles(mine));
if (peers['tt-rss']) console.log(`tt-rss is changed in a copy: ${ttRssChanges}`);
for (const name of ['newsboat', 'tt-rss'] as const)
  if (!peers[name])
    console.log(
      `${name}: ${name === 'tt-rss' && feeds > mostFeeds ? `takes ${mostFeeds} feeds at most` : 'not installed'}, not compared`,
    );
  else if (!compare(name, middles(mine), middles(theirs[name]))) process.exitCode = 1;
