/**
 * How well and how fast `src/language` tells languages apart, beside fastText alone in the same run.
 *
 *   node bench/language.ts [--news articles.jsonl] [--prose FOLDER]… [--show 20]
 *
 * Always measured: the articles of the Universal Declaration of Human Rights that the tables were not made from.
 * `--prose`: running text as HTML or Mallard pages in `FOLDER/<lang>/`; what is left in English there is not counted.
 * `--news`: Vietnamese news, one `{ title, body }` a line. `--show`: so many of the wrong answers.
 * docs/method/language.md says where such texts are had from.
 */
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { articles } from '../scripts/language-tables.ts';
import { loadGuesser } from '../src/language/fasttext.ts';
import { fold, type Identify, identify, loadIdentifier, normaliseLine, sentences } from '../src/language/index.ts';
import { wilson } from './wilson.ts';

const portal = ['vi', 'en', 'fr', 'es', 'de', 'id', 'ru', 'ar', 'zh', 'ja', 'ko', 'th', 'lo', 'km'];
const strangers = ['it', 'pt', 'nl', 'pl', 'sv', 'tr', 'hu', 'ca', 'da', 'ro', 'fi', 'cs', 'hr', 'lt'];
const sampleSize = 1_500;

const { values } = parseArgs({
  options: {
    news: { type: 'string' },
    prose: { type: 'string', multiple: true },
    show: { type: 'string', default: '0' },
  },
});

type Sample = { lang: string; text: string };
type Tally = { right: number; of: number };
type Texts = ReadonlyMap<string, readonly string[]>;

const full = await loadIdentifier();
const guess = await loadGuesser();
const alone: Identify = (text) => ({ lang: guess(text)[0]?.lang ?? 'und', score: 1, noDiacritics: false });
const answerers = { 'src/language': full, 'fastText alone': alone };

const percent = (value: number): string => (100 * value).toFixed(1);

/** The share of right answers in percent with its 95 % Wilson interval. */
function share({ right, of }: Tally): string {
  if (of === 0) return '–';
  const [least, most] = wilson(right, of);
  return `${percent(right / of)} [${percent(least)}–${percent(most)}] of ${of}`;
}

/** A headline's worth: five words without punctuation, ten characters of Chinese or Japanese, 22 of Thai, Lao or Khmer. */
function headline(sentence: string, lang: string): string {
  const characters = Array.from(sentence.replace(/[^\p{L}\p{M}]|\p{Script=Latin}/gu, ''));
  if (/^(zh|ja)$/.test(lang)) return characters.slice(0, 10).join('');
  if (/^(th|lo|km)$/.test(lang)) return characters.slice(0, 22).join('');
  return (sentence.match(/[\p{L}\p{M}\p{N}’'-]+/gu) ?? []).slice(0, 5).join(' ');
}

function tally(
  samples: readonly Sample[],
  tell: Identify,
  right = ({ lang }: { lang: string }, want: string) => lang === want,
): Tally {
  const wrong = samples.filter(({ text, lang }) => !right(tell(text), lang));
  if (tell === full)
    for (const { text, lang } of wrong.slice(0, Number(values.show))) console.log('    ✗', lang, full(text), text);
  return { right: samples.length - wrong.length, of: samples.length };
}

const unaccented = (text: string): string => fold(text).replace(/\s+/g, ' ');
const notVietnamese = ({ lang }: { lang: string }): boolean => lang !== 'vi';

function report(name: string, texts: Texts): void {
  console.log(`\n${name}`);
  for (const [form, shape] of [
    ['sentences', (text: string) => text],
    ['five words', headline],
  ] as const) {
    const samples = [...texts].flatMap(([lang, list]) => list.map((text) => ({ lang, text: shape(text, lang) })));
    const own = samples.filter(({ lang }) => portal.includes(lang));
    for (const [answerer, tell] of Object.entries(answerers))
      console.log(`  ${form}, ${answerer}: ${share(tally(own, tell))}`);
    const each = [...Map.groupBy(own, ({ lang }) => lang)].map(([lang, list]) => [lang, tally(list, full)] as const);
    console.log(`    ${each.map(([lang, { right, of }]) => `${lang} ${percent(right / of)}`).join('  ')}`);
    const others = samples.filter(({ lang }) => lang !== 'vi');
    if (others.length > 0) {
      const calm = tally(others, full, notVietnamese);
      console.log(`    other languages taken for Vietnamese: ${calm.of - calm.right} of ${calm.of}`);
    }
    const bare = samples
      .filter(({ lang }) => lang === 'vi')
      .map(({ lang, text }) => ({ lang, text: unaccented(text) }));
    const rows = { ...answerers, 'without the model': identify };
    for (const [answerer, tell] of Object.entries(rows))
      console.log(`    Vietnamese without diacritics, ${answerer}: ${share(tally(bare, tell))}`);
  }
}

/** So many of a list, spread over it and the same each time. */
const spread = <T>(list: readonly T[], size: number): T[] =>
  list.length <= size
    ? [...list]
    : Array.from({ length: size }, (_, index) => list[Math.floor((index * list.length) / size)] as T);

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? [];
const proper = (text: string, lang: string): boolean =>
  /^(zh|ja|ko|th|lo|km)$/.test(lang) ? text.length >= 20 : wordsOf(text).length >= 8;

function declaration(lang: string): string[] {
  const held = articles(lang).filter(({ heldOut }) => heldOut);
  return held.flatMap(({ text }) => sentences(text, lang)).filter((text) => proper(text, lang));
}

function paragraphs(file: string): string[] {
  const bodies = readFileSync(file, 'utf8').matchAll(/<p(?: id="[^"]+" class="paragraph"[^>]*)?>(.*?)<\/p>/gs);
  return Array.from(bodies, ([, body = '']) =>
    normaliseLine(body.replace(/<[^>]+>/g, '').replace(/&(\w+|#\d+);/g, ' ')),
  );
}

const ownScript: Readonly<Record<string, RegExp>> = {
  ru: /\p{Script=Cyrillic}/gu,
  ar: /\p{Script=Arabic}/gu,
  zh: /\p{Script=Han}/gu,
  ja: /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]/gu,
  ko: /\p{Script=Hangul}/gu,
  th: /\p{Script=Thai}/gu,
  lo: /\p{Script=Lao}/gu,
  km: /\p{Script=Khmer}/gu,
};

/** Left in English inside a translated text: mostly in another script, or of words that the English text has too. */
function untranslated(sentence: string, lang: string, english: ReadonlySet<string>): boolean {
  if (lang === 'en') return false;
  const script = ownScript[lang];
  if (script) return (sentence.match(script)?.length ?? 0) < (sentence.match(/\p{L}/gu)?.length ?? 0) / 2;
  const found = wordsOf(sentence);
  return found.filter((word) => english.has(word)).length > found.length * 0.7;
}

function prose(folder: string, lang: string, english: ReadonlySet<string>): string[] {
  const files = globSync(join(folder, lang, '**/*.{html,page}')).sort();
  const found = new Set(files.flatMap((file) => paragraphs(file).flatMap((text) => sentences(text, lang))));
  const kept = [...found].filter(
    (text) =>
      proper(text, lang) && !/[{}=<>\\[\]▸]|\w\(|LibreOffice|VBA/.test(text) && !untranslated(text, lang, english),
  );
  return spread(kept, sampleSize);
}

report(
  'Declaration of Human Rights, articles held out',
  new Map([...portal, ...strangers].map((lang) => [lang, declaration(lang)])),
);

for (const folder of values.prose ?? []) {
  const english = new Set(
    globSync(join(folder, 'en/**/*.{html,page}')).flatMap((file) => paragraphs(file).flatMap(wordsOf)),
  );
  const texts = [...portal, ...strangers].map((lang) => [lang, prose(folder, lang, english)] as const);
  report(basename(folder), new Map(texts.filter(([, list]) => list.length > 0)));
}

if (values.news) {
  const lines = readFileSync(values.news, 'utf8').trim().split('\n');
  const news = lines.map((line) => JSON.parse(line) as { title: string; body: string });
  const bodies = news.flatMap(({ body }) => sentences(normaliseLine(body), 'vi')).filter((text) => proper(text, 'vi'));
  report('Vietnamese news', new Map([['vi', spread(bodies, 2 * sampleSize)]]));
  const titles = news.map(({ title }) => ({ lang: 'vi', text: title }));
  console.log(`  headlines as printed: ${share(tally(titles, full))}`);
  console.log(
    `    without diacritics: ${share(
      tally(
        titles.map(({ lang, text }) => ({ lang, text: unaccented(text) })),
        full,
      ),
    )}`,
  );
}

const sample = portal.flatMap((lang) => declaration(lang).map((text) => headline(text, lang)));
const cost = Object.entries(answerers).map(([answerer, tell]) => {
  for (const text of sample) tell(text);
  const before = process.cpuUsage();
  for (let round = 0; round < 20; round += 1) for (const text of sample) tell(text);
  const { user, system } = process.cpuUsage(before);
  return [answerer, (user + system) / 20 / sample.length] as const;
});
console.log(
  `\nCPU for five words: ${cost.map(([answerer, micro]) => `${answerer} ${micro.toFixed(0)} µs`).join(', ')}`,
);
