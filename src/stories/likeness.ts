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
  const squares = kinds.map(() => 0);
  let title = 0;
  let at = 0;
  for (const [kind, end] of ends.entries()) {
    const size = frequencies.size(kind >= namesKind ? '' : strand.lang);
    let square = 0;
    for (; at < end; at++) {
      const frequency = frequencies.of(keys[at] as number);
      const value = ((weights[at] as number) / weightStep) * Math.max(0, logOf(size + 0.5) - logOf(frequency));
      values[at] = value;
      square += value * value;
      if (kind === titleKind) title += value;
    }
    squares[kind] = square;
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

function dot(a: Weighed, b: Weighed, kind: number): number {
  let sum = 0;
  walk(a.strand, kind, b.strand, kind, (i, j) => {
    sum += (a.values[i] as number) * (b.values[j] as number);
  });
  return sum;
}

/** Whether both name days and none of them is the same: two nights of one festival, the price of rice on two days. */
export function otherDays(a: Strand, b: Strand): boolean {
  const named = ({ ends }: Strand) => (ends[daysKind] as number) > (ends[namesKind] as number);
  let shared = !named(a) || !named(b);
  walk(a, daysKind, b, daysKind, () => {
    shared = true;
  });
  return !shared;
}

/** The share of what the terms of one title are worth that stands in the other text. */
function covered(a: Weighed, b: Weighed): number {
  let sum = 0;
  for (const kind of [wordsKind, pairsKind])
    walk(a.strand, titleKind, b.strand, kind, (i) => {
      sum += a.values[i] as number;
    });
  return a.title === 0 ? 0 : sum / a.title;
}

/** Calls `each` with the places of every key that two strands share in a kind of each. */
function walk(a: Strand, kindOfA: number, b: Strand, kindOfB: number, each: (i: number, j: number) => void): void {
  let i = startOf(a, kindOfA);
  let j = startOf(b, kindOfB);
  const iEnd = a.ends[kindOfA] as number;
  const jEnd = b.ends[kindOfB] as number;
  while (i < iEnd && j < jEnd) {
    const x = a.keys[i] as number;
    const y = b.keys[j] as number;
    if (x === y) each(i, j);
    if (x <= y) i += 1;
    if (y <= x) j += 1;
  }
}

/** How much of the shorter text stands word for word in the longer, 0 to 1. 0 when one is too short to tell. */
export const copied = (a: Strand, b: Strand): number => sharedPart(a.print, b.print);
