import { expect, it } from 'vitest';
import type { AgendaEvent } from '../agenda/index.ts';
import { type Voice, worthOf } from './worth.ts';

const event = (given: Partial<AgendaEvent>) =>
  ({
    firstDay: '2026-12-10',
    lastDay: '2026-12-12',
    weight: 3,
    langs: ['en', 'fr'],
    cancelled: false,
    ...given,
  }) as AgendaEvent;
const voice = (kind: string, ...langs: string[]): Voice => ({ class: kind, langs: new Set(langs) });
const link = (eventId: number, judged: 'yes' | 'no' | null = null) => ({ eventId, judged });
const worth = (
  events: Record<number, AgendaEvent>,
  links: ReturnType<typeof link>[],
  at = '2026-12-08',
  voices: Voice[] = [],
) => worthOf(voices, links, new Map(Object.entries(events).map(([id, each]) => [Number(id), each])), new Date(at));

it('a story is lifted by official voices and by the weightiest event that is near, and by nothing else', () => {
  expect(worth({}, [])).toBe(0);
  expect(worth({}, [], '2026-12-08', [voice('domestic-press'), voice('mission')])).toBe(6);
  expect(worth({ 1: event({ weight: 1 }), 2: event({}) }, [link(1), link(2)])).toBe(18);
  expect(worth({ 1: event({}) }, [link(1, 'no')])).toBe(0);
  expect(worth({ 1: event({ cancelled: true }) }, [link(1)])).toBe(0);
  expect([worth({ 1: event({}) }, [link(1)], '2026-11-20'), worth({ 1: event({}) }, [link(1)], '2026-12-30')]).toEqual([
    0, 0,
  ]);
});

it('interest abroad doubles from the first foreign outlet on, and one that writes for wanted readers counts twice', () => {
  const abroad = (many: number, lang: string) => Array.from({ length: many }, () => voice('foreign-press', lang));
  expect([0, 1, 3, 7].map((many) => worth({}, [], '2026-12-08', abroad(many, 'en')))).toEqual([0, 4, 8, 12]);
  expect(worth({}, [], '2026-12-08', [voice('domestic-press', 'en'), voice('creator', 'fr')])).toBe(0);
  const near = { 1: event({ weight: 1 }) };
  expect(worth(near, [link(1)], '2026-12-08', [...abroad(1, 'fr'), ...abroad(1, 'ja')])).toBe(6 + 8);
  expect(worth(near, [link(1)], '2026-11-01', [...abroad(1, 'fr'), ...abroad(2, 'ja')])).toBe(8);
});
