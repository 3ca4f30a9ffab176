import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coverageOf, holesOf, type Mention, voices } from './coverage.ts';
import { anEvent } from './event.fixtures.ts';
import { dayAfter, phases } from './event.ts';

const said = (lang: string, voice: Mention['class'], at: string): Mention => ({ lang, class: voice, at: new Date(at) });
const words = (mentions: Mention[], today: string, event = anEvent()) =>
  holesOf(event, coverageOf(event, mentions), today).map(
    ({ lang, voice, phase, days }) => `${lang} ${voice} ${phase} ${days}`,
  );

describe('coverage', () => {
  it('counts by the days of the event where it happens', () => {
    const coverage = coverageOf(anEvent(), [
      // 23:30 of the 9th in London is the 10th in Ha Noi.
      said('en', 'official', '2026-12-09T23:30:00Z'),
      said('en', 'official', '2026-12-09T16:30:00Z'),
      said('fr', 'foreign-press', '2026-12-20T00:00:00Z'),
    ]);
    expect(phases.map((phase) => coverage.count(phase, undefined, undefined))).toEqual([1, 1, 1]);
    expect(coverage.langs).toEqual(['vi', 'en', 'fr']);
    expect(coverage.count(undefined, 'official', 'en')).toBe(2);
  });

  it('neither loses nor doubles anything', () => {
    const mention = fc.record({
      lang: fc.constantFrom('vi', 'en', 'fr', 'zh'),
      class: fc.constantFrom(...voices),
      at: fc.date({ min: new Date('2026-01-01'), max: new Date('2027-06-01'), noInvalidDate: true }),
    });
    fc.assert(
      fc.property(fc.array(mention), (mentions) => {
        const coverage = coverageOf(anEvent(), mentions);
        const cells = phases.flatMap((phase) =>
          voices.flatMap((voice) => coverage.langs.map((lang) => coverage.count(phase, voice, lang))),
        );
        expect(cells.reduce((sum, count) => sum + count, 0)).toBe(mentions.length);
        expect(coverage.count(undefined, undefined, undefined)).toBe(mentions.length);
      }),
    );
  });
});

describe('a hole', () => {
  it('is an own voice that is silent in a language that is wanted', () => {
    const mentions = [
      said('vi', 'official', '2026-12-05T01:00:00Z'),
      said('en', 'foreign-press', '2026-12-05T01:00:00Z'),
    ];
    expect(words(mentions, '2026-12-07')).toEqual([
      'vi domestic-press before 3',
      'vi mission before 3',
      'en official before 3',
      'en domestic-press before 3',
      'en mission before 3',
    ]);
  });

  it('opens again in each phase, but who wrote of the event has not been silent after it', () => {
    const all = (['official', 'domestic-press', 'mission'] as const).flatMap((voice) =>
      ['vi', 'en'].map((lang) => said(lang, voice, '2026-12-05T01:00:00Z')),
    );
    expect(words(all, '2026-12-07')).toEqual([]);
    expect(words(all, '2026-12-11')).toHaveLength(6);
    expect(words(all, '2026-12-14')).toEqual([]);
    expect(words([], '2026-12-14')).toHaveLength(6);
  });

  it.each([
    [1, 7],
    [2, 21],
    [3, 45],
  ])('of an event of weight %i opens %i days before it, and closes as many after it', (weight, reach) => {
    const event = anEvent({ weight });
    const at = (today: string) => words([], today, event).length;
    expect([at(dayAfter('2026-12-10', -reach - 1)), at(dayAfter('2026-12-10', -reach))]).toEqual([0, 6]);
    expect([at(dayAfter('2026-12-12', reach)), at(dayAfter('2026-12-12', reach + 1))]).toEqual([6, 0]);
  });

  it('is nothing in an event that was called off', () => {
    expect(words([], '2026-12-11', anEvent({ cancelled: true }))).toEqual([]);
  });
});
