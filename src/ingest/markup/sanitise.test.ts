import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainText } from './plain.ts';
import { sanitise } from './sanitise.ts';

const base = 'https://bao.example.vn/tin/';
const clean = (html: string): string => sanitise(html, { base });

/** What an attacker would send, and what is left of it: the text. */
const hostile: readonly (readonly [string, string])[] = [
  ['safe<script>alert(1)</script> <b>text</b>', 'safe <b>text</b>'],
  ['safe<SCRIPT SRC=//x.y/a.js></SCRIPT> text', 'safe text'],
  ['safe<script>document.write("<scr"+"ipt>")</script > text', 'safe text'],
  ['a<script>never closed', 'a'],
  ['<scr<script>x</script>ipt>alert(1)</script>', 'ipt&gt;alert(1)'],
  ['<style>body{display:none}</style>text', 'text'],
  ['<img src=x onerror=alert(1)>', '<img src="https://bao.example.vn/tin/x">'],
  ['<img src="x" onerror="alert(1)"/onload=alert(2)>', '<img src="https://bao.example.vn/tin/x">'],
  ['<a href="javascript:alert(1)">text</a>', '<a>text</a>'],
  ['<a href=" java\nscript\t:alert(1)">text</a>', '<a>text</a>'],
  ['<a href="&#106;avascript&#58;alert(1)">text</a>', '<a>text</a>'],
  ['<a href="&#x6A&#x61vascript:alert(1)">text</a>', '<a>text</a>'],
  ['<a href="\u0001javascript:alert(1)">text</a>', '<a>text</a>'],
  ['<a href="vbscript:x">a</a><a href="data:text/html,<script>">b</a>', '<a>a</a><a>b</a>'],
  ['<img src="data:image/svg+xml;base64,AAAA">', ''],
  ['<svg onload=alert(1)><circle/></svg>text', 'text'],
  ['<svg><style><img src=x onerror=alert(1)></style></svg>text', 'text'],
  ['<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>', '<table></table>'],
  [
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    '<p title="&lt;/noscript&gt;&lt;img src=x onerror=alert(1)&gt;"></p>',
  ],
  ['<iframe src="https://x.y"> <b>text</b></iframe>', ' <b>text</b>'],
  ['<object data=x><embed src=y><param name=a>text</object>', 'text'],
  ['<form action=x><input value=y><button>text</button></form>', '\ntext\n'],
  ['<base href="https://evil/"><a href="x">text</a>', '<a href="https://bao.example.vn/tin/x">text</a>'],
  ['<meta http-equiv=refresh content="0;url=https://evil">text', 'text'],
  ['<link rel=stylesheet href=x>text', 'text'],
  ['<p style="background:url(javascript:x)">text</p>', '<p>text</p>'],
  ['<p style="color: red; position: fixed; width: expression(alert(1))">text</p>', '<p>text</p>'],
  ['<p style="color: red; position: fixed">text</p>', '<p style="color: red;">text</p>'],
  ['<p style="background-image: url(//x.y/a)">text</p>', '<p>text</p>'],
  ['<p style="col\\6fr: red">text</p>', '<p>text</p>'],
  ['<!-- <script>x</script> -->text', 'text'],
  ['<!--[if IE]><script>x</script><![endif]-->text', 'text'],
  ['<?php echo 1 ?>text', 'text'],
  ['<![CDATA[<script>x</script>]]>text', ']]&gt;text'],
  ['<p id="x" name="y" class="z" data-x="1" contenteditable>text</p>', '<p>text</p>'],
  ['<a title="&quot;><script>x</script>">text</a>', '<a title="&quot;&gt;&lt;script&gt;x&lt;/script&gt;">text</a>'],
  ["<a title='\"><b>'>text</a>", '<a title="&quot;&gt;&lt;b&gt;">text</a>'],
  ['<<b>>text', '&lt;<b>&gt;text</b>'],
  ['<b/onclick=alert(1)>text', '<b>text</b>'],
  ['<x:script xmlns:x="http://www.w3.org/1999/xhtml">alert(1)</x:script>text', 'text'],
  ['</div></div>text', 'text'],
  ['<div><p>unclosed', '<div><p>unclosed</p></div>'],
  ['&lt;script&gt;x&lt;/script&gt;', '&lt;script&gt;x&lt;/script&gt;'],
];

describe('sanitise', () => {
  it.each(hostile)('%s', (html, expected) => {
    expect(clean(html)).toBe(expected);
  });

  it('keeps what articles are made of', () => {
    const html =
      '<h2>Đầu đề</h2><p>Một <em>đoạn</em> có <a href="https://a.vn/?x=1&amp;y=2" title="t">liên kết</a>.<br>Dòng</p>' +
      '<figure><img src="https://a.vn/b.jpg" alt="ảnh" width="640"><figcaption>Chú thích</figcaption></figure>' +
      '<table><tbody><tr><td colspan="2">ô</td></tr></tbody></table><ol start="3"><li>ba</li></ol><blockquote>lời</blockquote>';
    expect(clean(html)).toBe(html);
  });

  it('resolves addresses, at the base of the element in XHTML', () => {
    expect(clean('<a href="../x"><img src="//i.vn/y.jpg"></a>')).toBe(
      '<a href="https://bao.example.vn/x"><img src="https://i.vn/y.jpg"></a>',
    );
    const xml = '<div xml:base="https://o.vn/a/"><a href="b">x</a></div><a href="b">y</a><br/><span/>z';
    expect(sanitise(xml, { base, xml: true })).toBe(
      '<div><a href="https://o.vn/a/b">x</a></div><a href="https://bao.example.vn/tin/b">y</a><br><span></span>z',
    );
  });

  it('loses no text to a missing quote', () => {
    expect(clean('<a href="x>một</a> hai')).toBe('<a href="https://bao.example.vn/tin/x">một</a> hai');
    expect(sanitise('<img src="y" alt="<b>"/> hai', { base, xml: true })).toBe(
      '<img src="https://bao.example.vn/tin/y" alt="&lt;b&gt;"> hai',
    );
  });

  it('finds the real address of a picture that is loaded late', () => {
    expect(clean('<img src="data:image/gif;base64,R0" data-src="/a.jpg">')).toBe(
      '<img src="https://bao.example.vn/a.jpg">',
    );
    expect(clean('<img srcset="/a.jpg 1x, /b.jpg 2x">')).toBe('<img src="https://bao.example.vn/a.jpg">');
    expect(clean('<img src="/a.jpg" srcset="/b.jpg 2x">')).toBe('<img src="https://bao.example.vn/a.jpg">');
  });

  it('closes what HTML closes by itself', () => {
    expect(clean('<p>a<p>b<ul><li>c<li>d</ul>e</br>f')).toBe('<p>a</p><p>b</p><ul><li>c</li><li>d</li></ul>e<br>f');
    expect(clean('<table><tr><td>a<td>b<tr><td>c</table>')).toBe(
      '<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>',
    );
  });

  it('is its own fixed point, well formed and without anything that runs, whatever comes', () => {
    const piece = fc.oneof(
      fc.constantFrom(...hostile.map(([html]) => html)),
      fc.constantFrom(
        '<',
        '>',
        '</',
        '"',
        "'",
        '=',
        '&',
        '<a ',
        '<p>',
        '</p>',
        '<b',
        '<!--',
        '-->',
        '<table>',
        '<td>',
        ' on',
        'click=',
        '\0',
      ),
      fc.string({ maxLength: 12 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const once = clean(pieces.join(''));
        expect(clean(once)).toBe(once);
        expect(once).not.toMatch(/<(?:script|style|iframe|object|embed|form|svg|math|meta|link|base)\b/i);
        for (const [tag] of once.matchAll(/<[a-z][^>]*>/g)) {
          expect(tag).toMatch(/^<[a-z0-9]+(?: [a-z-]+="[^"<>]*")*>$/);
          expect(tag.replace(/="[^"]*"/g, '')).not.toMatch(/ on[a-z]+/);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('keeps every word outside scripts and styles', () => {
    const word = fc.stringMatching(/^[a-zăâđêôơư]{1,8}$/);
    const tag = fc.constantFrom(
      '<b>',
      '</b>',
      '<p>',
      '<div class=x>',
      '</div>',
      '<blink>',
      '<form>',
      '<li>',
      '</ul>',
      '<svg>',
      '<td>',
      '<br/>',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(word, tag), { maxLength: 30 }), (parts) => {
        const words = parts.filter((part) => !part.startsWith('<'));
        expect(
          plainText(clean(parts.join(' ')))
            .split(/\s+/)
            .filter(Boolean),
        ).toEqual(words);
      }),
    );
  });
});

describe('whatever does no harm', () => {
  const harmless = (html: string): string => sanitise(html, { base, keep: 'harmless' });

  it.each([
    [
      '<form action="x" onsubmit="y"><input name="n" autofocus onfocus=z><button formaction="javascript:x">b</button></form>',
      '<form action="https://bao.example.vn/tin/x"><input name="n"><button>b</button></form>',
    ],
    [
      '<svg viewBox="0 0 1 1" onload="x"><linearGradient id="g"/><path d="M0 0" fill="url(#g)"/></svg>',
      '<svg viewBox="0 0 1 1"><linearGradient id="g"></linearGradient><path d="M0 0" fill="url(#g)"></path></svg>',
    ],
    [
      '<svg><path fill="url(//x.y/a)" stroke="\\75rl(x)"/><script>x</script><style>y</style></svg>',
      '<svg><path></path></svg>',
    ],
    ['<svg><a xlink:href="javascript:x"><text>t</text></a></svg>', '<svg><a><text>t</text></a></svg>'],
    [
      '<svg><a><animate attributeName="href" values="javascript:x"/><set attributeName="href" to="javascript:x"/>t</a></svg>',
      '<svg><a>t</a></svg>',
    ],
    [
      '<svg><use href="data:image/svg+xml,x"/><image href="x"/><foreignObject><iframe src="x"></iframe>t</foreignObject></svg>',
      '<svg><use></use>t</svg>',
    ],
    [
      '<math><mfrac linethickness="1"><mn>1</mn><mn>2</mn></mfrac><maction actiontype="statusline" xlink:href="javascript:x">m</maction></math>',
      '<math><mfrac linethickness="1"><mn>1</mn><mn>2</mn></mfrac><maction actiontype="statusline">m</maction></math>',
    ],
    [
      '<math><mtext><mglyph><style><img src=x onerror=y></style>t</mglyph></mtext></math>',
      '<math><mtext>t</mtext></math>',
    ],
    [
      '<textarea></textarea><img src=x onerror=y></textarea>t',
      '<textarea></textarea><img src="https://bao.example.vn/tin/x">t',
    ],
    [
      '<noscript><p title="</noscript><img src=x onerror=y>">t</p></noscript>',
      '<noscript><p title="&lt;/noscript&gt;&lt;img src=x onerror=y&gt;">t</p></noscript>',
    ],
    ['<object data="x"><embed src="y">t</object><iframe srcdoc="x">u</iframe>', 'tu'],
  ])('%s', (html, expected) => {
    expect(harmless(html)).toBe(expected);
  });

  it('runs and loads nothing but pictures, sounds and films, whatever comes', () => {
    const tag = fc.constantFrom(
      ...'svg math a path use animate set image form input button select option textarea style script title mtext mglyph annotation-xml foreignObject desc noscript table td p font'.split(
        ' ',
      ),
    );
    const attribute = fc.constantFrom(
      ...[
        'onload=x',
        'href="javascript:x"',
        'xlink:href="data:x"',
        'style="background:url(x)"',
        'fill="url(//x)"',
        'src=x',
        'id=x',
        'formaction="javascript:x"',
        'srcdoc="<script>"',
        'title="</style><script>"',
        'values="javascript:x"',
      ],
    );
    const piece = fc.oneof(
      fc
        .tuple(tag, fc.array(attribute, { maxLength: 3 }))
        .map(([name, attributes]) => `<${[name, ...attributes].join(' ')}>`),
      tag.map((name) => `</${name}>`),
      tag.map((name) => `<${name}/>`),
      fc.constantFrom('<!--', '-->', '<![CDATA[', ']]>', 'x', '"', '<'),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
        const once = harmless(pieces.join(''));
        expect(harmless(once)).toBe(once);
        expect(once).not.toMatch(
          /<(?:script|style|iframe|object|embed|animate|set|image|foreignObject|mglyph|title)\b/i,
        );
        for (const [found] of once.matchAll(/<[a-z][^>]*>/gi)) {
          expect(found).toMatch(/^<[a-zA-Z0-9-]+(?: [a-zA-Z:-]+="[^"<>]*")*>$/);
          expect(found).not.toMatch(/ on[a-z]+=|="\s*(?:javascript|data):|url\((?!#)/i);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('plainText', () => {
  it('puts blocks on lines of their own and folds white space', () => {
    expect(plainText('<h1>A</h1><p>b&nbsp; c<br>d</p><ul><li>e</li><li>f</li></ul><script>x</script>')).toBe(
      'A\nb c\nd\ne\nf',
    );
    expect(plainText('a &lt; b &amp; c')).toBe('a < b & c');
  });

  it('leaves out what it is told to', () => {
    expect(plainText('a<figure><figcaption>b <b>c</b></figcaption></figure>d', new Set(['figcaption']))).toBe('a\nd');
  });
});
