import { deserialize, serialize } from 'node:v8';
import { normaliseLine, oldToneStyle, words } from '../language/index.ts';
import type { Concepts } from './concepts.ts';
import { type Mark, marksOf } from './marks.ts';

/** What is read of an item to weave it. */
export type Readable = { lang: string; title: string; summary: string; text: string };

/** The five kinds of evidence, in the order in which a strand holds them. */
export const kinds = ['words', 'pairs', 'title', 'names', 'numbers'] as const;

/**
 * An item as the weaver sees it: hashed terms of five kinds with their weights, and its marks in plain words.
 * `ends[k]` is where the terms of kind `k` end; within a kind the keys ascend.
 */
export type Strand = {
  lang: string;
  keys: Uint32Array;
  /** 1 + ln(count), in steps of 1/32. */
  weights: Uint8Array;
  ends: readonly number[];
  marks: readonly Pick<Mark, 'kind' | 'key' | 'shown'>[];
};

/** Raise it when the analysis changes: strands of another version are made anew from their items. */
export const strandVersion = 1;

// The head of a report says what happened; what follows is background that many reports share.
const longestLead = 1_000;
const longestTitle = 300;
const longestSummary = 600;
const weightOf = { title: 3, summary: 1.5, text: 1 };
export const weightStep = 32;

/** Makes the strand of an item. Reads the title, the summary and the first thousand characters of the text. */
export function strandOf(item: Readable, concepts: Concepts): Strand {
  const { lang } = item;
  const title = normaliseLine(item.title.slice(0, longestTitle));
  const summary = normaliseLine(item.summary.slice(0, longestSummary));
  const lead = normaliseLine(item.text.slice(0, longestLead));
  const counts = kinds.map(() => new Map<number, number>());
  const [single, paired, titled, named, numbered] = counts as [Counts, Counts, Counts, Counts, Counts];
  for (const [text, weight] of [
    [title, weightOf.title],
    [summary, weightOf.summary],
    [lead, weightOf.text],
  ] as const) {
    const tokens = tokensOf(text, lang);
    grams(tokens, lang, (key, pair) => add(pair ? paired : single, key, weight));
    if (text !== lead) grams(tokens, lang, (key) => add(titled, key, text === title ? 1 : 0.5));
  }
  const marks = marksOf(`${title}.\n${summary}\n${lead}`, lang, concepts);
  for (const mark of marks) {
    if (mark.kind === 'name') add(named, markKey(mark), mark.count);
    else if (mark.kind !== 'term') add(numbered, markKey(mark), mark.count);
  }
  return { lang, marks: marks.map(({ kind, key, shown }) => ({ kind, key, shown })), ...packed(counts) };
}

type Counts = Map<number, number>;

const add = (counts: Counts, key: number, weight: number) => counts.set(key, (counts.get(key) ?? 0) + weight);

const tokensOf = (text: string, lang: string): string[] =>
  words(text, lang).map((word) => oldToneStyle(word.toLowerCase()));

function grams(tokens: readonly string[], lang: string, each: (key: number, pair: boolean) => void): void {
  tokens.forEach((token, at) => {
    each(hash(`${lang} ${token}`), false);
    const next = tokens[at + 1];
    if (next !== undefined) each(hash(`${lang} ${token} ${next}`), true);
  });
}

/** The key of a mark among terms; the same in every language. */
export const markKey = ({ kind, key }: Pick<Mark, 'kind' | 'key'>): number => hash(`=${kind} ${key}`);

function packed(counts: readonly Counts[]): Pick<Strand, 'keys' | 'weights' | 'ends'> {
  const size = counts.reduce((sum, { size }) => sum + size, 0);
  const keys = new Uint32Array(size);
  const weights = new Uint8Array(size);
  const ends: number[] = [];
  let at = 0;
  for (const kind of counts) {
    for (const [key, count] of [...kind].sort(([a], [b]) => a - b)) {
      keys[at] = key;
      weights[at] = Math.min(255, Math.round((1 + Math.log(Math.max(1, count))) * weightStep));
      at += 1;
    }
    ends.push(at);
  }
  return { keys, weights, ends };
}

/** FNV-1a over UTF-16 units, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  // FNV leaves the low bits of short keys poorly mixed, and tables of two's powers take just those.
  value ^= value >>> 15;
  value = Math.imul(value, 0x2c1b3c6d);
  return (value ^ (value >>> 13)) >>> 0;
}

/** A strand as bytes for the database, about 2 kB. */
export const packStrand = (strand: Strand): Buffer => serialize({ version: strandVersion, strand });

/** The strand that `packStrand` made into bytes; undefined when another version of the analysis made it. */
export function unpackStrand(bytes: Buffer): Strand | undefined {
  const { version, strand } = deserialize(bytes) as { version: number; strand: Strand };
  return version === strandVersion ? strand : undefined;
}
