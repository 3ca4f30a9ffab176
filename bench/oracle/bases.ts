import { type Case, escaped, frames, of } from './frames.ts';

export function* bases(): Generator<Case> {
  const links = '<link href="rel/x"/><link>rel/y</link>';
  const html = '&lt;a href="rel/z"&gt;a&lt;/a&gt;';
  const xhtml = '<div xmlns="http://www.w3.org/1999/xhtml"><a href="rel/z">a</a></div>';
  const places = [
    'http://o.example/a/',
    '/abs/',
    'sub/',
    '../up/',
    'http://o.example',
    '',
    'javascript:x',
    '?q',
    'http://o.example/a/b?c=d',
  ];
  for (const [frame, make] of Object.entries(frames)) {
    for (const base of places) {
      const at = `xml:base="${base}"`;
      yield of(
        `${frame} root ${base}`,
        make(
          links,
          `${links}<id>rel/id</id><guid>rel/g</guid><description>${html}</description><content type="html">${html}</content>`,
          at,
        ),
      );
      yield of(
        `${frame} field ${base}`,
        make(
          '',
          `<content type="html" ${at}>${html}</content><description ${at}>${html}</description><title type="html" ${at}>${html}</title>`,
        ),
      );
      yield of(
        `${frame} field xhtml ${base}`,
        make('', `<content type="xhtml" ${at}>${xhtml}</content>`, 'xml:base="http://r.example/s/"'),
      );
      yield of(
        `${frame} div ${base}`,
        make(
          '',
          `<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml" ${at}><a href="rel/z">a</a><p xml:base="deep/"><a href="w">b</a></p></div></content>`,
          'xml:base="http://r.example/s/"',
        ),
      );
      yield of(`${frame} link ${base}`, make(`<link href="x" ${at}/>`, `<link href="x" ${at}/><link ${at}>y</link>`));
      yield of(
        `${frame} item ${base}`,
        make('', `${links}<description>${html}</description>`, at)
          .replace('<item>', `<item ${at}>`)
          .replace('<entry>', `<entry ${at}>`),
      );
      yield of(
        `${frame} location ${base}`,
        make(links, `${links}<description>${html}</description><content type="html">${html}</content>`),
        { contentLocation: base || '/' },
      );
      yield of(
        `${frame} location and base ${base}`,
        make(
          links,
          `${links}<description>${html}</description><content type="html">${html}</content>`,
          'xml:base="in/"',
        ),
        { contentLocation: base || '/' },
      );
    }
  }
  for (const attribute of [
    'a href',
    'applet codebase',
    'area href',
    'audio src',
    'blockquote cite',
    'body background',
    'del cite',
    'form action',
    'frame src',
    'head profile',
    'iframe src',
    'iframe longdesc',
    'img src',
    'img longdesc',
    'img usemap',
    'input src',
    'input usemap',
    'ins cite',
    'link href',
    'object data',
    'object classid',
    'object codebase',
    'object usemap',
    'q cite',
    'script src',
    'source src',
    'video src',
    'video poster',
    'td background',
    'table background',
  ]) {
    const [tag = '', name = ''] = attribute.split(' ');
    const fragment = `<${tag} ${name}="rel/x"${tag === 'img' && name !== 'src' ? ' src="http://i.example/p.png"' : ''}>text</${tag}>`;
    yield of(`address ${attribute}`, frames.rss!('', `<description>${escaped(fragment)}</description>`));
    yield of(
      `address xhtml ${attribute}`,
      frames.atom!('', `<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">${fragment}</div></content>`),
    );
  }
  const fields: Readonly<Record<string, string>> = {
    'author uri': '<author><name>A</name><uri>rel/x</uri></author>',
    'author url': '<author><name>A</name><url>rel/x</url></author>',
    'author homepage': '<author><name>A</name><homepage>rel/x</homepage></author>',
    contributor: '<contributor><name>A</name><uri>rel/x</uri></contributor>',
    id: '<id>rel/x</id>',
    guid: '<guid>rel/x</guid>',
    'guid true': '<guid isPermaLink="true">rel/x</guid>',
    'guid false': '<guid isPermaLink="false">rel/x</guid>',
    'guid url': '<guid>http://g.example/1</guid>',
    'guid url false': '<guid isPermaLink="false">http://g.example/1</guid>',
    'guid and link': '<guid>http://g.example/1</guid><link>http://g.example/2</link>',
    'link and guid': '<link>http://g.example/2</link><guid>http://g.example/1</guid>',
    'rdf about': '',
    comments: '<comments>rel/x</comments>',
    link: '<link>rel/x</link>',
    'link href': '<link href="rel/x"/>',
    'atom link': '<a:link href="rel/x"/>',
    'atom link alternate': '<a:link rel="alternate" href="rel/x"/>',
    'atom link self': '<a:link rel="self" href="rel/x"/>',
    'link self': '<link rel="self" href="rel/x"/>',
    'link related': '<link rel="related" href="rel/x"/>',
    links: '<link rel="related" href="r"/><link rel="alternate" href="a"/><link href="b"/>',
    'link types':
      '<link rel="alternate" type="application/pdf" href="p"/><link rel="alternate" type="text/html" href="h"/>',
    'link xhtml first':
      '<link rel="alternate" type="application/xhtml+xml" href="p"/><link rel="alternate" type="text/html" href="h"/>',
    'link two': '<link href="one"/><link href="two"/>',
    'link rss two': '<link>one</link><link>two</link>',
    'link iana': '<link rel="http://www.iana.org/assignments/relation/alternate" href="rel/x"/>',
    'link upper': '<LINK REL="Alternate" HREF="rel/x"/>',
    origlink: '<link>http://p.example/1</link><feedburner:origLink>http://o.example/1</feedburner:origLink>',
    'link spaces': '<link> http://a.example/x </link>',
    'link newline': '<link>\nhttp://a.example/x\n</link>',
    'link space inside': '<link>http://a.example/x y</link>',
    'link scheme': '<link>javascript:x</link>',
    'link entity': '<link>http://a.example/?a=1&amp;b=2</link>',
    'link cdata': '<link><![CDATA[http://a.example/?a=1&b=2]]></link>',
    'enclosure only': '<enclosure url="rel/x" type="a/b" length="1"/>',
    'id url': '<id>http://i.example/1</id>',
    'id urn': '<id>urn:x:1</id>',
    'id spaces': '<id> x </id>',
    'content src': '<content src="rel/x" type="text/html"/>',
    'content src and link': '<content src="rel/x" type="text/html"/><link href="rel/y"/>',
    idn: '<link>http://www.詹姆斯.example/é</link>',
    port: '<link>http://a.example:80/</link>',
    'no path': '<link>http://a.example</link>',
    dots: '<link>http://a.example/b/../c</link>',
    upper: '<link>HTTP://A.Example/</link>',
    'relative dots': '<link>../x</link>',
    'relative query': '<link>?x</link>',
    'relative fragment': '<link>#x</link>',
    'relative net': '<link>//h.example/x</link>',
  };
  for (const [name, field] of Object.entries(fields)) {
    for (const [frame, make] of Object.entries(frames)) {
      yield of(
        `${frame} item ${name}`,
        name === 'rdf about' ? make('', '').replace('<item>', '<item rdf:about="rel/x">') : make('', field),
      );
      yield of(`${frame} head ${name}`, make(field, ''));
    }
  }
}
