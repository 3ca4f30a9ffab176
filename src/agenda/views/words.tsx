import type { Context } from 'hono';
import type { DeskEnv } from '../../identity/index.ts';
import { type Atlas, nameIn } from '../../places/index.ts';
import type { Service, Translate } from '../../platform/index.ts';
import { Foreign, formatTime, languageWithin, Meta, Tag } from '../../ui/index.ts';
import type { Hole } from '../coverage.ts';
import { type AgendaEvent, type Day, daysBetween, type EventFacts, eventName, phaseOf } from '../event.ts';

export const eventPath = (id: number): string => `/desk/agenda/${id}`;

/** The name of an event, marked with its language where that is not the page's. */
export const EventName = ({ names, lang }: { names: EventFacts['names']; lang: string }) => {
  const named = eventName(names, lang);
  return named.lang === lang ? named.name : <Foreign lang={named.lang}>{named.name}</Foreign>;
};

const noon = (day: Day): Date => new Date(`${day}T05:00:00Z`);

/** The days of an event, as a reader of a language writes them. */
export function daysInWords({ firstDay, lastDay }: Pick<EventFacts, 'firstDay' | 'lastDay'>, service: Service): string {
  const first = dayInWords(firstDay, service);
  return firstDay === lastDay ? first : `${first} – ${dayInWords(lastDay, service)}`;
}

// Days belong to no time zone: told in that of the country, noon is the same day in every zone near it.
export const dayInWords = (day: Day, service: Service): string =>
  formatTime(noon(day), { service: { ...service, timeZone: 'UTC' } }, 'day');

/** "in 3 days", "today", "2 days ago". */
export function whenInWords(event: AgendaEvent, today: Day, t: Translate): string {
  const phase = phaseOf(event, today);
  if (phase === 'before') return t('agenda.when.before', { days: daysBetween(today, event.firstDay) });
  return phase === 'during'
    ? t('agenda.when.during')
    : t('agenda.when.after', { days: daysBetween(event.lastDay, today) });
}

/** "Nothing in English from an official outlet". */
export const holeInWords = (
  { lang: told, voice }: Pick<Hole, 'lang' | 'voice'>,
  { t, lang }: { t: Translate; lang: string },
) => t(`agenda.hole.${voice}`, { language: languageWithin(told, lang) });

/** The quiet line under the name of an event. */
export const EventMeta = ({ c, event, atlas }: { c: Context<DeskEnv>; event: AgendaEvent; atlas: Atlas }) => {
  const { t, lang, service } = c.var;
  const place = event.place && atlas.get(event.place);
  return (
    <Meta
      items={[
        t(`agenda.kind.${event.kind}`),
        daysInWords(event, service),
        event.startTime && `${event.startTime} (${event.zone})`,
        event.venue,
        place && nameIn(place.names, lang),
        event.organisations.join(', '),
        t(`agenda.weight.${event.weight as 1 | 2 | 3}`),
        event.cancelled ? <Tag tone="lacquer">{t('agenda.cancelled')}</Tag> : null,
      ]}
    />
  );
};
