import { webAddress } from '../markup/address.ts';
import { attributeAddress, date, type Moment, people, plain, title } from './constructs.ts';
import type { Element } from './element.ts';
import { type Item, present, type Source } from './feed.ts';
import { enclosuresOf, identityOf, pageOf, related } from './links.ts';
import type { Head } from './rss.ts';
import {
  authorsOf,
  categoriesOf,
  contributorsOf,
  imageOf,
  languageOf,
  licenceOf,
  mediaOf,
  namedPeople,
  placeOf,
  publishedNames,
  rightsOf,
  updatedNames,
} from './shared.ts';
import { descriptionOf, textsOf, titleOf } from './texts.ts';

/** Atom 0.3 and 1.0 (RFC 4287): the feed. */
export function atomHead(root: Element, moment: Moment): Head {
  const image = root.first('logo', 'icon', 'itunes:image');
  const written = image && (image.attribute('href') ?? image.text);
  const name = titleOf(root);
  const { id, address } = identityOf(root);
  const { description, said } = descriptionOf(root, 'plain');
  return present({
    kind: 'atom' as const,
    version: root.attribute('version') ?? '1.0',
    ...title(name, 'plain'),
    link: pageOf(root) ?? address,
    self: related(root, 'self')[0],
    hubs: related(root, 'hub'),
    next: related(root, 'next')[0],
    description,
    id,
    language: languageOf(root, name, said),
    published: date(root, moment, ...publishedNames),
    updated: date(root, moment, ...updatedNames),
    authors: authorsOf(root),
    contributors: contributorsOf(root),
    categories: categoriesOf(root),
    generator: root.value('generator'),
    image: written && webAddress(written, image?.base),
    rights: rightsOf(root),
    pace: {},
  });
}

/** One Atom entry. */
export function atomItem(entry: Element, moment: Moment): Item {
  const name = titleOf(entry);
  const { summary, content, whole, short } = textsOf(entry, 'plain');
  const { id, address } = identityOf(entry);
  const enclosures = enclosuresOf(entry);
  const media = mediaOf(entry);
  return present({
    id,
    ...title(name, 'plain'),
    link: pageOf(entry) ?? contentSource(entry) ?? address,
    published: date(entry, moment, ...publishedNames),
    updated: date(entry, moment, ...updatedNames),
    authors: authorsIn(entry),
    contributors: contributorsOf(entry),
    summary,
    content,
    language: languageOf(entry, whole, short, name),
    categories: categoriesOf(entry),
    enclosures,
    media,
    image: imageOf(entry, media, enclosures, [content, summary]),
    place: placeOf(entry),
    source: sourceOf(entry),
    comments: related(entry, 'replies')[0],
    rights: rightsOf(entry),
    licence: licenceOf(entry) ?? related(entry, 'license')[0],
    // The page of a film says no more than its feed, and shows a gate to whoever is no browser.
    ...(entry.first('yt:videoid') ? { whole: true as const } : {}),
  });
}

/** The entry's own authors, else those of the feed that it was taken from (RFC 4287, 4.2.1). */
function authorsIn(entry: Element): Item['authors'] {
  const own = authorsOf(entry);
  const source = entry.first('source');
  return own.length > 0 || source === undefined ? own : people(namedPeople(source, 'author'));
}

function contentSource(entry: Element): string | undefined {
  const content = entry.all('content').find((one) => one.attribute('src') !== undefined);
  return content && attributeAddress(content, 'src');
}

function sourceOf(entry: Element): Source | undefined {
  const source = entry.first('source') ?? entry.all('source')[0];
  if (source === undefined) return undefined;
  const found: Source = present({
    title: plain(source.first('title'), 'plain'),
    link: pageOf(source),
    id: source.value('id'),
  });
  return Object.keys(found).length > 0 ? found : undefined;
}
