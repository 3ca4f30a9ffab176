import type { Moment } from '../../feed/constructs.ts';
import { type Item, type Medium, type Place, present } from '../../feed/feed.ts';
import { dateIn, isObject, type Json, objects, plainString, string } from '../../feed/values.ts';
import { webAddress } from '../../markup/address.ts';
import { sanitise } from '../../markup/sanitise.ts';
import { paragraphs, pictured } from '../answer.ts';

/** What an actor says is read when it is of one of these types (activitystreams-vocabulary §3.3). */
const readable = new Set(['Note', 'Article', 'Page', 'Video', 'Audio', 'Image', 'Event', 'Question', 'Document']);
const everybody = new Set(['https://www.w3.org/ns/activitystreams#Public', 'as:Public', 'Public']);

/** The types of an object, however many it names. */
export const typesOf = ({ type }: Json): string[] => list(type).flatMap((one) => string(one) ?? []);

/**
 * An object of the Activity Vocabulary as an item; undefined for what is not said to everybody, answers somebody else,
 * or cannot be read. `language` is the one to choose where it is told in several.
 */
export function objectItem(object: Json, actor: { id: string; language?: string | undefined }, moment: Moment) {
  const id = string(object.id);
  if (id === undefined || !typesOf(object).some((type) => readable.has(type)) || !isPublic(object)) return undefined;
  if (answersOthers(object, actor.id)) return undefined;
  const language = languageOf(object, actor.language);
  const isPost = typesOf(object).includes('Note') || typesOf(object).includes('Question');
  const content = htmlOf(said(object, 'content', language), object, id);
  const summary = htmlOf(said(object, 'summary', language), {}, id);
  const media = [...list(object.attachment), ...(typesOf(object).includes('Image') ? [object] : [])].flatMap(
    (one) => (isObject(one) && mediumOf(one)) || [],
  );
  const films = filmsOf(object);
  const picture = pictureOf(object.image) ?? pictureOf(object.icon);
  const item: Item = present({
    id,
    // The summary of a note is its content warning, which stands above it.
    title: plainString(said(object, 'name', language)) ?? (isPost ? warning(object, language) : undefined),
    link: linkOf(object) ?? webAddress(id),
    published: dateIn(object.published, moment),
    updated: dateIn(object.updated, moment),
    authors: [],
    summary: isPost ? undefined : summary,
    content: content + pictured(media),
    language,
    categories: list(object.tag).flatMap((tag) => {
      const term = isObject(tag) && typesOf(tag).includes('Hashtag') ? plainString(tag.name) : undefined;
      return term === undefined ? [] : [{ term: term.replace(/^#/, '') }];
    }),
    enclosures: [],
    media: [...films, ...media],
    image: picture ?? media.find((one) => one.kind === 'image')?.url,
    place: placeOf(object.location),
    ...(isPost || films.length > 0 || content !== '' ? { whole: true as const } : {}),
  });
  return item;
}

const isPublic = (object: Json): boolean => {
  const audience = [...list(object.to), ...list(object.cc)];
  return audience.length === 0 || audience.some((one) => everybody.has(string(one) ?? ''));
};

function answersOthers({ inReplyTo }: Json, actorId: string): boolean {
  const target = idOf(inReplyTo);
  return target !== undefined && URL.parse(target)?.host !== URL.parse(actorId)?.host;
}

/** The id of what is given as an address or as an object. */
export const idOf = (value: unknown): string | undefined => string(isObject(value) ? value.id : value);

/** A value as a list: what is there once, often, or not at all. */
export const list = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value.slice(0, 200) : value === undefined || value === null ? [] : [value];

/** What an object says in a field: in the language chosen where it has several, else as it stands. */
function said(object: Json, field: 'name' | 'content' | 'summary', language: string | undefined): string | undefined {
  const map = object[`${field}Map`];
  const chosen =
    isObject(map) && language !== undefined && Object.hasOwn(map, language) ? string(map[language]) : undefined;
  return chosen ?? string(object[field]) ?? (isObject(map) ? string(Object.values(map)[0]) : undefined);
}

/** The language wished for if it is told in that one, else the one that the text stands under, else the only one. */
function languageOf(object: Json, wished: string | undefined): string | undefined {
  const map = isObject(object.contentMap) ? object.contentMap : isObject(object.nameMap) ? object.nameMap : {};
  const tags = Object.keys(map).filter((tag) => /^[a-z]{2,3}(?:[-_]\w+)*$/i.test(tag));
  const text = string(object.content) ?? string(object.name);
  const same = tags.find((tag) => text !== undefined && string(map[tag]) === text);
  const found = tags.find((tag) => tag === wished) ?? same ?? (tags.length === 1 ? tags[0] : undefined);
  return (
    found ?? string(object.language) ?? (isObject(object.language) ? string(object.language.identifier) : undefined)
  );
}

function htmlOf(text: string | undefined, { mediaType }: Json, base: string): string {
  if (text === undefined) return '';
  const type = string(mediaType) ?? 'text/html';
  return /html/i.test(type) ? sanitise(text, { base }) : paragraphs(text);
}

const warning = (object: Json, language: string | undefined): string | undefined =>
  plainString(said(object, 'summary', language)?.replace(/<[^<>]*>/g, ' '));

/** The page on which people read it: `url` may be one address, a Link, or several of them. */
function linkOf(object: Json): string | undefined {
  const found = list(object.url).flatMap((one) => {
    const href = isObject(one) ? string(one.href) : string(one);
    const url = href && webAddress(href);
    return url ? [{ url, type: isObject(one) ? string(one.mediaType) : undefined }] : [];
  });
  return (found.find(({ type }) => type === 'text/html') ?? found.find(({ type }) => type === undefined))?.url;
}

function mediumOf(attachment: Json): Medium | undefined {
  const [first] = list(attachment.url);
  const url = webAddress((isObject(first) ? string(first.href) : string(first)) ?? string(attachment.href) ?? '');
  if (!url || typesOf(attachment).includes('Link')) return undefined;
  const type = string(attachment.mediaType);
  return present({
    url,
    kind: kindOf(type ?? typesOf(attachment)[0] ?? ''),
    type,
    description: plainString(attachment.name) ?? plainString(attachment.summary),
    width: count(attachment.width),
    height: count(attachment.height),
    duration: seconds(attachment.duration),
    thumbnail: pictureOf(attachment.icon),
  });
}

function kindOf(type: string): Medium['kind'] {
  const [, kind] = /^(image|video|audio)/i.exec(type) ?? [];
  return kind === undefined ? 'document' : (kind.toLowerCase() as Medium['kind']);
}

/** The films and sounds that a Video or Audio object is: the first file of each kind. */
function filmsOf(object: Json): Medium[] {
  if (!typesOf(object).some((type) => type === 'Video' || type === 'Audio')) return [];
  const files = list(object.url).flatMap(
    (one) => (isObject(one) && mediumOf({ ...one, type: 'Document', url: one.href })) || [],
  );
  const file = files.find(({ kind }) => kind === 'video' || kind === 'audio');
  const extras = present({ duration: seconds(object.duration), thumbnail: pictureOf(object.icon) });
  return file ? [{ ...file, ...extras }] : [];
}

/** The address of a picture given as an address, an Image, or several of them: the largest. */
function pictureOf(value: unknown): string | undefined {
  const pictures = list(value).flatMap((one) => {
    const written = isObject(one)
      ? (string(one.url) ?? string(isObject(one.url) ? one.url.href : undefined))
      : string(one);
    const url = written && webAddress(written);
    return url ? [{ url, width: isObject(one) ? (count(one.width) ?? 0) : 0 }] : [];
  });
  return pictures.toSorted((a, b) => b.width - a.width)[0]?.url;
}

function placeOf(location: unknown): Place | undefined {
  const [place] = objects(list(location));
  if (place === undefined) return undefined;
  const { latitude, longitude } = place;
  const name = plainString(place.name);
  const onEarth =
    typeof latitude === 'number' &&
    typeof longitude === 'number' &&
    Math.abs(latitude) <= 90 &&
    Math.abs(longitude) <= 180;
  if (onEarth) return present({ latitude, longitude, name });
  return name === undefined ? undefined : { name };
}

/** Seconds of an ISO 8601 duration such as `PT1H2M3S`. */
function seconds(value: unknown): number | undefined {
  const match = /^P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.\d+)?S)?$/.exec(string(value) ?? '');
  if (!match) return undefined;
  const [days = 0, hours = 0, minutes = 0, rest = 0] = match.slice(1).map((part) => Number(part ?? 0));
  return ((days * 24 + hours) * 60 + minutes) * 60 + rest || undefined;
}

const count = (value: unknown): number | undefined =>
  typeof value === 'number' && value > 0 && Number.isFinite(value) ? Math.round(value) : undefined;
