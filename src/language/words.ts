import { segmenter } from './segmenter.ts';

/** A run of one kind of script: one word of an alphabet, words without spaces, or characters that are read in pairs. */
export type Run = { kind: 'spaced' | 'unspaced' | 'paired'; text: string };

const unspacedScripts = '\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}';
const pairedScripts = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}ー々〆〇';
const letters = /[\p{L}\p{N}\p{M}]+/gu;
const spaceless = new RegExp(`[${unspacedScripts}${pairedScripts}]`, 'u');
/** Where the scripts without spaces lie: what is not there has none of them. */
const beyond = /[\u0e00-\u1dff\u2e80-\uffff]/;
const kinds = new RegExp(
  `(?<paired>[${pairedScripts}][${pairedScripts}\\p{M}]*)|(?<unspaced>[${unspacedScripts}][${unspacedScripts}\\p{M}]*)|[^${unspacedScripts}${pairedScripts}]+`,
  'gu',
);

/** The runs of a text in reading order. A text is cut by what it is written in, whatever its language: `ASEAN峰会` is two runs. */
export function* runs(text: string): Generator<Run> {
  for (const [word] of text.matchAll(letters)) {
    if (!spaceless.test(word)) yield { kind: 'spaced', text: word };
    else for (const match of word.matchAll(kinds)) yield { kind: kindOf(match), text: match[0] };
  }
}

const kindOf = ({ groups }: RegExpMatchArray): Run['kind'] =>
  groups?.paired ? 'paired' : groups?.unspaced ? 'unspaced' : 'spaced';

/** The words of an unspaced run, by ICU's dictionaries. */
export function unspacedWords(run: string, lang: string): string[] {
  const found: string[] = [];
  for (const part of segmenter(lang, 'word').segment(run)) if (part.isWordLike) found.push(part.segment);
  return found;
}

/** Every character, with its marks, and the one after it; a last or lone character stands alone, so that each character begins one token. */
export function pairs(run: string): string[] {
  const characters = run.match(/.\p{M}*/gu) ?? [];
  return characters.map((character, index) => character + (characters[index + 1] ?? ''));
}

/**
 * Gives the words of a text in order, as written (NFC): syllables for Vietnamese, dictionary words for Thai, Lao and Khmer,
 * overlapping pairs of characters for Chinese, Japanese and Korean. Punctuation is left out.
 */
export function words(text: string, lang: string): string[] {
  const composed = text.normalize('NFC');
  // Most texts are of spaced words alone: these need not be looked at one by one.
  if (!beyond.test(composed)) return spaced(composed);
  const found: string[] = [];
  for (const run of runs(composed)) {
    if (run.kind === 'spaced') found.push(run.text);
    else
      for (const word of run.kind === 'unspaced' ? unspacedWords(run.text, lang) : overlapping(run.text))
        found.push(word);
  }
  return found;
}

/** The runs of letters, digits and marks in a text of spaced words; what `letters` matches, many times faster. */
function spaced(text: string): string[] {
  const found: string[] = [];
  let from = -1;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const inside = (standing[code] || standingOf(code)) === within;
    if (inside && from === -1) from = at;
    if (inside || from === -1) continue;
    found.push(text.slice(from, at));
    from = -1;
  }
  if (from !== -1) found.push(text.slice(from));
  return found;
}

const [within, outside] = [1, 2];

/** Whether the characters that are not `beyond` stand within words, as far as they were met; 0 before. */
const standing = new Uint8Array(0x2e80);

function standingOf(code: number): number {
  const found = /[\p{L}\p{N}\p{M}]/u.test(String.fromCharCode(code)) ? within : outside;
  standing[code] = found;
  return found;
}

const overlapping = (run: string): string[] => {
  const all = pairs(run);
  return all.length > 1 ? all.slice(0, -1) : all;
};
