import type { Reader } from './reader.ts';

/** `day` 23 November 2026 · `weekday` with its name · `minute` with the hour · `clock` the hour alone · `month` November 2026. */
export type TimeFormat = 'day' | 'weekday' | 'minute' | 'clock' | 'month';

const day = { day: 'numeric', month: 'long', year: 'numeric' } as const;
const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
const shapes: Record<TimeFormat, Intl.DateTimeFormatOptions> = {
  day,
  weekday: { weekday: 'long', ...day },
  minute: { ...day, ...clock },
  clock,
  month: { month: 'long', year: 'numeric' },
};

// Vietnamese writes its dates in figures, 23/11/2026.
const figures = { day: '2-digit', month: '2-digit', year: 'numeric' } as const;
const customs: Record<string, Partial<Record<TimeFormat, Intl.DateTimeFormatOptions>>> = {
  vi: { day: figures, weekday: { weekday: 'long', ...figures }, minute: { ...figures, ...clock } },
};

// English for readers everywhere: the day before the month cannot be misread as the other way round.
const locales: Record<string, string> = { en: 'en-GB' };
const formats = new Map<string, Intl.DateTimeFormat>();
const relatives = new Map<string, Intl.RelativeTimeFormat>();

/** A moment in the words, order and time zone of the reader's language. */
export function formatTime(at: Date, { service }: Pick<Reader, 'service'>, format: TimeFormat = 'minute'): string {
  const key = `${service.lang} ${service.timeZone} ${format}`;
  let known = formats.get(key);
  if (!known) {
    const locale = locales[service.lang] ?? service.lang;
    known = new Intl.DateTimeFormat(locale, {
      ...(customs[service.lang]?.[format] ?? shapes[format]),
      timeZone: service.timeZone,
    });
    formats.set(key, known);
  }
  return known.format(at);
}

const steps = [
  ['second', 60],
  ['minute', 60],
  ['hour', 24],
  ['day', 7],
] as const;

/** How long ago, or how far ahead, within a week: "3 hours ago". Further away it gives undefined. */
export function formatAgo(at: Date, now: Date, { service }: Pick<Reader, 'service'>): string | undefined {
  let relative = relatives.get(service.lang);
  if (!relative) {
    relative = new Intl.RelativeTimeFormat(service.lang, { numeric: 'auto' });
    relatives.set(service.lang, relative);
  }
  let amount = (at.getTime() - now.getTime()) / 1000;
  for (const [unit, size] of steps) {
    if (Math.abs(amount) < size) return relative.format(unit === 'second' ? 0 : Math.trunc(amount), unit);
    amount /= size;
  }
  return undefined;
}

/**
 * A moment, localised. With `now` it is told relative to it when less than a week away, the full form in its title;
 * leave `now` out on pages that a cache keeps.
 */
export const Time = ({
  at,
  reader,
  format = 'minute',
  now,
}: {
  at: Date;
  reader: Reader;
  format?: TimeFormat | undefined;
  now?: Date | undefined;
}) => {
  const full = formatTime(at, reader, format === 'clock' ? 'minute' : format);
  const ago = now && formatAgo(at, now, reader);
  return (
    <time datetime={at.toISOString()} title={ago || format === 'clock' ? full : undefined}>
      {ago ?? formatTime(at, reader, format)}
    </time>
  );
};
