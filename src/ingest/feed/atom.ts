import { resolveAddress, webAddress } from '../markup/address.ts';
import { address, attributeAddress, date, html, type Moment, people, plain, title } from './constructs.ts';
import type { Element } from './element.ts';
import { type Item, present, type Source } from './feed.ts';
import { enclosure, type Head, isRelativePath } from './rss.ts';
import {
  authorsOf,
  categoriesOf,
  imageOf,
  languageOf,
  licenceOf,
  mediaOf,
  namedPeople,
  placeOf,
  rightsOf,
} from './shared.ts';

/** Atom 0.3 and 1.0 (RFC 4287): the feed. */
export function atomHead(root: Element, moment: Moment): Head {
  const image = root.first('logo', 'icon', 'itunes:image');
  const written = image && (image.attribute('href') ?? image.text);
  return present({
    kind: 'atom' as const,
    version: root.attribute('version') ?? '1.0',
    ...title(root.first('title', 'dc:title'), 'plain'),
    link: alternate(root),
    self: related(root, 'self')[0],
    hubs: related(root, 'hub'),
    next: related(root, 'next')[0],
    description: html(root.first('subtitle', 'tagline', 'info', 'dc:description'), 'plain'),
    id: identifier(root),
    language: languageOf(root, root.first('title')),
    published: date(root, moment, 'published', 'issued', 'created'),
    updated: date(root, moment, 'updated', 'modified', 'dc:date', 'dcterms:modified'),
    authors: authorsOf(root),
    categories: categoriesOf(root),
    generator: root.value('generator'),
    image: written && webAddress(written, image?.base),
    rights: rightsOf(root),
    pace: {},
  });
}

/** One Atom entry. */
export function atomItem(entry: Element, moment: Moment): Item {
  const group = entry.first('media:group');
  const name = entry.first('title', 'dc:title') ?? group?.first('media:title') ?? entry.first('media:title');
  const short =
    entry.first('summary', 'dc:description') ?? group?.first('media:description') ?? entry.first('media:description');
  const whole = wholeContent(entry);
  const enclosures = entry
    .all('link')
    .filter((link) => link.attribute('rel') === 'enclosure')
    .flatMap((link) => enclosure(link, 'href') ?? []);
  const media = mediaOf(entry);
  const summary = html(short, 'plain');
  const content = html(whole, 'plain') ?? html(entry.first('content:encoded', 'xhtml:body'), 'html');
  return present({
    id: identifier(entry),
    ...title(name, 'plain'),
    link: alternate(entry) ?? contentSource(entry) ?? idAsLink(entry),
    published: date(
      entry,
      moment,
      'published',
      'issued',
      'dcterms:issued',
      'created',
      'dcterms:created',
      'pubdate',
      'dc:date',
    ),
    updated: date(entry, moment, 'updated', 'modified', 'dcterms:modified', 'dc:date'),
    authors: authorsIn(entry),
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

/** The content that can be shown: of several, the first that is text. */
function wholeContent(entry: Element): Element | undefined {
  const all = entry.all('content').filter((content) => content.text.trim() !== '');
  return all.find((content) => /html/.test(content.attribute('type') ?? '')) ?? all[0];
}

function contentSource(entry: Element): string | undefined {
  const content = entry.all('content').find((one) => one.attribute('src') !== undefined);
  return content && attributeAddress(content, 'src');
}

/** The page that the element stands for: HTML before anything else. */
function alternate(parent: Element): string | undefined {
  const links = parent.all('link').filter((link) => (link.attribute('rel') ?? 'alternate') === 'alternate');
  const pages = links.filter((link) =>
    /^(?:text\/html|application\/xhtml\+xml)$/i.test(link.attribute('type') ?? 'text/html'),
  );
  for (const link of [...pages, ...links]) {
    const found = attributeAddress(link, 'href') ?? address(link);
    if (found !== undefined) return found;
  }
  return undefined;
}

function related(parent: Element, relation: string): string[] {
  return parent
    .all('link')
    .filter((link) => link.attribute('rel') === relation)
    .flatMap((link) => attributeAddress(link, 'href') ?? []);
}

function identifier(parent: Element): string | undefined {
  const id = parent.first('id', 'guid');
  const written = id?.text.trim();
  if (!written) return undefined;
  return isRelativePath(written) ? (resolveAddress(written, id?.base) ?? written) : written;
}

function idAsLink(entry: Element): string | undefined {
  const id = identifier(entry);
  return id && /^https?:/i.test(id) ? id : undefined;
}

function sourceOf(entry: Element): Source | undefined {
  const source = entry.first('source') ?? entry.all('source')[0];
  if (source === undefined) return undefined;
  const found: Source = present({
    title: plain(source.first('title'), 'plain'),
    link: alternate(source),
    id: source.value('id'),
  });
  return Object.keys(found).length > 0 ? found : undefined;
}
