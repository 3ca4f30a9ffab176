import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guessList } from './guess.ts';
import { listed, listingPages } from './samples.ts';

const now = new Date('2026-11-24T02:00:00Z');
const url = 'https://cong.example.vn/tin-tuc';
const guess = (html: string) => guessList(html, url, now);

describe('the list of a page is found without a selector', () => {
  it.each(Object.keys(listingPages))('%s', (name) => {
    const [first] = guess(listingPages[name] ?? '');
    expect(first?.entries.map(({ title, published, link }) => ({ title, published, link }))).toEqual(
      listed.map(({ title, published, path }) => ({ title, published, link: new URL(path, url).href })),
    );
  });

  it('with summaries and pictures where the list has them', () => {
    const [cards] = guess(listingPages.cards ?? '');
    expect(cards?.entries[0]).toMatchObject({
      picture: 'https://cong.example.vn/anh/4210.jpg',
      summary: listed[0]?.summary,
    });
    const [sharepoint] = guess(listingPages.sharepoint ?? '');
    expect(sharepoint?.entries[0]).toMatchObject({ summary: listed[0]?.summary });
  });

  it('the list before the menu, the most read and the foot', () => {
    for (const html of Object.values(listingPages)) {
      const [first, ...others] = guess(html);
      expect(first?.score).toBeGreaterThan(0.6);
      for (const other of others) expect(other.score).toBeLessThan(first?.score ?? 0);
    }
  });

  it('across the columns that a list is broken into', () => {
    const column = (from: number) =>
      `<div class="cot">${listed
        .slice(from, from + 2)
        .map(({ title, path, date }) => `<div class="tin"><a href="${path}">${title}</a><span>${date}</span></div>`)
        .join('')}</div>`;
    const [first] = guess(`<body><main>${[0, 2, 4, 6].map(column).join('')}</main></body>`);
    expect(first?.selectors.item).toBe('div.tin');
    expect(first?.entries).toHaveLength(8);
  });
});

describe('a page without a list', () => {
  it.each([
    ['an empty one', ''],
    [
      'an article',
      '<article><h1>Một bài viết</h1><p>Có một <a href="/x">liên kết duy nhất ở đây</a> mà thôi.</p></article>',
    ],
    ['a menu', `<ul>${[1, 2, 3, 4].map((n) => `<li><a href="/${n}">Mục số ${n} trong</a></li>`).join('')}</ul>`],
    [
      'links elsewhere',
      `<ul>${[1, 2, 3, 4, 5].map((n) => `<li><a href="https://khac.example/${n}">Một trang web khác hẳn số ${n}</a></li>`).join('')}</ul>`,
    ],
  ])('%s gives no guess', (_name, html) => {
    expect(guess(html)).toEqual([]);
  });

  it('nothing makes it fail, and it answers in bounded work', () => {
    const junk = fc.array(
      fc.constantFrom(
        '<div class="a b">',
        '<a href="/x/1">một hai ba bốn năm',
        '</div>',
        '</a>',
        '<li>',
        '<tr><td>',
        '<',
        '&',
        '"',
        '<a href=',
        '23/11/2026',
        '<ul id="&lt;">',
      ),
      { maxLength: 120 },
    );
    fc.assert(
      fc.property(junk, (parts) => {
        for (const { score, entries } of guess(parts.join(' '))) {
          expect(score).toBeGreaterThan(0);
          expect(entries.length).toBeGreaterThanOrEqual(3);
        }
      }),
      { numRuns: 200 },
    );
    const wide = `<div>${'<p class="x"><a href="/a/1">một tiêu đề dài vừa đủ</a></p>'.repeat(20_000)}</div>`;
    expect(guess(wide).length).toBeLessThanOrEqual(5);
  });
});
