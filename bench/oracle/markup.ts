import { type Case, escaped, frames, of } from './frames.ts';

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
  ...[
    'abbr',
    'accept',
    'accesskey',
    'action',
    'align',
    'class',
    'dir',
    'id',
    'lang',
    'name',
    'rel',
    'rev',
    'target',
    'type',
    'contenteditable',
    'data-x',
    'role',
    'aria-label',
  ].map((name) => `<div ${name}="v">text</div>`),
  ...[
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' javascript:alert(1)',
    '&#106;avascript:x',
    'java&#10;script:x',
    'vbscript:x',
    'data:text/html,x',
    'mailto:a@b.example',
    'feed:http://a.example/',
    'magnet:?x=1',
    'unknown:x',
    'tel:1',
    'ftp://a.example/',
    'about:blank',
    'irc://x/',
    '//host.example/x',
    '?q',
    '#f',
    '',
    'http://a.example/%zz',
    'http://ümlaut.example/ü',
  ].flatMap((address) => [`<a href="${address}">text</a>`, `<img src="${address}" alt="a">`]),
  ...[
    'color: red',
    'color: red; position: fixed',
    'background: url(x)',
    'margin: 0 auto',
    'width: expression(x)',
    'border: 1px solid #fff',
    '-moz-binding: url(x)',
    'color: re\\64',
  ].map((style) => `<p style="${style}">text</p>`),
  'a<!-- comment -->b',
  'a<!-- comment <script>x</script> -->b',
  'a<!---->b',
  'a<!-->b',
  'a<? instruction ?>b',
  'a<?php echo ?>b',
  'a<!DOCTYPE html>b',
  'a<![CDATA[x]]>b',
  'a<script>x</script>b',
  'a<script src="x"/>b',
  'a<SCRIPT>x</SCRIPT >b',
  'a<style>x</style>b',
  'a<script>document.write("<b>")</script>b',
  'a<b>c',
  'a</b>c',
  'a<br>b<br/>c<br />d',
  'a<p>b<p>c',
  'a < b',
  'a > b',
  'a & b',
  'a&b;c',
  'a &copy b',
  '<a href=x title=y>b</a>',
  "<a href='x'>b</a>",
  '<a href="a&b=c&amp;d">b</a>',
  '<img src="x" alt="<b>">',
  '<a title="&quot;">b</a>',
  '<svg viewBox="0 0 1 1"><path d="M0 0"/><linearGradient id="g" gradientUnits="u"></linearGradient></svg>after',
  '<math><mi>x</mi><mo>=</mo><mfrac linethickness="1"><mn>1</mn><mn>2</mn></mfrac></math>after',
  '<ul><li>a<li>b</ul>c',
  '<table><tr><td>a<td>b</table>c',
  '<table border=1><tr valign="top"><td align=left nowrap>a</td></tr></table>',
  '<form action="x" method="post"><input type="text" name="n" value="v" onfocus="x"><button>b</button></form>',
  '<object data="x" classid="y"><param name="z">text</object>',
  '<iframe src="x">text</iframe>b',
  '<video src="x" poster="y" controls>t</video>',
  '<q cite="x">a</q><blockquote cite="y">b</blockquote><ins cite="z">c</ins><del cite="z">d</del>',
  '<area href="x" shape="rect"><map name="m"></map>',
  '<b><i>x</b></i>',
  '<div><p>a</div>b',
  '<<b>a</b>',
  '<b/>a',
  '<b<i>a',
  '<a href="x"b>',
  '<a href="x>b</a>',
  '<p>caf&eacute; &#8217; &#x2019; &#146; &nbsp;x &bogus; &amp;lt;</p>',
];

export function* markup(): Generator<Case> {
  for (const fragment of fragments) {
    const text = escaped(fragment);
    yield of(`rss description: ${fragment}`, frames.rss!('', `<description>${text}</description>`));
    yield of(`rss content:encoded: ${fragment}`, frames.rss!('', `<content:encoded>${text}</content:encoded>`));
    yield of(
      `rss CDATA: ${fragment}`,
      frames.rss!('', `<description><![CDATA[${fragment.replaceAll(']]>', '')}]]></description>`),
    );
    yield of(`atom content: ${fragment}`, frames.atom!('', `<content type="html">${text}</content>`));
    yield of(`atom subtitle: ${fragment}`, frames.atom!(`<subtitle type="html">${text}</subtitle>`, ''));
    yield of(`atom title: ${fragment}`, frames.atom!('', `<title type="html">${text}</title>`));
    yield of(`rss title: ${fragment}`, frames.rss!('', `<title>${text}</title>`));
    yield of(
      `atom xhtml: ${fragment}`,
      frames.atom!('', `<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">${fragment}</div></content>`),
    );
    yield of(`rss body: ${fragment}`, frames.rss!('', `<body xmlns="http://www.w3.org/1999/xhtml">${fragment}</body>`));
  }
}
