import { describe, expect, it } from 'vitest';
import { pageOf, readList } from './read.ts';
import { listed, listingPages } from './samples.ts';

const now = new Date('2026-11-24T02:00:00Z');
const url = 'https://cong.example.vn/tin-tuc';
const read = (html: string, selectors: Parameters<typeof readList>[2]) => readList(pageOf(html), url, selectors, now);

describe('a list read by selectors', () => {
  it('gives its entries in their order, with every part chosen', () => {
    const { found } = read(listingPages.liferay ?? '', {
      item: '.asset-abstract',
      link: '.asset-title a',
      title: '.asset-title',
      date: '.metadata-entry',
      summary: '.asset-summary',
    });
    expect(found.map(({ entry }) => entry.title)).toEqual(listed.map(({ title }) => title));
    expect(found[0]?.entry).toEqual({
      link: `https://cong.example.vn${listed[0]?.path}`,
      title: listed[0]?.title,
      published: listed[0]?.published,
      summary: `${listed[0]?.summary} Xem thêm`,
    });
  });

  it('takes the whole title where the list cuts it', () => {
    const { found } = read(listingPages.sharepoint ?? '', { item: '.dfwp-item' });
    expect(found[0]?.entry.title).toBe(listed[0]?.title);
  });

  it('finds the link to the next page by itself, or where it is told', () => {
    expect(read(listingPages.liferay ?? '', { item: 'x' }).next).toBe('https://cong.example.vn/tin-tuc?cur=2');
    const html = '<a class="mui" href="?p=2">2</a>';
    expect(read(html, { item: 'x' }).next).toBeUndefined();
    expect(read(html, { item: 'x', next: '.mui' }).next).toBe('https://cong.example.vn/tin-tuc?p=2');
  });

  it('counts what the selector names, even where no entry comes of it', () => {
    expect(read('<p class="a">không liên kết</p>', { item: '.a' })).toMatchObject({ seen: 1, found: [] });
    expect(read('<p>', { item: '.a' })).toMatchObject({ seen: 0, found: [] });
  });

  it('takes each address once, and none but of the web', () => {
    const { found } = read(
      '<p><a href="/a">Tin thứ nhất</a></p><p><a href="/a#x">Tin thứ nhất</a></p><p><a href="javascript:x()">Tin xấu</a></p><p><a href="#">Đầu trang</a></p>',
      { item: 'p' },
    );
    expect(found.map(({ entry }) => entry.link)).toEqual(['https://cong.example.vn/a']);
  });

  it('reads links at the base of the page, where that is its own host', () => {
    const entry = (base: string) =>
      read(`<head><base href="${base}"></head><p><a href="bai/1">Tin thứ nhất</a></p>`, { item: 'p' }).found[0]?.entry
        .link;
    expect(entry('/vi/')).toBe('https://cong.example.vn/vi/bai/1');
    expect(entry('https://khac.example/')).toBe('https://cong.example.vn/bai/1');
  });

  it('says which selector cannot be read', () => {
    expect(() => read('<p>', { item: 'p[' })).toThrow('“p[” is not a CSS selector');
    expect(() => read('<p><a href="/x">Một tin</a></p>', { item: 'p', date: '..' })).toThrow(
      '“..” is not a CSS selector',
    );
  });
});
