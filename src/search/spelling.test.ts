import { expect, test } from 'vitest';
import { nearestWords } from './spelling.ts';

test('finds the words of a title that a slip of the finger meant, with their marks', () => {
  expect(nearestWords('bafu truc', 'Gốm Bàu Trúc qua tay nghệ nhân')).toBe('Bàu Trúc');
  expect(nearestWords('lanters', 'Hoi An floats 500 lanterns')).toBe('lanterns');
});

test('offers nothing that is the same, or far from it', () => {
  expect(nearestWords('bau truc', 'Gốm Bàu Trúc')).toBeUndefined();
  expect(nearestWords('hydrogen', 'Gốm Bàu Trúc')).toBeUndefined();
  expect(nearestWords('', 'Gốm')).toBeUndefined();
});
