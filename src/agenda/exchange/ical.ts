import ical, { type EventInstance, type ParameterValue, type VEvent } from 'node-ical';
import { normaliseLine } from '../../language/index.ts';
import { type Day, dayAfter, dayIn, type EventFacts, isZone } from '../event.ts';
import type { Ground } from '../form.ts';
import { horizon, readRule } from '../recurrence.ts';
import { type BadRow, ImportError, mostRows, type Row, type Rows } from './row.ts';

/** A series is unfolded into so many occurrences at most. */
const mostOccurrences = 60;

/**
 * Reads the events of an iCalendar file (RFC 5545). A series becomes its occurrences from a month ago to a year ahead,
 * with exceptions and moved occurrences as the calendar has them. An event is known again by its UID, and the day of
 * the occurrence. One that cannot be taken is reported. Throws an ImportError when the file is no calendar.
 */
export function readIcal(text: string, { today, lang, ...ground }: Ground & { today: Day; lang: string }): Rows {
  let calendar: ReturnType<typeof ical.sync.parseICS>;
  try {
    calendar = ical.sync.parseICS(text);
  } catch (cause) {
    throw new ImportError('unreadable', `the calendar cannot be read: ${(cause as Error).message}`);
  }
  const events = Object.values(calendar).filter((each): each is VEvent => each?.type === 'VEVENT');
  const rows: Rows = { rows: [], bad: [], cut: false };
  for (const [place, event] of events.entries()) {
    const line = place + 1;
    for (const read of rowsOf(event, line, { today, lang, ground })) {
      if (rows.rows.length >= mostRows) return { ...rows, cut: true };
      if ('fault' in read) rows.bad.push(read);
      else rows.rows.push(read);
    }
  }
  return rows;
}

type At = { today: Day; lang: string; ground: Ground };

function rowsOf(event: VEvent, line: number, at: At): (Row | BadRow)[] {
  const name = said(event.summary);
  try {
    return readOne(event, name, line, at);
  } catch {
    // Days that no calendar has, an end that is none: whatever the library let through.
    return [{ line, name: name.slice(0, 200), field: 'VEVENT', fault: 'broken' }];
  }
}

function readOne(event: VEvent, name: string, line: number, at: At): (Row | BadRow)[] {
  const bad = (field: string, fault: BadRow['fault']): BadRow[] => [{ line, name: name.slice(0, 200), field, fault }];
  if (name === '') return bad('SUMMARY', 'name-missing');
  if (!event.start || Number.isNaN(event.start.getTime())) return bad('DTSTART', 'day-unreadable');
  if (!event.rrule) return [{ line, key: `ical:${event.uid}`, ...factsOf(event, event, at) }];
  // Unfolding what recurs by the second would take for ever; such a thing is no event of an agenda.
  if (readRule(ruleOf(event.rrule.toString())) === undefined) return bad('RRULE', 'rule-unreadable');
  const { from, to } = horizon(at.today);
  let instances: EventInstance[];
  try {
    instances = ical.expandRecurringEvent(event, {
      from: new Date(`${from}T00:00:00Z`),
      to: new Date(`${to}T23:59:59Z`),
    });
  } catch {
    return bad('RRULE', 'rule-unreadable');
  }
  return instances.slice(0, mostOccurrences).map((instance) => {
    const facts = factsOf(instance.event, instance, at);
    return { line, key: `ical:${event.uid}#${facts.event.firstDay}`, ...facts };
  });
}

type Span = { start: VEvent['start']; end?: VEvent['end'] | undefined };

function factsOf(event: VEvent, { start, end }: Span, { lang, ground }: At): { event: EventFacts; cancelled: boolean } {
  const whole = event.datetype === 'date';
  const zone = start.tz && isZone(start.tz) ? start.tz : ground.zone;
  // A day without an hour is made at midnight of wherever this runs.
  const dayOf = (at: Date) => (whole ? localDay(at) : dayIn(at, zone));
  const firstDay = dayOf(start);
  const ends = end && end > start ? end : start;
  // The end of a whole day is the day after it; an end at midnight belongs to the day before.
  const lastDay =
    ends === start ? firstDay : whole ? dayAfter(dayOf(ends), -1) : dayIn(new Date(ends.getTime() - 1), zone);
  const name = said(event.summary).slice(0, 200);
  return {
    cancelled: event.status === 'CANCELLED',
    event: {
      kind: 'other',
      names: { [lang]: name },
      aliases: {},
      queries: {},
      firstDay,
      lastDay: [firstDay, lastDay].toSorted().at(-1) ?? firstDay,
      startTime: whole ? null : timeIn(start, zone),
      zone,
      venue: said(event.location).slice(0, 300) || null,
      country: null,
      place: null,
      organisations: [],
      langs: [...ground.langs],
      weight: 2,
      source: typeof event.url === 'string' ? event.url.slice(0, 500) : null,
      note: said(event.description).slice(0, 4_000) || null,
    },
  };
}

// Without its start and without UNTIL's lower-case variants: only the parts of the rule are judged.
const ruleOf = (text: string): string => /RRULE:([^\r\n]+)/i.exec(text)?.[1] ?? text.replace(/^DTSTART[^\n]*\n/i, '');

const said = (value: ParameterValue | undefined): string =>
  normaliseLine(typeof value === 'string' ? value : typeof value?.val === 'string' ? value.val : '');

const localDay = (at: Date): Day =>
  [at.getFullYear(), at.getMonth() + 1, at.getDate()].map((part) => String(part).padStart(2, '0')).join('-');

const timeIn = (at: Date, zone: string): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);
