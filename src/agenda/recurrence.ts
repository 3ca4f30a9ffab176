import { RRuleTemporal } from 'rrule-temporal';
import { type Day, dayAfter, daysBetween } from './event.ts';

/** How far occurrences are made ahead and behind, in days; and never more of one series. */
export const ahead = 400;
export const behind = 30;
const most = 60;

/** The rules that a form offers; others are typed as RFC 5545 has them. */
export const usualRules = ['FREQ=YEARLY', 'FREQ=MONTHLY', 'FREQ=WEEKLY'] as const;

// Anything more often than daily is no event of an agenda, and would make the search for occurrences long.
const shape = /^(?:[A-Z-]+=[A-Z0-9,+-]+)(?:;[A-Z-]+=[A-Z0-9,+-]+)*$/;
const often = /FREQ=(?:SECONDLY|MINUTELY|HOURLY)|BY(?:SECOND|MINUTE|HOUR)=/;

/**
 * Reads a recurrence rule (RFC 5545 §3.3.10; RFC 7529 RSCALE for the lunar calendar) without its start. Gives it in its
 * usual form, or undefined when it is none that an agenda can have.
 */
export function readRule(text: string): string | undefined {
  const rule = text
    .trim()
    .replace(/^RRULE:/i, '')
    .toUpperCase();
  if (rule.length > 300 || !shape.test(rule) || often.test(rule)) return undefined;
  try {
    parse(rule, '2026-01-01');
    return rule;
  } catch {
    return undefined;
  }
}

const parse = (rule: string, first: Day) =>
  new RRuleTemporal({ rruleString: `DTSTART;TZID=UTC:${first.replaceAll('-', '')}T000000\nRRULE:${rule}` });

/** The days on which a series occurs between two days, both included, at most sixty. */
export function occurrencesOf(rule: string, first: Day, { from, to }: { from: Day; to: Day }): Day[] {
  if (to < first) return [];
  const begin = from < first ? first : from;
  const found = parse(rule, first).between(new Date(`${begin}T00:00:00Z`), new Date(`${to}T00:00:00Z`), true);
  const days = found.slice(0, most).map((each) => each.toString().slice(0, 10));
  return days.filter((day) => day >= begin && day <= to);
}

/** How many days an occurrence lasts beyond its first. */
export const lasting = ({ firstDay, lastDay }: { firstDay: Day; lastDay: Day }): number =>
  daysBetween(firstDay, lastDay);

/** The span in which occurrences are made, seen from a day. */
export const horizon = (today: Day): { from: Day; to: Day } => ({
  from: dayAfter(today, -behind),
  to: dayAfter(today, ahead),
});
