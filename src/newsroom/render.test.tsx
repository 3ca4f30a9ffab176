import fc from 'fast-check';
import { Parser } from 'htmlparser2';
import { describe, expect, it } from 'vitest';
import { anyDocument, hostileJson } from './document.fixtures.ts';
import { documentSchema } from './document.ts';
import { readMarkdown } from './markdown/read.ts';
import { plainText } from './plain.ts';
import { renderDocument } from './render.tsx';

const html = (document: Parameters<typeof renderDocument>[0]): string => String(renderDocument(document));

/** What a browser would make of some HTML: its elements with their attributes, and its text. */
function seen(markup: string): { elements: string[]; attributes: Map<string, Set<string>>; text: string } {
  const elements: string[] = [];
  const attributes = new Map<string, Set<string>>();
  let text = '';
  const parser = new Parser({
    onopentag(name, given) {
      elements.push(name);
      for (const [key, value] of Object.entries(given))
        attributes.set(key, (attributes.get(key) ?? new Set()).add(value));
    },
    ontext: (part) => {
      text += part;
    },
  });
  parser.end(markup);
  return { elements, attributes, text };
}

const elementsWritten = /^(p|h2|h3|h4|ul|ol|li|blockquote|figure|img|figcaption|span|hr|br|strong|em|bdi|a)$/;
const attributesWritten = /^(href|src|alt|rel|lang|start|class|loading|decoding|referrerpolicy)$/;

function expectHarmless(markup: string): void {
  const { elements, attributes } = seen(markup);
  const strange = (found: Iterable<string>, known: RegExp) => [...found].filter((each) => !known.test(each));
  expect({
    elements: strange(elements, elementsWritten),
    attributes: strange(attributes.keys(), attributesWritten),
    links: strange(attributes.get('href') ?? [], /^(https?:|mailto:|\/(?!\/))/),
    sources: strange(attributes.get('src') ?? [], /^(https:|\/media\/)/),
  }).toEqual({ elements: [], attributes: [], links: [], sources: [] });
}

describe('a rendered document', () => {
  it('says what the document says and nothing else', () => {
    fc.assert(
      fc.property(anyDocument, (document) => {
        const markup = html(document);
        expectHarmless(markup);
        const bare = (text: string) => text.replace(/\s+/g, '');
        const withoutAlt = {
          ...document,
          content: JSON.parse(JSON.stringify(document.content, (k, v) => (k === 'alt' ? '' : v))),
        };
        expect(bare(seen(markup).text)).toBe(bare(plainText(withoutAlt)));
      }),
      { numRuns: 300 },
    );
  });

  it('is harmless whatever JSON is sent as a document', () => {
    let taken = 0;
    fc.assert(
      fc.property(hostileJson, (json) => {
        const parsed = documentSchema.safeParse(json);
        if (parsed.success) taken++;
        expectHarmless(parsed.success ? html(parsed.data) : '');
      }),
      { numRuns: 1000 },
    );
    // One that is refused shows nothing: enough of them must have been rendered for this to have tried anything.
    expect(taken).toBeGreaterThan(100);
  });

  it.each([
    'javascript:alert(1)',
    ' java\tscript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    'file:///etc/passwd',
    'blob:https://e.org/1',
  ])('has no link to %j', (href) => {
    const json = {
      type: 'doc',
      content: [
        { type: 'paragraph', content: [{ type: 'text', text: 'x', marks: [{ type: 'link', attrs: { href } }] }] },
      ],
    };
    expect(documentSchema.safeParse(json).success && html(documentSchema.parse(json))).toBe(false);
    expect(html(readMarkdown(`[x](<${href}>)`))).not.toContain('<a');
  });

  it('says whose language a foreign phrase is and where a link leads', () => {
    expect(html(readMarkdown('[phở](lang:vi), [tin](/vi/tin-1), [UN](https://un.org)'))).toBe(
      '<p><bdi lang="vi">phở</bdi>, <a href="/vi/tin-1">tin</a>, <a href="https://un.org/" rel="external noopener">UN</a></p>',
    );
  });

  it('gives a picture its words', () => {
    expect(html(readMarkdown('![Cầu Vàng](https://e.org/a.jpg "Cầu Vàng lúc sáng | Ảnh: TTXVN")'))).toBe(
      '<figure><img src="https://e.org/a.jpg" alt="Cầu Vàng" loading="lazy" decoding="async" referrerpolicy="no-referrer"/>' +
        '<figcaption>Cầu Vàng lúc sáng <span class="credit">Ảnh: TTXVN</span></figcaption></figure>',
    );
  });
});

describe('a document from outside', () => {
  it('is refused when it is nested beyond measure, at once', () => {
    let json: unknown = { type: 'paragraph' };
    for (let level = 0; level < 200_000; level += 1) json = { type: 'blockquote', content: [json] };
    expect(documentSchema.safeParse({ type: 'doc', content: [json] }).error?.issues[0]?.message).toBe(
      'the body is nested too deeply',
    );
  });

  it('keeps its words when it is nested deeper than a page can show', () => {
    let json: unknown = { type: 'paragraph', content: [{ type: 'text', text: 'sâu' }] };
    for (let level = 0; level < 20; level += 1) json = { type: 'blockquote', content: [json] };
    const document = documentSchema.parse({ type: 'doc', content: [json] });
    expect(plainText(document)).toBe('sâu');
    expect(JSON.stringify(document).match(/blockquote/g)).toHaveLength(8);
  });

  it.each(['codeBlock', 'iframe', 'script', 'constructor', '__proto__', 'heading1'])(
    'is refused with a node %j',
    (type) => {
      expect(documentSchema.safeParse({ type: 'doc', content: [{ type, content: [] }] }).success).toBe(false);
    },
  );

  it('loses the attributes that nobody listed', () => {
    const json = {
      type: 'doc',
      content: [
        {
          type: 'paragraph',
          attrs: { class: 'x', onclick: 'y' },
          content: [
            {
              type: 'text',
              text: 'a',
              marks: [{ type: 'link', attrs: { href: 'https://e.org/', target: '_blank', class: 'z' } }],
            },
          ],
        },
      ],
    };
    expect(documentSchema.parse(json)).toEqual({
      type: 'doc',
      content: [
        {
          type: 'paragraph',
          content: [{ type: 'text', text: 'a', marks: [{ type: 'link', attrs: { href: 'https://e.org/' } }] }],
        },
      ],
    });
  });
});
