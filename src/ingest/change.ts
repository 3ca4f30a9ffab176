import { overlap, shingles } from '../language/index.ts';

// Counters, dates, "1.204 views": what moves on a page without being the article.
const shortestLine = 20;

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.normalize('NFC').replace(/\s+/g, ' ').trim())
    .filter((line) => line.length >= shortestLine);

/**
 * Whether a text says something else than before: whether one of its lines was changed, added or taken away. Spaces,
 * the form of letters and lines of under twenty characters count for nothing; where there are only such lines, all count.
 */
export function differs(before: string, after: string): boolean {
  if (before === after) return false;
  const [was, is] = [linesOf(before), linesOf(after)];
  if (was.length === 0 && is.length === 0) return flat(before) !== flat(after);
  return was.length !== is.length || was.some((line, at) => line !== is[at]);
}

const flat = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').trim();

const leastKept = 0.2;
const read = 20_000;

/**
 * Whether what was found on a page later can be the same article: a fifth of the runs of words of the shorter text must stand in
 * the longer. Else the page was rebuilt, or something else was taken for the article.
 */
export function understood(before: string, after: string): boolean {
  if (flat(before) === '') return true;
  const [one, other] = [before, after].map((text) => shingles(text.slice(0, read), 'und', 2)) as [
    Set<number>,
    Set<number>,
  ];
  return overlap(one, other).containment >= leastKept;
}
