/**
 * How well `src/language` tells languages apart, and how fast it works.
 *
 *   node bench/language.ts [--news articles.jsonl] [--prose FOLDER]
 *
 * Always measured: the articles of the Universal Declaration of Human Rights that the tables were not trained on.
 * `--news`: Vietnamese news, one `{ title, body }` a line. `--prose`: HTML of running text in `FOLDER/<lang>/`, as the LibreOffice help
 * has it (docs/method/language.md says how to lay it out); what it leaves in English is not counted.
 */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { articles } from '../scripts/language-tables.ts';
import { fold, type Identify, identify, loadIdentifier, normaliseLine, sentences } from '../src/language/index.ts';

const portal = ['vi', 'en', 'fr', 'es', 'de', 'id', 'ru', 'ar', 'zh', 'ja', 'ko', 'th', 'lo', 'km'];
const strangers = ['it', 'pt', 'nl', 'pl', 'sv', 'tr', 'hu'];
const sampleSize = 1_500;

const { values } = parseArgs({
  options: { news: { type: 'string' }, prose: { type: 'string' }, show: { type: 'string' } },
});
const full = await loadIdentifier();

/** The share of right answers with its 95 % Wilson interval. */
function share(right: number, of: number): string {
  if (of === 0) return '–';
  const z = 1.96;
  const p = right / of;
  const middle = (p + (z * z) / (2 * of)) / (1 + (z * z) / of);
  const half = (z / (1 + (z * z) / of)) * Math.sqrt((p * (1 - p)) / of + (z * z) / (4 * of * of));
  const percent = (value: number) => (100 * Math.min(1, Math.max(0, value))).toFixed(1);
  return `${percent(p)} [${percent(middle - half)}–${percent(middle + half)}] of ${of}`;
}

/** A headline's worth of a sentence: five words without punctuation, ten characters of Chinese or Japanese, 22 of Thai, Lao or Khmer. */
function title(sentence: string, lang: string): string {
  const bare = sentence.replace(/[^\p{L}\p{M}]|\p{Script=Latin}/gu, '');
  if (/^(zh|ja)$/.test(lang)) return Array.from(bare).slice(0, 10).join('');
  if (/^(th|lo|km)$/.test(lang)) return Array.from(bare).slice(0, 22).join('');
  return (sentence.match(/[\p{L}\p{M}\p{N}’'-]+/gu) ?? []).slice(0, 5).join(' ');
}

type Sample = { lang: string; text: string };
type Tally = { right: number; of: number };

function tally(
  samples: readonly Sample[],
  tell: Identify,
  right: (found: ReturnType<Identify>, lang: string) => boolean,
): Tally {
  const wrong = samples.filter(({ text, lang }) => !right(tell(text), lang));
  if (values.show)
    for (const { text, lang } of wrong.slice(0, Number(values.show))) console.log('   ✗', lang, tell(text), text);
  return { right: samples.length - wrong.length, of: samples.length };
}

const told = (found: ReturnType<Identify>, lang: string) => found.lang === lang;
const unaccented = (text: string) => fold(text).replace(/\s+/g, ' ');

function report(name: string, all: ReadonlyMap<string, string[]>): void {
  console.log(`\n${name}`);
  for (const [form, shape] of [
    ['sentences', (text: string) => text],
    ['titles', title],
  ] as const) {
    const rows = [...all].map(([lang, texts]) => ({
      lang,
      samples: texts.map((text) => ({ lang, text: shape(text, lang) })),
    }));
    const known = rows.filter(({ lang }) => portal.includes(lang));
    const tallies = known.map(({ lang, samples }) => ({ lang, ...tally(samples, full, told) }));
    const right = tallies.reduce((sum, row) => sum + row.right, 0);
    const of = tallies.reduce((sum, row) => sum + row.of, 0);
    const macro = tallies.reduce((sum, row) => sum + row.right / row.of, 0) / tallies.length;
    console.log(
      `  ${form.padEnd(10)} ${share(right, of)}; mean of ${tallies.length} languages ${(100 * macro).toFixed(1)}`,
    );
    console.log(`    ${tallies.map((row) => `${row.lang} ${((100 * row.right) / row.of).toFixed(1)}`).join('  ')}`);
    const foreign = rows.filter(({ lang }) => lang !== 'vi').flatMap(({ samples }) => samples);
    const calm = tally(foreign, full, (found) => found.lang !== 'vi');
    console.log(`    false "vi": ${calm.of - calm.right} of ${calm.of}`);
    const bare = (all.get('vi') ?? []).map((text) => ({ lang: 'vi', text: unaccented(shape(text, 'vi')) }));
    if (bare.length > 0) {
      const found = tally(bare, full, (answer) => answer.lang === 'vi' && answer.noDiacritics);
      const model = tally(bare, identify, (answer) => answer.lang === 'vi');
      console.log(
        `    Vietnamese without diacritics: ${share(found.right, found.of)}; without the model ${share(model.right, model.of)}`,
      );
    }
  }
}

/** Every n-th of a list, so that a sample is spread over its sources and the same each time. */
const spread = <T>(list: readonly T[], size: number): T[] =>
  list
    .filter((_, index) => Math.floor((index * size) / list.length) !== Math.floor(((index - 1) * size) / list.length))
    .slice(0, size);

const proper = (text: string, lang: string): boolean =>
  /^(zh|ja|ko|th|lo|km)$/.test(lang) ? text.length >= 20 : (text.match(/[\p{L}\p{M}]+/gu) ?? []).length >= 8;

function declaration(lang: string): string[] {
  return articles(lang)
    .filter(({ heldOut }) => heldOut)
    .flatMap(({ text }) => sentences(text, lang))
    .filter((text) => proper(text, lang));
}

function paragraphs(file: string): string[] {
  const bodies = readFileSync(file, 'utf8').matchAll(/<p id="[^"]+" class="paragraph"[^>]*>(.*?)<\/p>/gs);
  return [...bodies].map(([, body = '']) =>
    normaliseLine(
      body
        .replace(/<[^>]+>/g, '')
        .replace(/&nbsp;/g, ' ')
        .replace(/&(lt|gt|amp|quot|#\d+);/g, ' '),
    ),
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
  km: /[\p{Script=Khmer}]/gu,
};
const latinWords = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? [];

/** Sentences left in English inside a translated help: in another script, or with most words from the English one. */
function untranslated(sentence: string, lang: string, english: ReadonlySet<string>): boolean {
  if (lang === 'en') return false;
  const script = ownScript[lang];
  const letters = sentence.match(/\p{L}/gu)?.length ?? 0;
  if (script) return (sentence.match(script)?.length ?? 0) < letters / 2;
  const found = latinWords(sentence);
  return found.filter((word) => english.has(word)).length > found.length * 0.7;
}

function prose(folder: string, lang: string, english: ReadonlySet<string>): string[] {
  const found = new Set<string>();
  for (const file of globSync(join(folder, lang, '**/*.html')).sort()) {
    for (const text of paragraphs(file)) {
      for (const sentence of sentences(text, lang)) {
        if (!proper(sentence, lang) || /[{}=<>\\[\]▸]|\w\(|LibreOffice|VBA/.test(sentence)) continue;
        if (!untranslated(sentence, lang, english)) found.add(sentence);
      }
    }
  }
  return spread([...found], sampleSize);
}

report(
  'Declaration of Human Rights, articles held out',
  new Map([...portal, ...strangers].map((lang) => [lang, declaration(lang)])),
);

if (values.prose) {
  const folder = values.prose;
  const english = new Set(
    globSync(join(folder, 'en/**/*.html')).flatMap((file) => paragraphs(file).flatMap(latinWords)),
  );
  const all = [...portal, ...strangers].map((lang) => [lang, prose(folder, lang, english)] as const);
  report('Program help', new Map(all.filter(([, texts]) => texts.length > 0)));
}

if (values.news) {
  const lines = readFileSync(values.news, 'utf8').trim().split('\n');
  const news = lines.map((line) => JSON.parse(line) as { title: string; body: string });
  const bodies = spread(
    news.flatMap(({ body }) => sentences(normaliseLine(body), 'vi').filter((text) => proper(text, 'vi'))),
    3_000,
  );
  report('Vietnamese news, sentences of the text', new Map([['vi', bodies]]));
  const whole = (tell: (text: string) => string) =>
    tally(
      news.map((item) => ({ lang: 'vi', text: tell(item.title) })),
      full,
      told,
    );
  const headlines = whole((text) => text);
  const bare = whole(unaccented);
  console.log(
    `  real headlines ${share(headlines.right, headlines.of)}; without diacritics ${share(bare.right, bare.of)}`,
  );
}
