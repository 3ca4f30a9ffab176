import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyDocument } from './document.fixtures.ts';
import { readMarkdown } from './markdown/read.ts';
import { parallelTexts } from './parallel.ts';

const told = (lang: string, title: string, lead: string, body: string) => ({
  lang,
  revision: { title, lead, body: readMarkdown(body) },
});
const source = told('vi', 'Mưa lớn', 'Mưa từ đêm qua. Sông lên.', 'Đoạn một.\n\nĐoạn hai. Có hai câu.\n\nĐoạn ba.');
const said = (blocks: number[] | undefined, body: string) =>
  parallelTexts(source, { ...told('en', 'Heavy rain', 'Rain since last night. The river rises.', body), blocks })
    .slice(3)
    .map(([a, b]) => `${a.text} = ${b.text}`);

describe('the texts of a translation beside their source', () => {
  it('pair by title, by the sentences of the lead, and by block where both have as many', () => {
    const pairs = parallelTexts(source, {
      ...told('en', 'Heavy rain', 'Rain since last night. The river rises.', 'One.\n\nTwo. With two.\n\nThree.'),
      blocks: undefined,
    });
    expect(pairs[0]).toEqual([
      { lang: 'vi', text: 'Mưa lớn' },
      { lang: 'en', text: 'Heavy rain' },
    ]);
    expect(pairs.map(([a]) => a.text)).toEqual([
      'Mưa lớn',
      'Mưa từ đêm qua.',
      'Sông lên.',
      'Đoạn một.',
      'Đoạn hai.',
      'Có hai câu.',
      'Đoạn ba.',
    ]);
  });

  it('pair as the translator had them, sentences only where there are as many', () => {
    expect(said([1, 2, 0], 'One.\n\nTwo, with two.\n\nAnd more. And yet more.')).toEqual([
      'Đoạn một. = One.',
      'Đoạn hai. Có hai câu. = Two, with two.\nAnd more. And yet more.',
    ]);
  });

  it('are left out where nobody knows what stands for what', () => {
    expect(said(undefined, 'All of it in one block.')).toEqual([]);
    expect(said([3, 3, 3], 'One.\n\nTwo.')).toEqual([]);
  });

  it('are never empty, whatever was written', () => {
    fc.assert(
      fc.property(anyDocument, anyDocument, fc.option(fc.array(fc.nat(3))), (a, b, blocks) => {
        const pairs = parallelTexts(
          { lang: 'vi', revision: { title: '', lead: ' ', body: a } },
          { lang: 'en', revision: { title: 'x', lead: '', body: b }, blocks: blocks ?? undefined },
        );
        expect(pairs.flat().every(({ text }) => text.trim() !== '')).toBe(true);
      }),
    );
  });
});
