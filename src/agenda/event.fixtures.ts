import type { AgendaEvent } from './event.ts';

/** A summit of three days that never was, told in two languages; what is given stands in place of it. */
export const anEvent = (given: Partial<AgendaEvent> = {}): AgendaEvent => ({
  id: 1,
  origin: 'desk',
  kind: 'summit',
  names: { vi: 'Hội nghị Sông Lục', en: 'Green River Summit' },
  aliases: {},
  queries: {},
  firstDay: '2026-12-10',
  lastDay: '2026-12-12',
  startTime: null,
  zone: 'Asia/Ho_Chi_Minh',
  venue: null,
  country: null,
  place: null,
  organisations: [],
  langs: ['vi', 'en'],
  weight: 2,
  source: null,
  note: null,
  rule: null,
  seriesId: null,
  occurrence: null,
  edited: false,
  cancelled: false,
  ...given,
});
