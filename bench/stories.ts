/**
 * How well and how fast stories are woven.
 *
 *   npm run bench:stories                              the judged news, company, copies, the lexicon, languages, the demonstration
 *   npm run bench:stories -- --set FILE [--shuffle]   any judged set: `{ id, title, text, published?, cluster }` a line
 *   npm run bench:stories -- --fit                 what each kind of evidence is worth, fitted on all of the news
 *   npm run bench:stories -- --scale 10000,100000        time and memory with made-up items
 *   npm run bench:stories -- --vectors                   across languages with the service of CUASO_EMBEDDINGS_URL, and without
 *
 * `--news` names the judged news (left out: ../shared/corpus/vn-news/articles.jsonl).
 */
import { parseArgs } from 'node:util';
import { strandOf } from '../src/stories/strand.ts';
import { tuning } from '../src/stories/weave.ts';
import { leaderClusters } from './stories/baseline.ts';
import { copies } from './stories/copies.ts';
import { demonstrated, demonstration } from './stories/demonstration.ts';
import { choose, learn, type Sample, shuffled, thresholds, weaveAll } from './stories/fit.ts';
import { glossary } from './stories/glossary.ts';
import { languages, tellings } from './stories/languages.ts';
import { lexicon } from './stories/lexicon.ts';
import { seeded, textMaker } from './stories/made-up.ts';
import { agreement, type Grouping, interval } from './stories/measure.ts';
import { readSet } from './stories/read.ts';
import { scale } from './stories/scale.ts';
import { withVectors } from './stories/vectors.ts';

const { values } = parseArgs({
  options: {
    set: { type: 'string' },
    shuffle: { type: 'boolean' },
    news: { type: 'string' },
    fit: { type: 'boolean' },
    scale: { type: 'string' },
    vectors: { type: 'boolean' },
  },
});

const figures = ({ bcubed, pairwise, stories }: ReturnType<typeof agreement>): string =>
  `BCubed P ${bcubed.p.toFixed(3)} R ${bcubed.r.toFixed(3)} F1 ${bcubed.f.toFixed(3)} · pairwise P ${pairwise.p.toFixed(3)} R ${pairwise.r.toFixed(3)} F1 ${pairwise.f.toFixed(3)} · ${stories} stories`;
const line = (name: string, text: string) => console.log(`${name.padEnd(42)}${text}`);
const surely = (items: readonly Sample[], grouping: Grouping): string => {
  const [low, high] = interval(items, grouping, seeded(1));
  return `${figures(agreement(items, grouping))} · F1 95 % ${low.toFixed(3)}–${high.toFixed(3)}`;
};

/** Milliseconds of processor time that something takes. */
function cost<T>(deed: () => T): { result: T; ms: number } {
  const before = process.cpuUsage();
  const result = deed();
  const { user, system } = process.cpuUsage(before);
  return { result, ms: (user + system) / 1_000 };
}

/** The items of a judged file; ends the program with what is wrong with it. */
function read(file: string): Sample[] {
  try {
    const items = readSet(file);
    console.log(`${items.length} items in ${new Set(items.map(({ story }) => story)).size} judged stories\n`);
    return items;
  } catch (error) {
    console.error(`bench/stories: ${error instanceof Error ? error.message : error}`);
    process.exit(2);
  }
}

/** Any judged set: as shipped, in the order of the file or in five random ones, with and without dates. */
function judge(file: string): void {
  const items = read(file);
  const orders = values.shuffle ? [1, 2, 3, 4, 5].map((seed) => shuffled(items, seeded(seed))) : [items];
  for (const order of orders) line('as shipped', surely(items, weaveAll(order)));
  if (items.some(({ undated }) => !undated))
    for (const order of orders) line('… without dates', surely(items, weaveAll(order, tuning, { dated: false })));
}

/** The judged news: fitted on one half and measured on the other, as shipped, and in company. */
function news(file: string): void {
  const items = read(file).sort((a, b) => a.at - b.at || a.id - b.id);
  if (values.fit) {
    console.log('fitted on all:', choose(items, learn(items)));
    return;
  }

  // Whole stories only, so that none is seen on both sides.
  const half = (story: string): number =>
    [...story].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) >>> 0, 7) % 2;
  const heldOut: number[] = [];
  for (const side of [0, 1]) {
    const train = items.filter(({ story }) => half(story) === side);
    const rest = items.filter(({ story }) => half(story) !== side);
    const chosen = choose(train, learn(train));
    console.log(`fitted and chosen on half ${side} (${train.length} items): threshold ${chosen.belongs}`);
    line('  the other half, alone', surely(rest, weaveAll(rest, chosen)));
    const among = weaveAll(items, chosen);
    line('  the other half, woven among all', surely(rest, among));
    heldOut.push(agreement(rest, among).bcubed.f);
  }
  line('held out, woven among all, mean', `BCubed F1 ${(heldOut.reduce((sum, f) => sum + f, 0) / 2).toFixed(3)}\n`);

  const shipped = cost(() => weaveAll(items, tuning));
  line('as shipped', surely(items, shipped.result));
  const orders = [1, 2, 3].map((seed) => shuffled(items, seeded(seed)));
  for (const order of orders) line('… in a random order', surely(items, weaveAll(order)));
  for (const order of orders)
    line('… in that order, without dates', surely(items, weaveAll(order, tuning, { dated: false })));
  for (const belongs of thresholds)
    line(`… threshold ${belongs}`, figures(agreement(items, weaveAll(items, { ...tuning, belongs }))));
  line('… among 20,000 made-up items', surely(items, weaveAll(inCompany(items, 20_000))));

  const analysis = cost(() => items.map((item) => strandOf(item, glossary)));
  const baseline = [0.14, 0.18, 0.22].map((threshold) => ({
    threshold,
    ...cost(() => leaderClusters(items, threshold)),
  }));
  for (const { threshold, result } of baseline) line(`leader clustering at ${threshold}`, surely(items, result));
  const ours = (shipped.ms + analysis.ms) / items.length;
  const theirs = baseline.reduce((sum, { ms }) => sum + ms, 0) / baseline.length / items.length;
  line(
    '\nprocessor time an item',
    `${ours.toFixed(2)} ms (reading ${(analysis.ms / items.length).toFixed(2)}, weaving ${(shipped.ms / items.length).toFixed(2)}) · leader clustering ${theirs.toFixed(2)} ms · ratio ${(ours / theirs).toFixed(2)}`,
  );
  console.log('\ncopies');
  copies(items, line);
}

/** Items at the same times as the given ones, made of words that no one wrote. */
function inCompany(items: readonly Sample[], count: number): Sample[] {
  const write = textMaker(3);
  const strangers = Array.from({ length: count }, (_, at): Sample => {
    const readable = { lang: 'vi', title: write(9), summary: write(25), text: write(180) };
    const like = items[at % items.length] as Sample;
    return { ...readable, id: 10_000 + at, at: like.at, story: `x${at}`, strand: strandOf(readable, glossary) };
  });
  return [...items, ...strangers].sort((a, b) => a.at - b.at || a.id - b.id);
}

if (values.vectors) await withVectors(line, figures);
else if (values.scale) scale(values.scale.split(',').map(Number));
else if (values.set) judge(values.set);
else {
  news(values.news ?? '../shared/corpus/vn-news/articles.jsonl');
  if (!values.fit) {
    const learnt = lexicon(line, glossary);
    for (const [by, concepts] of Object.entries({ 'by the glossary': glossary, 'with the lexicon': learnt })) {
      console.log(`\nthe demonstration (invented by this project; vi, en and others), ${by}`);
      demonstration(line, figures, demonstrated(concepts));
      console.log(`\ntellings (invented for this measure, each worded on its own; vi, en, fr, zh), ${by}`);
      languages(line, tellings(concepts));
    }
  }
}
