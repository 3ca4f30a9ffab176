import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyDocument } from './document.fixtures.ts';
import { type Document, documentSchema } from './document.ts';
import { readMarkdown } from './markdown/read.ts';
import { toMarkdown } from './markdown/write.ts';
import { normalise } from './normalise.ts';
import { plainText } from './plain.ts';

describe('Markdown and back', () => {
  it('keeps every word, link, picture and list of any document', () => {
    fc.assert(
      fc.property(anyDocument, (document) => {
        const back = readMarkdown(toMarkdown(document));
        expect(unemphasised(back)).toEqual(unemphasised(document));
      }),
      { numRuns: 200 },
    );
  }, 30_000);

  it('keeps all of a document that emphasises whole words', () => {
    const text = 'Xin **chào** các *bạn*, đọc [thêm **nữa**](https://example.org/a_(b)) ở [bánh mì](lang:vi).';
    expect(toMarkdown(readMarkdown(text))).toBe(
      text.replace('(https://example.org/a_(b))', '(<https://example.org/a_(b)>)'),
    );
  });

  it('says the same the second time', () => {
    fc.assert(
      fc.property(anyDocument, (document) => {
        const once = toMarkdown(document);
        expect(toMarkdown(readMarkdown(once))).toBe(once);
      }),
      { numRuns: 100 },
    );
  }, 30_000);

  it.each([
    ['1\\. Một câu', 'paragraph'],
    ['- một\n- hai', 'bulletList'],
    ['3. ba\n4. bốn', 'orderedList'],
    ['> lời', 'blockquote'],
    ['#### mục', 'heading'],
    ['___', 'horizontalRule'],
    ['![a](https://e.org/x.jpg "Chú thích | Ảnh: VNA")', 'image'],
  ])('reads %j as a %s and writes it alike', (text, type) => {
    const document = readMarkdown(text);
    expect(document.content.map((block) => block.type)).toEqual([type]);
    expect(toMarkdown(document)).toBe(text);
  });

  it('lets nothing vanish that it does not understand', () => {
    const text = '[a]: https://example.org\n\n    four spaces\n\n```js\nalert(1)\n```\n\n<b>x</b>\n\nnhan đề\n===';
    expect(plainText(readMarkdown(text))).toBe(
      '[a]: https://example.org\nfour spaces\n```js alert(1) ```\n<b>x</b>\nnhan đề ===',
    );
  });

  it('keeps the words of a link and of a picture that it refuses', () => {
    expect(readMarkdown('[đây](javascript:alert(1)) ![hình](data:image/png;base64,AA)').content).toEqual([
      { type: 'paragraph', content: [{ type: 'text', text: 'đây hình' }] },
    ]);
  });

  it('makes a valid document of any text whatever', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
        const document = readMarkdown(text);
        expect(documentSchema.parse(document)).toEqual(document);
        expect(normalise(document)).toEqual(document);
      }),
      { numRuns: 300 },
    );
  }, 30_000);

  it('keeps eight lists inside one another', () => {
    const markdown = Array.from({ length: 8 }, (_, level) => `${'  '.repeat(level)}- bậc ${level}`).join('\n');
    const document = readMarkdown(markdown);
    expect(readMarkdown(toMarkdown(document))).toEqual(document);
    expect(plainText(document).split('\n')).toHaveLength(8);
  });

  it('stands deep nesting without exhausting the stack', () => {
    const document = readMarkdown(`${'> '.repeat(50_000)}${'- '.repeat(50_000)}x`);
    expect(documentSchema.parse(document)).toEqual(document);
  });
});

const unemphasised = (document: Document): Document =>
  normalise(
    JSON.parse(
      JSON.stringify(document, (key, value) =>
        key === 'marks'
          ? value.filter((mark: { type: string }) => mark.type !== 'bold' && mark.type !== 'italic')
          : value,
      ),
    ),
  );
