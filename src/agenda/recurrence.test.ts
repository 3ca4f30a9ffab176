import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { occurrencesOf, readRule } from './recurrence.ts';

const span = { from: '2024-01-01', to: '2027-12-31' };

describe('a rule', () => {
  it('gives the days of a calendar', () => {
    expect(occurrencesOf('FREQ=YEARLY', '2024-09-02', span)).toEqual([
      '2024-09-02',
      '2025-09-02',
      '2026-09-02',
      '2027-09-02',
    ]);
    expect(occurrencesOf('FREQ=YEARLY;BYMONTH=11;BYDAY=3SA', '2026-01-01', span)).toEqual(['2026-11-21', '2027-11-20']);
  });

  it('gives lunar days: the tenth of the third month, as the government announced them', () => {
    const rule = readRule('RSCALE=CHINESE;FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=10') ?? '';
    expect(occurrencesOf(rule, '2024-04-18', span)).toEqual(['2024-04-18', '2025-04-07', '2026-04-26', '2027-04-16']);
  });

  it('begins with its first day and never gives more than sixty', () => {
    expect(occurrencesOf('FREQ=DAILY', '2026-05-01', span)[0]).toBe('2026-05-01');
    expect(occurrencesOf('FREQ=DAILY', '2026-05-01', span)).toHaveLength(60);
    expect(occurrencesOf('FREQ=YEARLY', '2030-01-01', span)).toEqual([]);
  });

  it.each([
    '',
    'every year',
    'FREQ=SECONDLY',
    'FREQ=DAILY;BYHOUR=1,2',
    'FREQ=FORTNIGHTLY',
    'FREQ=YEARLY\nDTSTART:1',
    '<b>',
  ])('is refused when it is none: %j', (text) => expect(readRule(text)).toBeUndefined());

  it('of whatever is typed gives days in order or is refused', () => {
    const part = fc.constantFrom(
      'FREQ=YEARLY',
      'FREQ=MONTHLY',
      'BYMONTH=2',
      'BYMONTHDAY=30',
      'BYDAY=-1MO',
      'COUNT=3',
      'INTERVAL=2',
      'BYSETPOS=1',
      'X=Y',
      'UNTIL=20260101',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(';')),
        ),
        (text) => {
          const rule = readRule(text);
          const days =
            rule === undefined ? [] : occurrencesOf(rule, '2026-01-01', { from: '2026-01-01', to: '2027-02-01' });
          expect(days).toEqual(days.toSorted());
        },
      ),
      { numRuns: 200 },
    );
  });
});
