/** What kinds of happening the agenda knows. */
export const kinds = [
  'summit',
  'visit',
  'conference',
  'inscription',
  'festival',
  'national-day',
  'anniversary',
  'contest',
  'other',
] as const;
export type EventKind = (typeof kinds)[number];
export const isKind = (text: string): text is EventKind => (kinds as readonly string[]).includes(text);

/** A day, `YYYY-MM-DD`. */
export type Day = string;

/** Words by language, each in the order in which they matter. */
export type Wordings = Readonly<Record<string, readonly string[]>>;

/** What an event is, whoever tells it. */
export type EventFacts = {
  kind: EventKind;
  /** What it is called, by language; at least one. */
  names: Readonly<Record<string, string>>;
  /** What else it is called. */
  aliases: Wordings;
  /** What people search for when they look for it. */
  queries: Wordings;
  firstDay: Day;
  lastDay: Day;
  /** An hour of the first day, `HH:MM` in `zone`; null when it lasts the whole day. */
  startTime: string | null;
  /** IANA time zone in which its days are told. */
  zone: string;
  venue: string | null;
  /** ISO 3166-1 alpha-2. */
  country: string | null;
  place: { code: string; validFrom: Day } | null;
  /** Who holds it, by name. */
  organisations: readonly string[];
  /** The languages in which a reader should find it. */
  langs: readonly string[];
  /** 1 good to know · 2 it matters · 3 the whole country is looked at. */
  weight: number;
  /** Where these facts come from. */
  source: string | null;
  note: string | null;
};

/** A foreign-affairs or cultural happening that matters, planned or past. */
export type AgendaEvent = EventFacts & {
  id: number;
  origin: 'pack' | 'desk' | 'import' | 'series';
  /** The rule of a series (RFC 5545 RRULE); null for what happens once. */
  rule: string | null;
  seriesId: number | null;
  occurrence: Day | null;
  edited: boolean;
  cancelled: boolean;
};

/** Where a moment stands to an event. */
export const phases = ['before', 'during', 'after'] as const;
export type Phase = (typeof phases)[number];

/** The day that it is in a time zone. Throws a RangeError for a zone that nobody knows. */
export function dayIn(at: Date, zone: string): Day {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    at,
  );
}

/** Whether something of a day came before, during or after an event. */
export function phaseOf({ firstDay, lastDay }: Pick<EventFacts, 'firstDay' | 'lastDay'>, day: Day): Phase {
  if (day < firstDay) return 'before';
  return day > lastDay ? 'after' : 'during';
}

/** Whole days from one day to another; negative when the other came first. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

/** The day some days later. */
export function dayAfter(day: Day, days: number): Day {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}

/** The name of an event in a language, or else in the first language that it has one in, with that language. */
export function eventName(names: EventFacts['names'], lang: string): { name: string; lang: string } {
  const own = names[lang];
  if (own !== undefined) return { name: own, lang };
  const [first = 'und', name = ''] = Object.entries(names)[0] ?? [];
  return { name, lang: first };
}

/** Whether a text is a day that the calendar has. */
export function isDay(text: string): text is Day {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.slice(0, 10) === text;
}

/** Whether a time zone is known. */
export function isZone(text: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
