import { slug as slugOf } from '../../language/index.ts';
import {
  type Atlas,
  keyText,
  nameIn,
  nameWithToday,
  type Place,
  readAtlas,
  readProgrammes,
  readTitles,
  type Title,
} from '../../places/index.ts';
import type { Db, Pack, Translate } from '../../platform/index.ts';
import { type Organisation, readOrganisations } from './ground.ts';
import { personKey } from './people.ts';
import { type Tag, tagText } from './tag.ts';

/** What tags are called: places, titles and organisations by what is known of them. */
export type Registry = {
  atlas: Atlas;
  titles: ReadonlyMap<string, Title>;
  /** The programmes of titles, by language. */
  programmes: ReadonlyMap<string, Readonly<Record<string, string>>>;
  organisations: ReadonlyMap<string, Organisation>;
};

/** Who reads, in which language. */
type Words = { t: Translate; lang: string };

/** Reads the registry when it is first asked for, and keeps it: the country pack changes only when the program starts. */
export function openRegistry(db: Db, pack?: Pack): () => Promise<Registry> {
  let kept: Registry | undefined;
  return async () => {
    if (kept) return kept;
    const [atlas, titles, programmes] = await Promise.all([readAtlas(db), readTitles(db), readProgrammes(db)]);
    const read: Registry = {
      atlas,
      titles: new Map(titles.map((title) => [title.id, title])),
      programmes: new Map(programmes.map(({ id, names }) => [id, names])),
      organisations: pack ? readOrganisations(pack) : new Map(),
    };
    if (atlas.places.length > 0) kept = read;
    return read;
  };
}

/** The place that a key means; undefined when the record does not have it any more. */
export function placeOf({ atlas }: Pick<Registry, 'atlas'>, key: string): Place | undefined {
  const [code = '', validFrom = ''] = key.split('@');
  return atlas.get({ code, validFrom });
}

/** What a tag is called; a place of then with what it is today: "Hà Giang (now part of Tuyên Quang)". */
export function nameOfTag(
  registry: Registry,
  { kind, key, shown }: Pick<Tag, 'kind' | 'key' | 'shown'>,
  { t, lang }: Words,
): string {
  if (kind === 'place') {
    const place = placeOf(registry, key);
    return place ? nameWithToday(registry.atlas, place, lang, t) : shown;
  }
  const names = kind === 'title' ? registry.titles.get(key)?.names : registry.organisations.get(key)?.names;
  return names ? nameIn(names, lang) : shown;
}

/** The programme and year of a title, as its page would say it. */
export function titleNote({ titles, programmes }: Registry, key: string, lang: string): string | undefined {
  const title = titles.get(key);
  const programme = title && programmes.get(title.programme);
  return title && programme ? `${nameIn(programme, lang)} · ${title.year}` : undefined;
}

/** The board narrowed to a tag: places by their name, so that a place of then shows what it is today. */
export function boardOf(registry: Registry, tag: Pick<Tag, 'kind' | 'key'>): string {
  const place = tag.kind === 'place' ? placeOf(registry, tag.key) : undefined;
  const query = new URLSearchParams(place ? { place: place.slug } : { tag: tagText(tag) });
  return `/desk/stories?${query}`;
}

/**
 * The keys of all places, of whatever time, that are today what a slug means: the one of today, or the heirs of a former one. None when
 * no place has it.
 */
export function placeKeys(atlas: Atlas, slug: string): string[] {
  const heirs = new Set(atlas.places.filter((place) => place.slug === slug).flatMap((place) => atlas.today(place)));
  return atlas.places.filter((place) => atlas.today(place).some((today) => heirs.has(today))).map(keyText);
}

/** The name of the place that a slug means, for a filter: a former one with what it is today. */
export function nameOfSlug({ atlas }: Pick<Registry, 'atlas'>, given: string, { t, lang }: Words): string | undefined {
  const found = atlas.bySlug(given);
  return found && nameWithToday(atlas, found.former ?? found.now, lang, t);
}

/** What a person names that is not in a list: an organisation of the glossary by any of its names, else by this one; or a person. */
export function tagByName(
  { organisations }: Registry,
  kind: 'organisation' | 'person',
  name: string,
): Pick<Tag, 'kind' | 'key' | 'shown'> | undefined {
  if (kind === 'person') {
    const key = personKey(name.split(/\s+/));
    return key === '' ? undefined : { kind, key, shown: name };
  }
  const key = slugOf(name);
  const known = [...organisations.values()].find(({ names }) =>
    Object.values(names).some((each) => slugOf(each) === key),
  );
  return key === '' ? undefined : { kind, key: known?.id ?? `by-name-${key}`.slice(0, 100), shown: name };
}
