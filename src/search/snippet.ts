import { fold, words } from '../language/index.ts';
import type { Segment } from './document.ts';

/** The words of a query as they are marked in a text: folded; the last one also as a beginning. */
export type Marked = { whole: ReadonlySet<string>; beginning: string | undefined; inside: readonly string[] };

const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const most = 32;

/** Reads a query for marking. Scripts without spaces are marked wherever the characters stand. */
export function markedBy(query: string, lang: string): Marked {
  const tokens = words(query.slice(0, 400), lang)
    .map(fold)
    .filter((token) => token !== '')
    .slice(0, most);
  const spaced = tokens.filter((token) => !unspaced.test(token));
  const last = tokens.at(-1);
  return {
    whole: new Set(spaced),
    beginning:
      last !== undefined && last.length > 1 && spaced.includes(last) && !/["”»]\s*$/.test(query) ? last : undefined,
    inside: tokens.filter((token) => unspaced.test(token)),
  };
}

const wordOf = /[\p{L}\p{N}\p{M}]+/gu;

type Range = { from: number; to: number; word: string };

function rangesIn(text: string, { whole, beginning, inside }: Marked): Range[] {
  const found: Range[] = [];
  for (const { 0: token, index } of text.matchAll(wordOf)) {
    const word = fold(token);
    if (whole.has(word)) found.push({ from: index, to: index + token.length, word });
    else if (beginning !== undefined && word.startsWith(beginning))
      found.push({ from: index, to: index + token.length, word: beginning });
    else
      for (const part of inside)
        for (let at = token.indexOf(part); at >= 0; at = token.indexOf(part, at + part.length))
          found.push({ from: index + at, to: index + at + part.length, word: part });
  }
  return joined(found.sort((a, b) => a.from - b.from || b.to - a.to));
}

/** Ranges that overlap, as pairs of characters do, become one. */
function joined(ranges: readonly Range[]): Range[] {
  const kept: Range[] = [];
  for (const range of ranges) {
    const last = kept.at(-1);
    if (last && range.from < last.to) last.to = Math.max(last.to, range.to);
    else kept.push({ ...range });
  }
  return kept;
}

/** Marks the words of a query in a text, all of it. The pieces joined are the text. */
export function marked(text: string, query: Marked): Segment[] {
  const segments: Segment[] = [];
  let at = 0;
  for (const { from, to } of rangesIn(text, query)) {
    if (from > at) segments.push({ text: text.slice(at, from), hit: false });
    segments.push({ text: text.slice(from, to), hit: true });
    at = to;
  }
  if (at < text.length) segments.push({ text: text.slice(at), hit: false });
  return segments;
}

const before = 60;

/** Gives the part of a text, at most `length` characters or little more, that holds most of the words of a query, marked. */
export function snippet(text: string, query: Marked, length = 240): Segment[] {
  const ranges = rangesIn(text, query);
  let best = { words: 0, from: 0 };
  for (const [place, { from }] of ranges.entries()) {
    const seen = new Set<string>();
    for (let next = place; next < ranges.length; next++) {
      const range = ranges[next] as Range;
      if (range.to > from + length - before) break;
      seen.add(range.word);
    }
    if (seen.size > best.words) best = { words: seen.size, from };
  }
  const start = wordStart(text, best.from - before);
  const end = wordEnd(text, start + length);
  const part = text.slice(start, end).toWellFormed().replace(/\s+/g, ' ').trim();
  return marked(`${start > 0 ? '…' : ''}${part}${end < text.length ? '…' : ''}`, query);
}

const boundary = 25;

function wordStart(text: string, at: number): number {
  if (at <= 0) return 0;
  const space = text.slice(at, at + boundary).search(/\s/);
  return space < 0 ? at : at + space + 1;
}

function wordEnd(text: string, at: number): number {
  if (at >= text.length) return text.length;
  const space = text.slice(at, at + boundary).search(/\s/);
  return space < 0 ? at : at + space;
}
