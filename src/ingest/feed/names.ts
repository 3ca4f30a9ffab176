/** Namespaces that carry fields of ours, and the prefix that this program knows each by. */
const known = new Map<string, string>(
  Object.entries({
    '': [
      'http://backend.userland.com/rss',
      'http://blogs.law.harvard.edu/tech/rss',
      'http://purl.org/rss/1.0',
      'http://my.netscape.com/rdf/simple/0.9',
      'http://my.netscape.com/publish/formats/rss-0.91.dtd',
      'http://backend.userland.com/rss2',
      'http://cyber.law.harvard.edu/rss',
      'http://backend.userland.com/rss191',
      'http://purl.org/net/rss1.1',
      'http://purl.org/rss/1.0/modules/rss091',
    ],
    atom: ['http://www.w3.org/2005/atom', 'http://purl.org/atom/ns', 'http://purl.org/atom'],
    cc: ['http://web.resource.org/cc', 'http://creativecommons.org/ns'],
    content: ['http://purl.org/rss/1.0/modules/content'],
    creativecommons: ['http://backend.userland.com/creativecommonsrssmodule'],
    dc: ['http://purl.org/dc/elements/1.1', 'http://purl.org/dc/elements/1.0', 'http://purl.org/dc'],
    dcterms: ['http://purl.org/dc/terms'],
    ev: ['http://purl.org/rss/1.0/modules/event'],
    feedburner: ['http://rssnamespace.org/feedburner/ext/1.0'],
    foaf: ['http://xmlns.com/foaf/0.1'],
    geo: ['http://www.w3.org/2003/01/geo/wgs84_pos'],
    georss: ['http://www.georss.org/georss'],
    gml: ['http://www.opengis.net/gml'],
    itunes: ['http://www.itunes.com/dtds/podcast-1.0.dtd', 'http://example.com/dtds/podcast-1.0.dtd'],
    media: ['http://search.yahoo.com/mrss', 'http://www.rssboard.org/media-rss'],
    prism: ['http://prismstandard.org/namespaces/1.2/basic', 'http://prismstandard.org/namespaces/basic/2.0'],
    rdf: ['http://www.w3.org/1999/02/22-rdf-syntax-ns#', 'http://www.w3.org/1999/02/22-rdf-syntax-ns'],
    slash: ['http://purl.org/rss/1.0/modules/slash'],
    sy: ['http://purl.org/rss/1.0/modules/syndication'],
    thr: ['http://purl.org/syndication/thread/1.0'],
    wfw: ['http://wellformedweb.org/commentapi'],
    xhtml: ['http://www.w3.org/1999/xhtml'],
    yt: ['http://www.youtube.com/xml/schemas/2015'],
  }).flatMap(([prefix, addresses]) => addresses.map((address) => [address, prefix] as const)),
);

const structure = new Set(['rss', 'rdf:rdf', 'channel', 'feed', 'item', 'entry']);

/** Elements whose children are fields of their own. Every other one is a field: what stands in it is its text. */
const containers = new Set(
  (
    'author contributor source image textinput cloud skiphours skipdays items rdf:seq itunes:owner itunes:category ' +
    'media:group media:content georss:where gml:point geo:point atom:author atom:contributor atom:source'
  ).split(' '),
);

/** Fields that never stand in a text: one of these after an unclosed field shows that the field is over. */
const breaks = new Set(
  (
    'guid pubdate description author comments enclosure category updated published modified issued created id channel ' +
    'content:encoded dc:date dc:creator dc:subject dc:title media:content media:group media:thumbnail'
  ).split(' '),
);

/** An element name as this program knows it, with what follows from it alone. */
export type Name = {
  readonly text: string;
  readonly isItem: boolean;
  /** Whether it only holds others, so that its own text says nothing. */
  readonly isStructure: boolean;
  readonly isContainer: boolean;
  /** Whether it ends a field that was never closed. */
  readonly breaks: boolean;
  readonly isMedia: boolean;
};

const names = new Map<string, Name>();
const MAX_NAMES = 2_000;

function nameOf(text: string): Name {
  const seen = names.get(text);
  if (seen !== undefined) return seen;
  const name = {
    text,
    isItem: text === 'item' || text === 'entry',
    isStructure: structure.has(text),
    isContainer: structure.has(text) || containers.has(text),
    breaks: breaks.has(text),
    isMedia: text.startsWith('media:') || text.startsWith('yt:'),
  };
  if (names.size < MAX_NAMES) names.set(text, name);
  return name;
}

/** The prefixes in scope at one place of a document. */
export class Names {
  readonly #prefixes: ReadonlyMap<string, string>;
  readonly #home: string;
  readonly #canonical = new Map<string, Name>();

  constructor(prefixes: ReadonlyMap<string, string> = new Map(), home = '') {
    this.#prefixes = prefixes;
    this.#home = home;
  }

  /** The scope in which names of this prefix of ours stand bare, as in an Atom feed those of Atom. */
  at(home: string): Names {
    return new Names(this.#prefixes, home);
  }

  /** The scope within an element that declares these (`''` is the default namespace). */
  with(declared: Iterable<readonly [string, string]>): Names {
    return new Names(new Map([...this.#prefixes, ...declared]), this.#home);
  }

  /**
   * The name that this program knows an element by: in lower case, with our own prefix for a known namespace, whatever
   * prefix the document chose; without one for the elements of RSS, RDF and CDF. An undeclared prefix means what it
   * usually means.
   */
  canonical(written: string): Name {
    let name = this.#canonical.get(written);
    if (name === undefined) {
      name = nameOf(this.#resolve(written.toLowerCase()));
      this.#canonical.set(written, name);
    }
    return name;
  }

  #resolve(written: string): string {
    const colon = written.indexOf(':');
    const prefix = colon < 0 ? '' : written.slice(0, colon);
    const local = written.slice(colon + 1);
    const address = this.#prefixes.get(prefix);
    const ours = address === undefined ? prefix : (known.get(tidy(address)) ?? prefix);
    const usual = ours === 'a10' ? 'atom' : ours;
    return usual === '' || usual === 'rss' || usual === this.#home ? local : `${usual}:${local}`;
  }
}

function tidy(address: string): string {
  const lower = address.trim().toLowerCase();
  return known.has(lower) ? lower : lower.replace(/[/#]+$/, '').replace(/^https:/, 'http:');
}
