/**
 * How surely copies of a text are known, and texts that are none told from them.
 *
 *   npx tsx bench/duplicates.ts FILE   judged items as JSON lines { title, text, cluster }, as bench/stories.ts reads them
 *
 * Every text is changed in eleven ways at three strengths; each change must be known as a copy. Pairs of texts that tell
 * different happenings, or the same one in other words, must not. Notices made from one form with other figures are shown
 * apart: they repeat each other's words, and are none of each other's copies. The measure of the weaver (`copied`: imprints of
 * 128 runs of three words) stands beside two others: all runs of the text (`shingles`, `overlap`), which it estimates, and pairs of
 * words of the first thousand characters.
 * Intervals are Wilson's at 95 %; that of precision is made of those of its two parts. A run takes about a minute.
 */
import { overlap, shingles } from '../src/language/index.ts';
import { copied } from '../src/stories/likeness.ts';
import { type Strand, strandOf } from '../src/stories/strand.ts';
import { copy } from '../src/stories/weave.ts';
import { mutations, type Text } from './duplicates/mutations.ts';
import { notices } from './duplicates/notices.ts';
import { seeded } from './stories/made-up.ts';
import { readSet } from './stories/read.ts';
import { wilson } from './wilson.ts';

type Read = { strand: Strand; runs: ReadonlySet<number>; head: ReadonlySet<number> };
const read = (text: Text): Read => ({
  strand: strandOf(text, new Map()),
  runs: shingles(text.text, text.lang),
  head: shingles(`${text.title}\n${text.summary}\n${text.text.slice(0, 1_000)}`, text.lang, 2),
});

type Measure = { name: string; least: number; of: (a: Read, b: Read) => number };
const measures: readonly Measure[] = [
  { name: `imprints, ${copy}`, least: copy, of: (a, b) => copied(a.strand, b.strand) },
  { name: 'all runs, 0.6', least: 0.6, of: (a, b) => overlap(a.runs, b.runs).containment },
  { name: 'pairs of the head, 0.8', least: 0.8, of: (a, b) => overlap(a.head, b.head).containment },
];

const per = (value: number, digits: number) => (100 * value).toFixed(digits);

/** A share with its interval (Wilson 1927), in per cent. */
function share(hits: number, of: number, digits = 1): string {
  if (of === 0) return '–';
  const [least, most] = wilson(hits, of);
  return `${per(hits / of, digits)} (${per(least, digits)}–${per(most, digits)})`;
}

const row = (name: string, cells: readonly string[]) =>
  console.log(`| ${name.padEnd(48)} | ${cells.map((cell) => cell.padEnd(26)).join(' | ')} |`);

const [file] = process.argv.slice(2);
if (file === undefined) throw new Error('bench: name a file of judged items, as bench/stories.ts reads them');
const chance = seeded(11);
const longEnough = readSet(file).filter(({ text }) => text.length >= 400);
const texts = longEnough.map((item) => ({ ...item, read: read(item) }));
const other = (not: (typeof texts)[number]) => {
  for (;;) {
    const found = texts[Math.floor(chance() * texts.length)];
    if (found && found.story !== not.story) return found;
  }
};

console.log(`${texts.length} texts of at least 400 characters\n`);
row(
  'known as copies, %',
  measures.map(({ name }) => name),
);
const known = measures.map(() => 0);
let copies = 0;
for (const { name, strengths, make } of mutations(chance))
  for (const [strength, words] of strengths.entries()) {
    const hits = measures.map(() => 0);
    for (const item of texts) {
      const changed = read(make(item, strength as 0 | 1 | 2, other(item)));
      for (const [place, { of, least }] of measures.entries())
        if (of(item.read, changed) >= least) hits[place] = (hits[place] ?? 0) + 1;
    }
    copies += texts.length;
    for (const [place, count] of hits.entries()) known[place] = (known[place] ?? 0) + count;
    row(
      `${name}: ${words}`,
      hits.map((count) => share(count, texts.length)),
    );
  }
row(
  'all changes',
  known.map((count) => share(count, copies)),
);

console.log();
row(
  'pairs taken for copies, %',
  measures.map(({ name }) => name),
);
const wrong = measures.map(() => 0);
const same = measures.map(() => 0);
let apart = 0;
let together = 0;
for (const [place, a] of texts.entries())
  for (const b of texts.slice(place + 1)) {
    const into = a.story === b.story ? same : wrong;
    if (a.story === b.story) together++;
    else apart++;
    for (const [at, { of, least }] of measures.entries())
      if (of(a.read, b.read) >= least) into[at] = (into[at] ?? 0) + 1;
  }
row(
  `of ${apart} pairs of different happenings`,
  wrong.map((count) => `${count}: ${share(count, apart, 4)}`),
);
row(
  `of ${together} pairs of one happening (with real copies)`,
  same.map((count) => `${count}: ${share(count, together)}`),
);
const forms = notices(chance, 40).map(read);
const alike = measures.map(() => 0);
let pairs = 0;
for (const [place, a] of forms.entries())
  for (const b of forms.slice(place + 1)) {
    pairs++;
    for (const [at, { of, least }] of measures.entries()) if (of(a, b) >= least) alike[at] = (alike[at] ?? 0) + 1;
  }
row(
  `of ${pairs} pairs of notices of one form`,
  alike.map((count) => `${count}: ${share(count, pairs)}`),
);

console.log('\nprecision where one pair in a thousand is a copy, recall over all changes, %');
for (const [place, { name }] of measures.entries()) {
  const [hits, mistakes] = [known[place] ?? 0, wrong[place] ?? 0];
  const precision = (recall: number, mistaken: number) => per(recall / (recall + 999 * mistaken), 2);
  const [least, most] = wilson(hits, copies);
  const [fewest, worst] = wilson(mistakes, apart);
  // Both ends at once: the interval is wider than 95 %, never narrower.
  const range = `${precision(least, worst)}–${precision(most, fewest)}`;
  console.log(
    `  ${name}: precision ${precision(hits / copies, mistakes / apart)} (${range}), recall ${share(hits, copies)}`,
  );
}
