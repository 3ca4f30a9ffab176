import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { showable } from './showable.ts';

const timeZone = 'Asia/Ho_Chi_Minh';
const item = {
  title: 'Đêm rằm',
  url: 'https://x.vn/1',
  summary: 'Phố cổ tắt đèn điện. Khách thả hoa đăng.',
  text: `Phố cổ tắt đèn điện. Khách thả hoa đăng. ${'Người dân kể chuyện xưa. '.repeat(20)}`,
  image: 'https://x.vn/1.jpg',
  withdrawn: null,
};
const outlet = (
  rights: 'full' | 'excerpt' | 'link',
  rightsFrom: string | null = null,
  rightsUntil: string | null = null,
) => ({
  rights,
  rightsFrom,
  rightsUntil,
});
const at = (moment: string) => ({ now: new Date(moment), timeZone });

describe('what may be shown of an item', () => {
  it('is title and link without an agreement, a few sentences or all with one', () => {
    const now = at('2026-11-23T08:00:00Z');
    expect(showable(item, outlet('link'), now)).toEqual({ rights: 'link', title: item.title, url: item.url });
    expect(showable(item, outlet('excerpt'), now)).toEqual({
      rights: 'excerpt',
      title: item.title,
      url: item.url,
      excerpt: item.summary,
    });
    expect(showable(item, outlet('full'), now)).toMatchObject({
      text: item.text,
      image: item.image,
      excerpt: item.summary,
    });
  });

  it.each([
    ['2026-10-31T16:59:59Z', 'link'],
    ['2026-10-31T17:00:00Z', 'full'],
    ['2026-11-30T16:59:59Z', 'full'],
    ['2026-11-30T17:00:00Z', 'link'],
  ])('holds from the first to the last day of the agreement as the country counts days: at %s %s', (moment, rights) => {
    expect(showable(item, outlet('full', '2026-11-01', '2026-11-30'), at(moment))?.rights).toBe(rights);
  });

  it('is nothing once its source withdrew it', () => {
    expect(showable({ ...item, withdrawn: 'gone' }, outlet('full'), at('2026-11-23T08:00:00Z'))).toBeUndefined();
    expect(showable({ ...item, withdrawn: true }, outlet('full'), at('2026-11-23T08:00:00Z'))).toBeUndefined();
  });

  it('is never more than half of a text in an excerpt, nor more than three hundred characters', () => {
    fc.assert(
      fc.property(fc.lorem({ maxCount: 40, mode: 'sentences' }), fc.nat(2_000), (text, cut) => {
        const summary = text.slice(0, cut);
        const shown = showable({ ...item, summary, text }, outlet('excerpt'), at('2026-11-23T08:00:00Z'));
        const excerpt = shown?.excerpt ?? '';
        expect(excerpt.length).toBeLessThanOrEqual(301);
        if (text.length > summary.length) expect(excerpt.length).toBeLessThanOrEqual(text.length / 2 + 1);
        expect(summary.startsWith(excerpt.replace(/…$/, ''))).toBe(true);
      }),
    );
  });
});
