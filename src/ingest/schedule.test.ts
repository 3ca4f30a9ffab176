import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backoff, hostBackoff, later, longest, maxAgeSeconds, retryAfterSeconds, rhythmOf } from './schedule.ts';

const HOUR = 3_600;
const now = new Date('2026-11-23T08:00:00Z');
const ago = (hours: number) => new Date(now.getTime() - hours * HOUR * 1000);
const every = (hours: number, count = 10, silence = 0) =>
  Array.from({ length: count }, (_, i) => ago(silence + i * hours));

describe('the rhythm of a channel', () => {
  it('is not led astray by one old item or one burst', () => {
    expect(rhythmOf([...every(2), ago(5_000)]).gapSeconds).toBe(2 * HOUR);
    expect(rhythmOf([ago(0), ago(0.01), ...every(2, 8, 2)]).gapSeconds).toBe(2 * HOUR);
  });
});

describe('how long an answer says that it stays good', () => {
  it('is its max-age, heeded up to an hour', () => {
    expect(maxAgeSeconds('public, s-maxage=9, max-age=600')).toBe(600);
    expect(maxAgeSeconds('max-age=31536000')).toBe(HOUR);
    expect(maxAgeSeconds('no-store')).toBe(0);
  });
});

describe('after failures', () => {
  it('a channel waits longer and longer, never more than a day', () => {
    const waits = Array.from({ length: 40 }, (_, i) => backoff(i + 1));
    expect(waits.slice(0, 4)).toEqual([300, 600, 1_200, 2_400]);
    expect(waits.at(-1)).toBe(longest);
    expect(waits).toEqual(waits.toSorted((a, b) => a - b));
  });

  it('a host is asked again within six hours unless it asks for more', () => {
    expect(hostBackoff(1)).toBe(60);
    expect(hostBackoff(30)).toBe(6 * HOUR);
    expect(hostBackoff(1, 9 * HOUR)).toBe(9 * HOUR);
    expect(hostBackoff(1, 900 * HOUR)).toBe(longest);
  });

  it('chance only ever adds, so that nobody comes sooner than asked', () => {
    const chances = fc.double({ min: 0, max: 1, noNaN: true });
    const never = fc.property(fc.integer({ min: 1, max: longest }), chances, (seconds, chance) => {
      const wait = (later(now, seconds, chance).getTime() - now.getTime()) / 1000;
      return wait >= seconds && wait <= longest;
    });
    expect(fc.check(never).failed).toBe(false);
  });

  it('reads Retry-After as seconds and as a date', () => {
    expect(retryAfterSeconds('120', now)).toBe(120);
    expect(retryAfterSeconds('Mon, 23 Nov 2026 08:10:00 GMT', now)).toBe(600);
    expect(retryAfterSeconds('Mon, 23 Nov 2020 08:10:00 GMT', now)).toBe(0);
    expect(retryAfterSeconds('soon', now)).toBe(0);
    expect(retryAfterSeconds(undefined, now)).toBe(0);
  });
});
