import type { Frequencies } from './frequencies.ts';
import { kinds, type Strand, weightStep } from './strand.ts';

/** How alike two items are by each kind of evidence, all from 0 to 1. */
export type Evidence = Record<(typeof kinds)[number] | 'nearness', number>;

/** What each kind of evidence is worth in log-odds, beside a base from which they start. */
export type Worth = Readonly<Evidence & { base: number }>;

/**
 * Fitted by logistic regression on pairs of items that people judged; `node bench/stories.ts --fit` prints them anew,
 * docs/method/stories.md says on what.
 */
export const fitted: Worth = {
  words: 7.6,
  pairs: 6.7,
  title: 4.7,
  names: 5.1,
  numbers: 0,
  nearness: 3.6,
  base: -10.4,
};

const memory = 48 * 3_600_000;

/** A strand with what its terms are worth now: heavy where the window has them seldom. */
export type Weighed = { strand: Strand; values: Float32Array; norms: readonly number[] };

const logs = Float64Array.from({ length: 2 ** 17 }, (_, count) => Math.log(count + 0.5));
const logOf = (count: number): number => logs[count] ?? Math.log(count + 0.5);

/** Weighs the terms of a strand by how seldom the window has them: tf · ln(1 + (size + 1) / (frequency + ½)). */
export function weigh(strand: Strand, frequencies: Frequencies): Weighed {
  const values = new Float32Array(strand.keys.length);
  const norms: number[] = [];
  let at = 0;
  for (const [kind, end] of strand.ends.entries()) {
    const size = frequencies.size(kinds[kind] === 'names' || kinds[kind] === 'numbers' ? '' : strand.lang);
    let square = 0;
    for (; at < end; at++) {
      const frequency = frequencies.of(strand.keys[at] as number);
      const value = ((strand.weights[at] as number) / weightStep) * (logOf(frequency + size + 1) - logOf(frequency));
      values[at] = value;
      square += value * value;
    }
    norms.push(Math.sqrt(square));
  }
  return { strand, values, norms };
}

/** The evidence for two items to report one happening; `apart` in milliseconds. The roots lift what is small but rarely chance. */
export function compare(a: Weighed, b: Weighed, apart: number): Evidence {
  const cosine = (kind: number) => {
    const scale = (a.norms[kind] as number) * (b.norms[kind] as number);
    return scale === 0 ? 0 : dot(a, b, kind) / scale;
  };
  return {
    words: cosine(0),
    pairs: Math.sqrt(cosine(1)),
    title: cosine(2),
    names: cosine(3),
    numbers: cosine(4),
    nearness: Math.exp(-Math.abs(apart) / memory),
  };
}

/** The log-odds that two items report one happening. */
export function odds(evidence: Evidence, worth: Worth): number {
  let sum = worth.base;
  for (const kind of kinds) sum += worth[kind] * evidence[kind];
  return sum + worth.nearness * evidence.nearness;
}

/** Log-odds as a probability. */
export const chance = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds));

function dot(a: Weighed, b: Weighed, kind: number): number {
  let sum = 0;
  walk(a.strand, b.strand, kind, (i, j) => {
    sum += (a.values[i] as number) * (b.values[j] as number);
  });
  return sum;
}

/** Calls `each` with the places of every key that two strands share in a kind. */
function walk(a: Strand, b: Strand, kind: number, each: (i: number, j: number) => void): void {
  let i = kind === 0 ? 0 : (a.ends[kind - 1] as number);
  let j = kind === 0 ? 0 : (b.ends[kind - 1] as number);
  const iEnd = a.ends[kind] as number;
  const jEnd = b.ends[kind] as number;
  while (i < iEnd && j < jEnd) {
    const x = a.keys[i] as number;
    const y = b.keys[j] as number;
    if (x === y) each(i, j);
    if (x <= y) i += 1;
    if (y <= x) j += 1;
  }
}

const pairsKind = kinds.indexOf('pairs');
const fewestPairs = 20;

/**
 * How much of the shorter text stands word for word in the longer, 0 to 1 (containment of word pairs in the parts that
 * strands read). 0 when one is too short to tell.
 */
export function copied(a: Strand, b: Strand): number {
  const size = ({ ends }: Strand) => (ends[pairsKind] as number) - (ends[pairsKind - 1] as number);
  const least = Math.min(size(a), size(b));
  if (least < fewestPairs) return 0;
  let shared = 0;
  walk(a, b, pairsKind, () => {
    shared += 1;
  });
  return shared / least;
}
