import { normaliseLine } from '../language/index.ts';
import type { Wordings } from './event.ts';

const line = /^([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\s*[:：]\s*(.+)$/;
const mostLines = 60;
const longest = 200;

/**
 * Reads words by language as people type them, a line each: `en: ASEAN Summit`. Gives them, or the first line that
 * cannot be read.
 */
export function readWordings(text: string): { wordings: Record<string, string[]> } | { bad: string } {
  const wordings: Record<string, string[]> = {};
  const lines = text.split(/\r?\n|\s;\s/).map(normaliseLine);
  for (const each of lines.filter((given) => given !== '')) {
    const [, lang, words] = line.exec(each) ?? [];
    if (!lang || !words || words.length > longest) return { bad: each.slice(0, longest) };
    const known = Object.hasOwn(wordings, lang) ? (wordings[lang] ?? []) : [];
    if (!known.includes(words)) known.push(words);
    wordings[lang] = known;
  }
  if (lines.length > mostLines) return { bad: lines[mostLines] ?? '' };
  return { wordings };
}

/** Writes words by language as `readWordings` takes them. */
export const writeWordings = (wordings: Wordings): string =>
  Object.entries(wordings)
    .flatMap(([lang, all]) => all.map((words) => `${lang}: ${words}`))
    .join('\n');
