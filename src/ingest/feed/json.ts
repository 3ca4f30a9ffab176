import { webAddress } from '../markup/address.ts';
import { sanitise } from '../markup/sanitise.ts';
import { type Moment, people } from './constructs.ts';
import { line } from './element.ts';
import { type Enclosure, type Feed, type Item, type Person, present } from './feed.ts';
import { firstPicture } from './shared.ts';
import { address, dateIn, escaped, isObject, type Json, objects, parsed, plainString, string } from './values.ts';

const MAX_ITEMS = 10_000;

/** JSON Feed 1.0 and 1.1, also one that was cut: the items complete in it are kept. */
export function jsonFeed(text: string, base: string | undefined, moment: Moment): Omit<Feed, 'encoding' | 'faults'> {
  const feed = read(text, moment);
  const list = Array.isArray(feed.items) ? feed.items : [];
  if (!/jsonfeed\.org/.test(string(feed.version) ?? '') && !Array.isArray(feed.items)) {
    return { kind: 'none', hubs: [], authors: [], categories: [], pace: {}, items: [] };
  }
  const home = string(feed.home_page_url);
  const icon = string(feed.icon) ?? string(feed.favicon);
  return present({
    kind: 'json' as const,
    version: /version\/([\d.]+)/.exec(string(feed.version) ?? '')?.[1],
    title: plainString(feed.title),
    link: home && webAddress(home, base),
    self: address(feed.feed_url, base),
    hubs: objects(feed.hubs).flatMap((hub) => address(hub.url, base) ?? []),
    next: address(feed.next_url, base),
    description: escaped(feed.description),
    language: string(feed.language)?.replaceAll('_', '-'),
    authors: authorsOf(feed, base),
    categories: [],
    image: icon && webAddress(icon, base),
    pace: {},
    items: objects(list.slice(0, MAX_ITEMS)).map((item) => jsonItem(item, base, moment)),
  });
}

function jsonItem(item: Json, base: string | undefined, moment: Moment): Item {
  const content = string(item.content_html);
  const image = string(item.image) ?? string(item.banner_image);
  const link = address(item.url, base) ?? address(item.external_url, base);
  const id = item.id ?? item.url;
  const clean =
    content === undefined ? escaped(item.content_text) : sanitise(content, { base: link ?? base, keep: 'harmless' });
  return present({
    id: typeof id === 'string' || typeof id === 'number' ? String(id) : undefined,
    title: plainString(item.title),
    link,
    published: dateIn(item.date_published, moment),
    updated: dateIn(item.date_modified, moment),
    authors: authorsOf(item, base),
    summary: escaped(item.summary),
    content: clean,
    language: string(item.language)?.replaceAll('_', '-'),
    categories: (Array.isArray(item.tags) ? item.tags : []).flatMap((tag) =>
      plainString(tag) ? [{ term: plainString(tag) ?? '' }] : [],
    ),
    enclosures: objects(item.attachments).flatMap((attachment) => enclosure(attachment, base) ?? []),
    media: [],
    image: (image && webAddress(image, base)) || firstPicture([clean]),
  });
}

function enclosure(attachment: Json, base: string | undefined): Enclosure | undefined {
  const written = string(attachment.url);
  const url = written && webAddress(written, base);
  if (!url) return undefined;
  const [length, duration] = [attachment.size_in_bytes, attachment.duration_in_seconds].map((value) =>
    typeof value === 'number' && value > 0 ? value : undefined,
  );
  return present({
    url,
    type: string(attachment.mime_type),
    length,
    duration,
    title: plainString(attachment.title),
  });
}

function authorsOf(parent: Json, base: string | undefined): Person[] {
  const single = parent.author;
  const named = [...objects(parent.authors), ...(isObject(single) ? [single] : [])];
  const found = named.map((one): Person => present({ name: plainString(one.name), url: address(one.url, base) }));
  return people([
    ...found.filter((one) => Object.keys(one).length > 0),
    typeof single === 'string' ? { name: line(single) } : undefined,
  ]);
}

/** The document, or as much of it as is there when it was cut. */
function read(text: string, moment: Moment): Json {
  const whole = parsed(text);
  if (whole !== undefined) return isObject(whole) ? whole : {};
  moment.faults.add('cut');
  const mended = mend(text);
  return isObject(mended) ? mended : {};
}

/** Reads a cut document: what is open after the last complete item is closed. */
function mend(text: string): unknown {
  const array = /"items"\s*:\s*\[/.exec(text);
  if (!array) return undefined;
  const start = array.index + array[0].length;
  let depth = 0;
  let quoted = false;
  let complete = start;
  for (let i = start; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (quoted) {
      if (c === 92) i++;
      else if (c === 34) quoted = false;
    } else if (c === 34) quoted = true;
    else if (c === 123 || c === 91) depth++;
    else if (c === 125 || c === 93) {
      if (--depth < 0) break;
      if (depth === 0) complete = i + 1;
    }
  }
  return parsed(`${text.slice(0, complete)}]}`);
}
