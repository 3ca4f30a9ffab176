import type { Translate } from '../platform/index.ts';
import type { Names } from './names.ts';
import { type Atlas, keyText, nameThroughTime, type Place, type PlaceKey } from './place.ts';

/** A programme of UNESCO: World Heritage, Creative City and so on. */
export type Programme = { id: string; names: Names };

/** Says which titles a total counts. Published totals differ because their rules do, so a total never stands without one. */
export type CountingRule = { id: string; programmes: readonly string[]; text: Names };

/** An inscription by UNESCO. */
export type Title = {
  id: string;
  programme: string;
  /** The year of inscription. */
  year: number;
  names: Names;
  /** Where it was held when it was inscribed. */
  placesThen: readonly PlaceKey[];
  /** Where it is held today; none for a person. */
  placesNow: readonly PlaceKey[];
  details: TitleDetails;
  /** Where name and year were read; null when they were recalled. */
  source: string | null;
  confidence: 'sourced' | 'partly' | 'recalled';
};

/** What only some titles have. */
type TitleDetails = {
  /** Of World Heritage. */
  type?: 'cultural' | 'natural' | 'mixed' | undefined;
  /** Of Intangible Cultural Heritage: the Representative List or the Urgent Safeguarding List. */
  list?: 'RL' | 'USL' | undefined;
  /** Of Memory of the World: international, or the regional one of Asia and the Pacific. */
  register?: 'international' | 'MOWCAP' | undefined;
  /** Of a Creative City. */
  field?: string | undefined;
  /** UNESCO's own number of the property. */
  reference?: string | undefined;
  /** Countries that hold it too, ISO 3166-1. */
  sharedWith?: readonly string[] | undefined;
  history?: readonly { year: number; event: string }[] | undefined;
  note?: string | undefined;
};

/** A total with the rule that made it and its parts. */
export type Count = { rule: CountingRule; total: number; byProgramme: ReadonlyMap<string, number> };

/** A place of today with the titles that it holds, alone or with others, oldest first. */
export type PlaceWithTitles = Place & { titles: readonly Title[] };

/** Counts titles by a rule: each title once, however many places hold it. */
export function countTitles(titles: readonly Title[], rule: CountingRule): Count {
  const counted = Map.groupBy(titles, (title) => title.programme);
  const byProgramme = new Map(rule.programmes.map((id) => [id, counted.get(id)?.length ?? 0]));
  return { rule, byProgramme, total: byProgramme.values().reduce((sum, n) => sum + n, 0) };
}

/** The places of today, from north to south, each with its titles. */
export function placesHolding(atlas: Atlas, titles: readonly Title[]): PlaceWithTitles[] {
  const held = new Map<string, Title[]>();
  for (const title of [...titles].sort((a, b) => a.year - b.year || (a.id < b.id ? -1 : 1)))
    for (const key of title.placesNow) {
      const list = held.get(keyText(key)) ?? [];
      list.push(title);
      held.set(keyText(key), list);
    }
  return atlas.current().map((place) => ({ ...place, titles: held.get(keyText(place)) ?? [] }));
}

/** Who holds a title, with the names of the time of its inscription: "Đà Nẵng (formerly Quảng Nam)". */
export function titleHolders(atlas: Atlas, title: Title, lang: string, t: Translate): string[] {
  const then = title.placesThen.flatMap((key) => atlas.get(key) ?? []);
  return title.placesNow.flatMap((key) => {
    const now = atlas.get(key);
    if (!now) return [];
    const earlier = then.filter((place) => atlas.today(place).includes(now));
    return [nameThroughTime(now, earlier, lang, t)];
  });
}
