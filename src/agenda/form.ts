import { normalise, normaliseLine } from '../language/index.ts';
import type { Atlas } from '../places/index.ts';
import { type AgendaEvent, dayAfter, daysBetween, type EventFacts, isDay, isKind, isZone } from './event.ts';
import { readRule } from './recurrence.ts';
import { readWordings, writeWordings } from './wordings.ts';

/** What was typed, by field; it goes back into the form when something in it is wrong. */
export type Typed = Readonly<Record<string, string>>;

/** Why a field cannot be taken. */
export type Fault =
  | 'name-missing'
  | 'long'
  | 'lines'
  | 'kind-unknown'
  | 'day-unreadable'
  | 'day-missing'
  | 'days-order'
  | 'days-long'
  | 'time-unreadable'
  | 'zone-unknown'
  | 'place-unknown'
  | 'country-unreadable'
  | 'langs-unreadable'
  | 'weight-unreadable'
  | 'rule-unreadable';

/** What is wrong, by field. */
export type Faults = Readonly<Record<string, Fault>>;

/** What holds where a person said nothing, and what fields are checked against. */
export type Ground = {
  atlas: Atlas;
  /** The languages that have a field of their own for the name. */
  interfaceLangs: readonly string[];
  zone: string;
  langs: readonly string[];
};

/** No event lasts longer, in days. */
const longestEvent = 400;

/** Reads what a person or a line of a table says of an event; every mistake at once. */
export function readEvent(
  typed: Typed,
  ground: Ground,
): { event: EventFacts & { rule: string | null } } | { faults: Faults } {
  const faults: Record<string, Fault> = {};
  const text = (field: string, most = 300): string => {
    const value = normaliseLine(typed[field] ?? '');
    if (value.length > most) faults[field] = 'long';
    return value;
  };
  const wordings = (field: string): Record<string, string[]> => {
    const read = readWordings(typed[field] ?? '');
    if ('wordings' in read) return read.wordings;
    faults[field] = 'lines';
    return {};
  };
  const list = (field: string, most: number): string[] =>
    (typed[field] ?? '')
      .split(/[;\n]/)
      .map(normaliseLine)
      .filter((each) => each !== '')
      .slice(0, most);

  const names = Object.fromEntries(
    Object.entries(wordings('names')).map(([lang, [name = '']]) => [lang, name] as const),
  );
  for (const lang of ground.interfaceLangs) {
    const name = text(`name.${lang}`, 200);
    if (name !== '') names[lang] = name;
  }
  if (Object.keys(names).length === 0) faults[`name.${ground.interfaceLangs[0] ?? 'en'}`] = 'name-missing';

  const kind = text('kind') || 'other';
  if (!isKind(kind)) faults.kind = 'kind-unknown';
  const firstDay = text('firstDay');
  if (firstDay === '') faults.firstDay = 'day-missing';
  else if (!isDay(firstDay)) faults.firstDay = 'day-unreadable';
  const lastDay = text('lastDay') || firstDay;
  if (!faults.firstDay && !isDay(lastDay)) faults.lastDay = 'day-unreadable';
  else if (!faults.firstDay && lastDay < firstDay) faults.lastDay = 'days-order';
  else if (!faults.firstDay && daysBetween(firstDay, lastDay) > longestEvent) faults.lastDay = 'days-long';
  const startTime = text('startTime').slice(0, 5);
  if (startTime !== '' && !/^([01]\d|2[0-3]):[0-5]\d$/.test(startTime)) faults.startTime = 'time-unreadable';
  const zone = text('zone') || ground.zone;
  if (!isZone(zone)) faults.zone = 'zone-unknown';
  const country = text('country').toUpperCase();
  if (country !== '' && !/^[A-Z]{2}$/.test(country)) faults.country = 'country-unreadable';
  const [code = '', validFrom] = text('place').split('@');
  const place =
    code === ''
      ? undefined
      : validFrom
        ? ground.atlas.get({ code, validFrom })
        : ground.atlas.at(code.padStart(2, '0'), firstDay);
  if (code !== '' && !place) faults.place = 'place-unknown';
  const langs = text('langs', 200)
    .split(/[\s,;]+/)
    .filter((each) => each !== '');
  if (!langs.every((each) => /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(each)) || langs.length > 30)
    faults.langs = 'langs-unreadable';
  const weight = text('weight') || '2';
  if (!/^[123]$/.test(weight)) faults.weight = 'weight-unreadable';
  const wanted = text('rule') === 'own' ? text('ownRule') : text('rule');
  const rule = wanted === '' ? null : readRule(wanted);
  if (rule === undefined) faults.rule = 'rule-unreadable';

  const event = {
    names,
    aliases: wordings('aliases'),
    queries: wordings('queries'),
    firstDay,
    lastDay,
    startTime: startTime || null,
    zone,
    venue: text('venue') || null,
    country: country || null,
    place: place ? { code: place.code, validFrom: place.validFrom } : null,
    organisations: list('organisations', 30),
    langs: langs.length > 0 ? langs : [...ground.langs],
    weight: Number(weight),
    source: text('source', 500) || null,
    note: normalise(typed.note ?? '').slice(0, 4_000) || null,
    rule: rule ?? null,
  };
  if (Object.keys(faults).length > 0 || !isKind(kind)) return { faults };
  return { event: { ...event, kind } };
}

/** What is known of an event, as the form has it. */
export function typedOf(event: AgendaEvent): Typed {
  const { names, place, rule } = event;
  return {
    ...Object.fromEntries(Object.entries(names).map(([lang, name]) => [`name.${lang}`, name])),
    names: writeWordings(Object.fromEntries(Object.entries(names).map(([lang, name]) => [lang, [name]]))),
    aliases: writeWordings(event.aliases),
    queries: writeWordings(event.queries),
    kind: event.kind,
    firstDay: event.firstDay,
    lastDay: event.lastDay,
    startTime: event.startTime ?? '',
    zone: event.zone,
    venue: event.venue ?? '',
    country: event.country ?? '',
    place: place ? `${place.code}@${place.validFrom}` : '',
    organisations: event.organisations.join('; '),
    langs: event.langs.join(', '),
    weight: String(event.weight),
    source: event.source ?? '',
    note: event.note ?? '',
    rule: rule ?? '',
  };
}

/** What an empty form begins with. */
export const blank = (today: string, ground: Ground): Typed => ({
  firstDay: dayAfter(today, 7),
  zone: ground.zone,
  langs: ground.langs.join(', '),
  weight: '2',
});
