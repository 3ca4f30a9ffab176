/** The scripts that are told apart, by their Unicode names; Hiragana and Katakana count as one. */
const names = [
  'Latin',
  'Han',
  'Kana',
  'Hangul',
  'Thai',
  'Lao',
  'Khmer',
  'Myanmar',
  'Cyrillic',
  'Arabic',
  'Greek',
  'Hebrew',
  'Devanagari',
];
const weights: Readonly<Record<string, number>> = { Han: 2, Kana: 2, Hangul: 3, Thai: 2, Lao: 2, Khmer: 3, Myanmar: 2 };
const tests = new Map(
  names.map((name) => [
    name,
    new RegExp(name === 'Kana' ? '[\\p{Script=Hiragana}\\p{Script=Katakana}]' : `\\p{Script=${name}}`, 'gu'),
  ]),
);

/** What a text is written in: letters of all scripts, the share of one of them (0–1), and the one with most. */
export type Scripts = { letters: number; share(script: string): number; main: string };

/** Counts the letters of a text by script. A character that stands for more than one Latin letter counts for more. */
export function scripts(text: string): Scripts {
  const written = text.match(/\p{L}/gu)?.join('') ?? '';
  const counts = new Map<string, number>();
  let rest = written;
  let letters = 0;
  for (const [script, test] of tests) {
    if (rest === '') break;
    const others = rest.replace(test, '');
    const count = (rest.length - others.length) * (weights[script] ?? 1);
    if (count > 0) counts.set(script, count);
    letters += count;
    rest = others;
  }
  if (rest !== '') counts.set('Other', rest.length);
  letters += rest.length;
  let main = 'Other';
  for (const [script, count] of counts) if (count > (counts.get(main) ?? 0)) main = script;
  return { letters, share: (script) => (counts.get(script) ?? 0) / Math.max(1, letters), main };
}

const byCode: Readonly<Record<string, string>> = {
  Latn: 'Latin',
  Hans: 'Han',
  Hant: 'Han',
  Jpan: 'Han',
  Kore: 'Hangul',
  Laoo: 'Lao',
  Khmr: 'Khmer',
  Mymr: 'Myanmar',
  Cyrl: 'Cyrillic',
  Arab: 'Arabic',
  Grek: 'Greek',
  Hebr: 'Hebrew',
  Deva: 'Devanagari',
};
const known = new Map<string, string>();

/** The script that a language is usually written in (CLDR likely subtags), by the same names; `Other` when unknown. */
export function scriptOf(lang: string): string {
  const cached = known.get(lang);
  if (cached !== undefined) return cached;
  if (!/^[a-z]{2,3}$/.test(lang)) return 'Other';
  const code = new Intl.Locale(lang).maximize().script ?? '';
  const name = byCode[code] ?? (names.includes(code) ? code : 'Other');
  known.set(lang, name);
  return name;
}
