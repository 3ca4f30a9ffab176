import { type Case, frames, of } from './frames.ts';

export function* languages(): Generator<Case> {
  const inner = {
    atom: '<title>t</title><summary>s</summary><content>c</content>',
    rss: '<title>t</title><description>s</description>',
  };
  for (const [frame, make] of Object.entries(frames)) {
    const text = frame.startsWith('atom') ? inner.atom : inner.rss;
    for (const header of ['', 'fr', 'fr, en']) {
      const more = header ? { contentLanguage: header } : {};
      for (const root of ['', 'xml:lang="de"', 'xml:lang=""', 'xml:lang="pt_BR"', 'lang="it"']) {
        for (const field of ['', 'xml:lang="es"', 'xml:lang=""']) {
          for (const stated of ['', '<language>ja</language>', '<dc:language>ko</dc:language>'])
            yield of(
              `${frame} header ${header} root ${root} field ${field} stated ${stated}`,
              make(
                `${stated}<title>h</title>`,
                text.replaceAll(/<(\w+)>/g, (_, name: string) => `<${name} ${field}>`),
                root,
              ),
              more,
            );
        }
        yield of(
          `${frame} header ${header} root ${root} item en`,
          make('', text, root).replace(/<(item|entry)>/, '<$1 xml:lang="en">'),
          more,
        );
        yield of(
          `${frame} header ${header} root ${root} div`,
          make(
            '',
            `<content type="xhtml"><div xml:lang="nl" xmlns="http://www.w3.org/1999/xhtml">x</div></content>`,
            root,
          ),
          more,
        );
        yield of(
          `${frame} header ${header} root ${root} item language`,
          make('', `${text}<language>sv</language>`, root),
          more,
        );
        yield of(
          `${frame} header ${header} root ${root} item dc:language`,
          make('', `${text}<dc:language>sv</dc:language>`, root),
          more,
        );
      }
    }
  }
}

export function* persons(): Generator<Case> {
  const texts = [
    'A. Name',
    'a@b.org',
    'a@b.org (A. Name)',
    'A. Name <a@b.org>',
    'A. Name (a@b.org)',
    'a@b.org A. Name',
    'A. Name, a@b.org',
    '<a@b.org>',
    'mailto:a@b.org',
    'A &amp; B',
    'caf&amp;eacute;',
    '&lt;b&gt;A&lt;/b&gt;',
    'Name (Note)',
    '(Name)',
    'a@b.org ()',
    'a at b dot example',
    'http://a.example/',
    ' spaced   name ',
    'A (a+b@c.org) B',
    'A@B',
  ].map((text) => text.replace(/<(?=a@)/g, '&lt;').replace(/(?<=org)>/g, '&gt;'));
  for (const [frame, make] of Object.entries(frames)) {
    for (const field of [
      'author',
      'dc:creator',
      'dc:author',
      'managingEditor',
      'webMaster',
      'itunes:author',
      'dc:contributor',
      'dc:publisher',
      'contributor',
      'a:author',
      'editor',
    ])
      for (const text of texts) {
        yield of(`${frame} item ${field}: ${text}`, make('', `<${field}>${text}</${field}>`));
        yield of(`${frame} head ${field}: ${text}`, make(`<${field}>${text}</${field}>`, ''));
      }
    for (const field of ['author', 'contributor', 'a:author', 'a:contributor', 'itunes:owner', 'source'])
      for (const inner of [
        '<name>N</name>',
        '<name>N</name><email>e@x.org</email>',
        '<name>N</name><uri>http://u.example/</uri>',
        '<name>N</name><url>http://u.example/</url>',
        '<email>e@x.org</email>',
        '<itunes:name>N</itunes:name><itunes:email>e@x.org</itunes:email>',
        '<a:name>N</a:name><a:email>e@x.org</a:email>',
        '<name>N (e@x.org)</name>',
        '<name>N &amp; M</name>',
        '<name>a</name><name>b</name>',
      ]) {
        yield of(`${frame} item ${field}: ${inner}`, make('', `<${field}>${inner}</${field}>`));
        yield of(
          `${frame} item ${field} twice: ${inner}`,
          make('', `<${field}>${inner}</${field}><${field}><name>Other</name></${field}>`),
        );
        yield of(`${frame} head ${field}: ${inner}`, make(`<${field}>${inner}</${field}>`, ''));
      }
    for (const pair of [
      '<author>a@b.org</author><dc:creator>N</dc:creator>',
      '<dc:creator>N</dc:creator><author>a@b.org (N)</author>',
      '<dc:creator>A</dc:creator><dc:creator>B</dc:creator>',
      '<author>A</author><author>B</author>',
      '<itunes:author>A</itunes:author><author>B</author>',
      '<dc:creator>A</dc:creator><itunes:author>B</itunes:author>',
      '<dc:creator>A, B</dc:creator>',
      '<managingEditor>A</managingEditor><webMaster>B</webMaster>',
    ])
      yield of(`${frame} item ${pair}`, make(pair, pair));
    yield of(`${frame} inherits`, make('<author><name>H</name></author>', '<title>x</title>'));
  }
}
