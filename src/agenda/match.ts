import { termFinder } from '../language/index.ts';
import { type AgendaEvent, type Day, dayAfter, daysBetween } from './event.ts';

/** Something that may be about an event: what it says in its title and in its text, and on which day. */
export type Told = { title: string; text: string; day: Day };

/** Why something is taken to be about an event. */
export type Evidence = {
  /** The name or alias, as it was written. */
  words: string;
  /** In how many titles and texts it was found, of how many. */
  titles: number;
  texts: number;
  of: number;
  /** Days from the event; negative before it, 0 while it lasts. */
  days: number;
};

export type Match = { eventId: number; evidence: Evidence };

/** How long before an event is written about, and how long after, in days. */
export const before = 120;
export const after = 60;

/** Finds which events some things are about. */
export type Matcher = (told: readonly Told[]) => Match[];

type Named = { id: string; forms: string[] };

/**
 * Prepares events for finding by their names and aliases, whole words and the longest first. A story is about an event
 * when a name stands in one of its titles, or in a third of its texts, at least two; and within 120 days before and
 * 60 days after it. Where several events bear one name, as every year's festival does, it is the nearest in time;
 * two at the same distance are both given, for a person to judge.
 */
export function eventMatcher(events: readonly AgendaEvent[]): Matcher {
  const byName = new Map<string, Named & { events: AgendaEvent[] }>();
  for (const event of events) {
    if (event.cancelled || event.rule !== null) continue;
    for (const form of formsOf(event)) {
      const key = bare(form).toLowerCase();
      const known = byName.get(key);
      if (known) known.events.push(event);
      else byName.set(key, { id: key, forms: [bare(form)], events: [event] });
    }
  }
  const find = termFinder([...byName.values()].map(({ id, forms }) => ({ id, forms })));

  return (told) => {
    const hits = new Map<number, { event: AgendaEvent; words: string; titles: Set<Told>; texts: Set<Told> }>();
    for (const each of told) {
      for (const [where, text] of [
        ['titles', each.title],
        ['texts', each.text],
      ] as const) {
        for (const match of find(bare(text))) {
          for (const event of nearest(byName.get(match.term.id)?.events ?? [], each.day)) {
            const hit = hits.get(event.id) ?? { event, words: match.text, titles: new Set(), texts: new Set() };
            hit[where].add(each);
            hits.set(event.id, hit);
          }
        }
      }
    }
    const of = told.length;
    return [...hits.values()]
      .filter(({ titles, texts }) => titles.size > 0 || (texts.size >= 2 && texts.size * 3 >= of))
      .map(({ event, words, titles, texts }) => ({
        eventId: event.id,
        evidence: { words, titles: titles.size, texts: texts.size, of, days: closest(event, told) },
      }));
  };
}

// Names have colons and commas in them, and people write them with others, or none.
const bare = (text: string): string => text.replace(/[\p{P}\s]+/gu, ' ').trim();

/** The names by which an event is known well enough: a single short word names too many things. */
function formsOf({ names, aliases }: AgendaEvent): Set<string> {
  const all = [...Object.values(names), ...Object.values(aliases).flat()].map((form) => form.trim());
  return new Set(all.filter((form) => form.length >= 5 && (/[\s\d-]/.test(form) || form.length >= 8)));
}

function nearest(events: readonly AgendaEvent[], day: Day): AgendaEvent[] {
  const near = events.filter(
    (event) => day >= dayAfter(event.firstDay, -before) && day <= dayAfter(event.lastDay, after),
  );
  const least = Math.min(...near.map((event) => Math.abs(distance(event, day))));
  return near.filter((event) => Math.abs(distance(event, day)) === least);
}

function distance({ firstDay, lastDay }: AgendaEvent, day: Day): number {
  if (day < firstDay) return daysBetween(firstDay, day);
  return day > lastDay ? daysBetween(lastDay, day) : 0;
}

function closest(event: AgendaEvent, told: readonly Told[]): number {
  const all = told.map(({ day }) => distance(event, day));
  return all.reduce((least, each) => (Math.abs(each) < Math.abs(least) ? each : least), all[0] ?? 0);
}
