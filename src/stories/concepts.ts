import { z } from 'zod';
import { fold, words } from '../language/index.ts';
import type { Pack } from '../platform/index.ts';

/** The glossary of the country pack, ready to be looked for in texts: folded words of a term → its concept. */
export type Concepts = ReadonlyMap<string, ReadonlyMap<string, string>>;

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
export function conceptsOf(entries: readonly Concept[]): Concepts {
  const byLang = new Map<string, Map<string, string>>();
  for (const { id, terms } of entries)
    for (const [lang, forms] of Object.entries(terms))
      for (const form of forms) {
        const parts = foldedWords(form, lang);
        if (parts.length > longestTerm || !tellsEnough(parts, lang)) continue;
        const known = byLang.get(lang) ?? new Map<string, string>();
        byLang.set(lang, known.set(parts.join(' '), id));
      }
  return byLang;
}

/** Whether folded words mean something by themselves: single Vietnamese syllables do not, nor do terms of fewer than five letters (two characters of Chinese). */
export const tellsEnough = (parts: readonly string[], lang: string): boolean =>
  !(parts.length === 1 && lang === 'vi') && parts.join('').length >= (unspaced.test(parts[0] ?? '') ? 2 : 5);

const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/** A concept in a text: as it stood there, and which words of the text it is. */
export type Named = { key: string; shown: string; at: number; length: number };

/** The concepts that a text names, by the longest term at each place. */
export function conceptsIn(text: string, lang: string, concepts: Concepts): Named[] {
  const terms = concepts.get(lang);
  if (!terms) return [];
  const written = words(text, lang);
  const parts = written.map(fold);
  const found: Named[] = [];
  for (let at = 0; at < parts.length; ) {
    let length = Math.min(longestTerm, parts.length - at);
    let key: string | undefined;
    for (; length > 0; length--) {
      key = terms.get(parts.slice(at, at + length).join(' '));
      if (key !== undefined) break;
    }
    if (key !== undefined) found.push({ key, shown: written.slice(at, at + length).join(' '), at, length });
    at += Math.max(1, length);
  }
  return found;
}

const foldedWords = (text: string, lang: string): string[] => words(text, lang).map(fold);
