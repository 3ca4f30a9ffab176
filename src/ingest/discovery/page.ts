import { resolveAddress, webAddress } from '../markup/address.ts';
import { decodeHtmlAttribute, decodeHtmlText } from '../markup/entities.ts';
import { Scanner, Token } from '../markup/scanner.ts';

/** What a page tells of the site that it belongs to and of its channels. */
export type Home = {
  title?: string;
  /** The site's own name (`og:site_name`, `application-name`). */
  name?: string;
  language?: string;
  generator?: string;
  /** Feeds that it declares (`link rel=alternate`), in its order. */
  declared: { url: string; title?: string }[];
  /** Links that look as if they led to feeds, or to a page that lists them. */
  linked: { url: string; title?: string }[];
  /** The root of its WordPress REST interface (`rel="https://api.w.org/"`). */
  api?: string;
  /** The id of the YouTube channel that it shows. */
  youtube?: string;
  /** The actor that it stands for (`application/activity+json`). */
  actor?: string;
};

const mostLinks = 4_000;
const mostFeeds = 40;
const longest = 3_000_000;

const feedType = /^(?:application|text)\/(?:(?:rss|atom|rdf|feed)\+?(?:xml|json)?|xml|json)\b/i;
const feedAddress =
  /(?:\.(?:rss|rdf|atom)$|\/(?:rss|feeds?|atom)(?:\/|$)|\/(?:rss|atom|feed|index)\.(?:xml|html?|aspx|php|json)$|[-_/]rss(?:\.|$)|\bformat=(?:feed|rss)|\btype=(?:rss|atom)|\bfeed=(?:rss2?|atom))/i;

/**
 * Reads a page for what it says of its site and of its channels. Linear in its size, of which three million characters
 * are read; never throws. `link` is the HTTP header of that name.
 */
export function readHome(html: string, url: string, link?: string): Home {
  const home: Home = { declared: [], linked: [] };
  const scanner = new Scanner(html.slice(0, longest), { xml: false });
  const attribute = (wanted: string): string | undefined => {
    for (let n = 0; n < scanner.attributes; n++)
      if (scanner.attributeName(n).toLowerCase() === wanted)
        return decodeHtmlAttribute(scanner.attributeValue(n)).trim();
    return undefined;
  };
  let base = url;
  let open: { url: string; text: string } | undefined;
  let inTitle = false;
  let links = 0;

  const closeLink = (): void => {
    if (open && (feedAddress.test(addressPart(open.url)) || /^\s*(?:rss|kênh rss|atom|feed)\s*$/i.test(open.text)))
      add(home.linked, open.url, open.text);
    open = undefined;
  };

  for (let token = scanner.next(); token !== Token.end; token = scanner.next()) {
    if (token === Token.text) {
      if (inTitle && home.title === undefined) home.title = oneLine(scanner.text);
      else if (open && open.text.length < 200) open.text += decodeHtmlText(scanner.text.slice(0, 200));
      continue;
    }
    if (token !== Token.open && token !== Token.close) continue;
    const name = scanner.name.toLowerCase();
    if (token === Token.close) {
      if (name === 'title') inTitle = false;
      else if (name === 'a') closeLink();
      continue;
    }
    if (name === 'title') inTitle = home.title === undefined;
    else if (name === 'html') set(home, 'language', tag(attribute('lang') ?? attribute('xml:lang')));
    else if (name === 'base') base = webAddress(attribute('href') ?? '', url) ?? base;
    else if (name === 'meta')
      readMeta(home, attribute('name') ?? attribute('property') ?? attribute('itemprop'), attribute('content'));
    else if (name === 'link')
      readLink(
        home,
        attribute('rel'),
        attribute('type'),
        attribute('title'),
        webAddress(attribute('href') ?? '', base),
      );
    else if (name === 'a' && links++ < mostLinks) {
      closeLink();
      const href = attribute('href');
      const target = href === undefined ? undefined : webAddress(resolveAddress(href, base) ?? '', base);
      if (target) open = { url: target, text: '' };
    } else if (name === 'script' || name === 'style' || name === 'template') scanner.skipElement(name);
  }
  closeLink();
  set(home, 'youtube', /"(?:channelId|externalId|browseId)":"(UC[\w-]{22})"/.exec(html.slice(0, longest))?.[1]);
  for (const [, target = '', rel = ''] of (link ?? '').slice(0, 8_000).matchAll(/<([^>]*)>[^,]*?rel="?([^";,]+)/g))
    readLink(home, rel, /type="?([^";,]+)/.exec(link ?? '')?.[1], undefined, webAddress(target, url));
  return home;
}

const youtubeId = /^UC[\w-]{22}$/;

function readMeta(home: Home, name: string | undefined, content: string | undefined): void {
  if (!name || !content) return;
  const key = name.toLowerCase();
  if (key === 'og:site_name' || key === 'application-name') set(home, 'name', oneLine(content));
  else if (key === 'generator') set(home, 'generator', content.slice(0, 200));
  else if (key === 'og:locale' || key === 'content-language') set(home, 'language', tag(content));
  else if ((key === 'channelid' || key === 'identifier') && youtubeId.test(content)) set(home, 'youtube', content);
}

function readLink(home: Home, rel = '', type = '', title: string | undefined, url: string | undefined): void {
  if (!url) return;
  const rels = rel.toLowerCase().split(/\s+/);
  if (rels.includes('https://api.w.org/')) set(home, 'api', url);
  else if (rels.includes('alternate') && /activity\+json/i.test(type)) set(home, 'actor', url);
  else if (rels.includes('canonical')) set(home, 'youtube', /youtube\.com\/channel\/(UC[\w-]{22})/.exec(url)?.[1]);
  else if (rels.includes('alternate') || rels.includes('feed')) {
    // WordPress declares its REST interface and oEmbed as JSON alternates: those are no feeds.
    const other = /oembed|\/wp-json\//.test(url) || (/\/json\b/i.test(type) && !feedAddress.test(addressPart(url)));
    if (feedType.test(type) && !other) add(home.declared, url, title);
  }
}

function add(list: Home['declared'], url: string, title: string | undefined): void {
  const known = list.some((one) => one.url === url);
  const named = oneLine(title ?? '');
  if (!known && list.length < mostFeeds) list.push(named === '' ? { url } : { url, title: named });
}

function set<Key extends 'title' | 'name' | 'language' | 'generator' | 'api' | 'youtube' | 'actor'>(
  home: Home,
  key: Key,
  value: string | undefined,
): void {
  if (value && home[key] === undefined) home[key] = value;
}

const tag = (text: string | undefined): string | undefined => {
  const written = text?.trim().replaceAll('_', '-');
  return written && /^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i.test(written) ? written : undefined;
};

const oneLine = (text: string): string => decodeHtmlText(text.slice(0, 500)).replace(/\s+/g, ' ').trim().slice(0, 200);

function addressPart(url: string): string {
  const read = URL.parse(url);
  return read ? `${read.pathname}${read.search}` : '';
}
