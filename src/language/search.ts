import { fold, normalise, oldToneStyle } from './normalise.ts';
import { pairs, runs, unspacedWords } from './words.ts';

/** The same text twice: with its diacritics (finer rank) and without (wider match). */
export type SearchForms = { exact: string; folded: string };

const longestText = 400_000;
const longestToken = 60;
const mostTokens = 16_000; // positions of a tsvector end at 16,383
const mostBytes = 700_000; // a tsvector holds 1,048,575 bytes with its positions
const longestQuery = 400;
const mostTerms = 32;

const exactForm = (text: string) => oldToneStyle(text.toLowerCase());

/**
 * Gives a text as space-joined tokens for `to_tsvector('simple', …)`. Bounded so that no input exceeds what a tsvector holds:
 * at most 16,000 tokens of at most 60 characters, 700 kB; what stands behind is left out.
 */
export function searchText(text: string, lang: string): SearchForms {
  const tokens: string[] = [];
  for (const run of runs(normalise(text.slice(0, longestText)))) {
    if (run.kind === 'spaced') tokens.push(run.text);
    else tokens.push(...(run.kind === 'paired' ? pairs(run.text) : unspacedWords(run.text, lang)));
    if (tokens.length >= mostTokens) break;
  }
  return { exact: bounded(tokens.map(exactForm)), folded: bounded(tokens.map(fold)) };
}

function bounded(tokens: readonly string[]): string {
  const kept: string[] = [];
  let bytes = 0;
  for (const token of tokens.slice(0, mostTokens)) {
    const short = cut(token);
    if (short === '') continue;
    bytes += Buffer.byteLength(short) + 1;
    if (bytes > mostBytes) break;
    kept.push(short);
  }
  return kept.join(' ');
}

const cut = (token: string): string =>
  token.length <= longestToken ? token : Array.from(token).slice(0, longestToken).join('');

/**
 * Gives what a person typed as a query for `to_tsquery('simple', …)`: all words, in any order; words in double quotes and pairs of
 * characters in sequence; the last word also as a beginning. No input makes a syntax error. Both forms are empty when there is
 * nothing to search for: ask before querying, as an empty tsquery matches nothing.
 */
export function searchQuery(query: string, lang: string): SearchForms {
  const terms: string[][] = [];
  let openEnded = false;
  normalise(query.slice(0, longestQuery))
    .replace(/[“”„«»＂]/g, '"')
    .split('"')
    .forEach((part, index, parts) => {
      const quoted = index % 2 === 1 && index < parts.length - 1;
      const found = [...runs(part)].map((run) => queryTokens(run, lang)).filter((tokens) => tokens.length > 0);
      if (found.length === 0) return;
      terms.push(...(quoted ? [found.flat()] : found));
      openEnded = !quoted;
    });
  const kept = terms.slice(0, mostTerms);
  return { exact: tsquery(kept, exactForm, openEnded), folded: tsquery(kept, fold, openEnded) };
}

function queryTokens(run: { kind: string; text: string }, lang: string): string[] {
  if (run.kind === 'spaced') return [run.text];
  if (run.kind === 'unspaced') return unspacedWords(run.text, lang);
  const tokens = pairs(run.text);
  return tokens.length > 1 ? tokens.slice(0, -1) : tokens;
}

function tsquery(terms: readonly string[][], form: (text: string) => string, openEnded: boolean): string {
  const formed = terms
    .map((tokens) =>
      tokens
        .slice(0, mostTerms)
        .map((token) => cut(form(token)))
        .filter((token) => token !== ''),
    )
    .filter((tokens) => tokens.length > 0);
  return formed
    .map((tokens, index) => {
      const last = openEnded && index === formed.length - 1;
      const quoted = tokens.map((token, at) => {
        const prefix = isLoneCharacter(token) || (last && at === tokens.length - 1 && token.length > 1);
        return `'${token}'${prefix ? ':*' : ''}`;
      });
      return quoted.length > 1 ? `(${quoted.join(' <-> ')})` : quoted[0];
    })
    .join(' & ');
}

const isLoneCharacter = (text: string): boolean =>
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]$/u.test(text);
