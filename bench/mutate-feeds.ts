/**
 * Damages feeds at random and reads them: nothing may throw, take long or cost a neighbour.
 *
 *   tsx bench/mutate-feeds.ts [how many, 20000 by default]
 *
 * Half of the feeds are damaged anywhere; in the other half one item is, and every other item must still be there.
 */
import { mutate } from '../src/ingest/feed/mutate.ts';
import { parseFeed } from '../src/ingest/feed/parse.ts';
import { fullRss, shortRss, youtubeAtom } from '../src/ingest/feed/samples.ts';

const count = Number(process.argv[2] ?? 20_000);
const now = new Date(2030, 0);
const encoder = new TextEncoder();
const read = (text: string) => parseFeed(encoder.encode(text), { url: 'https://bao.example.vn/rss', now });

const samples = [shortRss(1), fullRss(2), youtubeAtom(3)];
const whole = samples.map((sample) => read(sample).items.map((item) => item.link));
let [slowest, lost, kept] = [0, 0, 0];

for (let seed = 0; seed < count; seed++) {
  const sample = samples[seed % samples.length]!;
  const links = whole[seed % samples.length]!;
  const neighbours = seed % 2 === 0;
  const [open, close] = sample.includes('<entry>') ? ['<entry>', '</entry>'] : ['<item>', '</item>'];
  const hit = 1 + (seed % (links.length - 2));
  let from = -1;
  for (let n = 0; n <= hit; n++) from = sample.indexOf(open, from + 1);
  const damaged = neighbours
    ? mutate(sample, seed, from + open.length, sample.indexOf(close, from))
    : mutate(sample, seed);
  const before = performance.now();
  const { items } = read(damaged);
  slowest = Math.max(slowest, performance.now() - before);
  if (!neighbours) continue;
  const found = new Set(items.map((item) => item.link));
  const missing = links.filter((link, n) => n !== hit && !found.has(link));
  if (missing.length > 0) {
    lost++;
    console.log(`seed ${seed} lost ${missing.join(' ')}`);
  } else kept++;
}
console.log(`${count} mutated feeds, none threw; slowest ${slowest.toFixed(0)} ms`);
console.log(`neighbours of a damaged item: all there in ${kept} of ${kept + lost}`);
process.exitCode = lost === 0 && slowest < 1_000 ? 0 : 1;
