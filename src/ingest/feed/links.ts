import { resolveAddress, webAddress } from '../markup/address.ts';
import { address, attributeAddress, count } from './constructs.ts';
import type { Element } from './element.ts';
import { type Enclosure, present } from './feed.ts';

/** What a link is to its parent: in lower case, without the address that IANA's register gives to each. */
function relationOf(link: Element): string {
  const written = link.attribute('rel')?.toLowerCase() ?? 'alternate';
  return written.replace(/^https?:\/\/www\.iana\.org\/assignments\/relation\//, '');
}

/** Addresses of the links with this relation. */
export function related(parent: Element, relation: string): string[] {
  const found: string[] = [];
  for (const name of ['link', 'atom:link']) {
    for (const link of parent.all(name)) {
      if (link.attributes === undefined || relationOf(link) !== relation) continue;
      const target = attributeAddress(link, 'href');
      if (target !== undefined) found.push(target);
    }
  }
  return found;
}

/** The page that a feed or an item stands for, as its links say: HTML before anything else, the first before others. */
export function pageOf(parent: Element): string | undefined {
  return alternate(parent.all('link')) ?? (parent.extended ? alternate(parent.all('atom:link')) : undefined);
}

function alternate(links: readonly Element[]): string | undefined {
  let other: string | undefined;
  for (const link of links) {
    // RSS has the address as text, Atom in `href`.
    const written = link.attributes === undefined ? undefined : link.attribute('href');
    if (written !== undefined && relationOf(link) !== 'alternate') continue;
    const target = written === undefined ? address(link) : resolveAddress(written, link.base);
    if (target === undefined) continue;
    if (written === undefined || /^text\/html/i.test(link.attribute('type') ?? 'text/html')) return target;
    other ??= target;
  }
  return other;
}

/** Files that belong to an item. */
export function enclosuresOf(item: Element): Enclosure[] {
  const found: Enclosure[] = [];
  const duration = item.extended ? secondsIn(item.value('itunes:duration')) : undefined;
  const add = (one: Enclosure | undefined): void => {
    if (one === undefined) return;
    const played = duration !== undefined && /^(?:audio|video)\//i.test(one.type ?? 'audio/');
    found.push(played ? { ...one, duration } : one);
  };
  for (const element of item.all('enclosure')) add(enclosure(element, 'url'));
  for (const name of ['atom:link', 'link']) {
    for (const link of item.all(name)) {
      if (link.attributes !== undefined && relationOf(link) === 'enclosure') add(enclosure(link, 'href'));
    }
  }
  return found;
}

/** A duration as podcasts write it, in seconds: `3723`, `62:03` or `1:02:03`. */
function secondsIn(text: string | undefined): number | undefined {
  const [, hours = '0', minutes = '0', seconds] =
    /^(?:(?:(\d{1,3}):)?(\d{1,4}):)?(\d{1,7})(?:\.\d+)?$/.exec(text?.trim() ?? '') ?? [];
  return (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds ?? 0) || undefined;
}

/** An enclosure, whose address is in this attribute. */
function enclosure(element: Element, attribute: string): Enclosure | undefined {
  const written = element.attribute(attribute) ?? element.attribute('href') ?? element.text.trim();
  const url = written === '' ? undefined : webAddress(written, element.base);
  if (url === undefined) return undefined;
  return present({ url, type: element.attribute('type'), length: count(element.attribute('length')) || undefined });
}

/**
 * The id that a feed or an item gives itself, and the address that it stands for when it is one. An id is kept as it
 * is written, unless it is an address without its host: a mere number or name would change with the feed's address.
 */
export function identityOf(parent: Element): { id?: string; address?: string } {
  const element = parent.first('guid', 'id', 'atom:id', 'dc:identifier');
  const written = element?.text.trim() || parent.attribute('rdf:about');
  if (!written) return {};
  const permanent = element?.name !== 'guid' || (element.attribute('ispermalink') ?? 'true').toLowerCase() === 'true';
  if (!permanent) return { id: written };
  const base = element?.base ?? parent.base;
  const id = isRelativePath(written) ? (resolveAddress(written, base) ?? written) : written;
  const own = element?.name === 'dc:identifier' ? undefined : webAddress(id, '');
  return own === undefined ? { id } : { id, address: own };
}

/** Whether an id is an address without its host, and not a mere number or name. */
function isRelativePath(id: string): boolean {
  return /^(?:\.{0,2}\/[^/]|\?\w|[\w.~%-]+\/[^\s:]*$)/.test(id);
}
