/** Odd feeds in families, each made by combining what the specifications allow and what feeds do anyway. */

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

function of(name: string, text: string, more: Partial<Case> = {}): Case {
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
const frames: Readonly<Record<string, (head: string, item: string, attributes?: string) => string>> = {
  atom: (head, item, more = '') => `<feed ${atom} ${spaces} ${more}>${head}<entry>${item}</entry></feed>`,
  atom03: (head, item, more = '') => `<feed ${atom03} ${spaces} ${more}>${head}<entry>${item}</entry></feed>`,
  rss: (head, item, more = '') =>
    `<rss version="2.0" ${spaces} ${more}><channel>${head}<item>${item}</item></channel></rss>`,
  rdf: (head, item, more = '') =>
    `<rdf:RDF xmlns="http://purl.org/rss/1.0/" ${spaces} ${more}><channel>${head}</channel><item>${item}</item></rdf:RDF>`,
};

const payloads: readonly string[] = [
  'plain text',
  'a &amp; b &lt; c',
  'x &lt;b&gt;bold&lt;/b&gt;',
  '&lt;a href="rel/x"&gt;y&lt;/a&gt;',
  '&amp;lt;b&amp;gt;twice&amp;lt;/b&amp;gt;',
  'caf&amp;eacute; &amp;#8217;',
  '<![CDATA[<i>in</i> &amp; &eacute; <img src="p.png">]]>',
  '<b>inline</b> text',
  '<div xmlns="http://www.w3.org/1999/xhtml"><p>Para <a href="rel/x">y</a></p></div>',
  '<xh:div><xh:p>Para &lt;b</xh:p></xh:div>',
  '&eacute;&#233;&#xe9;&#146;',
  'PGI+eDwvYj4=',
  '5 > 3 &amp;copy; &amp;copy',
];

function* textConstructs(): Generator<Case> {
  const types = ['', 'text', 'html', 'xhtml', 'text/plain', 'text/html', 'application/xhtml+xml'];
  const modes = ['', 'escaped', 'xml', 'base64'];
  const fields: Readonly<Record<string, { head: string[]; item: string[] }>> = {
    atom: { head: ['title', 'subtitle'], item: ['title', 'summary', 'content'] },
    atom03: { head: ['title', 'tagline'], item: ['title', 'summary', 'content'] },
    rss: { head: ['title', 'description'], item: ['title', 'description', 'content:encoded', 'xh:body', 'dc:title', 'a:summary', 'a:content'] },
    rdf: { head: ['title', 'description'], item: ['title', 'description', 'content:encoded'] },
  };
  for (const [frame, make] of Object.entries(frames)) {
    for (const mode of frame === 'atom03' ? modes : ['']) {
      for (const type of frame.startsWith('atom') ? types : ['']) {
        const attributes = (type && ` type="${type}"`) + (mode && ` mode="${mode}"`);
        for (const payload of payloads) {
          for (const field of fields[frame]!.head)
            yield of(`${frame} head ${field}${attributes}: ${payload}`, make(`<${field}${attributes}>${payload}</${field}>`, ''));
          for (const field of fields[frame]!.item)
            yield of(`${frame} item ${field}${attributes}: ${payload}`, make('', `<${field}${attributes}>${payload}</${field}>`));
        }
      }
    }
  }
}

export const families: Readonly<Record<string, () => Generator<Case>>> = { texts: textConstructs };
