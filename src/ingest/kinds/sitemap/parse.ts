import { present } from '../../feed/feed.ts';
import { webAddress } from '../../markup/address.ts';
import { DeclaredEntities, decodeXmlText } from '../../markup/entities.ts';
import { Scanner, Token } from '../../markup/scanner.ts';

/** One address that a sitemap names. */
export type Entry = {
  url: string;
  /** When it last changed (`lastmod`), as written. */
  changed?: string;
  /** What a news sitemap says of the article. */
  news?: { title?: string; published?: string; language?: string; keywords?: string; outlet?: string };
  image?: string;
  video?: { title?: string; description?: string; thumbnail?: string; published?: string };
  /** The same page in other languages (`hreflang`). */
  alternates: { language: string; url: string }[];
};

/** A sitemap that an index names. */
export type Child = { url: string; changed?: string };

export type Sitemap = {
  kind: 'urlset' | 'index' | 'text' | 'none';
  entries: Entry[];
  children: Child[];
  /** Whether the document ended early; what is complete in it was kept. */
  cut: boolean;
  /** Whether it named more than is ever read. */
  more: boolean;
};

/** The protocol's own bound on the addresses of one file. */
const mostEntries = 50_000;
const mostChildren = 10_000;
const mostAlternates = 60;
const longestText = 4_000;

/**
 * Reads a sitemap (sitemaps.org 0.9: a set of addresses, an index, or one address a line) with the news, image, video
 * and hreflang extensions. Tolerant: prefixes may be of any name, a document cut anywhere gives every entry that is
 * complete in it, and nothing makes it throw. Addresses are resolved against `base` and are http or https.
 */
export function parseSitemap(text: string, base: string): Sitemap {
  const first = /[^\s\ufeff\0]/.exec(text)?.[0];
  return first === '<' || first === undefined ? xmlSitemap(text, base) : textSitemap(text, base);
}

function textSitemap(text: string, base: string): Sitemap {
  const lines = text.split(/[\r\n]+/, mostEntries + 1).map((line) => line.trim());
  const entries = lines
    .filter((line) => /^https?:\/\/\S+$/i.test(line))
    .slice(0, mostEntries)
    .flatMap((line): Entry[] => {
      const url = webAddress(line, base);
      return url ? [{ url, alternates: [] }] : [];
    });
  // Prose with an address in it is no sitemap: every line, or nearly, must be one.
  const said = lines.filter((line) => line !== '').length;
  const kind = entries.length > 0 && entries.length >= said * 0.8 ? 'text' : 'none';
  return {
    kind,
    entries: kind === 'text' ? entries : [],
    children: [],
    cut: false,
    more: lines.length > mostEntries,
  };
}

/** The elements whose fields are kept, and which field of which each text is. */
const groups = new Set(['url', 'sitemap', 'news', 'publication', 'image', 'video']);
const fields = new Set(
  (
    'loc lastmod title publication_date language name keywords caption description thumbnail_loc ' + 'geo_location'
  ).split(' '),
);

function xmlSitemap(text: string, base: string): Sitemap {
  const scanner = new Scanner(text, { xml: true });
  const found: Sitemap = { kind: 'none', entries: [], children: [], cut: false, more: false };
  const path: string[] = [];
  let declared: DeclaredEntities | undefined;
  let said = new Map<string, string>();
  let alternates: Entry['alternates'] = [];
  let field = '';
  let value = '';

  const finish = (name: string): void => {
    const url = webAddress(said.get(`${name}/loc`) ?? '', base);
    if (url && name === 'url') {
      if (found.entries.length < mostEntries) found.entries.push(entryOf(url, said, alternates, base));
      else found.more = true;
    } else if (url && name === 'sitemap') {
      if (found.children.length < mostChildren)
        found.children.push(present({ url, changed: said.get('sitemap/lastmod') }));
      else found.more = true;
    }
    said = new Map();
    alternates = [];
  };

  for (let token = scanner.next(); token !== Token.end; token = scanner.next()) {
    if (token === Token.doctype) {
      declared = new DeclaredEntities(scanner.text, 65_536);
      continue;
    }
    if (token === Token.text || token === Token.cdata) {
      if (field !== '' && value.length < longestText) {
        const part = scanner.text.slice(0, longestText);
        value += token === Token.cdata ? part : decodeXmlText(part, declared);
      }
      continue;
    }
    const name = localName(scanner.name);
    if (found.kind === 'none') {
      if (token !== Token.open) continue;
      if (name === 'urlset' || name === 'sitemapindex') found.kind = name === 'urlset' ? 'urlset' : 'index';
      else break;
      continue;
    }
    if (token === Token.open) {
      // An entry that was never closed ends where the next one begins.
      if (name === 'url' || name === 'sitemap') {
        const open = path.indexOf('url') >= 0 ? 'url' : path.indexOf('sitemap') >= 0 ? 'sitemap' : undefined;
        if (open && said.has(`${open}/loc`)) finish(open);
        path.length = 0;
      }
      if (name === 'link' && path.includes('url')) {
        const alternate = alternateOf(scanner, base);
        if (alternate && alternates.length < mostAlternates) alternates.push(alternate);
        continue;
      }
      if (scanner.empty) continue;
      if (groups.has(name)) path.push(name);
      else if (fields.has(name)) {
        field = name;
        value = '';
      }
    } else if (name === field) {
      const key = `${path.at(-1)}/${field}`;
      const line = value.replace(/\s+/g, ' ').trim();
      if (line !== '' && !said.has(key)) said.set(key, line);
      field = '';
    } else if (groups.has(name)) {
      const at = path.lastIndexOf(name);
      if (at < 0) continue;
      path.length = at;
      if (name === 'url' || name === 'sitemap') finish(name);
    }
  }
  found.cut = scanner.cut || path.length > 0;
  return found;
}

/** The name without its prefix, in lower case. */
const localName = (name: string): string => name.slice(name.lastIndexOf(':') + 1).toLowerCase();

function entryOf(url: string, said: ReadonlyMap<string, string>, alternates: Entry['alternates'], base: string): Entry {
  const address = (key: string): string | undefined => {
    const written = said.get(key);
    return written === undefined ? undefined : webAddress(written, base);
  };
  const news = present({
    title: said.get('news/title'),
    published: said.get('news/publication_date'),
    language: said.get('publication/language') ?? said.get('news/language'),
    keywords: said.get('news/keywords'),
    outlet: said.get('publication/name'),
  });
  const video = present({
    title: said.get('video/title'),
    description: said.get('video/description'),
    thumbnail: address('video/thumbnail_loc'),
    published: said.get('video/publication_date'),
  });
  return present({
    url,
    changed: said.get('url/lastmod'),
    news: Object.keys(news).length > 0 ? news : undefined,
    image: address('image/loc'),
    video: Object.keys(video).length > 0 ? video : undefined,
    alternates,
  });
}

function alternateOf(scanner: Scanner, base: string): Entry['alternates'][number] | undefined {
  let language: string | undefined;
  let url: string | undefined;
  for (let n = 0; n < scanner.attributes; n++) {
    const name = scanner.attributeName(n).toLowerCase();
    if (name === 'hreflang') language = scanner.attributeValue(n).trim().toLowerCase();
    else if (name === 'href') url = webAddress(decodeXmlText(scanner.attributeValue(n)), base);
  }
  return language && url ? { language, url } : undefined;
}
