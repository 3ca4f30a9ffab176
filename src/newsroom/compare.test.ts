import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareTexts } from '../language/index.ts';
import { align, blocksBeside } from './align.ts';
import { pairBlocks } from './compare.ts';
import { anyDocument } from './document.fixtures.ts';
import type { Block } from './document.ts';
import { readMarkdown } from './markdown/read.ts';

const blocks = (markdown: string): Block[] => readMarkdown(markdown).content;
const side = (parts: ReturnType<typeof compareTexts>, without: string) =>
  parts.map(({ kind, text }) => (kind === without ? '' : text)).join('');

describe('two texts compared', () => {
  it('are both there, whatever they are', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 80 });
    fc.assert(
      fc.property(text, text, (before, after) => {
        const parts = compareTexts(before, after);
        expect([side(parts, 'new'), side(parts, 'gone')]).toEqual([before, after]);
      }),
    );
  });

  it('differ by words, not by letters', () => {
    expect(compareTexts('Hà Nội đón 19 đoàn', 'Hà Nội đón 20 đoàn')).toEqual([
      { kind: 'same', text: 'Hà Nội đón ' },
      { kind: 'gone', text: '19' },
      { kind: 'new', text: '20' },
      { kind: 'same', text: ' đoàn' },
    ]);
  });

  it('are given whole when almost nothing is the same, at once', () => {
    const words = (prefix: string) => Array.from({ length: 20_000 }, (_, n) => `${prefix}${n}`).join(' ');
    expect(compareTexts(words('a'), words('b')).map(({ kind }) => kind)).toEqual(['gone', 'new']);
  });
});

describe('paired blocks', () => {
  it('are each there once and in order', () => {
    fc.assert(
      fc.property(anyDocument, anyDocument, ({ content: before }, { content: after }) => {
        const pairs = pairBlocks(before, after);
        expect(pairs.flatMap((pair) => pair.before ?? [])).toEqual(before.map((_, at) => at));
        expect(pairs.flatMap((pair) => pair.after ?? [])).toEqual(after.map((_, at) => at));
      }),
    );
  });

  it('go together when they say nearly the same, past what came between', () => {
    const before = blocks('Một hai ba bốn năm\n\nSáu bảy tám chín mười');
    const after = blocks('Hoàn toàn mới\n\nMột hai ba bốn sáu\n\nSáu bảy tám chín mười một');
    expect(pairBlocks(before, after)).toEqual([{ after: 0 }, { before: 0, after: 1 }, { before: 1, after: 2 }]);
  });
});

describe('a translation beside its source', () => {
  const source = blocks('Đoạn một nói về lễ hội.\n\nĐoạn hai nói về khách.\n\nĐoạn ba kết thúc bài.');
  const target = blocks('Paragraph one.\n\nParagraph two, first half.\n\nSecond half.\n\nParagraph three.');
  const beside = { source, blocks: [1, 2, 1] };
  const shape = (rows: ReturnType<typeof align>) => rows.map(({ change, target: { length } }) => `${change} ${length}`);

  it('stays with its blocks when the source gains, loses and changes some', () => {
    const now = blocks('Đoạn một nói về lễ hội.\n\nMột đoạn chen vào giữa.\n\nĐoạn hai nói về nhiều khách.');
    expect(shape(align({ now, followed: source, beside, target }))).toEqual(['same 1', 'new 0', 'changed 2', 'gone 1']);
  });

  it('stands block by block when it was pasted whole', () => {
    expect(shape(align({ now: source, followed: source, beside: undefined, target }))).toEqual([
      'same 1',
      'same 1',
      'same 1',
      'gone 1',
    ]);
  });

  it('loses no block, and finds its place again after saving', () => {
    fc.assert(
      fc.property(anyDocument, anyDocument, anyDocument, (now, followed, words) => {
        const rows = align({ now: now.content, followed: followed.content, beside: undefined, target: words.content });
        expect(rows.flatMap((row) => row.target)).toEqual(words.content);
        expect(rows.flatMap((row) => row.source ?? [])).toEqual(now.content);
        const counts = blocksBeside(rows);
        const again = align({
          now: now.content,
          followed: now.content,
          beside: { source: now.content, blocks: counts },
          target: words.content,
        });
        expect(again.flatMap((row) => row.target)).toEqual(words.content);
      }),
    );
  });
});
