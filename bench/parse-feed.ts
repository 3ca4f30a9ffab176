/**
 * The cost of reading a feed beside feedsmith and rss-parser: CPU time from the same bytes, interleaved in one process,
 * the least of many rounds. Ours includes decoding, sanitising, dates and addresses; theirs what they do.
 *
 *   tsx bench/parse-feed.ts
 *
 * Limits: 0.8 of feedsmith and 0.7 of rss-parser on short RSS and on YouTube Atom. Then the bombs: 1 MB each under
 * 250 ms, and doubling the size under 2.2 times the time.
 */
import { parseFeed as feedsmith } from 'feedsmith';
import RssParser from 'rss-parser';
import { parseFeed } from '../src/ingest/feed/parse.ts';
import { bombs, fullRss, shortRss, youtubeAtom } from '../src/ingest/feed/samples.ts';

const rounds = 40;
const now = new Date(2030, 0);
const rssParser = new RssParser();
const text = new TextDecoder();

const parsers: Readonly<Record<string, (bytes: Uint8Array) => unknown>> = {
  ours: (bytes) => parseFeed(bytes, { url: 'https://bao.example.vn/rss/tin.rss', contentType: 'application/xml', now }),
  feedsmith: (bytes) => feedsmith(text.decode(bytes)),
  'rss-parser': (bytes) => rssParser.parseString(text.decode(bytes)),
};

function milliseconds(from: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1000;
}

async function time(parse: (bytes: Uint8Array) => unknown, feeds: Uint8Array[]): Promise<number> {
  const before = process.cpuUsage();
  for (const feed of feeds) await parse(feed);
  return milliseconds(before);
}

async function compare(name: string, feeds: Uint8Array[]): Promise<boolean> {
  const least = new Map<string, number>();
  for (let round = 0; round < rounds; round++) {
    for (const [parser, parse] of Object.entries(parsers)) {
      least.set(parser, Math.min(least.get(parser) ?? Number.POSITIVE_INFINITY, await time(parse, feeds)));
    }
  }
  const ours = least.get('ours') ?? 0;
  const toFeedsmith = ours / (least.get('feedsmith') ?? 1);
  const toRssParser = ours / (least.get('rss-parser') ?? 1);
  const megabytes = feeds.reduce((sum, feed) => sum + feed.length, 0) / 1e6;
  console.log(
    `${name.padEnd(14)} ${(megabytes / (ours / 1000)).toFixed(1)} MB/s  ${toFeedsmith.toFixed(2)} x feedsmith  ${toRssParser.toFixed(2)} x rss-parser`,
  );
  return toFeedsmith <= 0.8 && toRssParser <= 0.7;
}

const feeds = (make: (seed: number) => string): Uint8Array[] =>
  Array.from({ length: 40 }, (_, seed) => new TextEncoder().encode(make(seed)));

const met = [
  await compare('short RSS', feeds(shortRss)),
  await compare('YouTube Atom', feeds(youtubeAtom)),
  await compare('full RSS', feeds(fullRss)),
];

for (const [name, make] of Object.entries(bombs)) {
  const once = new TextEncoder().encode(make(1_000_000));
  const twice = new TextEncoder().encode(make(2_000_000));
  let [one, two] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let round = 0; round < 5; round++) {
    one = Math.min(one, await time(parsers.ours!, [once]));
    two = Math.min(two, await time(parsers.ours!, [twice]));
  }
  console.log(`bomb ${name.padEnd(20)} ${one.toFixed(0)} ms for 1 MB, ${(two / one).toFixed(2)} x for 2 MB`);
  // Under 20 ms the ratio is mostly the collector's.
  met.push(one < 250 && (two < 20 || two / one < 2.2));
}
process.exitCode = met.every(Boolean) ? 0 : 1;
