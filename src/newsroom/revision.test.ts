import { expect, it } from 'vitest';
import { milestones, type Revision } from './revision.ts';

const at = (number: number, minute: number, more: Partial<Revision> = {}): Revision => ({
  id: number,
  textId: 1,
  number,
  basedOn: number - 1,
  aside: false,
  beside: null,
  digest: String(number),
  note: '',
  title: 't',
  lead: 'l',
  body: { type: 'doc', content: [] },
  sources: [],
  author: { id: 'a', name: 'A' },
  createdAt: new Date(Date.UTC(2026, 0, 1, 0, minute)),
  ...more,
});

it('shows of a sitting its last revision, and whatever matters besides', () => {
  const other = { author: { id: 'b', name: 'B' } };
  const history = [
    at(8, 60),
    at(7, 59),
    at(6, 58, { aside: true }),
    at(5, 57, { note: 'x' }),
    at(4, 20, other),
    at(3, 19, other),
    at(2, 2),
    at(1, 1),
  ];
  expect(milestones(history, new Set([1])).map(({ number }) => number)).toEqual([8, 6, 5, 4, 2, 1]);
});
