import { type Atlas, type Place, readAtlas } from '../places/index.ts';
import type { Db } from '../platform/index.ts';
import type { Channel } from './channel.ts';
import { type Health, healthOf, healthOfAll } from './health.ts';
import type { Outlet, OutletClass } from './outlet.ts';
import { channelsOf } from './store/channels.ts';
import { allOutlets, findOutlets, outletById } from './store/outlets.ts';
import { itemsPerDay } from './store/schedule.ts';

/** An outlet with its channels, and how it fares. */
export type Surveyed = {
  outlet: Outlet;
  channels: readonly (Channel & { health: Health })[];
  health: Health;
  newest: Date | null;
};

export type SurveyFilter = {
  words?: string | undefined;
  class?: OutletClass | undefined;
  health?: Health | undefined;
  /** Code of a place of today; outlets of the places that it grew out of are among them. */
  place?: string | undefined;
};

/** The outlets that a filter lets through, as they fare at a moment, by class and name. */
export async function survey(db: Db, now: Date, filter: SurveyFilter, atlas: Atlas): Promise<Surveyed[]> {
  const outlets = filter.words ? await findOutlets(db, filter.words) : await allOutlets(db);
  const channels = Map.groupBy(await channelsOf(db), (channel) => channel.outletId);
  return outlets
    .filter((outlet) => filter.class === undefined || outlet.class === filter.class)
    .filter((outlet) => filter.place === undefined || placeToday(outlet, atlas) === filter.place)
    .map((outlet) => surveyed(outlet, channels.get(outlet.id) ?? [], now))
    .filter(({ health }) => filter.health === undefined || health === filter.health);
}

/** How an outlet with its channels fares at a moment. */
function surveyed(outlet: Outlet, channels: readonly Channel[], now: Date): Surveyed {
  const judged = channels.map((channel) => ({ ...channel, health: healthOf(channel, now) }));
  const times = channels.flatMap((channel) => channel.itemAt?.getTime() ?? []);
  return {
    outlet,
    channels: judged,
    health: healthOfAll(judged.map((channel) => channel.health)),
    newest: times.length === 0 ? null : new Date(Math.max(...times)),
  };
}

/** The code of the place of today that an outlet speaks for; null when it speaks for none. */
export function placeToday({ place }: Outlet, atlas: Atlas): string | null {
  if (place === null || atlas.get(place) === undefined) return null;
  return atlas.today(place)[0]?.code ?? null;
}

const DAY = 86_400_000;

/** The last so many days (UTC) up to a moment, oldest first. */
export function lastDays(now: Date, count: number): string[] {
  return Array.from({ length: count }, (_, place) =>
    new Date(now.getTime() - (count - 1 - place) * DAY).toISOString().slice(0, 10),
  );
}

/** The new items of some outlets on each of the last days, oldest first. */
export async function rhythms(
  db: Db,
  outletIds: readonly number[],
  days: readonly string[],
): Promise<Map<number, number[]>> {
  const found = new Map(outletIds.map((id) => [id, days.map(() => 0)]));
  for (const { outletId, day, items } of await itemsPerDay(db, outletIds, days[0] ?? '')) {
    const row = found.get(outletId);
    const place = days.indexOf(day);
    if (row && place >= 0) row[place] = items;
  }
  return found;
}

/** All that a page about one outlet shows of the register. */
export type OutletFacts = Surveyed & { place: Place | undefined; days: readonly string[]; perDay: readonly number[] };

/** What the register knows of an outlet at a moment; undefined when there is none of this id. */
export async function readOutletFacts(db: Db, id: number, now: Date): Promise<OutletFacts | undefined> {
  const outlet = await outletById(db, id);
  if (!outlet) return undefined;
  const days = lastDays(now, 30);
  const [channels, perDay, atlas] = await Promise.all([channelsOf(db, [id]), rhythms(db, [id], days), readAtlas(db)]);
  const place = outlet.place === null ? undefined : atlas.get(outlet.place);
  return { ...surveyed(outlet, channels, now), place, days, perDay: perDay.get(id) ?? [] };
}
