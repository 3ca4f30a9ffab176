import { z } from 'zod';
import { fold, words } from '../language/index.ts';
import type { Pack } from '../platform/index.ts';

/** What concepts are called in each language, ready to be looked for in texts: word after word of a term, folded. */
export type Concepts = ReadonlyMap<string, Term>;

/** The beginning of some terms; `key` is the concept of the term that ends here. */
type Term = { key?: string; next: Map<string, Term> };

const longestTerm = 8;

/** A concept and what it is called, by language. */
export type Concept = { id: string; terms: Readonly<Record<string, readonly string[]>> };

const glossary = z.object({
  entries: z.array(
    z.object({
      id: z.string(),
      vi: z.string(),
      en: z.string(),
      altVi: z.array(z.string()),
      altEn: z.array(z.string()),
    }),
  ),
});

/** The concepts of a country pack's glossary. */
export const readConcepts = (pack: Pack): Concept[] =>
  pack
    .read('glossary.json', glossary)
    .entries.map(({ id, vi, en, altVi, altEn }) => ({ id, terms: { vi: [vi, ...altVi], en: [en, ...altEn] } }));

/** Makes the terms of concepts ready. Short terms and single Vietnamese syllables are left out: folded, they mean too much. */
export const conceptsOf = (entries: readonly Concept[]): Concepts =>
  withTerms(
    new Map(),
    entries.flatMap(({ id, terms }) =>
      Object.entries(terms).flatMap(([lang, forms]) =>
        forms
          .map((form) => rootsIn(form, lang).roots)
          .filter((parts) => parts.length <= longestTerm && tellsEnough(parts, lang))
          .map((parts) => ({ lang, term: parts.join(' '), key: id })),
      ),
    ),
  );

/** Concepts with more terms, given as folded words; a later one stands where two are alike. */
export function withTerms(known: Concepts, more: readonly { lang: string; term: string; key: string }[]): Concepts {
  const byLang = new Map([...known].map(([lang, terms]) => [lang, copy(terms)]));
  for (const { lang, term, key } of more) {
    let at: Term = byLang.get(lang) ?? { next: new Map() };
    byLang.set(lang, at);
    for (const part of term.split(' ')) {
      const next: Term = at.next.get(part) ?? { next: new Map() };
      at.next.set(part, next);
      at = next;
    }
    at.key = key;
  }
  return byLang;
}

const copy = ({ next, ...term }: Term): Term => ({
  ...term,
  next: new Map([...next].map(([part, each]) => [part, copy(each)])),
});

/** The concept of a term, given as folded words. */
export const keyOf = (concepts: Concepts, lang: string, term: string): string | undefined =>
  term.split(' ').reduce<Term | undefined>((at, part) => at?.next.get(part), concepts.get(lang))?.key;

/** Whether folded words mean something by themselves: single Vietnamese syllables do not, nor do terms of fewer than five letters (two characters of Chinese). */
export const tellsEnough = (parts: readonly string[], lang: string): boolean =>
  !(parts.length === 1 && lang === 'vi') && parts.join('').length >= (unspaced.test(parts[0] ?? '') ? 2 : 5);

const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/** A concept in a text: as it stood there, and which words of the text it is. */
export type Named = { key: string; shown: string; at: number; length: number };

/** The words of a text, as written and as terms are looked for by. */
type Read = { written: readonly string[]; roots: readonly string[] };

/** The concepts that a text names, by the longest term at each place. */
export const conceptsIn = (text: string, lang: string, concepts: Concepts): Named[] =>
  concepts.has(lang) ? namedIn(rootsIn(text, lang), lang, concepts) : [];

/** The concepts that words name, read by `rootsIn`. */
export function namedIn({ written, roots }: Read, lang: string, concepts: Concepts): Named[] {
  const terms = concepts.get(lang);
  if (!terms) return [];
  const found: Named[] = [];
  for (let from = 0; from < roots.length; ) {
    let key: string | undefined;
    let end = from;
    let at = terms.next.get(roots[from] as string);
    for (let to = from + 1; at; to++) {
      if (at.key !== undefined) [key, end] = [at.key, to];
      at = at.next.get(roots[to] as string);
    }
    if (key !== undefined) found.push({ key, shown: written.slice(from, end).join(' '), at: from, length: end - from });
    from = Math.max(end, from + 1);
  }
  return found;
}

/** The words of a text as written, and as terms are looked for by: folded, and in English without the s of plurals (the S stemmer of Harman 1991). */
export function rootsIn(text: string, lang: string): Read {
  const written = words(text, lang);
  // Folded whole, which is many times faster; word by word where that changed what is a word.
  const whole = words(fold(text), lang);
  const folded = whole.length === written.length ? whole : written.map(fold);
  return { written, roots: lang === 'en' ? folded.map(singular) : folded };
}

function singular(word: string): string {
  if (!word.endsWith('s') || word.length < 4) return word;
  if (word.endsWith('ies')) return /[ae]ies$/.test(word) ? word : `${word.slice(0, -3)}y`;
  if (word.endsWith('es')) return /[aeo]es$/.test(word) ? word : word.slice(0, -1);
  return /[us]s$/.test(word) ? word : word.slice(0, -1);
}
