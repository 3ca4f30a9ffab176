import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { displayName, nameLikeness, nameSortKey, personName } from './index.ts';

describe('nameLikeness', () => {
  it.each([
    ['Lê Thị Thu Hằng', 'Le Thi Thu Hang', 1],
    ['Bà Lê Thị Thu Hằng', 'Ms. LE THI THU HANG', 1],
    ['GS.TS. Nguyễn Văn An', 'Nguyen Van An', 1],
    ['Nguyễn Hoà', 'Nguyễn Hòa', 1],
    ['Lê Thị Thu Hằng', 'Thu Hang Le Thi', 0.9],
    ['Thu Hằng', 'Lê Thị Thu Hằng', 0.7],
    ['L.T.T. Hằng', 'Lê Thị Thu Hằng', 0.6],
    ['Nguyễn Văn Hùng', 'Nguyễn Văn Hưng', 0.5],
    ['bà Hằng', 'Lê Thị Thu Hằng', 0.4],
    ['Lê', 'Lê Thị Thu Hằng', 0],
    ['Tô Lâm', 'Lương Cường', 0],
    ['', 'Tô Lâm', 0],
  ])('%s and %s: %d', (one, other, expected) => expect(nameLikeness(one, other)).toBe(expected));

  it('does not depend on the order of its arguments', () => {
    const name = fc
      .array(fc.constantFrom('Lê', 'Le', 'Thị', 'Thu', 'Hằng', 'Hang', 'T.', 'An'), { maxLength: 5 })
      .map((parts) => parts.join(' '));
    fc.assert(
      fc.property(name, name, (one, other) => {
        expect(nameLikeness(one, other)).toBe(nameLikeness(other, one));
      }),
    );
  });
});

it('names the parts', () => {
  expect(personName('Lê Thị Thu Hằng')).toEqual({ family: 'Lê', middle: 'Thị Thu', given: 'Hằng' });
  expect(personName('Hằng')).toEqual({ family: '', middle: '', given: 'Hằng' });
});

it('prints a name as each language does', () => {
  expect(displayName('Ông Đỗ Hùng Việt', 'vi')).toBe('Đỗ Hùng Việt');
  expect(displayName('Ông Đỗ Hùng Việt', 'en')).toBe('Do Hung Viet');
  expect(displayName('Đỗ Hùng Việt', 'en', 'accented')).toBe('Đỗ Hùng Việt');
});

it('sorts by given name in Vietnamese, by family name elsewhere', () => {
  const people = ['Nguyễn Văn Bình', 'Trần Thị Ánh', 'Lê Văn Đức'];
  const sorted = (lang: string) =>
    people.toSorted((a, b) => new Intl.Collator(lang).compare(nameSortKey(a, lang), nameSortKey(b, lang)));
  expect(sorted('vi')).toEqual(['Trần Thị Ánh', 'Nguyễn Văn Bình', 'Lê Văn Đức']);
  expect(sorted('en')).toEqual(['Lê Văn Đức', 'Nguyễn Văn Bình', 'Trần Thị Ánh']);
});
