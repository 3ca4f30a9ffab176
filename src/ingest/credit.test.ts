import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { creditsIn } from './credit.ts';

const body =
  'Đêm rằm tháng Mười, phố cổ tắt đèn điện và thả hoa đăng trên sông.\nKhách đi bộ qua cầu, nghe hát bài chòi.';
const names = (text: string) => creditsIn(text).map(({ name }) => name);

describe('credits', () => {
  it.each([
    [`HỘI AN (HTBG) – ${body}`, 'HTBG'],
    [`(HTBG) ${body}`, 'HTBG'],
    [`HOI AN, Nov. 23 (LWA) -- Lanterns float on the river.`, 'LWA'],
    [`${body}\nTheo HTBG`, 'HTBG'],
    [`${body}\nTheo Báo Bông Gió`, 'Báo Bông Gió'],
    [`${body}\n(Nguồn: Báo Bông Gió)`, 'Báo Bông Gió'],
    [`${body}\nNguồn: baobonggio.example`, 'baobonggio.example'],
    [`${body} (Theo Báo Bông Gió)`, 'Báo Bông Gió'],
    [`Lanterns float on the river.\nSource: Lattice Window Agency.`, 'Lattice Window Agency'],
    [`灯笼在河上漂流。\n来源：花窗通讯社`, '花窗通讯社'],
  ])('are found in %j', (text, name) => {
    expect(names(text)).toEqual([name]);
  });

  it.each([
    body,
    '',
    `Theo ông Trần Văn Đèn, lễ hội kéo dài ba ngày.\n${body}`,
    `${body}\nTheo kế hoạch của thành phố, lễ hội sẽ mở cửa đến cuối tuần.`,
    `Thành phố Hội An (tỉnh Quảng Nam cũ) thả hoa đăng.\n${body}`,
    `${body}\nTheo các nghệ nhân`,
  ])('are not seen where a sentence only speaks of somebody: %j', (text) => {
    expect(creditsIn(text)).toEqual([]);
  });

  it('quote the words that say so, and cost little whatever the text is', () => {
    expect(creditsIn(`${body}\n(Nguồn: Báo Bông Gió)`)).toEqual([
      { name: 'Báo Bông Gió', quote: '(Nguồn: Báo Bông Gió)', where: 'tail' },
    ]);
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 600 }), (text) => {
        for (const { name, quote } of creditsIn(text))
          expect(text).toContain(quote.trim().slice(0, 5) && name ? quote : '');
        expect(creditsIn(text).length).toBeLessThanOrEqual(5);
      }),
    );
    expect(creditsIn('('.repeat(200_000) + ' theo '.repeat(50_000)).length).toBe(0);
  });
});
