import { describe, expect, it } from 'vitest';
import { select } from '../../article/page.ts';
import { partOf, pathOf } from './point.ts';
import { pageOf } from './read.ts';
import { listingPages } from './samples.ts';

const first = (page: ReturnType<typeof pageOf>, selector: string) => {
  const node = select(page, selector)[0];
  if (!node) throw new Error(`no ${selector}`);
  return node;
};

describe('a selector for what was pointed at', () => {
  it('names every element of a page, and it alone', () => {
    for (const html of Object.values(listingPages)) {
      const page = pageOf(html);
      const nodes = select(page, 'body *');
      expect(nodes.length).toBeGreaterThan(20);
      for (const node of nodes) expect(select(page, pathOf(page, node) ?? '')).toEqual([node]);
    }
  });

  it('prefers names that last', () => {
    const page = pageOf(
      '<div id="x83920184"><div class="css-1a2b3c detail active">a</div></div><div id="noi-dung"><p>b</p><p>c</p></div>',
    );
    expect(pathOf(page, first(page, '.detail'))).toBe('div.detail');
    expect(pathOf(page, first(page, '#noi-dung'))).toBe('#noi-dung');
    expect(pathOf(page, select(page, 'p')[1]!)).toBe('#noi-dung > p:nth-of-type(2)');
  });

  it('names a part of one item so that it fits the others', () => {
    const page = pageOf(listingPages.sharepoint ?? '');
    const items = select(page, '.dfwp-item');
    const chosen = partOf(items[3]!, first(items[3] as never, '.news-time'));
    expect(chosen).toBe('.news-time');
    expect(partOf(items[0]!, first(items[0] as never, 'p'))).toBe('p');
    expect(partOf(items[0]!, items[1]!)).toBeUndefined();
  });
});
