import { imprint, normaliseLine, oldToneStyle, words } from '../language/index.ts';
import type { Concepts } from './concepts.ts';
import { type Mark, marksOf } from './marks.ts';

/** What is read of an item to weave it. */
export type Readable = { lang: string; title: string; summary: string; text: string };

/** The kinds of terms, in the order in which a strand holds them. Those of the title stand among the words and pairs too. */
export const kinds = ['words', 'pairs', 'title', 'names', 'days'] as const;

/**
 * An item as the weaver sees it: hashed terms of five kinds with their weights, and its marks. `ends[k]` is where the terms of kind `k`
 * end; within a kind the keys ascend.
 */
export type Strand = {
  lang: string;
  keys: Uint32Array;
  /** 1 + ln(count), in steps of 1/32. */
  weights: Uint8Array;
  ends: readonly number[];
  /** The keys of its marks, those that stand there most often first. */
  markKeys: Uint32Array;
  /** The kind of each mark, a letter each, and what they look like, a line each, as UTF-8: strings would take three times the room. */
  markText: Uint8Array;
  /** What stands for its text when copies are looked for; empty when it has none. */
  print: Uint32Array;
};

/** Raise it when the analysis changes: strands of another version are made anew from their items. */
export const strandVersion = 6;

// The head of a report says what happened; what follows is background that many reports share.
const longestLead = 1_000;
// Who and what it is about is named all through a report, and background mostly in its last part.
const longestNamed = 3_000;
const longestTitle = 300;
const longestSummary = 600;
const untitled = 80;
// Who takes a text over cuts it, and puts words before it: more of it must be read to know a copy than to know the story.
const longestPrinted = 6_000;
const weightOf = { title: 2, summary: 1, text: 1 };
export const weightStep = 32;

/** Makes the strand of an item. Reads the title, the summary and the first thousand characters of the text, for names, numbers and days the first three thousand; a text without a title is titled by its beginning. */
export function strandOf(item: Readable, concepts: Concepts): Strand {
  const { lang } = item;
  const summary = normaliseLine(item.summary.slice(0, longestSummary));
  const named = normaliseLine(item.text.slice(0, longestNamed));
  const lead = named.slice(0, longestLead);
  const title = normaliseLine(item.title.slice(0, longestTitle)) || (summary || lead).slice(0, untitled);
  const counts = kinds.map(() => new Map<number, number>());
  const [single, paired, titled, naming, dating] = counts as [Counts, Counts, Counts, Counts, Counts];
  for (const [text, weight] of [
    [title, weightOf.title],
    [summary, weightOf.summary],
    [lead, weightOf.text],
  ] as const)
    grams(tokensOf(text, lang), lang, (key, pair) => {
      add(pair ? paired : single, key, weight);
      if (text === title) add(titled, key, 1);
    });
  const above = `${title}.\n${summary}\n`;
  const marks = marksOf(above + named, lang, concepts, above.length + longestLead);
  for (const mark of marks) {
    if (mark.kind === 'name') add(naming, markKey(mark), mark.count);
    if (mark.kind === 'date') add(dating, markKey(mark), mark.count);
  }
  const print = imprint((item.text || item.summary).slice(0, longestPrinted), lang);
  return { lang, ...packedMarks(marks), ...packed(counts), print };
}

type Counts = Map<number, number>;

const add = (counts: Counts, key: number, weight: number) => counts.set(key, (counts.get(key) ?? 0) + weight);

const tokensOf = (text: string, lang: string): string[] =>
  words(text, lang).map((word) => oldToneStyle(word.toLowerCase()));

function grams(tokens: readonly string[], lang: string, each: (key: number, pair: boolean) => void): void {
  const begun = hash(lang);
  let before: number | undefined;
  for (const token of tokens) {
    const key = hash(token, begun);
    each(key, false);
    if (before !== undefined) each(hash(token, before), true);
    before = key;
  }
}

/** The key of a mark among terms; the same in every language. */
export const markKey = ({ kind, key }: Pick<Mark, 'kind' | 'key'>): number => hash(`=${kind} ${key}`);

/** A mark as a strand holds it. */
export type HeldMark = { kind: Mark['kind']; key: number; shown: string };

const letters: Readonly<Record<Mark['kind'], string>> = { name: 'n', number: '#', date: 'd', term: 't' };
const kindOf = Object.fromEntries(Object.entries(letters).map(([kind, letter]) => [letter, kind])) as Readonly<
  Record<string, Mark['kind']>
>;

function packedMarks(marks: readonly Mark[]): Pick<Strand, 'markKeys' | 'markText'> {
  return {
    markKeys: Uint32Array.from(marks, markKey),
    markText: new TextEncoder().encode(
      marks.map(({ kind, shown }) => `${letters[kind]}${shown.replaceAll('\n', ' ').toWellFormed()}`).join('\n'),
    ),
  };
}

/** The marks of a strand in plain words. */
export function marksIn({ markKeys, markText }: Strand): HeldMark[] {
  const lines = new TextDecoder().decode(markText).split('\n');
  return Array.from(markKeys, (key, at) => {
    const line = lines[at] ?? '';
    return { kind: kindOf[line.charAt(0)] ?? 'term', key, shown: line.slice(1) };
  });
}

function packed(counts: readonly Counts[]): Pick<Strand, 'keys' | 'weights' | 'ends'> {
  const size = counts.reduce((sum, { size }) => sum + size, 0);
  const keys = new Uint32Array(size);
  const weights = new Uint8Array(size);
  const ends: number[] = [];
  let at = 0;
  for (const kind of counts) {
    const from = at;
    for (const key of kind.keys()) keys[at++] = key;
    keys.subarray(from, at).sort();
    for (let place = from; place < at; place++)
      weights[place] = Math.min(
        255,
        Math.round((1 + Math.log(Math.max(1, kind.get(keys[place] as number) ?? 1))) * weightStep),
      );
    ends.push(at);
  }
  return { keys, weights, ends };
}

/** FNV-1a over UTF-16 units, 32 bits; `begun` is the hash of what stands before. */
function hash(text: string, begun = 0x811c9dc5): number {
  let value = begun;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  // FNV leaves the low bits of short keys poorly mixed, and tables of two's powers take just those.
  value ^= value >>> 15;
  value = Math.imul(value, 0x2c1b3c6d);
  return (value ^ (value >>> 13)) >>> 0;
}

// version, length of the language, number of marks, where the kinds end; then language, keys, weights, keys and text of the marks.
const header = 5 + 4 * kinds.length;

/** A strand as bytes for the database, about 3 kB. */
export function packStrand({ lang, keys, weights, ends, markKeys, markText, print }: Strand): Buffer {
  const head = Buffer.alloc(header);
  const tag = Buffer.from(lang.slice(0, 255), 'latin1');
  head.writeUInt8(strandVersion, 0);
  head.writeUInt8(tag.length, 1);
  head.writeUInt16LE(markKeys.length, 2);
  for (const [kind, end] of ends.entries()) head.writeUInt32LE(end, 4 + 4 * kind);
  head.writeUInt8(print.length, 4 + 4 * kinds.length);
  return Buffer.concat([head, tag, bytesOf(keys), weights, bytesOf(markKeys), bytesOf(print), markText]);
}

/** The strand that `packStrand` made into bytes; undefined when another version of the analysis made it. */
export function unpackStrand(bytes: Buffer): Strand | undefined {
  if (bytes.length < header || bytes.readUInt8(0) !== strandVersion) return undefined;
  const ends = kinds.map((_, kind) => bytes.readUInt32LE(4 + 4 * kind));
  const terms = ends.at(-1) as number;
  let at = header;
  // Copied, so that a strand does not keep alive the page of rows that it was read with.
  const take = (length: number) => {
    at += length;
    return new Uint8Array(bytes.subarray(at - length, at));
  };
  const lang = Buffer.from(take(bytes.readUInt8(1))).toString('latin1');
  const keys = new Uint32Array(take(4 * terms).buffer);
  const weights = take(terms);
  const markKeys = new Uint32Array(take(4 * bytes.readUInt16LE(2)).buffer);
  const print = new Uint32Array(take(4 * bytes.readUInt8(4 + 4 * kinds.length)).buffer);
  return { lang, keys, weights, ends, markKeys, print, markText: take(bytes.length - at) };
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Uint32Array): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength);
