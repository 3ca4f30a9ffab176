import { days } from './calendar.ts';

/**
 * A number, share or date in a text, with a key that is the same in every language: `2,3 triệu` and `2.3 million` are `2300000`,
 * `7,5 %` and `7.5 percent` are `7.5%`, `20/3` and `March 20` are `03-20`, `tháng 3/2026` and `March 2026` are `2026-03`.
 * `year` stands where a day was written with one; `start` and `end` are UTF-16 offsets of the text as given.
 */
type Figure = { kind: 'number' | 'percent' | 'date'; key: string; year?: number; start: number; end: number };

const longestText = 100_000;

/** Languages that write 2.300.000,5; the others write 2,300,000.5. */
const decimalComma = new Set('vi fr es de id ru it pt nl pl sv tr hu cs ro da no fi uk el'.split(' '));
/** Languages that part thousands by a space. */
const spacedThousands = new Set('fr ru pl cs sv no fi hu uk'.split(' '));

const powers = (list: string): Record<string, number> =>
  Object.fromEntries(
    list.split(' ').map((entry) => {
      const [word = '', power] = entry.split(':');
      return [word, 10 ** Number(power)];
    }),
  );

/** Words that multiply the number before them; two in a row multiply each other (`nghìn tỷ`). Billion is 10⁹ in English, 10¹² in German and Spanish. */
const multipliers: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  vi: powers('nghìn:3 ngàn:3 vạn:4 triệu:6 tỷ:9 tỉ:9'),
  en: powers('thousand:3 million:6 mln:6 mn:6 m:6 billion:9 bln:9 bn:9 trillion:12 trln:12 tn:12'),
  fr: powers('mille:3 million:6 millions:6 milliard:9 milliards:9'),
  es: powers('mil:3 millón:6 millones:6 billón:12 billones:12'),
  de: powers('tausend:3 million:6 millionen:6 mio:6 milliarde:9 milliarden:9 mrd:9 billion:12 billionen:12'),
  id: powers('ribu:3 juta:6 miliar:9 triliun:12'),
  ru: powers(
    'тысяча:3 тысячи:3 тысяч:3 тыс:3 миллион:6 миллиона:6 миллионов:6 млн:6 миллиард:9 миллиарда:9 миллиардов:9 млрд:9 триллион:12 триллиона:12 триллионов:12 трлн:12',
  ),
  zh: powers('千:3 万:4 萬:4 亿:8 億:8'),
  ja: powers('千:3 万:4 億:8 兆:12'),
  ko: powers('천:3 만:4 억:8 조:12'),
  th: powers('พัน:3 หมื่น:4 แสน:5 ล้าน:6'),
};

const percent =
  /^\s?(?:%|phần trăm|per ?cent|pct\b|pour cent|por ciento|prozent|persen|процент|百分|퍼센트|เปอร์เซ็นต์)/iu;
const most = 2_000;

/** Where a number may begin: not within a name, but right after a currency code. */
const begin =
  '(?:(?<![\\p{Script=Latin}\\p{Script=Cyrillic}\\d.,])|(?<=(?<!\\p{L})(?:USD|VND|EUR|GBP|JPY|CNY|AUD|SGD|RM|Rp)))';
const plainNumber = new RegExp(`${begin}\\d{1,15}(?:[.,]\\d{1,15}){0,6}`, 'gu');
const spacedNumber = new RegExp(`${begin}\\d{1,3}(?:[ \\u00a0\\u202f]\\d{3}(?!\\d)){1,5}(?:,\\d{1,6})?`, 'gu');

/**
 * Gives the numbers, shares and dates of the first 100,000 characters of a text in order, 2,000 at most. Numbers in words are not read. Digits that belong to a name (`G20`, `U23`, `5G`) are left out.
 */
export function figures(given: string, lang: string): Figure[] {
  const text = given.slice(0, longestText);
  const found: Figure[] = days(text, lang).map((day) => ({ kind: 'date', ...day }));
  const free = (start: number, end: number) => !found.some((other) => start < other.end && other.start < end);
  for (const form of spacedThousands.has(lang) ? [spacedNumber, plainNumber] : [plainNumber]) {
    for (const match of text.matchAll(form)) {
      if (found.length >= most) break;
      const figure = number(match[0], match.index, text, lang);
      if (figure && free(figure.start, figure.end)) found.push(figure);
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

function number(raw: string, start: number, text: string, lang: string): Figure | undefined {
  const value = parse(raw.replace(/[\s\u00a0\u202f]/g, ''), decimalComma.has(lang));
  if (value === undefined) return undefined;
  let end = start + raw.length;
  const share = percent.exec(text.slice(end, end + 20));
  if (share) return { kind: 'percent', key: `${tidy(value)}%`, start, end: end + share[0].length };
  let factor = 1;
  const dollars = /[$€£¥]\s?$/u.test(text.slice(Math.max(0, start - 2), start));
  for (let word = multiplier(text, end, lang, dollars); word; word = multiplier(text, end, lang, dollars)) {
    factor *= word.factor;
    end = word.end;
    if (factor >= 1e15) break;
  }
  if (factor === 1 && /^[\p{Script=Latin}\p{Script=Cyrillic}]/u.test(text.slice(end, end + 2))) return undefined;
  return { kind: 'number', key: tidy(value * factor), start, end };
}

/** Twelve digits are kept, so that 2.3 × 10⁶ has one spelling. */
const tidy = (value: number): string => {
  const rounded = Number(value.toPrecision(12));
  return Number.isInteger(rounded) ? BigInt(rounded).toString() : String(rounded);
};

function parse(raw: string, comma: boolean): number | undefined {
  const [thousands, decimal] = comma ? ['.', ','] : [',', '.'];
  const mixed = raw.includes('.') && raw.includes(',');
  const last = mixed ? raw.charAt(Math.max(raw.lastIndexOf('.'), raw.lastIndexOf(','))) : decimal;
  const groups = raw.split(last === decimal ? thousands : decimal);
  const grouped = groups.length > 1 && groups.slice(1).every((group) => group.split(last)[0]?.length === 3);
  if (grouped || groups.length === 1) return finite(groups.join('').replace(last, '.'));
  return groups.length === 2 && !mixed ? finite(groups.join('.')) : undefined; // 2.3 in a language that writes 2,3
}

const finite = (text: string): number | undefined => {
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
};

function multiplier(
  text: string,
  at: number,
  lang: string,
  money: boolean,
): { factor: number; end: number } | undefined {
  const match = /^(\s?)([\p{L}\p{M}]+)\.?/u.exec(text.slice(at, at + 24).toLowerCase());
  const word = match?.[2] ?? '';
  const own = Object.hasOwn(multipliers, lang) ? multipliers[lang] : undefined;
  if (!own || !match) return undefined;
  const spaceless = /^(?:zh|ja|ko|th)$/.test(lang);
  const name = Object.hasOwn(own, word)
    ? word
    : spaceless
      ? Object.keys(own).find((each) => word.startsWith(each))
      : undefined;
  if (name === undefined || (name === 'm' && !money)) return undefined; // 100 m are metres, $100m are not
  return { factor: own[name] ?? 1, end: at + (match[1]?.length ?? 0) + name.length };
}
