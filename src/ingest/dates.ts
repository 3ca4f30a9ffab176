/** Options of {@link parseDate}. */
export type DateOptions = {
  /** Minutes east of Greenwich for a date that names no zone; else UTC, or the zone that its form is used in. */
  zone?: number | undefined;
};

const VIETNAM = 420;
const KOREA = 540;
const MAX_LENGTH = 100;
const DAY = 86_400_000;

const zones: Readonly<Record<string, number>> = {
  z: 0, ut: 0, utc: 0, gmt: 0, wet: 0, est: -300, edt: -240, cst: -360, cdt: -300, mst: -420, mdt: -360, pst: -480,
  pdt: -420, at: -240, et: -300, ct: -360, mt: -420, pt: -480, ast: -240, adt: -180, akst: -540, akdt: -480, hst: -600, bst: 60, cet: 60, cest: 120, mez: 60, mesz: 120,
  eet: 120, eest: 180, msk: 180, msd: 240, gst: 240, pkt: 300, ist: 330, ict: 420, wib: 420, hkt: 480, sgt: 480,
  myt: 480, pht: 480, awst: 480, jst: 540, kst: 540, aest: 600, aedt: 660, nzst: 720, nzdt: 780,
}; // biome-ignore format: a table reads better in rows

/** Beginnings of month names, folded; the longest that fits decides. */
const months: readonly (readonly [string, number])[] = Object.entries({
  1: 'jan january janv ene enero gen gennaio ocak ιαν януа янв',
  2: 'feb february fev fevr fevrier febrero febbraio φεβ фев',
  3: 'mar march mars marz marzo marec marc maart mrt μαρ μαρτ мар',
  4: 'apr april avr avril abr abril aprile aprilis απρ апр',
  5: 'may mai mayo maggio majus maj mei μαι μαϊ мая май',
  6: 'jun june juin junio juni giugno giu junius ιουν ιον июн',
  7: 'jul july juil juillet julio juli luglio lug julius ιουλ ιολ июл',
  8: 'aug august aou aout ago agosto augusztus agu agustus αυγ авг',
  9: 'sep sept september septembre septiembre set settembre szeptember σεπ сен',
  10: 'oct october octobre okt oktober octubre ott ottobre out οκτ окт',
  11: 'nov november novembre noviembre νοε ноε ноя',
  12: 'dec december decembre dez dezember dic diciembre dicembre des desember δεκ дек',
}).flatMap(([month, names]) => names.split(' ').map((name) => [name, Number(month)] as const));

const monthNumbers = new Map(months);

const iso =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T\s]+(\d\d?)(?::?(\d\d)(?::?(\d\d)(?:[.,]\d+)?)?)?\s*(z|utc|gmt|[+-]\d\d:?(?:\d\d)?)?)?$/i;
const basic = /^(\d{4})(\d\d)(\d\d)(?:T?(\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d+)?)?\s*(z|[+-]\d\d:?(?:\d\d)?)?)?$/i;
const rfc822 = /^(?:[a-z]+,?\s+)?(\d{1,2}) ([a-z]{3}) (\d{4}) (\d\d?):(\d\d)(?::(\d\d))? ?(gmt|[+-]\d{4})$/i;

/**
 * The moment that a date names, in any form that feeds and pages are known to use (RFC 822 and its sins, ISO 8601 and
 * W3C-DTF with parts missing, asctime, .NET, Vietnamese, Greek, Hungarian, Korean and other month names); undefined
 * when there is none. It says what is written: see {@link trustDate} for whether to believe it.
 */
export function parseDate(text: string, { zone }: DateOptions = {}): Date | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const written = text.trim();
  const fast = written.startsWith('2') || written.startsWith('1') ? (iso.exec(written) ?? basic.exec(written)) : null;
  if (fast) return moment(+fast[1]!, +fast[2]!, +fast[3]!, clock(fast, 4), offset(fast[7]) ?? zone ?? 0);
  const mail = rfc822.exec(written);
  const month = mail ? monthNumbers.get(mail[2]!.toLowerCase()) : undefined;
  if (mail && month) return moment(+mail[3]!, month, +mail[1]!, clock(mail, 4), offset(mail[7]) ?? 0);
  return partial(written, zone) ?? loose(fold(written), zone);
}

/**
 * The date if it can be believed at `now`. A time ahead by less than a day is a local time labelled as UTC, or a wrong
 * clock: it is read as `now`. Anything later (scheduled, year 9999), before 1971 (empty fields of databases) or
 * undefined gives undefined.
 */
export function trustDate(date: Date | undefined, now: Date): Date | undefined {
  if (date === undefined || date.getTime() < 365 * DAY) return undefined;
  const ahead = date.getTime() - now.getTime();
  if (ahead <= 0) return date;
  return ahead < DAY ? now : undefined;
}

type Time = { hour: number; minute: number; second: number };

function clock(match: RegExpExecArray, from: number): Time {
  return { hour: +(match[from] ?? 0), minute: +(match[from + 1] ?? 0), second: +(match[from + 2] ?? 0) };
}

/** Year alone, year and month, day of the year, and ISO with two-digit years. */
function partial(text: string, zone = 0): Date | undefined {
  const midnight = { hour: 0, minute: 0, second: 0 };
  let match = /^(\d{4})(?:-(\d\d))?$/.exec(text);
  if (match) return moment(+match[1]!, +(match[2] ?? 1), 1, midnight, zone);
  match = /^(\d{4}|\d\d)-?([0-3]\d\d)$/.exec(text);
  if (match && +match[2]! > 0 && +match[2]! <= 366) return moment(century(match[1]!), 1, +match[2]!, midnight, zone);
  match = /^(\d\d)-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(z|[+-]\d\d:?\d\d)?)?$/i.exec(text);
  if (match) return moment(century(match[1]!), +match[2]!, +match[3]!, clock(match, 4), offset(match[7]) ?? zone);
  match = /^(\d{4})-?W(\d\d)(?:-?([1-7]))?$/i.exec(text);
  if (match) return weekDay(+match[1]!, +match[2]!, +(match[3] ?? 1), zone);
  match = /^-?(\d\d)-?(\d\d)$/.exec(text);
  if (match && text.startsWith('-')) return moment(century(match[1]!), +match[2]!, 1, midnight, zone);
  match = /^(\d\d)(\d\d)(\d\d)$/.exec(text);
  if (match) return moment(century(match[1]!), +match[2]!, +match[3]!, midnight, zone);
  if (/^1\d{9}(?:\d{3})?$/.test(text)) return new Date(text.length === 10 ? +text * 1000 : +text);
  return undefined;
}

/** A day of an ISO week: the first week holds the fourth of January. */
function weekDay(year: number, week: number, day: number, zone: number): Date | undefined {
  if (week < 1 || week > 53) return undefined;
  const fourth = new Date(Date.UTC(year, 0, 4));
  const monday = 4 - ((fourth.getUTCDay() + 6) % 7);
  return new Date(Date.UTC(year, 0, monday + (week - 1) * 7 + day - 1, 0, -zone));
}

/** Finds a time, a zone and a day wherever they stand in the (folded) text. */
function loose(text: string, zone: number | undefined): Date | undefined {
  const at = /(?:^|[^\d])(\d{1,2})\s*(?::|h|gio|시)\s*(\d{1,2})(?:\s*[:p분]\s*(\d{2}))?(?:[.,]\d+)?(?!\d)/.exec(text);
  const rest = at ? text.slice(0, at.index) + ' '.repeat(at[0].length) + text.slice(at.index + at[0].length) : text;
  const day = dayIn(rest.replace(/^thu [2-7]\s*[,-]/, ''));
  if (!day) return undefined;
  const half = /(?:^|[^a-z])(am|pm|a\.m\.|p\.m\.|sa|ch|오전|오후)(?![a-z])/.exec(rest)?.[1];
  const time = at ? clock(at, 1) : { hour: 0, minute: 0, second: 0 };
  if (half !== undefined && time.hour <= 12) time.hour = (time.hour % 12) + (/^(?:p|ch|오후)/.test(half) ? 12 : 0);
  const after = at ? text.slice(at.index + at[0].length) : rest;
  return moment(day.year, day.month, day.day, time, zoneIn(after) ?? zone ?? day.zone);
}

type Day = { year: number; month: number; day: number; zone: number };

const name = '([a-z\\u0370-\\u03ff\\u0400-\\u04ff]{3,20})';
const yearNameDay = new RegExp(`(\\d{4})[\\s./-]{0,3}${name}[\\s.,/-]{0,3}(\\d{1,2})(?!\\d)`);
const dayNameYear = new RegExp(
  `(\\d{1,2})(?:st|nd|rd|th)?[\\s.,/-]*(?:de\\s+)?${name}[\\s.,/-]*(?:de\\s+)?(\\d{4}|\\d{2})(?!\\d)`,
);
const nameDayYear = new RegExp(
  `${name}[\\s.,/-]*(\\d{1,2})(?:st|nd|rd|th)?(?!\\d)[^\\d]*?(?:[+-]\\d{4}\\s+)?(?:[a-z]+\\s*)?(?<![+-])(\\d{4})`,
);

/** The day in a folded text without its time. */
function dayIn(text: string): Day | undefined {
  let match = /(\d{1,2})\s*(?:thang|thg|th)\.?\s*(\d{1,2})\s*[,./-]?\s*(?:nam\s*)?(\d{4})/.exec(text);
  if (match) return { year: +match[3]!, month: +match[2]!, day: +match[1]!, zone: VIETNAM };
  match = /(?:thang|thg|th)\.?\s*(\d{1,2})\s+(\d{1,2})\s*,\s*(\d{4})/.exec(text);
  if (match) return { year: +match[3]!, month: +match[1]!, day: +match[2]!, zone: VIETNAM };
  match = /(\d{4})\s*년\s*(\d{1,2})\s*월\s*(\d{1,2})/.exec(text);
  if (match) return { year: +match[1]!, month: +match[2]!, day: +match[3]!, zone: KOREA };
  match = /(\d{4})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{1,2})/.exec(text);
  if (match) {
    return { year: +match[1]!, month: +match[2]!, day: +match[3]!, zone: /오[전후]/.test(text) ? KOREA : 0 };
  }
  match = /(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{4}|\d{2})(?!\d)/.exec(text);
  if (match) return numeric(+match[1]!, +match[2]!, century(match[3]!), /(?:^|[^a-z])[ap]\.?m\.?(?![a-z])/.test(text));
  // `1 EST 2004` looks like a day with its month, until the month turns out to be none.
  match = yearNameDay.exec(text);
  const yearFirst = match && named(match[1]!, match[2]!, match[3]!);
  if (yearFirst) return yearFirst;
  match = dayNameYear.exec(text);
  const dayFirst = match && named(match[3]!, match[2]!, match[1]!);
  if (dayFirst) return dayFirst;
  match = nameDayYear.exec(text);
  return match ? named(match[3]!, match[1]!, match[2]!) : undefined;
}

/** Day first as nearly everywhere; month first beside AM or PM, or when the second number is no month. */
function numeric(first: number, second: number, year: number, american: boolean): Day {
  const monthFirst = second > 12 || (american && first <= 12);
  return monthFirst ? { year, month: first, day: second, zone: 0 } : { year, month: second, day: first, zone: VIETNAM };
}

function named(year: string, month: string, day: string): Day | undefined {
  for (let length = Math.min(month.length, 12); length >= 3; length--) {
    const number = monthNumbers.get(month.slice(0, length));
    if (number !== undefined) return { year: century(year), month: number, day: +day, zone: 0 };
  }
  return undefined;
}

function century(year: string): number {
  if (year.length > 2) return +year;
  return +year < 70 ? 2000 + +year : 1900 + +year;
}

/** The zone at the beginning of what follows a time: `+0700`, `GMT+7`, `EST`, `Etc/GMT`. */
function zoneIn(text: string): number | undefined {
  const shift = /^[^\d+-]*?(?:gmt|utc|^|\s|\(|m)\s*([+-]\d{1,2}:?(?:\d{2})?)(?!\d|[-/])/.exec(text);
  if (shift) return offset(shift[1]);
  for (const [word] of text.matchAll(/[a-z]+/g)) if (word in zones) return zones[word];
  return undefined;
}

/** Minutes of `+07:00`, `+0700`, `+07`, `+7`, `Z`; undefined for none. */
function offset(zone: string | undefined): number | undefined {
  if (zone === undefined) return undefined;
  const match = /^([+-])(\d{1,2}):?(\d{2})?$/.exec(zone.replace(/:$/, ''));
  if (!match) return 0;
  const minutes = +match[2]! * 60 + +(match[3] ?? 0);
  return match[1] === '-' ? -minutes : minutes;
}

function moment(year: number, month: number, day: number, time: Time, zone: number): Date | undefined {
  const { hour, minute, second } = time;
  if (month < 1 || month > 12 || day < 1 || (day > 31 && month !== 1) || day > 366) return undefined;
  if (hour > 24 || minute > 59 || second > 60 || Math.abs(zone) > 18 * 60) return undefined;
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute - zone, second));
  // Two digits would be taken for 19xx.
  if (year < 100) date.setUTCFullYear(year);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

/** Lower case without marks, white space folded: `Thứ Hai` and `thu hai` are one. */
function fold(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .normalize('NFC')
    .replaceAll('đ', 'd')
    .replace(/\s+/g, ' ');
}
