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

  it('finds the real address of a picture that is loaded late', () => {
    expect(clean('<img src="data:image/gif;base64,R0" data-src="/a.jpg">')).toBe(
      '<img src="https://bao.example.vn/a.jpg">',
    );
    expect(clean('<img srcset="/a.jpg 1x, /b.jpg 2x">')).toBe('<img src="https://bao.example.vn/a.jpg">');
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
