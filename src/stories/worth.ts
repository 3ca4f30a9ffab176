import type { AgendaEvent, Link } from '../agenda/index.ts';

/** Hours of freshness that a doubling of the independent outlets is worth on the board. */
export const hoursPerDoubling = 12;
/** … that a doubling of its own words within the six hours up to the newest is worth: it grows. */
export const hoursPerGrowth = 3;
/** … that an official voice or a mission is worth. */
export const hoursForOfficial = 6;
/** … that each step of weight of an event is worth, while the event is near: 1, 2 or 3 of them. */
export const hoursPerWeight = 6;

/** … that a doubling of the foreign press in it is worth, counted from its first outlet with own words. */
export const hoursPerInterest = 4;

/** An outlet with own words in a story, and the languages that they are in. */
export type Voice = { class: string; langs: ReadonlySet<string> };

const dayMs = 86_400_000;
/** So many days before and after an event it lifts its stories. */
const near = 14;

/**
 * The hours that a story is worth for its voices, the weightiest event that it hangs on, and the interest in it abroad. As
 * long as readers are not measured, that is what the foreign press makes of it: an outlet counts once, and twice when it
 * writes in a language in which an event of the story wants readers.
 */
export function worthOf(
  voices: readonly Voice[],
  links: readonly Pick<Link, 'eventId' | 'judged'>[],
  events: ReadonlyMap<number, AgendaEvent>,
  lastAt: Date,
): number {
  const official = voices.some((voice) => voice.class === 'official' || voice.class === 'mission');
  const present = links.flatMap(({ eventId, judged }) => {
    const event = events.get(eventId);
    if (!event || judged === 'no' || event.cancelled) return [];
    const days = lastAt.getTime() / dayMs;
    const begins = Date.parse(event.firstDay) / dayMs - near;
    const ends = Date.parse(event.lastDay) / dayMs + 1 + near;
    return days >= begins && days <= ends ? [event] : [];
  });
  const wanted = new Set(present.flatMap(({ langs }) => langs));
  const abroad = voices.filter((voice) => voice.class === 'foreign-press');
  const interest = abroad.length + abroad.filter(({ langs }) => !langs.isDisjointFrom(wanted)).length;
  return (
    (official ? hoursForOfficial : 0) +
    hoursPerWeight * Math.max(0, ...present.map(({ weight }) => weight)) +
    hoursPerInterest * Math.log2(1 + interest)
  );
}
