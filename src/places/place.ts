import type { Translate } from '../platform/index.ts';
import { listIn, type Names, nameIn } from './names.ts';

/** A day as `YYYY-MM-DD`; days compare as text. */
export type Day = string;

/** What tells one place from every other. The code alone does not: seven codes changed their meaning on 1 July 2025. */
export type PlaceKey = { code: string; validFrom: Day };

/** A province or a centrally run city, for as long as it was what it was. */
export type Place = PlaceKey & {
  /** The last day on which it was valid; null while it is. */
  validTo: Day | null;
  slug: string;
  type: 'municipality' | 'province';
  names: Names;
  /** ISO 3166-2; `inherited` when the standard lists only an earlier place of this name. */
  iso: string;
  isoStatus: 'listed' | 'inherited';
  formedFrom: readonly PlaceKey[];
  mergedInto: readonly PlaceKey[];
  seat: { name: string; confidence: string } | null;
  /** Communes, wards and special zones. */
  communes: number | null;
  /** Its square on the tile map, counted from 0 in the north-west; former places have none. */
  tile: { column: number; row: number } | null;
  source: readonly string[];
  confidence: string;
};

/** A name that the map shows without a square of its own: islands that belong to a place. */
export type Mark = PlaceKey & { names: Names; column: number; row: number };

/** Places through time. */
export type Atlas = {
  places: readonly Place[];
  /** The place of a key; undefined when there was none. */
  get(key: PlaceKey): Place | undefined;
  /** The places that were valid on a day, by code. */
  on(day: Day): Place[];
  /** The place that a code meant on a day. Before the record begins, its first record stands. */
  at(code: string, day: Day): Place | undefined;
  /** The places that are valid today. */
  current(): Place[];
  /** The place of today that answers to a slug, and the former place when the slug is one. */
  bySlug(slug: string): { now: Place; former: Place | null } | undefined;
  /** What a place is today: itself, or what it became through however many changes. */
  today(key: PlaceKey): Place[];
  /** All the places that a place grew out of, back to the beginning of the record, oldest first. */
  origins(key: PlaceKey): Place[];
  /** The origins that had another name, for "formerly Hà Giang". */
  formerly(key: PlaceKey): Place[];
};

/** The text form of a key, for maps and attributes: `08@2025-07-01`. */
export const keyText = ({ code, validFrom }: PlaceKey): string => `${code}@${validFrom}`;

/** Whether a place was valid on a day. */
const validOn = (place: Place, day: Day): boolean =>
  place.validFrom <= day && (place.validTo === null || day <= place.validTo);

/** Makes places answer questions about time. Throws a RangeError when a place names another that is not there. */
export function atlasOf(places: readonly Place[]): Atlas {
  const byKey = new Map(places.map((place) => [keyText(place), place]));
  const byCode = Map.groupBy([...places].sort(byTime), (place) => place.code);
  const known = (key: PlaceKey): Place => {
    const place = byKey.get(keyText(key));
    if (!place) throw new RangeError(`places: there is no place ${keyText(key)}`);
    return place;
  };
  for (const place of places) for (const key of [...place.formedFrom, ...place.mergedInto]) known(key);

  const today = (key: PlaceKey): Place[] => {
    const place = known(key);
    return place.validTo === null ? [place] : unique(place.mergedInto.flatMap(today));
  };
  const origins = (key: PlaceKey): Place[] =>
    unique(known(key).formedFrom.flatMap((from) => [...origins(from), known(from)])).sort(byTime);
  const formerly = (key: PlaceKey): Place[] => {
    const { names } = known(key);
    return origins(key).filter((origin) => origin.names.vi !== names.vi);
  };
  const current = (): Place[] => places.filter((place) => place.validTo === null).sort(byTileOrCode);

  return {
    places,
    get: (key) => byKey.get(keyText(key)),
    on: (day) => places.filter((place) => validOn(place, day)).sort((a, b) => (a.code < b.code ? -1 : 1)),
    at: (code, day) => {
      const records = byCode.get(code) ?? [];
      const [first] = records;
      return records.find((place) => validOn(place, day)) ?? (first && day < first.validFrom ? first : undefined);
    },
    current,
    bySlug: (slug) => {
      const records = places.filter((place) => place.slug === slug);
      const now = records.find((place) => place.validTo === null);
      if (now) return { now, former: null };
      const former = records.sort(byTime).at(-1);
      const heir = former && today(former)[0];
      return heir && { now: heir, former };
    },
    today,
    origins,
    formerly,
  };
}

/**
 * The name of a place today beside the names it had where something was then: "Đà Nẵng (formerly Quảng Nam)".
 * Names that did not change are not repeated.
 */
export function nameThroughTime(now: Place, then: readonly Place[], lang: string, t: Translate): string {
  const name = nameIn(now.names, lang);
  const former = [...new Set(then.map((place) => nameIn(place.names, lang)))].filter((other) => other !== name);
  return former.length === 0 ? name : t('places.formerly', { name, former: listIn(lang, former) });
}

/**
 * The name of a place as a text of its time has it, with what it is today: "Hà Giang (now part of Tuyên Quang)",
 * and for a place that only changed its name "Thừa Thiên Huế (now Huế)".
 */
export function nameWithToday(atlas: Atlas, then: Place, lang: string, t: Translate): string {
  const former = nameIn(then.names, lang);
  const heirs = atlas.today(then);
  const name = listIn(
    lang,
    heirs.map((heir) => nameIn(heir.names, lang)),
  );
  if (name === former) return former;
  const joined = heirs.some(
    (heir) => atlas.origins(heir).filter((origin) => origin.formedFrom.length === 0).length > 1,
  );
  return t(joined ? 'places.part' : 'places.now', { former, name });
}

const unique = (places: readonly Place[]): Place[] => [...new Set(places)];

function byTime(a: Place, b: Place): number {
  return keyOfTime(a) < keyOfTime(b) ? -1 : 1;
}

const keyOfTime = (place: Place): string => `${place.validFrom} ${place.code}`;

function byTileOrCode(a: Place, b: Place): number {
  if (a.tile && b.tile) return a.tile.row - b.tile.row || a.tile.column - b.tile.column;
  return a.code < b.code ? -1 : 1;
}
