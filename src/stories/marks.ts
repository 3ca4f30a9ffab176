import { fold, words } from '../language/index.ts';
import { type Concepts, conceptsIn } from './concepts.ts';

/** Something that reads the same in many languages: a name, a number, a date, a term of the glossary. */
export type Mark = {
  kind: 'name' | 'number' | 'date' | 'term';
  /** Equal in all languages. */
  key: string;
  /** As it stood in the text. */
  shown: string;
  count: number;
};

const most = 96;
const longestName = 6;

/** Words that begin sentences and titles in capitals without naming anything. */
const runs = /\p{Lu}[\p{L}\p{M}\p{N}'’-]*(?:[ \u00a0]\p{Lu}[\p{L}\p{M}\p{N}'’-]*)*/gu;
const figures = /(?<![\p{L}\p{N}])\d+(?:[.,/ \u00a0]\d+)*(?:\s?%)?/gu;

/**
 * Gives the marks of a text, those that stand there most often first, at most 96. A capitalised run of words gives itself
 * and, when it is longer than two words, its neighbouring pairs ("President To Lam" holds "To Lam").
 */
export function marksOf(text: string, lang: string, concepts: Concepts): Mark[] {
  const found = new Map<string, Mark>();
  const add = (kind: Mark['kind'], key: string, shown: string) => {
    if (key.length < 2) return;
    const known = found.get(`${kind} ${key}`);
    if (known) known.count += 1;
    else found.set(`${kind} ${key}`, { kind, key, shown, count: 1 });
  };
  for (const { 0: run, index } of text.matchAll(runs)) {
    const parts = run.split(/[ \u00a0]/).slice(0, longestName);
    if (parts.length === 1 && beginsSentence(text, index)) continue;
    if (parts.length <= 2) add('name', joined(parts), parts.join(' '));
    else
      for (let at = 0; at + 1 < parts.length; at++) {
        const pair = parts.slice(at, at + 2);
        add('name', joined(pair), pair.join(' '));
      }
  }
  for (const date of datesIn(text, lang)) add('date', date.key, date.shown);
  for (const number of numbersIn(text, lang)) add('number', number.key, number.shown);
  for (const concept of conceptsIn(text, lang, concepts)) add('term', concept.key, concept.shown);
  return [...found.values()].sort((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1)).slice(0, most);
}

/** The key of a name: Hà Nội and Hanoi, Viet Nam and Vietnam are one. */
export const joined = (parts: readonly string[]): string => fold(parts.join('')).replace(/[^\p{L}\p{N}]/gu, '');

const beginsSentence = (text: string, index: number): boolean =>
  /(?:^|[.!?…:;"“”'‘(\n–-])\s*$/u.test(text.slice(Math.max(0, index - 4), index));

const scales: Readonly<Record<string, number>> = {
  nghìn: 1e3,
  ngàn: 1e3,
  triệu: 1e6,
  tỷ: 1e9,
  tỉ: 1e9,
  thousand: 1e3,
  million: 1e6,
  billion: 1e9,
  trillion: 1e12,
  millions: 1e6,
  milliard: 1e9,
  milliards: 1e9,
};
// 1,234.5 there; everywhere else 1.234,5.
const commaThousands = /^(en|zh|ja|ko|th)$/;

/** The numbers of a text in one form: 2,3 triệu = 2.3 million = 2300000. Small whole numbers say too little and are left out. */
export function numbersIn(text: string, lang: string): { key: string; shown: string }[] {
  const found: { key: string; shown: string }[] = [];
  for (const { 0: shown, index } of text.matchAll(figures)) {
    if (shown.includes('/')) continue;
    const percent = shown.endsWith('%');
    const value = quantity(shown.replace(/[%\s\u00a0]/g, ''), lang);
    if (value === undefined) continue;
    const after = text.slice(index + shown.length, index + shown.length + 40);
    const [scaleWord = '', nextScale = ''] = words(after, lang)
      .slice(0, 2)
      .map((word) => word.toLowerCase());
    // Vietnamese multiplies twice: 203 nghìn tỷ.
    const scale = percent
      ? 1
      : (scales[scaleWord] ?? 1) * (scales[scaleWord] && scales[nextScale] ? scales[nextScale] : 1);
    const whole = value * scale;
    if (!percent && Number.isInteger(whole) && whole < 13) continue;
    found.push({ key: `${Number(whole.toPrecision(12))}${percent ? '%' : ''}`, shown: shown.trim() });
  }
  return found;
}

function quantity(digits: string, lang: string): number | undefined {
  const [thousands, decimal] = commaThousands.test(lang) ? [',', '.'] : ['.', ','];
  const grouped = new RegExp(`^\\d{1,3}(\\${thousands}\\d{3})+(\\${decimal}\\d+)?$`);
  const plain = new RegExp(`^\\d+(\\${decimal}\\d+)?$`);
  const other = new RegExp(`^\\d+\\${thousands}\\d{1,2}$`);
  if (grouped.test(digits)) return Number(digits.replaceAll(thousands, '').replace(decimal, '.'));
  if (plain.test(digits)) return Number(digits.replace(decimal, '.'));
  if (other.test(digits)) return Number(digits.replace(thousands, '.'));
  return undefined;
}

const months = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];
const slashed = /(?<![\d/.-])(\d{1,2})[/-](\d{1,2})(?:[/-]\d{4})?(?![\d/])/gu;
const vietnamese = /(\d{1,2})\s+tháng\s+(\d{1,2})/giu;
const english = new RegExp(
  `(?:(\\d{1,2})(?:st|nd|rd|th)?\\s+(${months.join('|')})|(${months.join('|')})\\s+(\\d{1,2}))(?!\\d)`,
  'giu',
);

/** The days of the year that a text names: 20/3, ngày 20 tháng 3 and March 20 are all 03-20. */
export function datesIn(text: string, lang: string): { key: string; shown: string }[] {
  const found: { key: string; shown: string }[] = [];
  const add = (day: number, month: number, shown: string) => {
    if (day >= 1 && day <= 31 && month >= 1 && month <= 12)
      found.push({ key: `${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`, shown });
  };
  if (lang === 'en') {
    for (const [shown, day, month, monthFirst, dayLast] of text.matchAll(english))
      add(Number(day ?? dayLast), months.indexOf((month ?? monthFirst ?? '').toLowerCase()) + 1, shown);
    return found;
  }
  for (const [shown, day, month] of text.matchAll(slashed)) add(Number(day), Number(month), shown);
  for (const [shown, day, month] of text.matchAll(vietnamese)) add(Number(day), Number(month), shown);
  return found;
}
