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

describe('RSS', () => {
  it('reads a whole channel', () => {
    const feed = read(`<?xml version="1.0"?><rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"
      xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
      <title>Báo &amp; Đài</title><link>https://bao.example.vn/</link><description>Tin &lt;b&gt;mới&lt;/b&gt;</description>
      <atom:link rel="self" href="/rss/tin.rss"/><atom:link rel="hub" href="https://hub.example.org/"/>
      <language>vi_VN</language><generator>CMS 1</generator><ttl>30</ttl><managingEditor>tb@bao.example.vn (Toà soạn)</managingEditor>
      <sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>
      <skipHours><hour>0</hour><hour>23</hour></skipHours><skipDays><day>Sunday</day></skipDays>
      <image><url>/logo.png</url><title>x</title><link>/</link></image><copyright>© Báo</copyright>
      <pubDate>Mon, 23 Nov 2026 08:00:00 +0700</pubDate><lastBuildDate>Mon, 23 Nov 2026 09:00:00 +0700</lastBuildDate>
      </channel></rss>`);
    expect(feed).toEqual({
      kind: 'rss',
      version: '2.0',
      encoding: 'utf-8',
      title: 'Báo & Đài',
      link: 'https://bao.example.vn/',
      self: 'https://bao.example.vn/rss/tin.rss',
      hubs: ['https://hub.example.org/'],
      description: 'Tin <b>mới</b>',
      language: 'vi-VN',
      published: new Date('2026-11-23T01:00:00Z'),
      updated: new Date('2026-11-23T02:00:00Z'),
      authors: [{ name: 'Toà soạn', email: 'tb@bao.example.vn' }],
      categories: [],
      generator: 'CMS 1',
      image: 'https://bao.example.vn/logo.png',
      rights: '© Báo',
      pace: { ttl: 30, interval: 360, skipHours: [0, 23], skipDays: ['sunday'] },
      items: [],
      faults: [],
    });
  });

  it('a permanent guid stands for the link, another does not', () => {
    expect(item('<guid>https://a.vn/1</guid>')).toMatchObject({ id: 'https://a.vn/1', link: 'https://a.vn/1' });
    expect(item('<guid isPermaLink="false">https://a.vn/1</guid>')?.link).toBeUndefined();
    expect(item('<guid>https://a.vn/1</guid><link>https://a.vn/2</link>')?.link).toBe('https://a.vn/2');
    expect(item('<guid>/1</guid>')).toMatchObject({ id: 'https://bao.example.vn/1', link: 'https://bao.example.vn/1' });
    expect(item('<guid>1</guid>')).toMatchObject({ id: '1' });
  });

  it('a title says what it says, markup or not', () => {
    expect(item('<title>5 &lt; 6 &amp; 7</title>')?.title).toBe('5 < 6 & 7');
    expect(item('<title>Tin &amp;quot;nóng&amp;quot;</title>')?.title).toBe('Tin "nóng"');
    expect(item('<title><![CDATA[<b>Đậm</b> nhạt]]></title>')).toMatchObject({
      title: 'Đậm nhạt',
      titleHtml: '<b>Đậm</b> nhạt',
    });
    expect(item('<title>Một <i>hai</i></title>')?.title).toBe('Một hai');
    expect(item('<title>a &eacute; &#233; &#x1ea1; &nbsp;b &unknown; &</title>')?.title).toBe('a é é ạ b &unknown; &');
  });

  it('summary and content, in whichever fields they come', () => {
    const content = '<content:encoded><![CDATA[<p>Dài</p>]]></content:encoded>';
    expect(item(`<description>Ngắn</description>${content}`)).toMatchObject({ summary: 'Ngắn', content: '<p>Dài</p>' });
    expect(item('<description>Một</description><summary>Hai</summary>')).toMatchObject({
      summary: 'Một',
      content: 'Hai',
    });
    expect(item('<body xmlns="http://www.w3.org/1999/xhtml"><p>Dài<br/></p></body>')?.content).toBe('<p>Dài<br></p>');
    expect(item('<itunes:summary>Ngắn</itunes:summary>')?.summary).toBe('Ngắn');
    expect(
      item('<description>&lt;a href="x"&gt;y&lt;/a&gt;&lt;script&gt;z&lt;/script&gt;</description>')?.summary,
    ).toBe('<a href="https://bao.example.vn/rss/x">y</a>');
  });

  it('who wrote it', () => {
    expect(item('<author>a@b.vn (Nguyễn Văn A)</author>')?.authors).toEqual([
      { name: 'Nguyễn Văn A', email: 'a@b.vn' },
    ]);
    expect(item('<author>Nguyễn A &lt;a@b.vn&gt;</author><dc:creator>Nguyễn A</dc:creator>')?.authors).toEqual([
      { name: 'Nguyễn A', email: 'a@b.vn' },
    ]);
    expect(item('<dc:creator>A</dc:creator><dc:creator>B</dc:creator>')?.authors).toEqual([
      { name: 'A' },
      { name: 'B' },
    ]);
    expect(
      item('<atom:author><atom:name>A</atom:name><atom:uri>https://a.vn/</atom:uri></atom:author>')?.authors,
    ).toEqual([{ name: 'A', url: 'https://a.vn/' }]);
  });

  it('what belongs to it: enclosures, media with captions and credits, picture, place, source, licence', () => {
    const found =
      item(`<enclosure url="/a.mp3" type="audio/mpeg" length="9"/><category domain="d">c</category><dc:subject>s</dc:subject>
      <media:group><media:content url="/v.mp4" type="video/mp4" duration="60" width="640" height="360"/><media:thumbnail url="/t.jpg"/>
      <media:description>Chú thích</media:description><media:credit>TTXVN</media:credit></media:group>
      <georss:point>21.03 105.85</georss:point><source url="https://n.vn/rss">Nguồn</source><comments>/c</comments>
      <cc:license rdf:resource="https://creativecommons.org/licenses/by/4.0/"/><dc:rights>R</dc:rights>`);
    expect(found).toMatchObject({
      enclosures: [{ url: 'https://bao.example.vn/a.mp3', type: 'audio/mpeg', length: 9 }],
      categories: [{ term: 'c', scheme: 'd' }, { term: 's' }],
      media: [
        {
          url: 'https://bao.example.vn/v.mp4',
          kind: 'video',
          type: 'video/mp4',
          description: 'Chú thích',
          credit: 'TTXVN',
          width: 640,
          height: 360,
          duration: 60,
          thumbnail: 'https://bao.example.vn/t.jpg',
        },
      ],
      image: 'https://bao.example.vn/t.jpg',
      place: { latitude: 21.03, longitude: 105.85 },
      source: { title: 'Nguồn', link: 'https://n.vn/rss' },
      comments: 'https://bao.example.vn/c',
      rights: 'R',
      licence: 'https://creativecommons.org/licenses/by/4.0/',
    });
  });

  it('namespaces by address, whatever the prefix; by usual prefix where none is declared', () => {
    const feed = read(
      '<rss xmlns:x="http://purl.org/dc/elements/1.1/"><channel><item><x:creator>A</x:creator><dc:date>2026-01-02</dc:date></item></channel></rss>',
    );
    expect(feed.items[0]).toMatchObject({ authors: [{ name: 'A' }], published: new Date('2026-01-02') });
  });

  it('RDF: items beside the channel', () => {
    const feed =
      read(`<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
      <channel rdf:about="https://a.vn/"><title>T</title><link>https://a.vn/</link></channel>
      <item rdf:about="https://a.vn/1"><title>A</title><link>https://a.vn/1</link></item></rdf:RDF>`);
    expect(feed).toMatchObject({
      kind: 'rdf',
      title: 'T',
      id: 'https://a.vn/',
      items: [{ id: 'https://a.vn/1', title: 'A' }],
    });
  });

  it('CDF: addresses in attributes', () => {
    const feed = read(
      '<CHANNEL HREF="https://a.vn/"><TITLE>T</TITLE><ITEM HREF="/1" LASTMOD="2026-01-02"><TITLE>A</TITLE><ABSTRACT>x</ABSTRACT></ITEM></CHANNEL>',
    );
    expect(feed).toMatchObject({
      kind: 'cdf',
      link: 'https://a.vn/',
      items: [{ title: 'A', summary: 'x', link: 'https://bao.example.vn/1' }],
    });
  });
});

describe('Atom', () => {
  it('texts of every type', () => {
    expect(entry('<title>a &lt;b&gt;</title>')?.title).toBe('a <b>');
    expect(entry('<title type="html">a &lt;b&gt;c&lt;/b&gt; &amp;amp; d</title>')).toMatchObject({
      title: 'a c & d',
      titleHtml: 'a <b>c</b> &amp; d',
    });
    expect(
      entry('<summary type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">a <b>c</b> &lt;</div></summary>')?.summary,
    ).toBe('a <b>c</b> &lt;');
    expect(
      entry(
        '<x:summary type="xhtml" xmlns:x="http://www.w3.org/2005/Atom"><h:div xmlns:h="http://www.w3.org/1999/xhtml"><h:b>c</h:b></h:div></x:summary>',
      )?.summary,
    ).toBe('<b>c</b>');
    expect(entry('<content type="text/plain">a &lt; b</content>')?.content).toBe('a &lt; b');
    expect(
      entry(`<content mode="base64" type="text/html">${Buffer.from('<b>đ</b>').toString('base64')}</content>`)?.content,
    ).toBe('<b>đ</b>');
    expect(entry('<title mode="escaped" type="text/html">a &lt;i&gt;b&lt;/i&gt;</title>')?.title).toBe('a b');
  });

  it('of several contents, and of the parts of one, the one in HTML', () => {
    const parts =
      '<content type="text/plain">a</content><content type="text/html" mode="escaped">&lt;b&gt;a&lt;/b&gt;</content>';
    expect(entry(parts)?.content).toBe('<b>a</b>');
    expect(entry(`<content type="multipart/alternative">${parts}</content><title>t</title>`)).toMatchObject({
      content: '<b>a</b>',
      title: 't',
    });
  });

  it('links by relation: pages before other types', () => {
    const found = entry(`<link rel="alternate" type="application/pdf" href="/a.pdf"/><link href="/a.html"/>
      <link rel="enclosure" href="/a.mp3" type="audio/mpeg"/><link rel="replies" href="/c"/><id>tag:a,1</id>`);
    expect(found).toMatchObject({
      id: 'tag:a,1',
      link: 'https://bao.example.vn/a.html',
      enclosures: [{ url: 'https://bao.example.vn/a.mp3', type: 'audio/mpeg' }],
      comments: 'https://bao.example.vn/c',
    });
  });

  it('addresses at the nearest xml:base, Content-Location before the document', () => {
    const found = entry(
      '<link href="a"/><content type="xhtml" xml:base="c/"><div xml:base="d/"><a href="e">x</a></div></content>',
      'xml:base="https://o.vn/b/"',
    );
    expect(found).toMatchObject({
      link: 'https://o.vn/b/a',
      content: '<a href="https://o.vn/b/c/d/e">x</a>',
    });
    expect(item('<link>a</link>', { contentLocation: '/x/y' })?.link).toBe('https://bao.example.vn/x/a');
    expect(entry('<link href="a"/>', 'xml:base="javascript:alert(1)"')?.link).toBe('https://bao.example.vn/rss/a');
  });

  it('xml:lang of the text, else of the entry, else of the feed', () => {
    expect(entry('<content xml:lang="fr">x</content>', 'xml:lang="en"')?.language).toBe('fr');
    expect(entry('<content>x</content>', 'xml:lang="en"')?.language).toBe('en');
    expect(entry('<content xml:lang="">x</content>')?.language).toBeUndefined();
    expect(read('<feed xml:lang="vi"/>').language).toBe('vi');
    expect(read('<rss xml:lang="en"><channel><language>vi</language></channel></rss>').language).toBe('vi');
    expect(read('<rss><channel/></rss>', { contentLanguage: 'vi, en' }).language).toBe('vi');
    expect(read('<rss xml:lang="de"><channel xml:lang=""/></rss>').language).toBeUndefined();
    expect(read('<rss><channel><description xml:lang="vi">x</description></channel></rss>').language).toBe('vi');
  });

  it('persons, of the source where the entry has none', () => {
    expect(entry('<author><name>A</name><email>a@b.vn</email><uri>/a</uri></author>')?.authors).toEqual([
      { name: 'A', email: 'a@b.vn', url: 'https://bao.example.vn/a' },
    ]);
    expect(entry('<source><title>S</title><author><name>B</name></author></source>')).toMatchObject({
      authors: [{ name: 'B' }],
      source: { title: 'S' },
    });
  });

  it('a YouTube entry', () => {
    const found =
      read(`<feed xmlns:yt="http://www.youtube.com/xml/schemas/2015" xmlns:media="http://search.yahoo.com/mrss/" xmlns="http://www.w3.org/2005/Atom">
      <entry><id>yt:video:x</id><title>T</title><link rel="alternate" href="https://www.youtube.com/watch?v=x"/><media:group><media:title>T</media:title>
      <media:content url="https://www.youtube.com/v/x" type="application/x-shockwave-flash"/><media:thumbnail url="https://i1.ytimg.com/vi/x/hq.jpg"/>
      <media:description>Mô tả &lt;3</media:description></media:group></entry></feed>`).items[0];
    expect(found).toMatchObject({
      summary: 'Mô tả &lt;3',
      image: 'https://i1.ytimg.com/vi/x/hq.jpg',
      media: [{ kind: 'video' }],
    });
  });
});

describe('JSON Feed', () => {
  it('reads both versions', () => {
    const feed = read(
      JSON.stringify({
        version: 'https://jsonfeed.org/version/1.1',
        title: 'T',
        home_page_url: '/',
        feed_url: '/f.json',
        hubs: [{ type: 'WebSub', url: 'https://hub.vn/' }],
        language: 'vi',
        items: [
          {
            id: 1,
            url: '/1',
            title: 'A',
            content_html: '<p onclick=x>B <img src="b.jpg"></p>',
            summary: 'a < b',
            tags: ['c'],
            author: { name: 'D' },
            date_published: '2026-01-02T03:04:05Z',
            attachments: [{ url: '/e.mp3', mime_type: 'audio/mpeg', size_in_bytes: 9 }],
          },
        ],
      }),
    );
    expect(feed).toMatchObject({
      kind: 'json',
      version: '1.1',
      self: 'https://bao.example.vn/f.json',
      hubs: ['https://hub.vn/'],
      language: 'vi',
    });
    expect(feed.items[0]).toEqual({
      id: '1',
      link: 'https://bao.example.vn/1',
      title: 'A',
      content: '<p>B <img src="https://bao.example.vn/b.jpg"></p>',
      summary: 'a &lt; b',
      published: new Date('2026-01-02T03:04:05Z'),
      authors: [{ name: 'D' }],
      categories: [{ term: 'c' }],
      enclosures: [{ url: 'https://bao.example.vn/e.mp3', type: 'audio/mpeg', length: 9 }],
      media: [],
      image: 'https://bao.example.vn/b.jpg',
    });
  });
});

describe('dates', () => {
  it('are never in the future: a day ahead is now, the rest is dropped and noted', () => {
    expect(item('<pubDate>Mon, 23 Nov 2026 18:00:00 GMT</pubDate>')?.published).toEqual(now);
    const feed = read(
      '<rss><item><pubDate>Fri, 31 Dec 9999 23:59:59 GMT</pubDate></item><item><pubDate>hôm qua</pubDate></item></rss>',
    );
    expect(feed.items.map((one) => one.published)).toEqual([undefined, undefined]);
    expect(feed.faults).toEqual([
      { code: 'odd-date', count: 1, example: 'Fri, 31 Dec 9999 23:59:59 GMT' },
      { code: 'bad-date', count: 1, example: 'hôm qua' },
    ]);
  });
});

describe('hostile input in every field', () => {
  const attack = '<script>alert(1)</script><img src=x onerror=alert(1)>"\'><svg/onload=alert(1)>';
  const escaped = attack.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const fields =
    'title link description author category guid comments dc:creator content:encoded media:description source rights'.split(
      ' ',
    );

  it.each(fields)('%s: no HTML field can run anything, no address has a dangerous scheme', (field) => {
    const found = item(
      `<${field}>${escaped}</${field}><link>javascript:alert(1)</link><enclosure url="javascript:alert(1)"/>`,
    );
    for (const markup of [found?.summary, found?.content, found?.titleHtml])
      expect(markup ?? '').not.toMatch(/<script|onerror|onload|alert/);
    expect(found?.link ?? '').not.toMatch(/^javascript/i);
    expect(found?.enclosures).toEqual([]);
  });
});
