import { can, listOrganisations, type Person } from '../identity/index.ts';
import { type Atlas, type Place, readAtlas } from '../places/index.ts';
import type { Db, Trx } from '../platform/index.ts';
import type { Channel } from './channel.ts';
import type { Contact } from './contact.ts';
import { findingsOf, type Health, healthOf, healthOfAll, type Standing, standingOf, standingOfAll } from './health.ts';
import { type Need, needIn } from './needs.ts';
import type { Outlet, OutletClass, Rights } from './outlet.ts';
import type { Finding } from './signs.ts';
import { channelsOf } from './store/channels.ts';
import { contactsOf } from './store/contacts.ts';
import { itemsOfChannels, itemsOfOutlets } from './store/days.ts';
import { formerOutlets, type Joining, joiningsOf } from './store/joinings.ts';
import { allOutlets, findOutlets, outletById } from './store/outlets.ts';
import { type Verification, verificationOf } from './verification.ts';

/** A channel and how it fares at a moment. */
export type Judged = Channel & {
  health: Health;
  standing: Standing;
  findings: readonly Finding[];
  verification: Verification | null;
};

/** An outlet with its channels, and how it fares. */
export type Surveyed = {
  outlet: Outlet;
  channels: readonly Judged[];
  health: Health;
  standing: Standing;
  newest: Date | null;
};

export type SurveyFilter = {
  words?: string | undefined;
  class?: OutletClass | undefined;
  standing?: Standing | undefined;
  health?: Health | undefined;
  /** Code of a place of today, with the outlets of the places that it grew out of; `any` place, or `none`. */
  place?: string | undefined;
  rights?: Rights | undefined;
  /** What a person should see to. */
  need?: Need | undefined;
  /** With a channel whose address stands so. */
  verification?: Verification | undefined;
};

/** The outlets that a filter lets through, as they fare at a moment, by class and name. */
export async function survey(db: Db | Trx, now: Date, filter: SurveyFilter, atlas: Atlas): Promise<Surveyed[]> {
  const [outlets, all] = await Promise.all([
    filter.words ? findOutlets(db, filter.words) : allOutlets(db),
    channelsOf(db),
  ]);
  const channels = Map.groupBy(all, (channel) => channel.outletId);
  return outlets
    .filter((outlet) => filter.class === undefined || outlet.class === filter.class)
    .filter((outlet) => filter.rights === undefined || outlet.rights === filter.rights)
    .filter((outlet) => filter.place === undefined || isAt(placeToday(outlet, atlas), filter.place))
    .map((outlet) => surveyed(outlet, channels.get(outlet.id) ?? [], now))
    .filter(({ standing }) => filter.standing === undefined || standing === filter.standing)
    .filter(({ health }) => filter.health === undefined || health === filter.health)
    .filter((each) => filter.need === undefined || needIn(each, filter.need, now))
    .filter(
      ({ channels }) =>
        filter.verification === undefined || channels.some((one) => one.verification === filter.verification),
    );
}

const isAt = (code: string | null, wanted: string): boolean =>
  wanted === 'any' ? code !== null : wanted === 'none' ? code === null : code === wanted;

/** How an outlet with its channels fares at a moment. */
function surveyed(outlet: Outlet, channels: readonly Channel[], now: Date): Surveyed {
  const judged = channels.map((channel) => ({
    ...channel,
    health: healthOf(channel, now),
    standing: standingOf(channel, now),
    findings: findingsOf(channel, now),
    verification: verificationOf(channel),
  }));
  const times = channels.flatMap((channel) => channel.itemAt?.getTime() ?? []);
  return {
    outlet,
    channels: judged,
    health: healthOfAll(judged.map((channel) => channel.health)),
    standing: standingOfAll(judged.map((channel) => channel.standing)),
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
  return byDay(outletIds, days, await itemsOfOutlets(db, outletIds, days[0] ?? ''));
}

function byDay(
  ids: readonly number[],
  days: readonly string[],
  counted: readonly { id: number; day: string; items: number }[],
): Map<number, number[]> {
  const places = new Map(days.map((day, place) => [day, place]));
  const found = new Map(ids.map((id) => [id, days.map(() => 0)]));
  for (const { id, day, items } of counted) {
    const row = found.get(id);
    const place = places.get(day);
    if (row && place !== undefined) row[place] = items;
  }
  return found;
}

/** All that a page about one outlet shows of the register. */
export type OutletFacts = Surveyed & {
  place: Place | undefined;
  days: readonly string[];
  perDay: readonly number[];
  /** The same for each of its channels. */
  channelDays: ReadonlyMap<number, readonly number[]>;
  /** The outlets that were joined to it: their items are its own. */
  formerIds: readonly number[];
  joinings: readonly Joining[];
  /** Which organisation of the desk answers for it. */
  organisation: string | null;
  /** Whom to ask; undefined for who may not know. */
  contacts: readonly Contact[] | undefined;
};

/** What the register may tell a person of an outlet at a moment; undefined when there is none of this id. */
export async function readOutletFacts(db: Db, id: number, now: Date, person: Person): Promise<OutletFacts | undefined> {
  const outlet = await outletById(db, id);
  if (!outlet) return undefined;
  const days = lastDays(now, 30);
  const channels = await channelsOf(db, [outlet.id]);
  const channelIds = channels.map((channel) => channel.id);
  const [perDay, ofChannels, atlas, formerIds, joinings, organisations, contacts] = await Promise.all([
    rhythms(db, [outlet.id], days),
    itemsOfChannels(db, channelIds, days[0] ?? ''),
    readAtlas(db),
    formerOutlets(db, outlet.id),
    joiningsOf(db, outlet.id),
    listOrganisations(db),
    can(person, 'source.write') ? contactsOf(db, [outlet.id]) : undefined,
  ]);
  const place = outlet.place === null ? undefined : atlas.get(outlet.place);
  return {
    ...surveyed(outlet, channels, now),
    place,
    days,
    perDay: perDay.get(outlet.id) ?? [],
    channelDays: byDay(channelIds, days, ofChannels),
    formerIds,
    joinings,
    organisation: organisations.find(({ id }) => id === outlet.organisationId)?.name ?? null,
    contacts,
  };
}
