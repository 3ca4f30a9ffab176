import { parseDate } from '../../dates.ts';
import type { Moment } from '../../feed/constructs.ts';
import { type Item, type Medium, type Place, present } from '../../feed/feed.ts';
import { dateIn, isObject, type Json, objects, plainString, string } from '../../feed/values.ts';
import { webAddress } from '../../markup/address.ts';
import { sanitise } from '../../markup/sanitise.ts';
import { paragraphs, pictured, withdrawnItem } from '../answer.ts';
import type { Delivery } from './delivery.ts';

const mostItems = 2_000;

/**
 * The items of IPTC ninjs, of any version (iptc.org/std/ninjs): one object, an array, an object that holds an array, or
 * a composite with its parts as associations. Names are read in any case, since 3.0 spells in camel case what 1.x and
 * 2.x write in lower case. Undefined when the document is no ninjs.
 */
export function readNinjs(document: unknown, base: string | undefined, moment: Moment): Delivery[] | undefined {
  const found = itemsIn(document);
  if (found === undefined) return undefined;
  if (found.length > mostItems) moment.faults.add('too-many');
  return found.slice(0, mostItems).flatMap((item) => deliveryOf(item, base, moment) ?? []);
}

/** The version that a ninjs object says it follows (3.x), if any. */
export const ninjsVersion = (document: unknown): string | undefined => {
  const [item] = itemsIn(document) ?? [];
  return isObject(item?.standard) ? string(item.standard.version) : undefined;
};

/** Of one object of a push: what it delivers; undefined when it names no `uri`. */
export function deliveryOf(written: Json, base: string | undefined, moment: Moment): Delivery | undefined {
  const item = lower(written);
  const id = string(item.uri) ?? string(item.guid);
  if (id === undefined) return undefined;
  const status = string(item.pubstatus)?.toLowerCase() ?? 'usable';
  const version = string(item.version) ?? (typeof item.version === 'number' ? String(item.version) : undefined);
  // A withheld item is not to be published until it is usable again; a cancelled one never.
  const withdrawn = /^(?:stat:)?(?:cancell?ed|withheld)$/.test(status);
  return {
    item: withdrawn ? withdrawnItem(id, pageOf(item, id)) : itemOf(item, id, base, moment),
    version,
    embargoed: parseDate(string(item.embargoed) ?? ''),
  };
}

function itemsIn(document: unknown): Json[] | undefined {
  if (Array.isArray(document))
    return objects(document).length > 0 || document.length === 0 ? objects(document) : undefined;
  if (!isObject(document)) return undefined;
  const object = lower(document);
  if (string(object.uri) !== undefined || string(object.guid) !== undefined) {
    const parts = associationsOf(object);
    const isPackage = object.type === 'composite' && bodyOf(object) === undefined && parts.length > 0;
    return isPackage ? parts.filter((part) => typeof part.uri === 'string') : [document];
  }
  const holder = ['items', '_items', 'data', 'results', 'docs'].find((name) => Array.isArray(object[name]));
  return holder === undefined ? undefined : objects(object[holder]);
}

function itemOf(item: Json, id: string, base: string | undefined, moment: Moment): Item {
  const body = bodyOf(item);
  const html =
    body === undefined
      ? ''
      : isHtml(body)
        ? sanitise(bodyOnly(body.value), { base: base ?? id })
        : paragraphs(body.value);
  const media = [...mediaOf(item), ...associationsOf(item).flatMap((part) => mediaOf(lower(part)))];
  const description = textIn(item, 'description');
  const summary =
    description &&
    (isHtml(description) ? sanitise(description.value, { base: base ?? id }) : paragraphs(description.value));
  return present({
    id,
    title: plainString(headlineOf(item)),
    link: pageOf(item, id),
    published:
      dateIn(item.firstcreated, moment) ?? dateIn(item.contentcreated, moment) ?? dateIn(item.versioncreated, moment),
    updated: dateIn(item.versioncreated, moment),
    authors: authorsOf(item),
    summary: summary || undefined,
    content: html + (html === '' ? pictured(media) : ''),
    language: string(item.language)?.replaceAll('_', '-'),
    categories: categoriesOf(item),
    enclosures: [],
    media,
    image: media.find((one) => one.kind === 'image')?.url,
    place: placeOf(item),
    source: sourceOf(item),
    rights: plainString(item.copyrightnotice) ?? plainString(item.copyrightholder) ?? plainString(item.usageterms),
    // Whoever delivers a body delivers all of it; where there is none, the page may have it.
    ...(html === '' ? {} : { whole: true as const }),
  });
}

type Text = { value: string; type: string };
// A body may be a page of its own, with a head that names it again.
const bodyOnly = (html: string): string => {
  const end = /^\s*<(?:!doctype|html)/i.test(html) ? html.search(/<\/head\s*>/i) : -1;
  return end < 0 ? html : html.slice(end);
};
const isHtml = ({ type, value }: Text): boolean => /html/i.test(type) || (type === '' && /<\/\w+>/.test(value));

/**
 * A text with its kind: `bodies: [{ role, contenttype, value }]` (2.x, 3.x), HTML before plain, or `body_xhtml`,
 * `body_html`, `body_text` (1.x).
 */
function textIn(item: Json, what: 'body' | 'description'): Text | undefined {
  const texts = objects(item[what === 'body' ? 'bodies' : 'descriptions'])
    .map(lower)
    .flatMap((text): Text[] => {
      const value = string(text.value);
      return value === undefined ? [] : [{ value, type: string(text.contenttype) ?? '' }];
    });
  const chosen = texts.find(({ type }) => /html/i.test(type)) ?? texts.find(({ type }) => !/xml/i.test(type));
  if (chosen) return chosen;
  for (const [suffix, type] of [
    ['xhtml', 'text/html'],
    ['html', 'text/html'],
    ['html5', 'text/html'],
    ['text', 'text/plain'],
  ] as const) {
    const value = string(item[`${what}_${suffix}`]);
    if (value !== undefined) return { value, type };
  }
  // Some profiles name their own body, as `body_nitf` or `body_summary`.
  const own = Object.entries(item).find(([name, value]) => name.startsWith(`${what}_`) && string(value) !== undefined);
  return own && { value: String(own[1]), type: '' };
}

const bodyOf = (item: Json): Text | undefined => textIn(item, 'body');

function headlineOf(item: Json): unknown {
  const headlines = objects(item.headlines).map(lower);
  const main = headlines.find(({ role }) => role === undefined || role === 'main') ?? headlines[0];
  return main?.value ?? item.headline ?? item.title ?? item.name;
}

/** The page on which people read it: the `web` rendition or `link`, else the `uri` where that is an address of the web. */
function pageOf(item: Json, id: string): string | undefined {
  const pages = renditionsOf(item).filter((one) => /html/i.test(string(one.contenttype) ?? string(one.mimetype) ?? ''));
  const alternates = objects(item.altids).map(lower);
  const named = alternates.find(({ role }) => /web|url|canonical/i.test(string(role) ?? ''))?.value;
  return webAddress(string(item.url) ?? string(item.link) ?? string(pages[0]?.href) ?? string(named) ?? id);
}

function authorsOf(item: Json) {
  const byline = plainString(item.byline) ?? plainString(item.by);
  const people = objects(item.people ?? item.authors)
    .map(lower)
    .filter(({ rel, role }) => /author|creator/i.test(String(rel ?? role ?? '')));
  const named = people.flatMap(({ name }) => plainString(name) ?? []);
  return (byline === undefined ? named : [byline]).map((name) => ({ name }));
}

function categoriesOf(item: Json) {
  return [...objects(item.subject), ...objects(item.subjects), ...objects(item.genre), ...objects(item.genres)]
    .map(lower)
    .flatMap(({ name, code, uri, qcode, scheme, literal }) => {
      const label = plainString(name);
      const term = plainString(code) ?? plainString(literal) ?? plainString(qcode) ?? plainString(uri) ?? label;
      return term === undefined ? [] : [present({ term, label, scheme: string(scheme) })];
    });
}

/** `associations` by name (1.x) or as a list (2.x, 3.x). */
function associationsOf(item: Json): Json[] {
  if (Array.isArray(item.associations)) return objects(item.associations).slice(0, 500);
  return isObject(item.associations) ? objects(Object.values(item.associations)).slice(0, 500) : [];
}

/** `renditions` by name (1.x) or as a list (2.x, 3.x). */
const renditionsOf = (item: Json): Json[] =>
  (Array.isArray(item.renditions)
    ? objects(item.renditions)
    : isObject(item.renditions)
      ? objects(Object.values(item.renditions))
      : []
  ).map(lower);

/** What an item shows: of all renditions of a picture, the largest that the web can do with. */
function mediaOf(item: Json): Medium[] {
  const found = renditionsOf(item).flatMap((one) => {
    const url = webAddress(string(one.href) ?? '');
    const type = string(one.contenttype) ?? string(one.mimetype) ?? string(item.mimetype) ?? '';
    const kind = kindOf(type || String(item.type ?? ''));
    return url && kind
      ? [
          {
            url,
            type,
            kind,
            width: count(one.width),
            height: count(one.height),
            duration: count(one.duration),
            length: count(one.sizeinbytes),
          },
        ]
      : [];
  });
  const fit = found.filter(({ width = 0 }) => width <= 2_500);
  const [best] = (fit.length > 0 ? fit : found).toSorted((a, b) => (b.width ?? 0) - (a.width ?? 0));
  if (!best) return [];
  const description = textIn(item, 'description')?.value.replace(/<[^<>]*>/g, ' ');
  return [
    present({
      ...best,
      title: plainString(headlineOf(item)),
      description: plainString(description),
      credit:
        plainString(item.creditline) ??
        plainString(item.byline) ??
        plainString(item.by) ??
        plainString(item.copyrightholder),
    }),
  ];
}

function kindOf(type: string): Medium['kind'] | undefined {
  if (/^image|^picture|^graphic/i.test(type)) return 'image';
  if (/^video/i.test(type)) return 'video';
  return /^audio/i.test(type) ? 'audio' : undefined;
}

function placeOf(item: Json): Place | undefined {
  const places = [...objects(item.place), ...objects(item.places)].map(lower);
  const shape = places
    .map(({ geojson }) => (isObject(geojson) ? geojson : undefined))
    .find((one) => one?.type === 'Point');
  const [longitude, latitude] = Array.isArray(shape?.coordinates) ? shape.coordinates : [];
  const name = plainString(item.located) ?? places.flatMap((place) => plainString(place.name) ?? [])[0];
  const known =
    typeof latitude === 'number' &&
    typeof longitude === 'number' &&
    Math.abs(latitude) <= 90 &&
    Math.abs(longitude) <= 180;
  return known ? present({ latitude, longitude, name }) : name === undefined ? undefined : { name };
}

function sourceOf(item: Json) {
  const [source] = [...objects(item.infosource), ...objects(item.infosources)].map(lower);
  const title = plainString(source?.name);
  return title === undefined ? undefined : { title };
}

const count = (value: unknown): number | undefined =>
  typeof value === 'number' && value > 0 && Number.isFinite(value) ? Math.round(value) : undefined;

/** An object with its names in lower case; of two that differ only so, the first stays. */
function lower(object: Json): Json {
  const result: Record<string, unknown> = Object.create(null);
  for (const [name, value] of Object.entries(object)) result[name.toLowerCase()] ??= value;
  return result;
}
