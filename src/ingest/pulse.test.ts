import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beat, lookAfter } from './pulse.ts';
import { longest, shortest } from './schedule.ts';

const HOUR = 3_600;
// A Tuesday.
const now = new Date('2026-11-24T08:00:00Z');
const ago = (hours: number) => new Date(now.getTime() - hours * HOUR * 1_000);
const every = (hours: number, count: number, from = 0) =>
  Array.from({ length: count }, (_, n) => ago(from + n * hours));
const waitAfter = (dates: Date[], at = now) =>
  lookAfter(beat(null, dates, now), at, { newest: dates.toSorted((a, b) => b.getTime() - a.getTime())[0] ?? null });

describe('how long until the next look', () => {
  it('is half an hour for an item an hour, and the square root of it for others', () => {
    expect(waitAfter(every(1, 400)) / HOUR).toBeCloseTo(0.5, 0);
    const ratio = waitAfter(every(4.1, 100)) / waitAfter(every(1, 400));
    expect(ratio).toBeGreaterThan(1.6);
    expect(ratio).toBeLessThan(2.4);
    expect(waitAfter(every(24.7, 20))).toBeGreaterThan(waitAfter(every(4.1, 100)));
  });

  it('is a few hours for a channel of which nothing is known', () => {
    expect(waitAfter([])).toBeGreaterThan(HOUR);
    expect(waitAfter([])).toBeLessThan(4 * HOUR);
  });

  it('is shorter in the hours and on the days in which a channel is wont to publish', () => {
    // Two weeks of items at 1, 2 and 3 o'clock from Monday to Friday.
    const dates = Array.from({ length: 28 }, (_, day) => day)
      .map((day) => new Date(now.getTime() - day * 86_400_000))
      .filter((date) => date.getUTCDay() % 6 !== 0)
      .flatMap((date) => [1, 2, 3].map((hour) => new Date(date.setUTCHours(hour, 10))))
      .filter((date) => date < now);
    const pulse = beat(null, dates, now);
    const at = (text: string) => lookAfter(pulse, new Date(text), { newest: null });
    expect(at('2026-11-25T01:00:00Z')).toBeLessThan(at('2026-11-25T09:00:00Z') / 1.5);
    expect(at('2026-11-25T01:00:00Z')).toBeLessThan(at('2026-11-29T01:00:00Z') / 1.3);
    // What begins late in a quiet stretch is over when the busy one begins.
    expect(at('2026-11-25T00:00:00Z')).toBeLessThan(at('2026-11-24T18:00:00Z'));
  });

  it('grows while a channel sleeps, and comes back with its first items', () => {
    const pulse = beat(null, every(1, 400), now);
    const later = (days: number) => new Date(now.getTime() + days * 86_400_000);
    const waits = [0, 2, 7, 20].map((days) => lookAfter(pulse, later(days), { newest: now }));
    expect(waits).toEqual(waits.toSorted((a, b) => a - b));
    expect((waits[2] ?? 0) / (waits[0] ?? 1)).toBeGreaterThan(3);
    const woken = beat(pulse, [later(7)], later(7));
    expect(lookAfter(woken, later(7), { newest: later(7) })).toBeLessThan((waits[2] ?? 0) / 2);
  });

  it('is as long as the channel asks for, and not in the hours in which it wants to be left alone', () => {
    const pulse = beat(null, every(1, 100), now);
    expect(lookAfter(pulse, now, { newest: now, pace: 3 * HOUR })).toBe(3 * HOUR);
    const skipping = beat(null, every(1, 100), now, [8, 9, 10]);
    expect(lookAfter(skipping, now, { newest: now })).toBe(3 * HOUR);
    expect(lookAfter(beat(skipping, [], now), now, { newest: now })).toBe(3 * HOUR);
    const never = beat(
      null,
      every(1, 100),
      now,
      Array.from({ length: 24 }, (_, n) => n),
    );
    expect(lookAfter(never, now, { newest: now })).toBe(lookAfter(pulse, now, { newest: now }));
  });

  it('stays within five minutes and a day, and what is remembered stays small, whatever the dates', () => {
    const date = fc.date({ min: new Date('1971-01-01'), max: now, noInvalidDate: true });
    const visits = fc.array(fc.tuple(fc.array(date, { maxLength: 30 }), fc.nat(40 * 86_400)), { maxLength: 8 });
    const within = fc.property(visits, fc.nat(10_000_000), (all, pace) => {
      let time = now.getTime();
      let pulse = beat(null, [], now);
      return all.every(([dates, seconds]) => {
        time += seconds * 1_000;
        const at = new Date(time);
        pulse = beat(pulse, dates, at);
        const wait = lookAfter(pulse, at, { newest: dates[0] ?? null, pace });
        return wait >= shortest && wait <= longest && JSON.stringify(pulse).length < 1_000;
      });
    });
    expect(fc.check(within).failed).toBe(false);
  });
});
