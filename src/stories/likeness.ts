import { sharedPart } from '../language/index.ts';
import type { Frequencies } from './frequencies.ts';
import { kinds, type Strand, weightStep } from './strand.ts';

/**
 * How alike two items are: words, title and names from 0 to 1; `days` is 1 when both name days of the year and none of them is the same, else 0;
 * `apart` in days, 0 to 4, and 0 when a date is missing.
 */
export type Evidence = { words: number; title: number; names: number; days: number; apart: number };

/** What each kind of evidence is worth in log-odds, beside a base from which they start. */
export type Worth = Readonly<Evidence & { base: number }>;

export const evidences = ['words', 'title', 'names', 'days', 'apart'] as const;

/**
 * Fitted by logistic regression on pairs of items that people judged; `npm run bench:stories -- --fit` prints them anew,
 * docs/method/stories.md says on what.
 */
export const fitted: Worth = { words: 6.19, title: 10.39, names: 7.83, days: -0.9, apart: -1.12, base: -6.02 };

const day = 86_400_000;
/** Two items this many days apart are as far apart as items can be. */
const farthest = 4;

/** A strand with what its terms are worth now: heavy where the window has them seldom. */
export type Weighed = {
  strand: Strand;
  values: Float32Array;
  /** Lengths of the vectors of words with pairs, and of names; the sum of what the title's terms are worth. */
  text: number;
  names: number;
  title: number;
};

const logs = Float64Array.from({ length: 2 ** 17 }, (_, count) => Math.log(count + 0.5));
const logOf = (count: number): number => logs[count] ?? Math.log(count + 0.5);

const [wordsKind, pairsKind, titleKind, namesKind, daysKind] = [0, 1, 2, 3, 4] as const;

/** Two short texts have few names and are soon alike by them: so many seldom names that they do not share are taken to stand in each. */
const unsaid = 4;

/** Weighs the terms of a strand by how seldom the window has them: tf · ln((size + 1) / (frequency + ½)). */
export function weigh(strand: Strand, frequencies: Frequencies): Weighed {
  const { keys, weights, ends } = strand;
  const values = new Float32Array(keys.length);
  const squares: number[] = [];
  let title = 0;
  let at = 0;
  for (let kind = 0; kind < kinds.length; kind++) {
    const end = ends[kind] as number;
    const all = logOf(frequencies.size(kind >= namesKind ? '' : strand.lang) + 0.5);
    let square = 0;
    for (; at < end; at++) {
      const rarity = all - logOf(frequencies.of(keys[at] as number));
      if (rarity <= 0) continue;
      const value = ((weights[at] as number) / weightStep) * rarity;
      values[at] = value;
      square += value * value;
      if (kind === titleKind) title += value;
    }
    squares.push(square);
  }
  const [words = 0, pairs = 0, , names = 0] = squares;
  return {
    strand,
    values,
    text: Math.sqrt(words + pairs),
    names: Math.sqrt(names + unsaid * logOf(frequencies.size('') + 0.5) ** 2),
    title,
  };
}

/**
 * The evidence for two items to report one happening: the cosines of their texts and of their names, and how much of what each title
 * says the other one's text says too. `gap` in milliseconds; undefined when the date of one is not known.
 */
export function compare(a: Weighed, b: Weighed, gap: number | undefined): Evidence {
  const text = a.text * b.text;
  return {
    words: text === 0 ? 0 : (dot(a, b, wordsKind) + dot(a, b, pairsKind)) / text,
    title: (covered(a, b) + covered(b, a)) / 2,
    names: dot(a, b, namesKind) / (a.names * b.names),
    days: Number(otherDays(a.strand, b.strand)),
    apart: gap === undefined ? 0 : Math.min(farthest, Math.abs(gap) / day),
  };
}

/** The log-odds that two items report one happening. */
export function odds(evidence: Evidence, worth: Worth): number {
  let sum = worth.base;
  for (const kind of evidences) sum += worth[kind] * evidence[kind];
  return sum;
}

/** Log-odds as a probability. */
export const chance = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds));

const startOf = ({ ends }: Strand, kind: number): number => (kind === 0 ? 0 : (ends[kind - 1] as number));

const dot = (a: Weighed, b: Weighed, kind: number): number => shared(a, kind, b, kind, b.values);

/** Whether both name days and none of them is the same: two nights of one festival, the price of rice on two days. */
export function otherDays(a: Strand, b: Strand): boolean {
  const of = ({ keys, ends }: Strand) => keys.subarray(ends[namesKind], ends[daysKind]);
  const [days, others] = [of(a), of(b)];
  return days.length > 0 && others.length > 0 && !days.some((day) => others.includes(day));
}

/** The share of what the terms of one title are worth that stands in the other text. */
const covered = (a: Weighed, b: Weighed): number =>
  a.title === 0 ? 0 : (shared(a, titleKind, b, wordsKind) + shared(a, titleKind, b, pairsKind)) / a.title;

/** The sum of what the terms of a kind are worth that stand in a kind of another strand, each times what it is worth there. */
function shared(a: Weighed, kindOfA: number, b: Weighed, kindOfB: number, there?: Float32Array): number {
  const [own, others] = [a.strand.keys, b.strand.keys];
  const [iEnd, jEnd] = [a.strand.ends[kindOfA] as number, b.strand.ends[kindOfB] as number];
  let i = startOf(a.strand, kindOfA);
  let j = startOf(b.strand, kindOfB);
  let sum = 0;
  while (i < iEnd && j < jEnd) {
    const x = own[i] as number;
    const y = others[j] as number;
    if (x === y) sum += (a.values[i] as number) * (there ? (there[j] as number) : 1);
    if (x <= y) i += 1;
    if (y <= x) j += 1;
  }
  return sum;
}

/** How much of the shorter text stands word for word in the longer, 0 to 1. 0 when one is too short to tell. */
export const copied = (a: Strand, b: Strand): number => sharedPart(a.print, b.print);
