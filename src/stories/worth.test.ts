import { expect, it } from 'vitest';
import type { AgendaEvent } from '../agenda/index.ts';
import { worthOf } from './worth.ts';

const event = (given: Partial<AgendaEvent>) =>
  ({ firstDay: '2026-12-10', lastDay: '2026-12-12', weight: 3, cancelled: false, ...given }) as AgendaEvent;
const link = (eventId: number, judged: 'yes' | 'no' | null = null) => ({ eventId, judged });
const worth = (
  events: Record<number, AgendaEvent>,
  links: ReturnType<typeof link>[],
  at = '2026-12-08',
  classes: string[] = [],
) => worthOf(classes, links, new Map(Object.entries(events).map(([id, each]) => [Number(id), each])), new Date(at));

it('a story is lifted by official voices and by the weightiest event that is near, and by nothing else', () => {
  expect(worth({}, [])).toBe(0);
  expect(worth({}, [], '2026-12-08', ['domestic-press', 'mission'])).toBe(6);
  expect(worth({ 1: event({ weight: 1 }), 2: event({}) }, [link(1), link(2)])).toBe(18);
  expect(worth({ 1: event({}) }, [link(1, 'no')])).toBe(0);
  expect(worth({ 1: event({ cancelled: true }) }, [link(1)])).toBe(0);
  expect([worth({ 1: event({}) }, [link(1)], '2026-11-20'), worth({ 1: event({}) }, [link(1)], '2026-12-30')]).toEqual([
    0, 0,
  ]);
});
