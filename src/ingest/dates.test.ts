import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDate, trustDate } from './dates.ts';

const seen: readonly (readonly [string, string])[] = [
  // RFC 822 and what is made of it
  ['Thu, 01 Jan 2004 19:48:21 GMT', '2004-01-01T19:48:21Z'],
  ['Thu, 1 Jan 2004 19:48 +0700', '2004-01-01T12:48:00Z'],
  ['Thu,01 Jan 04 19:48:21 EST', '2004-01-02T00:48:21Z'],
  ['01 Jan 2004', '2004-01-01T00:00:00Z'],
  ['Mon, 23 November 2026 08:30:00 +07:00', '2026-11-23T01:30:00Z'],
  ['Mon, 23 Nov 2026 08:30:00 GMT+7', '2026-11-23T01:30:00Z'],
  ['Mon, 23 Nov 2026 08:30:00 Z', '2026-11-23T08:30:00Z'],
  ['Thu, 31 Jun 2004 19:48:21 GMT', '2004-07-01T19:48:21Z'],
  ['Thu, 01 Jan 2004 24:00:00 GMT', '2004-01-02T00:00:00Z'],
  ['Wed, 19 Aug 2009 18:28:00 Etc/GMT', '2009-08-19T18:28:00Z'],
  ['Thu Jan 01 2004 19:48:21 GMT+0700 (Indochina Time)', '2004-01-01T12:48:21Z'],
  // ISO 8601 and W3C-DTF
  ['2003-12-31T10:14:55Z', '2003-12-31T10:14:55Z'],
  ['2003-12-31T10:14:55.123+05:30', '2003-12-31T04:44:55Z'],
  ['2003-12-31T10:14+07', '2003-12-31T03:14:00Z'],
  ['2003-12-31 10:14:55', '2003-12-31T10:14:55Z'],
  ['20031231T101455Z', '2003-12-31T10:14:55Z'],
  ['2003-12-31', '2003-12-31T00:00:00Z'],
  ['2003-12', '2003-12-01T00:00:00Z'],
  ['2003', '2003-01-01T00:00:00Z'],
  ['2003-335', '2003-12-01T00:00:00Z'],
  ['03335', '2003-12-01T00:00:00Z'],
  ['2003-12-31T10Z', '2003-12-31T10:00:00Z'],
  ['2003-W52-3', '2003-12-24T00:00:00Z'],
  ['2005W01', '2005-01-03T00:00:00Z'],
  ['2003-W54', ''],
  ['03-12-31', '2003-12-31T00:00:00Z'],
  // asctime, servers, databases
  ['Sun Jan  4 16:29:06 2004', '2004-01-04T16:29:06Z'],
  ['Thu Jan  1 19:48:21 EST 2004', '2004-01-02T00:48:21Z'],
  ['Thu Jan 01 19:48:21 +0200 2004', '2004-01-01T17:48:21Z'],
  ['1 Jan 04 9:8 ET', '2004-01-01T14:08:00Z'],
  ['Fri, 2006/09/15 08:19:53 EDT', '2006-09-15T12:19:53Z'],
  ['2004-07-08 23:56:58.0', '2004-07-08T23:56:58Z'],
  ['11/23/2026 8:30:00 PM', '2026-11-23T20:30:00Z'],
  ['1700000000', '2023-11-14T22:13:20Z'],
  // Vietnamese: the zone is Viet Nam's unless another is named
  ['23/11/2026 08:30', '2026-11-23T01:30:00Z'],
  ['Thứ Hai, 23/11/2026 - 08:30', '2026-11-23T01:30:00Z'],
  ['Thứ 2, 23/11/2026, 08:30 (GMT+7)', '2026-11-23T01:30:00Z'],
  ['08:30 | 23/11/2026', '2026-11-23T01:30:00Z'],
  ['8h30 ngày 23/11/2026', '2026-11-23T01:30:00Z'],
  ['ngày 23 tháng 11 năm 2026', '2026-11-22T17:00:00Z'],
  ['23 Tháng Mười Một, 2026', ''],
  ['23/11/2026 8:30:00 CH', '2026-11-23T13:30:00Z'],
  ['Th11 23, 2026', '2026-11-22T17:00:00Z'],
  // Other languages
  ['Κυρ, 11 Ιούλ 2004 12:00:00 EST', '2004-07-11T17:00:00Z'],
  ['2004-július-13T9:15-05:00', '2004-07-13T14:15:00Z'],
  ['2004년 05월 28일  오후  01:31:15', '2004-05-28T04:31:15Z'],
  ['2004-05-25 오후 11:23:17', '2004-05-25T14:23:17Z'],
  ['1er janvier 2004', ''],
  ['12 décembre 2004 10:00', '2004-12-12T10:00:00Z'],
  ['January 1, 2004 7:48 PM EST', '2004-01-02T00:48:00Z'],
  // Nothing
  ['', ''],
  ['hôm qua', ''],
  ['99/99/2026', ''],
  ['2026-13-01', ''],
  ['1'.repeat(200), ''],
];

describe('parseDate', () => {
  it.each(seen)('reads %s', (text, expected) => {
    expect(parseDate(text)?.toISOString().replace('.000Z', 'Z') ?? '').toBe(expected);
  });

  it('takes the zone it is given where the text names none', () => {
    expect(parseDate('2026-11-23 08:30', { zone: 540 })?.toISOString()).toBe('2026-11-22T23:30:00.000Z');
  });

  it('reads back every form that JavaScript writes', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date(0), max: new Date(Date.UTC(2099, 0)), noInvalidDate: true }), (date) => {
        const second = Math.floor(date.getTime() / 1000) * 1000;
        for (const text of [
          date.toISOString(),
          date.toUTCString(),
          new Date(second).toISOString().replace('.000Z', '+00:00'),
        ]) {
          expect(parseDate(text)?.getTime()).toBe(second);
        }
      }),
    );
  });

  it('never throws and never gives an invalid date', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9A-Za-z:/ +,.-]{0,60}$/)), (text) => {
        expect(Number.isNaN(parseDate(text)?.getTime() ?? 0)).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('trustDate', () => {
  const now = new Date('2026-11-23T08:00:00Z');
  const at = (text: string) => trustDate(new Date(text), now)?.toISOString();

  it('believes the past, and not what databases write for nothing', () => {
    expect(at('2026-11-23T07:59:59Z')).toBe('2026-11-23T07:59:59.000Z');
    expect(at('1970-01-01T00:00:00Z')).toBeUndefined();
    expect(at('0001-01-01T00:00:00Z')).toBeUndefined();
    expect(trustDate(undefined, now)).toBeUndefined();
  });

  it('reads a time ahead by less than a day as now, and refuses the rest of the future', () => {
    expect(at('2026-11-23T15:00:00Z')).toBe(now.toISOString());
    expect(at('2026-11-25T08:00:00Z')).toBeUndefined();
    expect(at('9999-12-31T23:59:59Z')).toBeUndefined();
  });
});
