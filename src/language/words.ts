import { segmenter } from './segmenter.ts';

/** What stands in one script run: words of an alphabet, unspaced words, or characters that are searched in pairs. */
type Run = 'spaced' | 'unspaced' | 'paired';

const wordRuns =
  /(?<paired>[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー々〆〇]+)|(?<unspaced>[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+)|(?<spaced>(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}])[\p{L}\p{N}\p{M}])+)/gu;

/** The runs of a text in reading order, each of one kind of script. A text is cut by what it is written in, not by its language. */
export function* runs(text: string): Generator<{ kind: Run; text: string }> {
  for (const match of text.normalize('NFC').matchAll(wordRuns)) {
    const kind: Run = match.groups?.paired ? 'paired' : match.groups?.unspaced ? 'unspaced' : 'spaced';
    yield { kind, text: match[0] };
  }
}

/** The words of an unspaced run, by ICU's dictionaries for Thai, Lao, Khmer and Burmese (UAX #29). */
export function unspacedWords(run: string, lang: string): string[] {
  const found: string[] = [];
  for (const part of segmenter(lang, 'word').segment(run)) if (part.isWordLike) found.push(part.segment);
  return found;
}

/** Every character with the one after it; a last or lone character stands alone, so that each character begins one token. */
export function pairs(run: string): string[] {
  const characters = Array.from(run);
  return characters.map((character, index) => character + (characters[index + 1] ?? ''));
}

/**
 * Gives the words of a text in order, as written (NFC): syllables for Vietnamese, dictionary words for Thai, Lao and Khmer,
 * overlapping pairs of characters for Chinese, Japanese and Korean. Punctuation is left out.
 */
export function words(text: string, lang: string): string[] {
  const found: string[] = [];
  for (const run of runs(text)) {
    if (run.kind === 'spaced') found.push(run.text);
    else if (run.kind === 'unspaced') found.push(...unspacedWords(run.text, lang));
    else found.push(...(run.text.length === 1 ? [run.text] : pairs(run.text).slice(0, -1)));
  }
  return found;
}
