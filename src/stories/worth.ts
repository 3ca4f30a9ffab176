import type { AgendaEvent, Link } from '../agenda/index.ts';

/** Hours of freshness that a doubling of the independent outlets is worth on the board. */
export const hoursPerDoubling = 12;
/** … that a doubling of its own words within the six hours up to the newest is worth: it grows. */
export const hoursPerGrowth = 3;
/** … that an official voice or a mission is worth. */
export const hoursForOfficial = 6;
/** … that each step of weight of an event is worth, while the event is near: 1, 2 or 3 of them. */
export const hoursPerWeight = 6;

const dayMs = 86_400_000;
/** So many days before and after an event it lifts its stories. */
const near = 14;

/** The hours that a story is worth for its voices and the weightiest event that it hangs on. */
export function worthOf(
  classes: Iterable<string>,
  links: readonly Pick<Link, 'eventId' | 'judged'>[],
  events: ReadonlyMap<number, AgendaEvent>,
  lastAt: Date,
): number {
  const official = [...classes].some((each) => each === 'official' || each === 'mission');
  const weights = links.flatMap(({ eventId, judged }) => {
    const event = events.get(eventId);
    if (!event || judged === 'no' || event.cancelled) return [];
    const days = lastAt.getTime() / dayMs;
    const begins = Date.parse(event.firstDay) / dayMs - near;
    const ends = Date.parse(event.lastDay) / dayMs + 1 + near;
    return days >= begins && days <= ends ? [event.weight] : [];
  });
  return (official ? hoursForOfficial : 0) + hoursPerWeight * Math.max(0, ...weights);
}
