/**
 * How well and how fast stories are woven.
 *
 *   node bench/stories.ts [--news articles.jsonl] [--fit] [--scale 10000,100000]
 *
 * `--news`: one `{ title, summary, body, published, story }` a line, `story` as people grouped them
 * (left out: ../shared/corpus/vn-news/articles.jsonl). `--fit` prints what each kind of evidence is worth, fitted on all of them.
 * `--scale` weaves so many made-up items instead and prints time and memory.
 */
import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { strandOf } from '../src/stories/strand.ts';
import { tuning } from '../src/stories/weave.ts';
import { leaderClusters } from './stories/baseline.ts';
import { copies } from './stories/copies.ts';
import { demonstration } from './stories/demonstration.ts';
import { choose, learn, type Sample, weaveAll } from './stories/fit.ts';
import { textMaker } from './stories/made-up.ts';
import { agreement } from './stories/measure.ts';
import { scale } from './stories/scale.ts';

const { values } = parseArgs({
  options: { news: { type: 'string' }, fit: { type: 'boolean' }, scale: { type: 'string' } },
});

if (values.scale) {
  for (const count of values.scale.split(',').map(Number)) scale(count);
  process.exit();
}

const file = values.news ?? '../shared/corpus/vn-news/articles.jsonl';
if (!existsSync(file)) {
  console.error(`bench/stories: there is no ${file}; name judged articles with --news`);
  process.exit(2);
}

const items: Sample[] = readFileSync(file, 'utf8')
  .trim()
  .split('\n')
  .map((line, place) => {
    const { title = '', summary = '', body = '', published = '', story } = JSON.parse(line) as Record<string, string>;
    const readable = { lang: 'vi', title, summary, text: body };
    return {
      ...readable,
      id: place + 1,
      at: Date.parse(published),
      story: String(story),
      strand: strandOf(readable, new Map()),
    };
  })
  .sort((a, b) => a.at - b.at || a.id - b.id);

const figures = ({ bcubed, pairwise, stories }: ReturnType<typeof agreement>): string =>
  `BCubed P ${bcubed.p.toFixed(3)} R ${bcubed.r.toFixed(3)} F1 ${bcubed.f.toFixed(3)} · pairwise P ${pairwise.p.toFixed(3)} R ${pairwise.r.toFixed(3)} F1 ${pairwise.f.toFixed(3)} · ${stories} stories`;
const line = (name: string, text: string) => console.log(`${name.padEnd(42)}${text}`);

/** Milliseconds of processor time that something takes. */
function cost<T>(deed: () => T): { result: T; ms: number } {
  const before = process.cpuUsage();
  const result = deed();
  const { user, system } = process.cpuUsage(before);
  return { result, ms: (user + system) / 1_000 };
}

console.log(`${items.length} items in ${new Set(items.map(({ story }) => story)).size} judged stories\n`);
if (values.fit) console.log('fitted on all:', choose(items, learn(items)), '\n');

// Whole stories only, so that none is seen on both sides.
const half = (story: string): number =>
  [...story].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) >>> 0, 7) % 2;
const heldOut: number[] = [];
for (const side of [0, 1]) {
  const train = items.filter(({ story }) => half(story) === side);
  const rest = items.filter(({ story }) => half(story) !== side);
  const chosen = choose(train, learn(train));
  console.log(`fitted and chosen on half ${side} (${train.length} items): threshold ${chosen.belongs.toFixed(2)}`);
  line('  the other half, alone', figures(agreement(rest, weaveAll(rest, chosen))));
  const among = agreement(rest, weaveAll(items, chosen));
  line('  the other half, woven among all', figures(among));
  heldOut.push(among.bcubed.f);
}
line('held out, woven among all, mean', `BCubed F1 ${(heldOut.reduce((sum, f) => sum + f, 0) / 2).toFixed(3)}\n`);

const shipped = cost(() => weaveAll(items, tuning));
line('as shipped', figures(agreement(items, shipped.result)));
const shuffled = items.toSorted((a, b) => ((a.id * 7_919) % 631) - ((b.id * 7_919) % 631));
line('as shipped, items in another order', figures(agreement(items, weaveAll(shuffled))));
const write = textMaker(3);
const strangers = Array.from({ length: 20_000 }, (_, at): Sample => {
  const readable = { lang: 'vi', title: write(9), summary: write(25), text: write(180) };
  const like = items[at % items.length] as Sample;
  return { ...readable, id: 10_000 + at, at: like.at, story: `x${at}`, strand: strandOf(readable, new Map()) };
});
const mixed = [...items, ...strangers].sort((a, b) => a.at - b.at || a.id - b.id);
line('as shipped, among 20,000 made-up items', figures(agreement(items, weaveAll(mixed))));

const analysis = cost(() => items.map((item) => strandOf(item, new Map())));
const baseline = [0.14, 0.18, 0.22].map((threshold) => ({
  threshold,
  ...cost(() => leaderClusters(items, threshold)),
}));
for (const { threshold, result } of baseline)
  line(`leader clustering at ${threshold}`, figures(agreement(items, result)));
const ours = (shipped.ms + analysis.ms) / items.length;
const theirs = baseline.reduce((sum, { ms }) => sum + ms, 0) / baseline.length / items.length;
line(
  '\nprocessor time an item',
  `${ours.toFixed(2)} ms (reading ${(analysis.ms / items.length).toFixed(2)}, weaving ${(shipped.ms / items.length).toFixed(2)}) · leader clustering ${theirs.toFixed(2)} ms · ratio ${(ours / theirs).toFixed(2)}`,
);

console.log('\ncopies');
copies(items, line);
console.log('\nthe demonstration (invented by this project; vi, en and others)');
demonstration(line, figures);
