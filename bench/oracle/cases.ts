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

const elements = (
  'a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound big blink blockquote body br ' +
  'button canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed ' +
  'fieldset figcaption figure font footer form frame frameset h1 h2 h3 h6 head header hgroup hr html i iframe img ' +
  'input ins kbd label legend li link listing main map mark marquee math menu meta meter nav nobr noembed noframes ' +
  'noscript object ol optgroup option output p param picture plaintext pre progress q rp rt ruby s samp script section ' +
  'select small source span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead ' +
  'time title tr track tt u ul var video wbr xml xmp'
).split(' ');

const fragments: readonly string[] = [
  ...elements.map((name) => `before <${name} title="t">within</${name}> after`),
  ...'onabort onblur onchange onclick onerror onload onmouseover onsubmit onunload'
    .split(' ')
    .map((name) => `<img src="http://i.example.org/x.png" alt="a" ${name}="location.href='http://evil.example/'">`),
  ...['abbr', 'accept', 'accesskey', 'action', 'align', 'class', 'dir', 'id', 'lang', 'name', 'rel', 'rev', 'target', 'type', 'contenteditable', 'data-x', 'role', 'aria-label']
    .map((name) => `<div ${name}="v">text</div>`),
  ...['javascript:alert(1)', 'JaVaScRiPt:alert(1)', ' javascript:alert(1)', '&#106;avascript:x', 'java&#10;script:x', 'vbscript:x', 'data:text/html,x', 'mailto:a@b.example', 'feed:http://a.example/', 'magnet:?x=1', 'unknown:x', 'tel:1', 'ftp://a.example/', 'about:blank', 'irc://x/', '//host.example/x', '?q', '#f', '', 'http://a.example/%zz', 'http://ümlaut.example/ü']
    .flatMap((address) => [`<a href="${address}">text</a>`, `<img src="${address}" alt="a">`]),
  ...['color: red', 'color: red; position: fixed', 'background: url(x)', 'margin: 0 auto', 'width: expression(x)', 'border: 1px solid #fff', '-moz-binding: url(x)', 'color: re\\64']
    .map((style) => `<p style="${style}">text</p>`),
  'a<!-- comment -->b', 'a<!-- comment <script>x</script> -->b', 'a<!---->b', 'a<!-->b', 'a<? instruction ?>b', 'a<?php echo ?>b',
  'a<!DOCTYPE html>b', 'a<![CDATA[x]]>b', 'a<script>x</script>b', 'a<script src="x"/>b', 'a<SCRIPT>x</SCRIPT >b', 'a<style>x</style>b',
  'a<script>document.write("<b>")</script>b', 'a<b>c', 'a</b>c', 'a<br>b<br/>c<br />d', 'a<p>b<p>c', 'a < b', 'a > b', 'a & b', 'a&b;c', 'a &copy b',
  '<a href=x title=y>b</a>', "<a href='x'>b</a>", '<a href="a&b=c&amp;d">b</a>', '<img src="x" alt="<b>">', '<a title="&quot;">b</a>',
  '<svg viewBox="0 0 1 1"><path d="M0 0"/><linearGradient id="g" gradientUnits="u"></linearGradient></svg>after',
  '<math><mi>x</mi><mo>=</mo><mfrac linethickness="1"><mn>1</mn><mn>2</mn></mfrac></math>after',
  '<ul><li>a<li>b</ul>c', '<table><tr><td>a<td>b</table>c', '<table border=1><tr valign="top"><td align=left nowrap>a</td></tr></table>',
  '<form action="x" method="post"><input type="text" name="n" value="v" onfocus="x"><button>b</button></form>',
  '<object data="x" classid="y"><param name="z">text</object>', '<iframe src="x">text</iframe>b', '<video src="x" poster="y" controls>t</video>',
  '<q cite="x">a</q><blockquote cite="y">b</blockquote><ins cite="z">c</ins><del cite="z">d</del>', '<area href="x" shape="rect"><map name="m"></map>',
  '<b><i>x</b></i>', '<div><p>a</div>b', '<<b>a</b>', '<b/>a', '<b<i>a', '<a href="x"b>', '<a href="x>b</a>', '<p>caf&eacute; &#8217; &#x2019; &#146; &nbsp;x &bogus; &amp;lt;</p>',
];

const escaped = (html: string): string => html.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function* markup(): Generator<Case> {
  for (const fragment of fragments) {
    const text = escaped(fragment);
    yield of(`rss description: ${fragment}`, frames.rss!('', `<description>${text}</description>`));
    yield of(`rss content:encoded: ${fragment}`, frames.rss!('', `<content:encoded>${text}</content:encoded>`));
    yield of(`rss CDATA: ${fragment}`, frames.rss!('', `<description><![CDATA[${fragment.replaceAll(']]>', '')}]]></description>`));
    yield of(`atom content: ${fragment}`, frames.atom!('', `<content type="html">${text}</content>`));
    yield of(`atom subtitle: ${fragment}`, frames.atom!(`<subtitle type="html">${text}</subtitle>`, ''));
    yield of(`atom title: ${fragment}`, frames.atom!('', `<title type="html">${text}</title>`));
    yield of(`rss title: ${fragment}`, frames.rss!('', `<title>${text}</title>`));
    yield of(`atom xhtml: ${fragment}`, frames.atom!('', `<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">${fragment}</div></content>`));
    yield of(`rss body: ${fragment}`, frames.rss!('', `<body xmlns="http://www.w3.org/1999/xhtml">${fragment}</body>`));
  }
}

const dateTexts: readonly string[] = [
  'Thu, 01 Jan 2004 19:48:21 GMT', '01 Jan 2004 19:48:21 GMT', 'Thu, 01 Jan 04 19:48:21 GMT', '1 Jan 04 9:8 EST', 'Thu, 5 Apr 2012 10:00:00 +0700',
  'Thu,  5 Apr 2012 10:00:00 -0000', 'Thu, 05 April 2012 10:00:00 PDT', 'Thursday, 05-Apr-12 10:00:00 UTC', 'Thu, 05 Apr 2012 10:00:00', 'Thu, 05 Apr 2012',
  'Thu, 31 Jun 2004 19:48:21 GMT', 'Sun, 31 Dec 1995 23:59:60 GMT', 'Thu, 01 Jan 2004 24:00:00 GMT', 'Thu, 01 Jan 2004 19:48:21 AT', 'Thu, 01 Jan 2004 19:48:21 A',
  'Thu, 01 Jan 2004 19:48:21 N', 'Thu, 01 Jan 2004 19:48:21 CET', 'Thu, 01 Jan 2004 19:48:21 Etc/GMT', 'Thu, 01 Jan 2004 19:48:21 GMT+0200', 'Thu, 01 Jan 2004 19:48:21 +2',
  'Thu, 01 Jan 2004 19:48:21 +02:00', 'Thu Jan 01 2004 19:48:21', 'Thu Jan  1 19:48:21 2004', 'Thu Jan  1 19:48:21 EST 2004', 'Thu Jan 01 19:48:21 +0200 2004', 'Jan 1, 2004 19:48 GMT',
  'January 1, 2004', 'Thu, Jan 1 2004 19:48:21 GMT', 'Thu, 2004 Jan 01 19:48:21 GMT', 'Fri, 2006/09/15 08:19:53 EDT', '2004/01/01 19:48:21',
  '2003-12-31T10:14:55Z', '2003-12-31T10:14:55', '2003-12-31T10:14:55.123Z', '2003-12-31T10:14:55+05:30', '2003-12-31T10:14:55-0800', '2003-12-31T10:14Z', '2003-12-31T10Z', '2003-12-31T10:14:55 Z',
  '2003-12-31 10:14:55', '2003-12-31 10:14:55Z', '2003-12-31 10:14:55 +0200', '2003-12-31', '2003-12', '2003', '20031231', '200312', '03', '0312', '031231', '03-12-31', '-0312', '-03-12', '-12', '--12-31', '--1231', '---31',
  '2003-365', '2003365', '03-365', '03365', '2003-W52-3', '2003W523', '2003-W52', '20031231T101455Z', '20031231T1014Z', '2003-12-31T10:14:55+05', '2003-12-31t10:14:55z', '2003-12-31T24:00:00Z',
  '2003-12-31T10:14:55.5+01:00', '2003-13-31T10:14:55Z', '2003-12-32', '2003-02-29', '2003-06-31T10:14:55Z', '10:14:55', '2004-07-08 23:56:58.0', '2004-07-08 11:56:58 PM',
  '2004-05-25 오전 08:23:17', '2004-05-25 오후 11:23:17', '2004년 05월 28일 01:31:15', '2004년 5월 28일 01:31:15', 'Κυρ, 11 Ιούλ 2004 12:00:00 EST', 'Σαβ, 02 Ιούλ 2004 11:00:00 GMT', 'Δευ, 12 Σεπ 2005 08:00:00 GMT',
  '2004-július-13T9:15-05:00', '2004-augusztus-03T09:15+01:00', 'mandag 5 januar 2004', '5 janvier 2004 10:00', '2004-01-05 10:00 CET', 'Mon, 05 Jan 2004 10:00:00 MSK', '1073293200', '1073293200000',
  '05/01/2004', '13/01/2004 08:30', '01/13/2004 08:30', '5.1.2004', '1/5/2004 8:30:00 PM', 'Fri Sep 15 2006 08:19:53 GMT-0400 (EDT)', 'Fri, 15 Sep 2006 08:19:53 GMT (EDT)', '2006-09-15 EDT', 'today', '0000-00-00T00:00:00Z', '0001-01-01T00:00:00Z', '1969-12-31T23:59:59Z', '9999-12-31T23:59:59Z',
  'Wed, 19 Aug 2009 18:28:00Z', 'Wed,19 Aug 2009 18:28:00 +0000', 'Wed, 19 Aug 2009 6:28 PM', '19-Aug-2009 18:28', 'Wed, 19 Aug 2009 18:28:00 America/New_York', 'Wed, 19 Aug 2009 18.28.00 GMT', '2009-08-19T18:28:00.000000+00:00', '2009-08-19 18:28:00 UTC',
];

function* dates(): Generator<Case> {
  for (const text of dateTexts) {
    yield of(`pubDate ${text}`, frames.rss!('', `<pubDate>${text}</pubDate>`));
    yield of(`updated ${text}`, frames.atom!('', `<updated>${text}</updated>`));
  }
  for (const field of ['pubDate', 'dc:date', 'dcterms:issued', 'dcterms:created', 'dcterms:modified', 'dcterms:valid', 'dcterms:available', 'published', 'issued', 'created', 'updated', 'modified', 'lastBuildDate', 'expirationDate', 'a:updated', 'a:published', 'date', 'dc:modified', 'dcterms:date']) {
    for (const [frame, make] of Object.entries(frames)) {
      yield of(`${frame} head ${field}`, make(`<${field}>2004-01-05T10:00:00Z</${field}>`, ''));
      yield of(`${frame} item ${field}`, make('', `<${field}>2004-01-05T10:00:00Z</${field}>`));
      for (const second of ['pubDate', 'dc:date', 'published', 'issued', 'updated', 'created'])
        if (second !== field) yield of(`${frame} item ${field} and ${second}`, make('', `<${field}>2004-01-05T10:00:00Z</${field}><${second}>2003-02-03T04:05:06Z</${second}>`));
    }
  }
}

function* bases(): Generator<Case> {
  const links = '<link href="rel/x"/><link>rel/y</link>';
  const html = '&lt;a href="rel/z"&gt;a&lt;/a&gt;';
  const xhtml = '<div xmlns="http://www.w3.org/1999/xhtml"><a href="rel/z">a</a></div>';
  const places = ['http://o.example/a/', '/abs/', 'sub/', '../up/', 'http://o.example', '', 'javascript:x', '?q', 'http://o.example/a/b?c=d'];
  for (const [frame, make] of Object.entries(frames)) {
    for (const base of places) {
      const at = `xml:base="${base}"`;
      yield of(`${frame} root ${base}`, make(links, `${links}<id>rel/id</id><guid>rel/g</guid><description>${html}</description><content type="html">${html}</content>`, at));
      yield of(`${frame} field ${base}`, make('', `<content type="html" ${at}>${html}</content><description ${at}>${html}</description><title type="html" ${at}>${html}</title>`));
      yield of(`${frame} field xhtml ${base}`, make('', `<content type="xhtml" ${at}>${xhtml}</content>`, 'xml:base="http://r.example/s/"'));
      yield of(`${frame} div ${base}`, make('', `<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml" ${at}><a href="rel/z">a</a><p xml:base="deep/"><a href="w">b</a></p></div></content>`, 'xml:base="http://r.example/s/"'));
      yield of(`${frame} link ${base}`, make(`<link href="x" ${at}/>`, `<link href="x" ${at}/><link ${at}>y</link>`));
      yield of(`${frame} item ${base}`, make('', `${links}<description>${html}</description>`, at).replace('<item>', `<item ${at}>`).replace('<entry>', `<entry ${at}>`));
      yield of(`${frame} location ${base}`, make(links, `${links}<description>${html}</description><content type="html">${html}</content>`), { contentLocation: base || '/' });
      yield of(`${frame} location and base ${base}`, make(links, `${links}<description>${html}</description><content type="html">${html}</content>`, 'xml:base="in/"'), { contentLocation: base || '/' });
    }
  }
  for (const attribute of ['a href', 'applet codebase', 'area href', 'audio src', 'blockquote cite', 'body background', 'del cite', 'form action', 'frame src', 'head profile', 'iframe src', 'iframe longdesc', 'img src', 'img longdesc', 'img usemap', 'input src', 'input usemap', 'ins cite', 'link href', 'object data', 'object classid', 'object codebase', 'object usemap', 'q cite', 'script src', 'source src', 'video src', 'video poster', 'td background', 'table background']) {
    const [tag = '', name = ''] = attribute.split(' ');
    const fragment = `<${tag} ${name}="rel/x"${tag === 'img' && name !== 'src' ? ' src="http://i.example/p.png"' : ''}>text</${tag}>`;
    yield of(`address ${attribute}`, frames.rss!('', `<description>${escaped(fragment)}</description>`));
    yield of(`address xhtml ${attribute}`, frames.atom!('', `<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">${fragment}</div></content>`));
  }
  const fields: Readonly<Record<string, string>> = {
    'author uri': '<author><name>A</name><uri>rel/x</uri></author>', 'author url': '<author><name>A</name><url>rel/x</url></author>', 'author homepage': '<author><name>A</name><homepage>rel/x</homepage></author>',
    contributor: '<contributor><name>A</name><uri>rel/x</uri></contributor>', id: '<id>rel/x</id>', guid: '<guid>rel/x</guid>', 'guid true': '<guid isPermaLink="true">rel/x</guid>', 'guid false': '<guid isPermaLink="false">rel/x</guid>',
    'guid url': '<guid>http://g.example/1</guid>', 'guid url false': '<guid isPermaLink="false">http://g.example/1</guid>', 'guid and link': '<guid>http://g.example/1</guid><link>http://g.example/2</link>', 'link and guid': '<link>http://g.example/2</link><guid>http://g.example/1</guid>',
    'rdf about': '', comments: '<comments>rel/x</comments>', link: '<link>rel/x</link>', 'link href': '<link href="rel/x"/>', 'atom link': '<a:link href="rel/x"/>', 'atom link alternate': '<a:link rel="alternate" href="rel/x"/>', 'atom link self': '<a:link rel="self" href="rel/x"/>',
    'link self': '<link rel="self" href="rel/x"/>', 'link related': '<link rel="related" href="rel/x"/>', 'links': '<link rel="related" href="r"/><link rel="alternate" href="a"/><link href="b"/>', 'link types': '<link rel="alternate" type="application/pdf" href="p"/><link rel="alternate" type="text/html" href="h"/>',
    'link xhtml first': '<link rel="alternate" type="application/xhtml+xml" href="p"/><link rel="alternate" type="text/html" href="h"/>', 'link two': '<link href="one"/><link href="two"/>', 'link rss two': '<link>one</link><link>two</link>', 'link iana': '<link rel="http://www.iana.org/assignments/relation/alternate" href="rel/x"/>',
    'link upper': '<LINK REL="Alternate" HREF="rel/x"/>', 'origlink': '<link>http://p.example/1</link><feedburner:origLink>http://o.example/1</feedburner:origLink>', 'link spaces': '<link> http://a.example/x </link>', 'link newline': '<link>\nhttp://a.example/x\n</link>', 'link space inside': '<link>http://a.example/x y</link>', 'link scheme': '<link>javascript:x</link>', 'link entity': '<link>http://a.example/?a=1&amp;b=2</link>', 'link cdata': '<link><![CDATA[http://a.example/?a=1&b=2]]></link>', 'enclosure only': '<enclosure url="rel/x" type="a/b" length="1"/>', 'id url': '<id>http://i.example/1</id>', 'id urn': '<id>urn:x:1</id>', 'id spaces': '<id> x </id>', 'content src': '<content src="rel/x" type="text/html"/>', 'content src and link': '<content src="rel/x" type="text/html"/><link href="rel/y"/>', 'idn': '<link>http://www.詹姆斯.example/é</link>', 'port': '<link>http://a.example:80/</link>', 'no path': '<link>http://a.example</link>', 'dots': '<link>http://a.example/b/../c</link>', 'upper': '<link>HTTP://A.Example/</link>', 'relative dots': '<link>../x</link>', 'relative query': '<link>?x</link>', 'relative fragment': '<link>#x</link>', 'relative net': '<link>//h.example/x</link>',
  };
  for (const [name, field] of Object.entries(fields)) {
    for (const [frame, make] of Object.entries(frames)) {
      yield of(`${frame} item ${name}`, name === 'rdf about' ? make('', '').replace('<item>', '<item rdf:about="rel/x">') : make('', field));
      yield of(`${frame} head ${name}`, make(field, ''));
    }
  }
}

function* languages(): Generator<Case> {
  const inner = { atom: '<title>t</title><summary>s</summary><content>c</content>', rss: '<title>t</title><description>s</description>' };
  for (const [frame, make] of Object.entries(frames)) {
    const text = frame.startsWith('atom') ? inner.atom : inner.rss;
    for (const header of ['', 'fr', 'fr, en']) {
      const more = header ? { contentLanguage: header } : {};
      for (const root of ['', 'xml:lang="de"', 'xml:lang=""', 'xml:lang="pt_BR"', 'lang="it"']) {
        for (const field of ['', 'xml:lang="es"', 'xml:lang=""']) {
          for (const stated of ['', '<language>ja</language>', '<dc:language>ko</dc:language>'])
            yield of(`${frame} header ${header} root ${root} field ${field} stated ${stated}`, make(`${stated}<title>h</title>`, text.replaceAll(/<(\w+)>/g, (_, name: string) => `<${name} ${field}>`), root), more);
        }
        yield of(`${frame} header ${header} root ${root} item en`, make('', text, root).replace(/<(item|entry)>/, '<$1 xml:lang="en">'), more);
        yield of(`${frame} header ${header} root ${root} div`, make('', `<content type="xhtml"><div xml:lang="nl" xmlns="http://www.w3.org/1999/xhtml">x</div></content>`, root), more);
        yield of(`${frame} header ${header} root ${root} item language`, make('', `${text}<language>sv</language>`, root), more);
        yield of(`${frame} header ${header} root ${root} item dc:language`, make('', `${text}<dc:language>sv</dc:language>`, root), more);
      }
    }
  }
}

function* persons(): Generator<Case> {
  const texts = ['A. Name', 'a@b.example', 'a@b.example (A. Name)', 'A. Name <a@b.example>', 'A. Name (a@b.example)', 'a@b.example A. Name', 'A. Name, a@b.example', '<a@b.example>', 'mailto:a@b.example', 'A &amp; B', 'caf&amp;eacute;', '&lt;b&gt;A&lt;/b&gt;', 'Name (Note)', '(Name)', 'a@b.example ()', 'a at b dot example', 'http://a.example/', ' spaced   name ', 'A (a+b@c.example) B', 'A@B'].map((text) => text.replace(/<(?=a@)/g, '&lt;').replace(/(?<=example)>/g, '&gt;'));
  for (const [frame, make] of Object.entries(frames)) {
    for (const field of ['author', 'dc:creator', 'dc:author', 'managingEditor', 'webMaster', 'itunes:author', 'dc:contributor', 'dc:publisher', 'contributor', 'a:author', 'editor'])
      for (const text of texts) {
        yield of(`${frame} item ${field}: ${text}`, make('', `<${field}>${text}</${field}>`));
        yield of(`${frame} head ${field}: ${text}`, make(`<${field}>${text}</${field}>`, ''));
      }
    for (const field of ['author', 'contributor', 'a:author', 'a:contributor', 'itunes:owner', 'source'])
      for (const inner of ['<name>N</name>', '<name>N</name><email>e@x.example</email>', '<name>N</name><uri>http://u.example/</uri>', '<name>N</name><url>http://u.example/</url>', '<email>e@x.example</email>', '<itunes:name>N</itunes:name><itunes:email>e@x.example</itunes:email>', '<a:name>N</a:name><a:email>e@x.example</a:email>', '<name>N (e@x.example)</name>', '<name>N &amp; M</name>', '<name>a</name><name>b</name>']) {
        yield of(`${frame} item ${field}: ${inner}`, make('', `<${field}>${inner}</${field}>`));
        yield of(`${frame} item ${field} twice: ${inner}`, make('', `<${field}>${inner}</${field}><${field}><name>Other</name></${field}>`));
        yield of(`${frame} head ${field}: ${inner}`, make(`<${field}>${inner}</${field}>`, ''));
      }
    for (const pair of ['<author>a@b.example</author><dc:creator>N</dc:creator>', '<dc:creator>N</dc:creator><author>a@b.example (N)</author>', '<dc:creator>A</dc:creator><dc:creator>B</dc:creator>', '<author>A</author><author>B</author>', '<itunes:author>A</itunes:author><author>B</author>', '<dc:creator>A</dc:creator><itunes:author>B</itunes:author>', '<dc:creator>A, B</dc:creator>', '<managingEditor>A</managingEditor><webMaster>B</webMaster>'])
      yield of(`${frame} item ${pair}`, make(pair, pair));
    yield of(`${frame} inherits`, make('<author><name>H</name></author>', '<title>x</title>'));
  }
}

function* fieldsOfOthers(): Generator<Case> {
  const names = ['title', 'dc:title', 'a:title', 'media:title', 'itunes:title', 'description', 'dc:description', 'dcterms:abstract', 'abstract', 'summary', 'a:summary', 'itunes:summary', 'itunes:subtitle', 'media:description', 'media:text', 'content', 'a:content', 'content:encoded', 'fullitem', 'body', 'xh:body', 'xh:div', 'prodlink', 'subtitle', 'tagline', 'info', 'copyright', 'rights', 'dc:rights', 'id', 'guid', 'dc:identifier', 'a:id', 'link', 'a:link', 'category', 'dc:subject', 'dc:relation', 'dc:source', 'dc:format', 'dc:type', 'dc:language', 'language', 'itunes:keywords', 'generator'];
  for (const [frame, make] of Object.entries(frames)) {
    for (const name of names) {
      yield of(`${frame} item ${name}`, make('', `<${name}>text</${name}>`));
      yield of(`${frame} head ${name}`, make(`<${name}>text</${name}>`, ''));
    }
    for (const first of names) for (const second of names) {
      if (first === second || !/title|desc|summ|abs|content|full|body|div|sub|text/.test(first) || !/title|desc|summ|abs|content|full|body|div|sub|text/.test(second)) continue;
      yield of(`${frame} item ${first}+${second}`, make('', `<${first}>one</${first}><${second}>two</${second}>`));
      yield of(`${frame} head ${first}+${second}`, make(`<${first}>one</${first}><${second}>two</${second}>`, ''));
    }
  }
}

function* entities(): Generator<Case> {
  const names = 'nbsp iexcl cent copy laquo shy reg deg plusmn sup2 acute micro para middot frac12 Agrave Eacute szlig eacute divide yuml OElig Scaron fnof circ tilde Alpha beta thetasym ensp emsp thinsp zwnj zwj lrm rlm ndash mdash lsquo rdquo dagger bull hellip permil prime euro image trade alefsym larr forall part empty nabla isin infin lang rang loz spades apos quot amp lt gt bogus'.split(' ');
  const numbers = ['#160', '#8217', '#x2019', '#146', '#x92', '#128', '#65', '#0', '#x110000', '#55296', '#x1F600', '#9', '#10', '#38', '#60', '#x3c', '#39'];
  for (const [frame, make] of Object.entries(frames)) {
    for (const name of [...names, ...numbers]) {
      for (const written of [`&${name};`, `a&${name};b`, `a &amp;${name}; b`]) {
        yield of(`${frame} title ${written}`, make('', `<title>${written}</title>`));
        yield of(`${frame} description ${written}`, make('', `<description>${written}</description>`));
        yield of(`${frame} head ${written}`, make(`<title>${written}</title><description>${written}</description>`, ''));
        yield of(`${frame} content ${written}`, make('', `<content type="html">${written}</content>`));
      }
      yield of(`${frame} doctype &${name};`, `<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">${make('', `<title>a&${name};b</title><link>http://a.example/?x=1&amp;${name}=2</link>`)}`);
    }
    yield of(`${frame} declared`, `<!DOCTYPE x [<!ENTITY name "value"><!ENTITY m "a &#38;amp; b">]>${make('', '<title>x &name; &m; y</title>')}`);
  }
}

function* damaged(): Generator<Case> {
  const inner = ['<title>a & b</title>', '<title>a<br>b</title>', '<title>a</title', '<title>a</titl></title>', '<title>a &bogus; b</title>', '<title>a < b</title>', '<description><p>one<p>two</description>', '<title>a\u0001b</title>', '<title>x</title><unknown:thing>y</unknown:thing>', '<title>x<title>', '<link>http://a.example/?a=1&b=2</link>', '<description>&lt;p&gt;a&lt;/p&gt;<br/></description>', '<title>\u00a0x\u00a0</title>', '<title><![CDATA[x]]><![CDATA[y]]></title>', '<title>a<![CDATA[b]]>c</title>', '<title>x<!-- c -->y</title>', '<title>x<?pi y?>z</title>', '<title><![CDATA[a &amp; b]]></title>', '<title><![CDATA[a & b]]></title>', '<description><![CDATA[a < b]]></description>', '<TITLE>x</TITLE>', '<title/>', '<title></title><title>second</title>', '<title>first</title><title>second</title>', '<description/><description>second</description>', '<link/><link>http://a.example/</link>'];
  for (const [frame, make] of Object.entries(frames)) for (const text of inner) {
    yield of(`${frame} item ${text}`, make('', text));
    yield of(`${frame} head ${text}`, make(text, ''));
    yield of(`${frame} cut ${text}`, make('', text).slice(0, -20));
    yield of(`${frame} before ${text}`, `\n \n${make('', text)}`);
  }
}

export const families: Readonly<Record<string, () => Generator<Case>>> = {
  texts: textConstructs,
  markup,
  dates,
  bases,
  languages,
  persons,
  fields: fieldsOfOthers,
  entities,
  damaged,
};
