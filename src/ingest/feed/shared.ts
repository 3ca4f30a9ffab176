import { webAddress } from '../markup/address.ts';
import { attributeAddress, count, people, person, plain } from './constructs.ts';
import type { Element } from './element.ts';
import { type Category, type Enclosure, type Medium, type Person, type Place, present } from './feed.ts';

const MAX_CATEGORIES = 100;

/** Fields of the namespaces that every format may carry: Dublin Core, Media RSS, iTunes, GeoRSS, Creative Commons. */

/** Persons named by the plain-text elements of these names. */
export function namedPeople(parent: Element, ...names: readonly string[]): (Person | undefined)[] {
  return names.flatMap((name) => parent.all(name).map((element) => personIn(element)));
}

/** A person written as text, or with `name`, `email` and `uri` elements. */
function personIn(element: Element): Person | undefined {
  const name = plain(element.first('name', 'atom:name', 'foaf:name', 'itunes:name'), 'by-looks');
  const email = element.value('email', 'atom:email', 'itunes:email');
  const link = element.first('uri', 'atom:uri', 'url', 'homepage');
  if (name === undefined && email === undefined && link === undefined) {
    return element.markup ? { name: plain(element, 'html') ?? '' } : person(element.text);
  }
  const fromName = name === undefined ? undefined : person(name);
  return present({
    name: fromName?.name,
    email: email ?? fromName?.email,
    url: link && webAddress(link.text, link.base),
  });
}

/** The people that an element names as its makers, each once. */
export function authorsOf(parent: Element): Person[] {
  if (!parent.extended) return people(namedPeople(parent, 'author', 'managingeditor'));
  return people([
    ...namedPeople(parent, 'author', 'managingeditor', 'dc:creator', 'dc:author', 'atom:author'),
    ...(parent.first('author', 'dc:creator', 'managingeditor')
      ? []
      : namedPeople(parent, 'itunes:author', 'itunes:owner')),
  ]);
}

/** The people that an element names beside its makers; undefined when there are none. */
export function contributorsOf(parent: Element): Person[] | undefined {
  const names = parent.extended ? ['contributor', 'atom:contributor', 'dc:contributor'] : ['contributor'];
  const found = people(namedPeople(parent, ...names));
  return found.length > 0 ? found : undefined;
}

/** The categories of an element, each once, with scheme and label where they are given. */
export function categoriesOf(parent: Element): Category[] {
  const found: Category[] = [];
  for (const element of parent.all('category')) addCategory(found, element);
  if (!parent.extended) return found;
  for (const name of ['atom:category', 'media:category', 'dc:subject', 'itunes:category']) {
    for (const element of parent.all(name)) {
      addCategory(found, element);
      for (const inner of element.all(name)) addCategory(found, inner);
    }
  }
  for (const name of ['media:keywords', 'itunes:keywords']) {
    for (const word of parent.value(name)?.split(',') ?? []) addTerm(found, { term: word.trim() });
  }
  return found;
}

function addCategory(found: Category[], element: Element): void {
  const term = element.attribute('term') ?? element.attribute('text') ?? plain(element, 'by-looks');
  if (term === undefined) return;
  const label = element.attribute('label');
  const scheme = element.attribute('scheme') ?? element.attribute('domain');
  addTerm(found, present({ term, label: label === term ? undefined : label, scheme }));
}

function addTerm(found: Category[], category: Category): void {
  const known = found.some((one) => one.term === category.term && one.scheme === category.scheme);
  if (category.term !== '' && !known && found.length < MAX_CATEGORIES) found.push(category);
}

/** Every picture, film and sound that Media RSS names, in groups or alone. */
export function mediaOf(parent: Element): Medium[] {
  if (!parent.extended) return [];
  const contents = parent.all('media:content').map((content) => medium(content, parent));
  const groups = parent
    .all('media:group')
    .flatMap((group) => group.all('media:content').map((content) => medium(content, group)));
  return [...contents, ...groups].filter((one) => one !== undefined);
}

function medium(content: Element, around: Element): Medium | undefined {
  const written = content.attribute('url');
  const url = written && webAddress(written, content.base);
  if (!url) return undefined;
  const type = content.attribute('type');
  const thumbnail = content.first('media:thumbnail') ?? around.first('media:thumbnail');
  return present({
    url,
    kind: kindOf(content.attribute('medium') ?? type ?? '', url, 'image'),
    type,
    title: plain(content.first('media:title') ?? around.first('media:title'), 'by-looks'),
    description: plain(
      content.first('media:description', 'media:text') ?? around.first('media:description'),
      'by-looks',
    ),
    credit: content.value('media:credit') ?? around.value('media:credit'),
    width: count(content.attribute('width')),
    height: count(content.attribute('height')),
    duration: count(content.attribute('duration')),
    length: count(content.attribute('filesize')) || undefined,
    thumbnail: thumbnail && attributeAddress(thumbnail, 'url'),
  });
}

/** What a file is: by what is said of it (a media type, or the word for a kind), else by the end of its address. */
export function kindOf(stated: string, url: string, otherwise: Medium['kind']): Medium['kind'] {
  if (/^image/i.test(stated)) return 'image';
  if (/^video|^application\/x-shockwave-flash/i.test(stated)) return 'video';
  if (/^audio/i.test(stated)) return 'audio';
  if (/^document|^executable/i.test(stated)) return 'document';
  if (/\.(?:mp4|webm|mov|m3u8)(?:$|\?)/i.test(url)) return 'video';
  if (/\.(?:mp3|m4a|ogg)(?:$|\?)/i.test(url)) return 'audio';
  return /\.(?:jpe?g|png|webp|gif|avif)(?:$|\?)/i.test(url) ? 'image' : otherwise;
}

/** The picture that stands for an item: the one it names, else the first in its text. */
export function imageOf(
  parent: Element,
  media: Medium[],
  enclosures: Enclosure[],
  texts: (string | undefined)[],
): string | undefined {
  const named =
    parent.first('itunes:image', 'image', 'media:thumbnail') ?? parent.first('media:group')?.first('media:thumbnail');
  const address = named?.attribute('href') ?? named?.attribute('url') ?? named?.value('url') ?? named?.text;
  return (
    (named && address && webAddress(address, named.base)) ||
    media.find((one) => one.kind === 'image')?.url ||
    media.find((one) => one.thumbnail !== undefined)?.thumbnail ||
    enclosures.find((one) => one.type?.startsWith('image/') || /\.(?:jpe?g|png|webp|gif|avif)$/i.test(one.url))?.url ||
    firstPicture(texts)
  );
}

/** Address of the first picture in sanitised HTML. */
export function firstPicture(texts: (string | undefined)[]): string | undefined {
  for (const text of texts) {
    const source = text?.includes('<img') ? /<img src="(https?:[^"]+)"/.exec(text)?.[1] : undefined;
    if (source) return source.replaceAll('&amp;', '&');
  }
  return undefined;
}

/** Where the item is: GeoRSS Simple and GML, W3C geo, or a name. */
export function placeOf(parent: Element): Place | undefined {
  if (!parent.extended) return undefined;
  const where = parent.first('georss:where');
  const point =
    parent.value('georss:point') ??
    where?.first('gml:point')?.value('gml:pos') ??
    parent.first('gml:point')?.value('gml:pos');
  const geo = parent.first('geo:point') ?? parent;
  const [latitude, longitude] = point
    ? point.split(/[\s,]+/).map(Number)
    : [geo.value('geo:lat'), geo.value('geo:long', 'geo:lon')].map((text) =>
        text === undefined ? Number.NaN : Number(text),
      );
  const name = parent.value('georss:featurename', 'dc:coverage', 'dcterms:spatial');
  const onEarth =
    latitude !== undefined && longitude !== undefined && Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
  if (!onEarth) return name === undefined ? undefined : { name };
  return present({ latitude, longitude, name });
}

/** What an element says of its rights, as plain text. */
export function rightsOf(parent: Element): string | undefined {
  return plain(parent.first('rights', 'copyright', 'dc:rights', 'dcterms:rights', 'media:copyright'), 'by-looks');
}

/** The address of the licence that an element is under. */
export function licenceOf(parent: Element): string | undefined {
  if (!parent.extended) return undefined;
  const element = parent.first('cc:license', 'creativecommons:license', 'dcterms:license', 'media:license');
  if (element === undefined) return undefined;
  const written = element.attribute('rdf:resource') ?? element.attribute('href') ?? element.text;
  return webAddress(written, element.base);
}

/**
 * Language of a feed or an item: stated, else the one that its texts are marked with where it differs from what is
 * around them, else the one in force there.
 */
export function languageOf(parent: Element, ...texts: (Element | undefined)[]): string | undefined {
  const stated = parent.value('dc:language', 'language');
  if (stated !== undefined) return stated.replaceAll('_', '-');
  for (const text of texts) if (text !== undefined && text.lang !== parent.lang) return text.lang;
  return parent.lang;
}

/** Names of the fields that say when an element was published, and when it was changed; the surest first. */
export const publishedNames = [
  'published',
  'pubdate',
  'atom:published',
  'dcterms:issued',
  'issued',
  'atom:issued',
  'dcterms:created',
  'created',
  'atom:created',
  'dc:date',
] as const;
export const updatedNames = [
  'updated',
  'lastbuilddate',
  'atom:updated',
  'modified',
  'atom:modified',
  'dcterms:modified',
  'dc:date',
] as const;
