import { fold } from './normalise.ts';
import { words } from './words.ts';

const prime = 0x01000193;
const offset = 0x811c9dc5;

/**
 * FNV-1a (32 bit) over the UTF-16 code units of words with a space between them, mixed at the end (MurmurHash3's finaliser) so that all bits
 * depend on all letters.
 */
function hashRun(found: readonly string[], start: number, end: number): number {
  let value = offset;
  for (let at = start; at < end; at += 1) {
    const word = found[at] as string;
    if (at > start) value = Math.imul(value ^ 0x20, prime);
    for (let index = 0; index < word.length; index += 1) value = Math.imul(value ^ word.charCodeAt(index), prime);
  }
  return mix(value);
}

const hash = (text: string): number => hashRun([text], 0, 1);

function mix(value: number): number {
  let mixed = value ^ (value >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/**
 * Gives the hashed runs of `size` words of a text, without case and diacritics: what near-copies share. A text shorter than one run is one shingle;
 * an empty one has none.
 */
export function shingles(text: string, lang: string, size = 3): ReadonlySet<number> {
  const found = words(fold(text), lang);
  const hashes = new Set<number>();
  for (let start = 0; start + size <= found.length; start += 1) hashes.add(hashRun(found, start, start + size));
  if (hashes.size === 0 && found.length > 0) hashes.add(hashRun(found, 0, found.length));
  return hashes;
}

/** Gives which share of the shingles of both is common (Jaccard) and how much of the smaller the larger contains, each 0–1; empty sets share nothing. */
export function overlap(
  one: ReadonlySet<number>,
  other: ReadonlySet<number>,
): { resemblance: number; containment: number } {
  const [small, large] = one.size <= other.size ? [one, other] : [other, one];
  let common = 0;
  for (const shingle of small) if (large.has(shingle)) common += 1;
  const all = one.size + other.size - common;
  return { resemblance: all === 0 ? 0 : common / all, containment: small.size === 0 ? 0 : common / small.size };
}

const imprintSize = 128;
const fewestRuns = 16;

/**
 * Gives what stands for the runs of three words of a text: the 128 smallest of their hashes (bottom-k; Broder 1997), ascending. A text of up
 * to 130 words is there as a whole. Case, diacritics, spaces and the order of sentences hardly matter.
 */
export function imprint(text: string, lang: string): Uint32Array {
  return Uint32Array.from(shingles(text, lang)).sort().slice(0, imprintSize);
}

/**
 * Gives how much of the shorter of two texts stands word for word in the longer, 0–1, from their imprints: the runs that both have among
 * those of the shorter, below the greatest hash that both imprints reach. The standard error is at most 0.05 for texts of one length, and grows
 * as lengths differ. 0 when fewer than sixteen runs can be compared.
 */
export function sharedPart(one: Uint32Array, other: Uint32Array): number {
  const reach = Math.min(reachOf(one), reachOf(other));
  let [common, a, b] = [0, 0, 0];
  while ((one[a] ?? Infinity) <= reach || (other[b] ?? Infinity) <= reach) {
    const [x, y] = [one[a] ?? Infinity, other[b] ?? Infinity];
    if (x === y) common += 1;
    if (x <= y) a += 1;
    if (y <= x) b += 1;
  }
  const least = Math.min(a, b);
  return least < fewestRuns ? 0 : common / least;
}

/** Up to which hash an imprint tells all: one that is not full tells everything. */
const reachOf = (print: Uint32Array): number => (print.length < imprintSize ? 0xffffffff : (print.at(-1) ?? 0));

const rows = 4;
const bandCount = 16;

/**
 * Gives a sketch of a set of shingles (MinHash, Broder 1997): 64 smallest hashes under 64 permutations. The share of equal places
 * estimates the resemblance with a standard error of at most 0.0625.
 */
export function sketch(set: ReadonlySet<number>): Uint32Array {
  const smallest = new Uint32Array(rows * bandCount).fill(0xffffffff);
  for (const shingle of set) {
    for (let index = 0; index < smallest.length; index += 1) {
      const value = mix(shingle ^ Math.imul(index + 1, 0x9e3779b1));
      if (value < (smallest[index] ?? 0)) smallest[index] = value;
    }
  }
  return smallest;
}

/** Gives the estimated resemblance of two texts from their sketches, 0–1. */
export function sketchLikeness(one: Uint32Array, other: Uint32Array): number {
  return one.reduce((equal, value, index) => equal + (value === other[index] ? 1 : 0), 0) / Math.max(1, one.length);
}

/**
 * Gives 16 keys of a sketch (locality-sensitive hashing, 4 places each): texts that resemble each other by 0.8 share a key with 99.98 %,
 * by 0.5 with 64 %, by 0.2 with 2.5 %. Look candidates up by key, then compare.
 */
export function sketchKeys(of: Uint32Array): string[] {
  return Array.from({ length: bandCount }, (_, band) => {
    const places = Array.from(of.subarray(band * rows, (band + 1) * rows), (value) => value.toString(36));
    return `${band}:${hash(places.join(',')).toString(36)}`;
  });
}

/**
 * Gives the 64-bit fingerprint of weighted features (simhash, Charikar 2002): alike sets differ in few bits.
 * Features are words or any tokens; weights default to how often each stands in the list.
 */
export function simhash(features: Iterable<string>): bigint {
  const bits = new Int32Array(64);
  for (const feature of features) {
    const low = hash(feature);
    const high = mix(low ^ hash(`${feature}\u0001`));
    for (let bit = 0; bit < 32; bit += 1) {
      bits[bit] = (bits[bit] ?? 0) + ((low >>> bit) & 1 ? 1 : -1);
      bits[bit + 32] = (bits[bit + 32] ?? 0) + ((high >>> bit) & 1 ? 1 : -1);
    }
  }
  return bits.reduce((value, bit, index) => (bit > 0 ? value | (1n << BigInt(index)) : value), 0n);
}

/** Gives in how many of 64 bits two fingerprints differ. */
export function bitsApart(one: bigint, other: bigint): number {
  let apart = 0;
  for (let rest = one ^ other; rest > 0n; rest &= rest - 1n) apart += 1;
  return apart;
}
