import { fold, normalise, oldToneStyle } from './normalise.ts';
import { pairs, type Run, runs, unspacedWords } from './words.ts';

/** The same text twice: with its diacritics (finer rank) and without (wider match). */
type SearchForms = { exact: string; folded: string };

const longestText = 200_000;
const longestToken = 60;
const mostTokens = 16_000; // positions of a tsvector end at 16,383
const mostBytes = 700_000; // a tsvector holds 1,048,575 bytes, positions included
const longestQuery = 400;
const mostTerms = 32;

const exactForm = (text: string) => oldToneStyle(text.toLowerCase());

/**
 * Gives a text as space-joined tokens for `to_tsvector('simple', …)`. No input exceeds what a tsvector holds: of the first 200,000 characters,
 * at most 16,000 tokens of at most 60 characters, 700 kB; what stands behind is left out.
 */
export function searchText(text: string, lang: string): SearchForms {
  const clean = normalise(text.slice(0, longestText));
  return { exact: indexed(exactForm(clean), lang), folded: indexed(fold(clean), lang) };
}

function indexed(text: string, lang: string): string {
  const kept: string[] = [];
  let bytes = 0;
  for (const run of runs(text)) {
    for (const token of tokensOf(run, lang)) {
      const short = cut(token);
      bytes += Buffer.byteLength(short) + 1;
      if (bytes > mostBytes || kept.length >= mostTokens) return kept.join(' ');
      kept.push(short);
    }
  }
  return kept.join(' ');
}

/** ICU knows too few Lao words to cut by them, so Lao is searched in pairs as well. */
const inPairs = (run: Run): boolean => run.kind === 'paired' || /\p{Script=Lao}/u.test(run.text);

function tokensOf(run: Run, lang: string): string[] {
  if (run.kind === 'spaced') return [run.text];
  return inPairs(run) ? pairs(run.text) : unspacedWords(run.text, lang);
}

const cut = (token: string): string =>
  token.length <= longestToken ? token : Array.from(token).slice(0, longestToken).join('');

/**
 * Gives what a person typed as a query for `to_tsquery('simple', …)`: all words, in any order; words in double quotes and pairs of
 * characters in sequence; the last word also as a beginning. No input makes a syntax error. Both forms are empty when there is
 * nothing to search for: ask before querying, as an empty tsquery matches nothing.
 */
export function searchQuery(query: string, lang: string): SearchForms {
  const clean = normalise(query.slice(0, longestQuery)).replace(/[“”„«»＂]/g, '"');
  return { exact: tsquery(exactForm(clean), lang), folded: tsquery(fold(clean), lang) };
}

function tsquery(text: string, lang: string): string {
  const terms: string[][] = [];
  let openEnded = false;
  text.split('"').forEach((part, index, parts) => {
    const quoted = index % 2 === 1 && index < parts.length - 1;
    const found = Array.from(runs(part), (run) => queryTokens(run, lang)).filter((tokens) => tokens.length > 0);
    if (found.length === 0) return;
    terms.push(...(quoted ? [found.flat()] : found));
    openEnded = !quoted;
  });
  const kept = terms.slice(0, mostTerms);
  return kept.map((tokens, index) => phrase(tokens, openEnded && index === kept.length - 1)).join(' & ');
}

/** A phrase ends with its last pair: the lone character behind it stands in a text only where the run ends. */
function queryTokens(run: Run, lang: string): string[] {
  const tokens = tokensOf(run, lang);
  return tokens.length > 1 && inPairs(run) ? tokens.slice(0, -1) : tokens;
}

function phrase(tokens: readonly string[], openEnded: boolean): string {
  const kept = tokens.slice(0, mostTerms).map(cut);
  const quoted = kept.map((token, at) => {
    const beginning = loneCharacter.test(token) || (openEnded && at === kept.length - 1 && token.length > 1);
    return `'${token}'${beginning ? ':*' : ''}`;
  });
  return quoted.length > 1 ? `(${quoted.join(' <-> ')})` : (quoted[0] ?? '');
}

const loneCharacter =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Lao}ー々]\p{M}*$/u;
