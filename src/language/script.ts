/** Scripts that settle a language, or a choice between few, without reading a word. */
export type Script =
  | 'latin'
  | 'han'
  | 'kana'
  | 'hangul'
  | 'thai'
  | 'lao'
  | 'khmer'
  | 'myanmar'
  | 'cyrillic'
  | 'arabic'
  | 'greek'
  | 'hebrew'
  | 'devanagari'
  | 'other';

const tests: readonly [Script, RegExp][] = [
  ['latin', /\p{Script=Latin}/u],
  ['han', /\p{Script=Han}/u],
  ['kana', /[\p{Script=Hiragana}\p{Script=Katakana}]/u],
  ['hangul', /\p{Script=Hangul}/u],
  ['thai', /\p{Script=Thai}/u],
  ['lao', /\p{Script=Lao}/u],
  ['khmer', /\p{Script=Khmer}/u],
  ['myanmar', /\p{Script=Myanmar}/u],
  ['cyrillic', /\p{Script=Cyrillic}/u],
  ['arabic', /\p{Script=Arabic}/u],
  ['greek', /\p{Script=Greek}/u],
  ['hebrew', /\p{Script=Hebrew}/u],
  ['devanagari', /\p{Script=Devanagari}/u],
];

/** How many letters of each script a text has, and how many in all. */
export type Scripts = { letters: number; share(script: Script): number };

/** Counts the letters of a text by script. */
export function scripts(text: string): Scripts {
  const counts = new Map<Script, number>();
  let letters = 0;
  for (const character of text) {
    if (!/\p{L}/u.test(character)) continue;
    letters += 1;
    const script = tests.find(([, test]) => test.test(character))?.[0] ?? 'other';
    counts.set(script, (counts.get(script) ?? 0) + 1);
  }
  return { letters, share: (script) => (letters === 0 ? 0 : (counts.get(script) ?? 0) / letters) };
}
