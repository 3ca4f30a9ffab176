import { type Case, frames, of } from './frames.ts';

export function* fieldsOfOthers(): Generator<Case> {
  const names = [
    'title',
    'dc:title',
    'a:title',
    'media:title',
    'itunes:title',
    'description',
    'dc:description',
    'dcterms:abstract',
    'abstract',
    'summary',
    'a:summary',
    'itunes:summary',
    'itunes:subtitle',
    'media:description',
    'media:text',
    'content',
    'a:content',
    'content:encoded',
    'fullitem',
    'body',
    'xh:body',
    'xh:div',
    'prodlink',
    'subtitle',
    'tagline',
    'info',
    'copyright',
    'rights',
    'dc:rights',
    'id',
    'guid',
    'dc:identifier',
    'a:id',
    'link',
    'a:link',
    'category',
    'dc:subject',
    'dc:relation',
    'dc:source',
    'dc:format',
    'dc:type',
    'dc:language',
    'language',
    'itunes:keywords',
    'generator',
  ];
  for (const [frame, make] of Object.entries(frames)) {
    for (const name of names) {
      yield of(`${frame} item ${name}`, make('', `<${name}>text</${name}>`));
      yield of(`${frame} head ${name}`, make(`<${name}>text</${name}>`, ''));
    }
    for (const first of names)
      for (const second of names) {
        if (
          first === second ||
          !/title|desc|summ|abs|content|full|body|div|sub|text/.test(first) ||
          !/title|desc|summ|abs|content|full|body|div|sub|text/.test(second)
        )
          continue;
        yield of(`${frame} item ${first}+${second}`, make('', `<${first}>one</${first}><${second}>two</${second}>`));
        yield of(`${frame} head ${first}+${second}`, make(`<${first}>one</${first}><${second}>two</${second}>`, ''));
      }
  }
}

const uris: Readonly<Record<string, readonly [string, readonly string[]]>> = {
  dc: [
    'http://purl.org/dc/elements/1.1/',
    ['creator', 'title', 'date', 'description', 'language', 'rights', 'subject', 'author'],
  ],
  dc10: ['http://purl.org/dc/elements/1.0/', ['creator', 'title', 'date', 'description']],
  dcterms: ['http://purl.org/dc/terms/', ['created', 'issued', 'modified']],
  content: ['http://purl.org/rss/1.0/modules/content/', ['encoded']],
  itunes: ['http://www.itunes.com/DTDs/PodCast-1.0.dtd', ['author', 'summary', 'subtitle', 'title', 'keywords']],
  itunes2: ['http://example.com/DTDs/PodCast-1.0.dtd', ['author', 'summary']],
  media: ['http://search.yahoo.com/mrss/', ['title', 'description', 'credit']],
  mediaNoSlash: ['http://search.yahoo.com/mrss', ['title', 'description']],
  atom10: ['http://www.w3.org/2005/Atom', ['title', 'summary', 'content', 'id', 'updated', 'published']],
  atom03: ['http://purl.org/atom/ns#', ['title', 'summary', 'content', 'id', 'issued', 'modified']],
  rss10: ['http://purl.org/rss/1.0/', ['title', 'description', 'link']],
  rss09: ['http://my.netscape.com/rdf/simple/0.9/', ['title', 'description', 'link']],
  rss2: ['http://backend.userland.com/rss2', ['title', 'description', 'link', 'author', 'pubDate', 'guid']],
  rssHarvard: ['http://blogs.law.harvard.edu/tech/rss', ['title', 'description', 'link', 'author', 'pubDate', 'guid']],
  rssHarvardSlash: ['http://blogs.law.harvard.edu/tech/rss/', ['title', 'link']],
  rssUnknown: ['http://backend.userland.com/rss', ['title', 'link']],
  xhtml: ['http://www.w3.org/1999/xhtml', ['body', 'div']],
  unknown: ['http://unknown.example/', ['title', 'description', 'author', 'date', 'creator']],
  admin: ['http://webns.net/mvcb/', ['generatorAgent', 'errorReportsTo']],
  cc: ['http://web.resource.org/cc/', ['license']],
  slash: ['http://purl.org/rss/1.0/modules/slash/', ['comments', 'section']],
  thr: ['http://purl.org/syndication/thread/1.0', ['total']],
  wfw: ['http://wellformedweb.org/CommentAPI/', ['commentRss', 'comment']],
  georss: ['http://www.georss.org/georss', ['point']],
  feedburner: ['http://rssnamespace.org/feedburner/ext/1.0', ['origLink']],
  sy: ['http://purl.org/rss/1.0/modules/syndication/', ['updatePeriod']],
  ev: ['http://purl.org/rss/1.0/modules/event/', ['location', 'startdate']],
  foaf: ['http://xmlns.com/foaf/0.1/', ['name', 'maker']],
  l: ['http://purl.org/rss/1.0/modules/link/', ['link']],
  pingback: ['http://madskills.com/public/xml/rss/module/pingback/', ['server']],
  trackback: ['http://madskills.com/public/xml/rss/module/trackback/', ['ping']],
};

export function* namespaces(): Generator<Case> {
  const value = (name: string): string =>
    /date|issued|created|modified|updated|published|pubDate/.test(name)
      ? '2004-01-05T10:00:00Z'
      : name === 'link' || name === 'guid' || name === 'id'
        ? 'http://a.example/x'
        : 'value';
  for (const [key, [uri, names]] of Object.entries(uris)) {
    for (const name of names) {
      for (const [frame, make] of Object.entries(frames)) {
        for (const prefix of ['', 'p', 'dc', 'atom', 'media', 'rss']) {
          const tag = prefix ? `${prefix}:${name}` : name;
          const declared = prefix ? `xmlns:${prefix}="${uri}"` : `xmlns="${uri}"`;
          yield of(
            `${frame} ${key} ${name} on field as ${prefix}`,
            make('', `<${tag} ${declared}>${value(name)}</${tag}>`).replace(
              prefix ? ` xmlns:${prefix}="http://search.yahoo.com/mrss/"` : '\0',
              '',
            ),
          );
          if (prefix && !['dc', 'media'].includes(prefix)) {
            yield of(
              `${frame} ${key} ${name} on root as ${prefix}`,
              make('', `<${tag}>${value(name)}</${tag}>`, declared),
            );
            yield of(
              `${frame} ${key} ${name} in head as ${prefix}`,
              make(`<${tag}>${value(name)}</${tag}>`, '', declared),
            );
          }
        }
        yield of(`${frame} ${key} ${name} undeclared`, make('', `<${key}:${name}>${value(name)}</${key}:${name}>`));
      }
    }
  }
  const whole: Readonly<Record<string, string>> = {
    'prefixed atom':
      '<x:feed xmlns:x="http://www.w3.org/2005/Atom"><x:title>h</x:title><x:entry><x:title>t</x:title><x:link href="http://a.example/1"/><x:summary>s</x:summary><x:author><x:name>n</x:name></x:author></x:entry></x:feed>',
    'prefixed atom 0.3':
      '<x:feed version="0.3" xmlns:x="http://purl.org/atom/ns#"><x:title>h</x:title><x:entry><x:title>t</x:title><x:link rel="alternate" href="http://a.example/1"/><x:summary>s</x:summary></x:entry></x:feed>',
    'prefixed rdf':
      '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:s="http://purl.org/rss/1.0/"><s:channel r:about="http://a.example/"><s:title>h</s:title></s:channel><s:item r:about="http://a.example/1"><s:title>t</s:title><s:link>http://a.example/1</s:link></s:item></r:RDF>',
    'rss in a namespace':
      '<rss version="2.0" xmlns="http://backend.userland.com/rss2"><channel><title>h</title><item><title>t</title></item></channel></rss>',
    'prefixed rss':
      '<r:rss version="2.0" xmlns:r="http://backend.userland.com/rss2"><r:channel><r:title>h</r:title><r:item><r:title>t</r:title></r:item></r:channel></r:rss>',
    'rss 0.90':
      '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://my.netscape.com/rdf/simple/0.9/"><channel><title>h</title><link>http://a.example/</link></channel><item><title>t</title><link>http://a.example/1</link></item></rdf:RDF>',
    'rss 1.1':
      '<Channel xmlns="http://purl.org/net/rss1.1#" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" rdf:about="http://a.example/"><title>h</title><link>http://a.example/</link><items rdf:parseType="Collection"><item rdf:about="http://a.example/1"><title>t</title><link>http://a.example/1</link></item></items></Channel>',
    'items outside the channel':
      '<rss version="0.91"><channel><title>h</title></channel><item><title>t</title></item></rss>',
    'item before the title':
      '<rss version="2.0"><channel><item><title>t</title></item><title>h</title></channel></rss>',
    'image and textinput':
      '<rss version="2.0"><channel><title>h</title><image><title>i</title><url>http://a.example/i</url><link>http://a.example/il</link><description>x</description></image><textInput><title>ti</title><description>td</description><name>n</name><link>http://a.example/tl</link></textInput><link>http://a.example/</link><item><title>t</title></item></channel></rss>',
    'image after':
      '<rss version="2.0"><channel><link>http://a.example/</link><description>d</description><image><title>i</title><url>u</url><link>http://a.example/il</link></image><item/></channel></rss>',
    'entry alone': '<entry xmlns="http://www.w3.org/2005/Atom"><title>t</title><id>urn:x</id></entry>',
    source:
      '<feed xmlns="http://www.w3.org/2005/Atom"><title>h</title><entry><title>t</title><source><title>s</title><id>urn:s</id><author><name>sa</name></author><link href="http://s.example/"/><updated>2003-01-01T00:00:00Z</updated></source></entry></feed>',
    cdf: '<CHANNEL HREF="http://a.example/"><TITLE>h</TITLE><ABSTRACT>d</ABSTRACT><ITEM HREF="http://a.example/1"><TITLE>t</TITLE><ABSTRACT>s</ABSTRACT></ITEM></CHANNEL>',
    'cdf base':
      '<CHANNEL BASE="http://b.example/c/" HREF="x"><TITLE>h</TITLE><ITEM HREF="y" LASTMOD="2004-01-05T10:00:00Z"><TITLE>t</TITLE></ITEM></CHANNEL>',
    'nested channel':
      '<rss version="2.0"><channel><title>h</title><item><title>t</title><media:group xmlns:media="http://search.yahoo.com/mrss/"><media:content url="http://a.example/v"><media:title>mt</media:title><media:description>md</media:description></media:content></media:group></item></channel></rss>',
    'media content title':
      '<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><item><title>t</title><description>d</description><media:content url="http://a.example/v"><media:title>mt</media:title><media:description>md</media:description></media:content></item></channel></rss>',
    podcast:
      '<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel><title>h</title><itunes:subtitle>sub</itunes:subtitle><itunes:author>A</itunes:author><itunes:summary>sum</itunes:summary><description>desc</description><itunes:owner><itunes:name>O</itunes:name><itunes:email>o@a.org</itunes:email></itunes:owner><itunes:image href="http://a.example/i"/><itunes:category text="T"><itunes:category text="U"/></itunes:category><item><title>t</title><itunes:author>IA</itunes:author><itunes:subtitle>is</itunes:subtitle><itunes:summary>isum</itunes:summary><enclosure url="http://a.example/e.mp3" length="9" type="audio/mpeg"/><guid>http://a.example/e.mp3</guid><pubDate>Wed, 15 Jun 2005 19:00:00 GMT</pubDate><itunes:duration>7:04</itunes:duration><itunes:keywords>a, b</itunes:keywords></item></channel></rss>',
  };
  for (const [name, text] of Object.entries(whole)) yield of(name, text);
}
