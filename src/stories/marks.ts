import { figures, fold } from '../language/index.ts';
import { type Concepts, conceptsIn } from './concepts.ts';

/** Something that reads the same in many languages: a name, a number, a date, a term of the glossary. */
export type Mark = {
  kind: 'name' | 'number' | 'date' | 'term';
  /** Equal in all languages. */
  key: string;
  /** As it stood in the text. */
  shown: string;
  count: number;
};

const most = 96;
const longestName = 6;

/** Words that begin sentences and titles in capitals without naming anything. */
const runs = /\p{Lu}[\p{L}\p{M}\p{N}'’-]*(?:[ \u00a0]\p{Lu}[\p{L}\p{M}\p{N}'’-]*)*/gu;

/**
 * Gives the marks of a text, those that stand there most often first, at most 96. A capitalised run of words gives itself
 * and, when it is longer than two words, its neighbouring pairs ("President To Lam" holds "To Lam"). Terms are looked for in its first `head` characters.
 */
export function marksOf(text: string, lang: string, concepts: Concepts, head = text.length): Mark[] {
  const found = new Map<string, Mark>();
  const add = (kind: Mark['kind'], key: string, shown: string) => {
    if (key.length < 2) return;
    const known = found.get(`${kind} ${key}`);
    if (known) known.count += 1;
    else found.set(`${kind} ${key}`, { kind, key, shown, count: 1 });
  };
  for (const { 0: run, index } of text.matchAll(runs)) {
    const parts = run.split(/[ \u00a0]/).slice(0, longestName);
    if (parts.length === 1 && beginsSentence(text, index)) continue;
    if (parts.length <= 2) add('name', joined(parts), parts.join(' '));
    else
      for (let at = 0; at + 1 < parts.length; at++) {
        const pair = parts.slice(at, at + 2);
        add('name', joined(pair), pair.join(' '));
      }
  }
  for (const { kind, key, start, end } of figures(text, lang))
    if (kind === 'date') add('date', key, text.slice(start, end));
    else if (kind === 'percent' || telling(key)) add('number', key, text.slice(start, end));
  for (const concept of conceptsIn(text.slice(0, head), lang, concepts)) add('term', concept.key, concept.shown);
  return [...found.values()].sort((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1)).slice(0, most);
}

/** The key of a name: Hà Nội and Hanoi, Viet Nam and Vietnam are one. */
export const joined = (parts: readonly string[]): string => fold(parts.join('')).replace(/[^\p{L}\p{N}]/gu, '');

const beginsSentence = (text: string, index: number): boolean =>
  /(?:^|[.!?…:;"“”'‘(\n–-])\s*$/u.test(text.slice(Math.max(0, index - 4), index));

/** Small whole numbers say too little: half of all reports have a two or a three. */
const telling = (key: string): boolean => !/^(?:\d|1[0-2])$/.test(key);
