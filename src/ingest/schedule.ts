/** When a channel is fetched next. Pure: time and chance are given. */

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** No channel is asked more often, however busy, nor less often, however quiet: in seconds. */
export const shortest = 5 * MINUTE;
export const longest = DAY;

/**
 * The page of an article is read again an hour, six hours, a day and three days after the first time: the gaps between,
 * in seconds; as long as the article was not published longer ago than `watchedFor`.
 */
export const looksAfter = [HOUR, 5 * HOUR, 18 * HOUR, 48 * HOUR] as const;
export const watchedFor = 7 * DAY;

type Rhythm = {
  /** The usual time between two items, in seconds; null when fewer than two have a date. */
  gapSeconds: number | null;
  /** Its newest item. */
  newest: Date | null;
};

const looked = 20;

/** The rhythm of a channel by the dates of its items: the median of the gaps between its newest twenty. */
export function rhythmOf(dates: readonly Date[]): Rhythm {
  const newest = dates.toSorted((a, b) => b.getTime() - a.getTime()).slice(0, looked + 1);
  const gaps = newest
    .slice(1)
    .map((date, place) => ((newest[place] as Date).getTime() - date.getTime()) / 1000)
    .toSorted((a, b) => a - b);
  const middle = gaps[Math.floor(gaps.length / 2)];
  return { gapSeconds: middle === undefined ? null : Math.round(middle), newest: newest[0] ?? null };
}

/**
 * How long to wait after the given number of failures in a row, in seconds: five minutes, doubled each time, never
 * more than a day, so that no channel is ever given up. `retryAfter` is what the server asked for, heeded up to a day.
 */
export function backoff(failures: number, retryAfter = 0): number {
  return Math.min(longest, Math.max(shortest * 2 ** Math.min(failures - 1, 20), retryAfter));
}

/** How long a host that does not answer is left alone: a minute, doubled each time, at most six hours; in seconds. */
export function hostBackoff(failures: number, retryAfter = 0): number {
  return Math.min(longest, Math.max(Math.min(6 * HOUR, MINUTE * 2 ** Math.min(failures - 1, 20)), retryAfter));
}

/**
 * A moment some seconds after another and by chance (0–1) up to a tenth more, so that channels do not march in step;
 * never sooner than asked, never more than a day away.
 */
export function later(now: Date, seconds: number, chance: number): Date {
  return new Date(now.getTime() + Math.min(longest, seconds * (1 + chance / 10)) * 1000);
}

/**
 * The seconds that a Retry-After header asks for (RFC 9110 §10.2.3), as a number or a date; 0 when it says nothing
 * that can be read.
 */
export function retryAfterSeconds(header: string | undefined, now: Date): number {
  if (header === undefined) return 0;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header);
  const date = Date.parse(header);
  return Number.isNaN(date) ? 0 : Math.max(0, Math.round((date - now.getTime()) / 1000));
}

/** The seconds for which an answer says that it stays good (Cache-Control `max-age`), at most an hour. */
export function maxAgeSeconds(cacheControl: string | undefined): number {
  const found = /(?:^|[\s,])max-age=(\d{1,9})/i.exec(cacheControl ?? '');
  return found ? Math.min(HOUR, Number(found[1])) : 0;
}
