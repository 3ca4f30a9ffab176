import { describe, expect, it } from 'vitest';
import { parseFeed } from './parse.ts';

const now = new Date('2026-11-23T12:00:00Z');
const url = 'https://bao.example.vn/rss/tin.rss';
const read = (text: string, options: Parameters<typeof parseFeed>[1] = {}) =>
  parseFeed(new TextEncoder().encode(text), { url, now, ...options });
const item = (inner: string, options?: Parameters<typeof parseFeed>[1]) =>
  read(`<rss version="2.0"><channel><item>${inner}</item></channel></rss>`, options).items[0];
const entry = (inner: string, attributes = '') =>
  read(`<feed xmlns="http://www.w3.org/2005/Atom" ${attributes}><entry>${inner}</entry></feed>`).items[0];

describe('what several formats share', () => {
  it('elements in a text make all of it XML; escaped markup beside them is text', () => {
    expect(item('<description>1 &lt; 2 &lt;b&gt;x&lt;/b&gt; <i>y</i> &lt;u&gt;</description>')?.summary).toBe(
      '1 &lt; 2 &lt;b&gt;x&lt;/b&gt; <i>y</i> &lt;u&gt;',
    );
    expect(entry('<content type="xhtml">a &lt;b&gt;</content>')?.content).toBe('a &lt;b&gt;');
    expect(item('<description>&lt;p&gt;x&lt;/p&gt;</b></description>')?.summary).toBe('<p>x</p>');
  });

  it('base64 is read where it is base64, and left alone where it only says so', () => {
    expect(entry('<content mode="base64">not base64, but words</content>')?.content).toBe('not base64, but words');
    expect(entry('<content type="image/png">iVBORw0KGgoAAAANSUhEUgAA</content>')?.content).toBeUndefined();
  });

  it('the second of two summaries is the content, in the order they stand; a repeated one is not', () => {
    expect(item('<itunes:summary>Một</itunes:summary><description>Hai</description>')).toMatchObject({
      summary: 'Một',
      content: 'Hai',
    });
    expect(item('<description>Một</description><itunes:summary>Một</itunes:summary>')?.content).toBeUndefined();
    expect(item('<description>Một</description><media:description>Ảnh</media:description>')?.content).toBeUndefined();
    expect(entry('<description>&lt;b&gt;Một&lt;/b&gt;</description>')?.summary).toBe('<b>Một</b>');
  });

  it('contributors, apart from authors', () => {
    expect(
      entry('<author><name>A</name></author><contributor><name>B</name><uri>/b</uri></contributor>'),
    ).toMatchObject({ authors: [{ name: 'A' }], contributors: [{ name: 'B', url: 'https://bao.example.vn/b' }] });
    expect(item('<dc:contributor>B</dc:contributor>')?.contributors).toEqual([{ name: 'B' }]);
    expect(item('<author>A</author>')).not.toHaveProperty('contributors');
  });

  it('links by relation, however that is written; pages before other types', () => {
    expect(item('<LINK REL="Alternate" HREF="/1"/>')?.link).toBe('https://bao.example.vn/1');
    expect(
      item('<link rel="http://www.iana.org/assignments/relation/alternate" type="text/html" href="/1"/>')?.link,
    ).toBe('https://bao.example.vn/1');
    expect(item('<link type="application/pdf" href="/1.pdf"/><link type="text/html" href="/1"/>')?.link).toBe(
      'https://bao.example.vn/1',
    );
    expect(read('<rss><channel><link rel="self" href="/f"/><link>/</link></channel></rss>')).toMatchObject({
      link: 'https://bao.example.vn/',
      self: 'https://bao.example.vn/f',
    });
  });

  it('an address that was escaped twice', () => {
    expect(item('<link>/?a=1&amp;amp;b=2</link>')?.link).toBe('https://bao.example.vn/?a=1&b=2');
  });

  it('an id that is an address without its host is resolved, another stays what it is', () => {
    expect(item('<guid>tin/1.html</guid>')).toMatchObject({
      id: 'https://bao.example.vn/rss/tin/1.html',
      link: 'https://bao.example.vn/rss/tin/1.html',
    });
    for (const id of ['1', 'a-b', 'tag:a.vn,2026:1/2', 'urn:x:1'])
      expect(item(`<guid>${id}</guid>`)).toMatchObject({ id });
    expect(item('<guid isPermaLink="false">tin/1</guid>')).toMatchObject({ id: 'tin/1' });
    expect(item('<guid isPermaLink="false">tin/1</guid>')?.link).toBeUndefined();
  });

  it('attributes and Atom 0.3 by namespace, whatever the prefix', () => {
    const feed = read(`<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
      xmlns:o="http://purl.org/atom/ns#"><item r:about="https://a.vn/1"><title>A</title><o:issued>2026-01-02</o:issued>
      <o:modified>2026-01-03</o:modified></item></r:RDF>`);
    expect(feed.items[0]).toMatchObject({
      id: 'https://a.vn/1',
      published: new Date('2026-01-02'),
      updated: new Date('2026-01-03'),
    });
  });

  it('the title of a feed keeps its markup beside its text', () => {
    expect(
      read('<feed xmlns="http://www.w3.org/2005/Atom"><title type="html">&lt;b&gt;A&lt;/b&gt; b</title></feed>'),
    ).toMatchObject({ title: 'A b', titleHtml: '<b>A</b> b' });
  });

  it('a title that is a picture says what the picture says', () => {
    expect(item('<title>&lt;img src="/a.png" alt="Tin &amp;amp; ảnh"&gt;&lt;/img&gt;</title>')?.title).toBe(
      'Tin & ảnh',
    );
  });

  it('xml:lang="" takes the language back', () => {
    expect(entry('<content xml:lang="">x</content>', 'xml:lang="en"')?.language).toBeUndefined();
    expect(entry('<title xml:lang="fr">x</title><content>y</content>', 'xml:lang="en"')?.language).toBe('fr');
  });
});

describe('headers', () => {
  const bytes = Buffer.from('<rss><channel><link>a</link><title>Ti\xeang</title></channel></rss>', 'latin1');
  const sent = {
    'Content-Type': 'text/xml; charset=iso-8859-1',
    'Content-Location': ['/tin/x'],
    'Content-Language': 'vi',
  };

  it.each([
    ['in any case', sent],
    ['of a fetch', new Headers({ ...sent, 'Content-Location': '/tin/x' })],
  ])('%s say encoding, base and language', (_name, headers) => {
    const feed = parseFeed(bytes, { url, headers });
    expect(feed).toMatchObject({
      encoding: 'iso-8859-1',
      title: 'Tiêng',
      link: 'https://bao.example.vn/tin/a',
      language: 'vi',
    });
    expect(parseFeed(bytes, { url, headers, contentLanguage: 'fr' }).language).toBe('fr');
    expect(parseFeed(Buffer.from('{"items":[]}'), { url, headers }).language).toBe('vi');
  });
});
