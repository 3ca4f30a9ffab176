import { describe, expect, it } from 'vitest';
import { openRate } from './rate.ts';

describe('a rate', () => {
  it('allows a burst, then one in so many seconds, for each alone', () => {
    const rate = openRate({ burst: 60, secondsEach: 1 });
    const now = new Date('2026-11-23T08:00:00Z');
    const waits = Array.from({ length: 61 }, () => rate(1, now).wait);
    expect(waits.filter((wait) => wait === 0)).toHaveLength(60);
    expect(rate(2, now).wait).toBe(0);
    expect(rate(1, new Date(now.getTime() + 1_100)).wait).toBe(0);
    expect(rate(1, new Date(now.getTime() + 1_200)).wait).toBeGreaterThan(0);
  });
});
