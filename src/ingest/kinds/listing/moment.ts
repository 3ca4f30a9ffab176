import { parseDate, trustDate } from '../../dates.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Minutes east of Greenwich in which a day that names no zone begins: Vietnam. */
const ZONE = 7 * HOUR;

/** What stands in lists: written without marks and in lower case, the way {@link fold} leaves it. */
const units: readonly (readonly [RegExp, number])[] = [
  [/^(?:giay|second|sec)/, 1_000],
  [/^(?:phut|minute|min)/, MINUTE],
  [/^(?:gio|tieng|hour|hr)/, HOUR],
  [/^(?:ngay|day)/, DAY],
  [/^(?:tuan|week)/, 7 * DAY],
  [/^(?:thang|month)/, 30 * DAY],
  [/^(?:nam|year)/, 365 * DAY],
];

const ago =
  /(\d{1,3}|mot|an?|one) (giay|phut|gio|tieng|ngay|tuan|thang|nam|seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?)(?: dong ho)? (?:truoc|ago)/;
const justNow = /(?:^|\W)(?:vua xong|moi day|vua dang|just now)(?:$|\W)/;
const namedDay = /(?:^|\W)(hom nay|hom qua|hom kia|today|yesterday)(?:$|\W)/;
const clock = /(?:^|\D)(\d{1,2})\s*[:hg]\s*(\d{2})(?!\d)/;
/** A day and a month without a year, as lists of fresh entries have them. */
const dayMonth = /(?:^|[^\d/.-])(\d{1,2})\s*[/.-]\s*(\d{1,2})(?![\d/.-])/;

/** What a whole date looks like inside other text. */
const whole =
  /(?:\d{1,2}[:hg]\d{2}(?:[:p]\d{2})?\s*(?:[AP]M|SA|CH)?\s*[,|–-]?\s*(?:(?:thứ|chủ)\s+\S+,?\s*)?(?:ngày\s+)?)?(?:\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}|\d{4}-\d{2}-\d{2}|\d{1,2}\s+tháng\s+\d{1,2},?\s+(?:năm\s+)?\d{4}|\d{1,2}(?:st|nd|rd|th)?\s+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?\s+\d{4}|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d{1,2},?\s+\d{4})(?:T?\s*[,|–-]?\s*(?:lúc\s+)?\d{1,2}[:hg]\d{2}(?:[:p]\d{2})?(?:\s*(?:[AP]M|SA|CH)(?![a-zà-ỹ]))?(?:\s*\(?GMT\s*[+-]\d{1,2}\)?|Z|[+-]\d\d:\d\d)?)?/iu;

/**
 * The moment that a text of a list names, as seen at `now`: a date in any form of {@link parseDate}, wherever it stands
 * in the text; `2 giờ trước`, `hôm qua 08:15`, `23/11`, in Vietnamese and English. Undefined when it names none, or one
 * that cannot be believed.
 */
export function listDate(text: string, now: Date): Date | undefined {
  const written = text.replace(/\s+/g, ' ').trim().slice(0, 500);
  const found = whole.exec(written)?.[0];
  const date = found === undefined ? undefined : parseDate(found);
  if (date) return trustDate(date, now);
  const folded = fold(written);
  if (justNow.test(folded)) return now;
  const past = ago.exec(folded);
  if (past) {
    const count = /^\d/.test(past[1]!) ? Number(past[1]) : 1;
    const unit = units.find(([name]) => name.test(past[2]!))?.[1] ?? 0;
    return new Date(now.getTime() - count * unit);
  }
  const midnight = Math.floor((now.getTime() + ZONE) / DAY) * DAY - ZONE;
  const time = timeIn(folded);
  const day = namedDay.exec(folded)?.[1];
  if (day) {
    const back = day === 'hom kia' ? 2 : day === 'hom qua' || day === 'yesterday' ? 1 : 0;
    return trustDate(new Date(midnight - back * DAY + (time ?? 0)), now);
  }
  return lastTime(folded, now, time ?? 0) ?? (written.length <= 60 ? trustDate(parseDate(written), now) : undefined);
}

/** Milliseconds since midnight. */
function timeIn(folded: string): number | undefined {
  const match = clock.exec(folded);
  return match && +match[1]! < 24 && +match[2]! < 60 ? +match[1]! * HOUR + +match[2]! * MINUTE : undefined;
}

/** A day without its year is the last such day. */
function lastTime(folded: string, now: Date, time: number): Date | undefined {
  const match = folded.length <= 40 ? dayMonth.exec(folded) : null;
  if (!match || +match[2]! > 12 || +match[1]! > 31 || +match[1]! === 0 || +match[2]! === 0) return undefined;
  const year = new Date(now.getTime() + ZONE).getUTCFullYear();
  for (const each of [year, year - 1]) {
    const moment = new Date(Date.UTC(each, +match[2]! - 1, +match[1]!) - ZONE + time);
    if (moment.getTime() <= now.getTime() + HOUR) return trustDate(moment, now);
  }
  return undefined;
}

/** The text without the date in brackets that some lists put after a title. */
export const withoutDate = (title: string): string =>
  title.replace(new RegExp(`\\s*[([]\\s*(?:${whole.source})\\s*[)\\]]\\s*$`, 'iu'), '').trim();

/** Lower case without marks: `giờ trước` and `gio truoc` are one. */
function fold(text: string): string {
  return text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').replace(/\s+/g, ' ');
}
