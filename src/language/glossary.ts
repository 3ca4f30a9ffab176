import { fold, oldToneStyle } from './normalise.ts';

/** A term in one language with all its written forms. Dates are `YYYY-MM-DD`, both inclusive; without one it is open. */
type Term = {
  id: string;
  forms: readonly string[];
  validFrom?: string | undefined;
  validTo?: string | undefined;
};

/** A term found in a text: where (UTF-16 offsets of the text as given) and whether it was valid on the day asked for. */
type TermMatch<T extends Term> = { term: T; text: string; start: number; end: number; valid: boolean };

/** Finds terms in a text, longest first, without overlap. `on` is the day of the text, `YYYY-MM-DD`. */
type TermFinder<T extends Term> = (text: string, on?: string) => TermMatch<T>[];

type Node<T> = { next: Map<string, Node<T>>; ends: { term: T; form: string }[] };
type Token = { key: string; start: number; end: number };

const longestText = 400_000;
const node = <T>(): Node<T> => ({ next: new Map(), ends: [] });
const ideograph =
  '\\p{Script=Han}|\\p{Script=Hiragana}|\\p{Script=Katakana}|\\p{Script=Thai}\\p{M}*|\\p{Script=Lao}\\p{M}*|\\p{Script=Khmer}\\p{M}*';
const tokenForm = new RegExp(`${ideograph}|(?:(?!${ideograph})[\\p{L}\\p{M}\\p{N}])+|&`, 'gu');
const acronym = /^\p{Lu}[\p{Lu}\p{N}&.-]+$/u;

/** Whole words, or single characters where a script has no spaces. */
function tokens(text: string, key: (word: string) => string): Token[] {
  return Array.from(text.matchAll(tokenForm), (match) => ({
    key: key(match[0]),
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/**
 * Prepares terms for finding, by a trie over words: time grows with the text alone. Case does not matter but for acronyms (`WHO`);
 * diacritics do, unless `folded` (for text typed without them). Where terms share a form, the one valid on the day is given.
 */
export function termFinder<T extends Term>(terms: Iterable<T>, options: { folded?: boolean } = {}): TermFinder<T> {
  const key = options.folded ? fold : (word: string) => oldToneStyle(word.toLowerCase());
  const root = node<T>();
  for (const term of terms) {
    for (const form of new Set(term.forms)) {
      const path = tokens(form, key);
      if (path.length === 0) continue;
      let at = root;
      for (const [index, token] of path.entries()) {
        const step = edge(path[index - 1], token, form);
        const next = at.next.get(step) ?? node<T>();
        at.next.set(step, next);
        at = next;
      }
      at.ends.push({ term, form });
    }
  }
  return (given, on) => {
    const text = given.slice(0, longestText);
    const found: TermMatch<T>[] = [];
    const all = tokens(text, key);
    for (let start = 0; start < all.length; ) {
      const match = longest(root, all, start, text, on);
      if (match) found.push(match.match);
      start = match ? match.after : start + 1;
    }
    return found;
  };
}

function longest<T extends Term>(
  root: Node<T>,
  all: readonly Token[],
  first: number,
  text: string,
  on: string | undefined,
) {
  let best: { match: TermMatch<T>; after: number } | undefined;
  let at: Node<T> | undefined = root;
  const start = all[first]?.start ?? 0;
  for (let index = first; index < all.length; index += 1) {
    const token = all[index];
    const before = all[index - 1];
    if (!token) break;
    const step = index === first ? token.key : edge(before, token, text);
    if (before && index > first && step === token.key && !joined(before, token, text)) break;
    at = at.next.get(step);
    if (!at) break;
    const written = text.slice(start, token.end);
    const ends = at.ends.filter(({ form }) => !acronym.test(form) || written === form);
    const chosen = ends.find(({ term }) => validOn(term, on)) ?? ends[0];
    if (!chosen) continue;
    best = {
      match: { term: chosen.term, text: written, start, end: token.end, valid: validOn(chosen.term, on) },
      after: index + 1,
    };
  }
  return best;
}

/** What leads to a word: after a comma another step, so that a term runs over a comma only where it has one. */
const edge = (before: Token | undefined, token: Token, text: string): string =>
  before && /^\s?,\s?$/.test(text.slice(before.end, token.start)) ? `, ${token.key}` : token.key;

/** A term may run over spaces, hyphens and the full stop of an abbreviation (`TP. Hồ Chí Minh`), not over the end of a sentence or clause. */
function joined(before: Token, after: Token, text: string): boolean {
  const between = text.slice(before.end, after.start);
  return (
    /^(?:\s{0,3}|\s?[-–/’']\s?|\.)$/u.test(between) ||
    (between === '. ' && /^\p{Lu}{1,3}$/u.test(text.slice(before.start, before.end)))
  );
}

const validOn = (term: Term, on: string | undefined): boolean =>
  on === undefined || ((term.validFrom ?? '') <= on && on <= (term.validTo ?? '9999-12-31'));
