import { type Case, frames, of } from './frames.ts';

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
  'if a &lt;b then c',
  'see &lt;tag&gt; here',
  'mail &lt;a@b.org&gt; now',
  'one &lt;br&gt; two',
  'one &lt;p&gt; two',
  'List&lt;String&gt; x &lt;/String&gt; y',
  'the &lt;b&gt; tag &amp;amp; the &lt;i&gt; tag',
  'a &lt;&lt; b &gt;&gt; c',
  '&lt;script&gt;x&lt;/script&gt; y',
  '&lt;!-- c --&gt; y',
  '<![CDATA[if a <b then c]]>',
  '<![CDATA[mail <a@b.org> now]]>',
  'I &lt;3 you &lt;b&gt;so&lt;/b&gt;',
  '&amp;#60;b&amp;#62;x',
  'AT&amp;T &amp;amp; R&amp;D',
];

export function* textConstructs(): Generator<Case> {
  const types = ['', 'text', 'html', 'xhtml', 'text/plain', 'text/html', 'application/xhtml+xml'];
  const modes = ['', 'escaped', 'xml', 'base64'];
  const fields: Readonly<Record<string, { head: string[]; item: string[] }>> = {
    atom: { head: ['title', 'subtitle'], item: ['title', 'summary', 'content'] },
    atom03: { head: ['title', 'tagline'], item: ['title', 'summary', 'content'] },
    rss: {
      head: ['title', 'description'],
      item: ['title', 'description', 'content:encoded', 'xh:body', 'dc:title', 'a:summary', 'a:content'],
    },
    rdf: { head: ['title', 'description'], item: ['title', 'description', 'content:encoded'] },
  };
  for (const [frame, make] of Object.entries(frames)) {
    for (const mode of frame === 'atom03' ? modes : ['']) {
      for (const type of frame.startsWith('atom') ? types : ['']) {
        const attributes = (type && ` type="${type}"`) + (mode && ` mode="${mode}"`);
        for (const payload of payloads) {
          for (const field of fields[frame]!.head)
            yield of(
              `${frame} head ${field}${attributes}: ${payload}`,
              make(`<${field}${attributes}>${payload}</${field}>`, ''),
            );
          for (const field of fields[frame]!.item)
            yield of(
              `${frame} item ${field}${attributes}: ${payload}`,
              make('', `<${field}${attributes}>${payload}</${field}>`),
            );
        }
      }
    }
  }
}

export function* entities(): Generator<Case> {
  const names =
    'nbsp iexcl cent copy laquo shy reg deg plusmn sup2 acute micro para middot frac12 Agrave Eacute szlig eacute divide yuml OElig Scaron fnof circ tilde Alpha beta thetasym ensp emsp thinsp zwnj zwj lrm rlm ndash mdash lsquo rdquo dagger bull hellip permil prime euro image trade alefsym larr forall part empty nabla isin infin lang rang loz spades apos quot amp lt gt bogus'.split(
      ' ',
    );
  const numbers = [
    '#160',
    '#8217',
    '#x2019',
    '#146',
    '#x92',
    '#128',
    '#65',
    '#0',
    '#x110000',
    '#55296',
    '#x1F600',
    '#9',
    '#10',
    '#38',
    '#60',
    '#x3c',
    '#39',
  ];
  for (const [frame, make] of Object.entries(frames)) {
    for (const name of [...names, ...numbers]) {
      for (const written of [`&${name};`, `a&${name};b`, `a &amp;${name}; b`]) {
        yield of(`${frame} title ${written}`, make('', `<title>${written}</title>`));
        yield of(`${frame} description ${written}`, make('', `<description>${written}</description>`));
        yield of(
          `${frame} head ${written}`,
          make(`<title>${written}</title><description>${written}</description>`, ''),
        );
        yield of(`${frame} content ${written}`, make('', `<content type="html">${written}</content>`));
      }
      yield of(
        `${frame} doctype &${name};`,
        `<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">${make('', `<title>a&${name};b</title><link>http://a.example/?x=1&amp;${name}=2</link>`)}`,
      );
    }
    yield of(
      `${frame} declared`,
      `<!DOCTYPE x [<!ENTITY name "value"><!ENTITY m "a &#38;amp; b">]>${make('', '<title>x &name; &m; y</title>')}`,
    );
  }
}

export function* damaged(): Generator<Case> {
  const inner = [
    '<title>a & b</title>',
    '<title>a<br>b</title>',
    '<title>a</title',
    '<title>a</titl></title>',
    '<title>a &bogus; b</title>',
    '<title>a < b</title>',
    '<description><p>one<p>two</description>',
    '<title>a\u0001b</title>',
    '<title>x</title><unknown:thing>y</unknown:thing>',
    '<title>x<title>',
    '<link>http://a.example/?a=1&b=2</link>',
    '<description>&lt;p&gt;a&lt;/p&gt;<br/></description>',
    '<title>\u00a0x\u00a0</title>',
    '<title><![CDATA[x]]><![CDATA[y]]></title>',
    '<title>a<![CDATA[b]]>c</title>',
    '<title>x<!-- c -->y</title>',
    '<title>x<?pi y?>z</title>',
    '<title><![CDATA[a &amp; b]]></title>',
    '<title><![CDATA[a & b]]></title>',
    '<description><![CDATA[a < b]]></description>',
    '<TITLE>x</TITLE>',
    '<title/>',
    '<title></title><title>second</title>',
    '<title>first</title><title>second</title>',
    '<description/><description>second</description>',
    '<link/><link>http://a.example/</link>',
  ];
  for (const [frame, make] of Object.entries(frames))
    for (const text of inner) {
      yield of(`${frame} item ${text}`, make('', text));
      yield of(`${frame} head ${text}`, make(text, ''));
      yield of(`${frame} cut ${text}`, make('', text).slice(0, -20));
      yield of(`${frame} before ${text}`, `\n \n${make('', text)}`);
    }
}
