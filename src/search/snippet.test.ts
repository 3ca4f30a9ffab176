import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { marked, markedBy, snippet } from './snippet.ts';

const text = (segments: readonly { text: string }[]) => segments.map((segment) => segment.text).join('');
const hits = (segments: readonly { text: string; hit: boolean }[]) =>
  segments.filter(({ hit }) => hit).map((segment) => segment.text);

describe('marking', () => {
  test('finds words whatever their marks, the last one as a beginning', () => {
    expect(hits(marked('Đèn lồng và den long, đền Lông', markedBy('den lo', 'vi')))).toEqual([
      'Đèn',
      'lồng',
      'den',
      'long',
      'đền',
      'Lông',
    ]);
    expect(hits(marked('lồng', markedBy('"lo"', 'vi')))).toEqual([]);
  });

  test('finds parts of scripts without spaces as one piece', () => {
    expect(hits(marked('越南会安古城的灯笼节', markedBy('会安古城', 'zh')))).toEqual(['会安古城']);
  });

  test('whatever is looked for, the pieces joined are the text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 80 }),
        fc.string({ unit: 'grapheme', maxLength: 20 }),
        (given, query) => {
          expect(text(marked(given, markedBy(query, 'vi')))).toBe(given);
        },
      ),
    );
  });
});

describe('a snippet', () => {
  const long = `${'mở đầu dài dòng '.repeat(40)}ở đây có gốm và gần đó là Bàu Trúc rồi lại thôi ${'phần cuối '.repeat(60)}gốm`;

  test('shows where most of the words stand together', () => {
    const found = snippet(long, markedBy('gốm bàu trúc', 'vi'));
    expect(hits(found)).toEqual(['gốm', 'Bàu', 'Trúc']);
    expect(text(found)).toMatch(/^….*…$/);
  });

  test('is never much longer than asked, nor cuts a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 900 }), fc.string({ maxLength: 12 }), (given, query) => {
        const found = text(snippet(given, markedBy(query, 'en')));
        expect(found.length).toBeLessThanOrEqual(240 + 25 + 2);
        expect(found.isWellFormed()).toBe(true);
      }),
    );
  });
});
