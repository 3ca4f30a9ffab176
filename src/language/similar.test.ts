import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bitsApart,
  imprint,
  overlap,
  sharedPart,
  shingles,
  simhash,
  sketch,
  sketchKeys,
  sketchLikeness,
  words,
} from './index.ts';

const report =
  'Sáng 20/3, Bộ Ngoại giao tổ chức họp báo thường kỳ tại Hà Nội. Người phát ngôn trả lời câu hỏi của phóng viên về kết quả chuyến thăm ' +
  'và cho biết hai nước sẽ ký nhiều văn kiện hợp tác về thương mại, giáo dục và du lịch trong quý tới, theo thông cáo của hai bên.';
const copy = report.replace('Sáng 20/3, ', 'Sáng nay (20/3), ').replace(', theo thông cáo của hai bên', '');
const other =
  'Giá cà phê trong nước tăng mạnh trong phiên giao dịch cuối tuần khi nguồn cung từ Tây Nguyên giảm và nhu cầu xuất khẩu sang châu Âu lên cao, ' +
  'các doanh nghiệp cho biết đơn hàng đã kín đến hết năm.';
const set = (text: string) => shingles(text, 'vi');

describe('near-copies', () => {
  it('share most shingles, other texts hardly any', () => {
    expect(overlap(set(report), set(copy)).resemblance).toBeGreaterThan(0.7);
    expect(overlap(set(report), set(other)).resemblance).toBeLessThan(0.05);
    expect(overlap(set(report), set(report.slice(0, 120))).containment).toBeGreaterThan(0.9);
  });

  it('do not depend on case, diacritics or punctuation', () =>
    expect(overlap(set('Bộ Ngoại giao họp báo'), set('BO NGOAI GIAO – HOP BAO!')).resemblance).toBe(1));

  it('are estimated by sketches within their error and share a key', () => {
    const [a, b, c] = [report, copy, other].map((text) => sketch(set(text)));
    if (!a || !b || !c) return expect.unreachable();
    expect(Math.abs(sketchLikeness(a, b) - overlap(set(report), set(copy)).resemblance)).toBeLessThan(0.2);
    expect(sketchLikeness(a, c)).toBeLessThan(0.15);
    const shared = (one: Uint32Array, two: Uint32Array) =>
      sketchKeys(one).filter((key) => sketchKeys(two).includes(key)).length;
    expect(shared(a, b)).toBeGreaterThan(0);
    expect(shared(a, c)).toBe(0);
  });

  it('differ in few bits of their fingerprint', () => {
    const print = (text: string) => simhash(words(text, 'vi'));
    expect(bitsApart(print(report), print(copy))).toBeLessThan(12);
    expect(bitsApart(print(report), print(other))).toBeGreaterThan(12);
    expect(bitsApart(0n, 2n ** 64n - 1n)).toBe(64);
  });

  it('estimate without bias over many pairs', () => {
    const numbers = (from: number, to: number) =>
      new Set(Array.from({ length: to - from }, (_, index) => Math.imul(from + index, 0x9e3779b1) >>> 0));
    const errors = Array.from({ length: 40 }, (_, trial) => {
      const [one, two] = [numbers(trial * 1000, trial * 1000 + 300), numbers(trial * 1000 + 100, trial * 1000 + 400)];
      return sketchLikeness(sketch(one), sketch(two)) - overlap(one, two).resemblance;
    });
    expect(Math.abs(errors.reduce((sum, error) => sum + error, 0) / errors.length)).toBeLessThan(0.03);
  });
});

describe('imprints', () => {
  const text = (seed: number, length: number) =>
    Array.from({ length }, (_, n) => `t${(Math.imul(seed * 7_919 + n, 0x9e3779b1) >>> 0) % 9_973}`).join(' ');
  const part = (one: string, other: string) => sharedPart(imprint(one, 'vi'), imprint(other, 'vi'));

  it('tell how much of one text stands in the other, cut, framed, without marks or in another order', () => {
    const whole = text(1, 800);
    const half = whole.split(' ').slice(400).join(' ');
    expect(part(whole, half)).toBeGreaterThan(0.9);
    expect(part(half, `${text(2, 300)} ${whole} ${text(3, 300)}`)).toBeGreaterThan(0.9);
    expect(part(report, report.normalize('NFD').toUpperCase())).toBe(1);
    expect(part(whole, text(4, 800))).toBe(0);
    expect(part(report, other)).toBeLessThan(0.2);
  });

  it('say nothing of what is too short, and nothing of nothing', () => {
    expect(part('Hà Nội vào thu', 'Hà Nội vào thu')).toBe(0);
    expect(part('', report)).toBe(0);
    expect(part('', '')).toBe(0);
  });

  it('estimate without bias, also where the lengths differ', () => {
    for (const [length, shared] of [
      [400, 200],
      [2_000, 500],
      [2_000, 1_500],
    ] as const) {
      const errors = Array.from({ length: 20 }, (_, trial) => {
        const common = text(trial + 50, shared);
        const short = `${common} ${text(trial + 200, 100)}`;
        const long = `${common} ${text(trial + 400, length)}`;
        return part(short, long) - overlap(set(short), set(long)).containment;
      });
      expect(Math.abs(errors.reduce((sum, error) => sum + error, 0) / errors.length)).toBeLessThan(0.04);
    }
  });

  it('are the same from both sides, never out of bounds', () => {
    const words = fc
      .array(fc.constantFrom('đèn', 'lồng', 'phố', 'cổ', 'sông', 'Hoài'), { maxLength: 300 })
      .map((list) => list.join(' '));
    fc.assert(
      fc.property(words, words, (one, two) => {
        expect(part(one, two)).toBe(part(two, one));
        expect(part(one, two)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

it('a short text is one shingle, an empty one none', () => {
  expect(set('Hà Nội').size).toBe(1);
  expect(set(' … ').size).toBe(0);
  expect(overlap(set(''), set(''))).toEqual({ resemblance: 0, containment: 0 });
});
