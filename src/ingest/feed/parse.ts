import { systemClock } from '../../platform/index.ts';
import { resolveAddress } from '../markup/address.ts';
import { decode } from '../text/decode.ts';
import { atomHead, atomItem } from './atom.ts';
import { Faults, type Feed, type Item, present } from './feed.ts';
import { jsonFeed } from './json.ts';
import { rssHead, rssItem } from './rss.ts';
import { walk } from './walk.ts';

/** Items read of one document. */
const MAX_ITEMS = 10_000;

export type FeedOptions = {
  /** Address that the document was fetched from, after redirects. */
  url?: string | undefined;
  /** The headers of the answer, their names in any case; of use are the three below. */
  headers?: Headers | Readonly<Record<string, string | readonly string[] | undefined>> | undefined;
  /** Content-Type as received: its charset. Each of these three goes before the same in `headers`. */
  contentType?: string | undefined;
  /** Content-Location as received: the base of relative addresses, itself relative to `url`. */
  contentLocation?: string | undefined;
  /** Content-Language as received: the language where the document names none; of several the first. */
  contentLanguage?: string | undefined;
  /** The moment by which dates are believed; the present one when left out. */
  now?: Date | undefined;
};

/**
 * Reads a feed of any format (RSS 0.9x to 2.0, RDF, Atom 0.3 and 1.0, CDF, JSON Feed) from its bytes. Tolerant of
 * whatever comes: it never throws, and a damaged document gives every item that is complete in it. What is returned is
 * safe: HTML is sanitised, addresses are resolved and have harmless schemes, text is NFC. Time and memory are linear in
 * the number of bytes, of which the first 16 MB are read. The README of this module says what stands in which field.
 */
export function parseFeed(bytes: Uint8Array, options: FeedOptions = {}): Feed {
  const { url, headers, now = systemClock() } = options;
  const contentType = options.contentType ?? header(headers, 'content-type');
  const contentLocation = options.contentLocation ?? header(headers, 'content-location');
  const contentLanguage = options.contentLanguage ?? header(headers, 'content-language');
  const { text, encoding, damaged } = decode(bytes, contentType);
  const faults = new Faults();
  if (damaged) faults.add('bad-bytes');
  const moment = { now, faults };
  const base = contentLocation === undefined ? url : (resolveAddress(contentLocation, url) ?? url);
  const language = contentLanguage?.split(',')[0]?.trim() || undefined;
  const first = /[^\s\ufeff\0]/.exec(text)?.[0];
  const read = first === '{' || first === '[' ? jsonFeed(text, base, moment) : xmlFeed(text, base, language, moment);
  if (read.kind === 'none') faults.add('not-a-feed', text.trim());
  return present({ ...read, language: read.language ?? language, encoding, faults: faults.list() });
}

function header(headers: FeedOptions['headers'], name: string): string | undefined {
  if (headers === undefined) return undefined;
  if (headers instanceof Headers) return headers.get(name) ?? undefined;
  for (const key in headers) {
    if (key.length !== name.length || key.toLowerCase() !== name) continue;
    const value = headers[key];
    return typeof value === 'string' ? value : value?.[0];
  }
  return undefined;
}

type Read = Omit<Feed, 'encoding' | 'faults'>;

function xmlFeed(
  text: string,
  base: string | undefined,
  lang: string | undefined,
  moment: { now: Date; faults: Faults },
): Read {
  const items: Item[] = [];
  const { root, channel, cut } = walk(text, {
    base,
    lang,
    onItem: (item, rootName) => {
      const isAtom = item.name === 'entry' || rootName === 'feed';
      items.push(isAtom ? atomItem(item, moment) : rssItem(item, moment));
      if (items.length < MAX_ITEMS) return true;
      moment.faults.add('too-many');
      return false;
    },
  });
  if (cut) moment.faults.add('cut');
  if (root === undefined || !isFeed(root.name, items)) return empty();
  if (root.name === 'feed' || root.name === 'entry') return { ...atomHead(root, moment), items };
  return { ...rssHead(root, channel ?? root, moment), items };
}

function isFeed(root: string, items: readonly Item[]): boolean {
  return /^(?:rss|rdf:rdf|feed|entry|channel)$/.test(root) || items.length > 0;
}

/** What stands for a document in which there is no feed. */
function empty(): Read {
  return { kind: 'none', hubs: [], authors: [], categories: [], pace: {}, items: [] };
}
