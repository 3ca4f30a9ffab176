export type Case = {
  name: string;
  bytes: Uint8Array;
  url: string;
  contentType?: string;
  contentLocation?: string;
  contentLanguage?: string;
};

const url = 'http://feed.example.org/dir/feed.xml';
const encoder = new TextEncoder();

/** A feed of this name and text. */
export function of(name: string, text: string, more: Partial<Case> = {}): Case {
  return { name, bytes: encoder.encode(text), url, ...more };
}

const atom = 'xmlns="http://www.w3.org/2005/Atom"';
const atom03 = 'version="0.3" xmlns="http://purl.org/atom/ns#"';
const spaces =
  'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" ' +
  'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:media="http://search.yahoo.com/mrss/" ' +
  'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:a="http://www.w3.org/2005/Atom" ' +
  'xmlns:xh="http://www.w3.org/1999/xhtml" xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0" ' +
  'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"';

/** Documents that hold the same field in a head, or in an item. */
export const frames: Readonly<Record<string, (head: string, item: string, attributes?: string) => string>> = {
  atom: (head, item, more = '') => `<feed ${atom} ${spaces} ${more}>${head}<entry>${item}</entry></feed>`,
  atom03: (head, item, more = '') => `<feed ${atom03} ${spaces} ${more}>${head}<entry>${item}</entry></feed>`,
  rss: (head, item, more = '') =>
    `<rss version="2.0" ${spaces} ${more}><channel>${head}<item>${item}</item></channel></rss>`,
  rdf: (head, item, more = '') =>
    `<rdf:RDF xmlns="http://purl.org/rss/1.0/" ${spaces} ${more}><channel>${head}</channel><item>${item}</item></rdf:RDF>`,
};

/** HTML as it stands in the text of an element. */
export const escaped = (html: string): string =>
  html.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
