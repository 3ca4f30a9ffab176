import { describe, expect, it } from 'vitest';
import { healthOf, healthOfAll } from './health.ts';

const now = new Date('2026-11-23T08:00:00Z');
const ago = (days: number) => new Date(now.getTime() - days * 86_400_000);
const well = {
  state: 'active',
  outcome: 'items',
  succeededAt: now,
  failingSince: null,
  failures: 0,
  itemAt: ago(0.1),
  gapSeconds: 3_600,
} as const;

describe('healthOf', () => {
  it('tells a sleeping channel from one that is quiet by nature', () => {
    expect(healthOf(well, now)).toBe('fresh');
    expect(healthOf({ ...well, itemAt: ago(4) }, now)).toBe('silent');
    expect(healthOf({ ...well, itemAt: ago(20), gapSeconds: 7 * 86_400 }, now)).toBe('fresh');
    expect(healthOf({ ...well, itemAt: null }, now)).toBe('silent');
  });

  it('lets a passing failure mend itself for a day, and calls for a person where time does not help', () => {
    const failing = { ...well, outcome: 'timeout', failures: 3, failingSince: ago(0.2) } as const;
    expect(healthOf(failing, now)).toBe('failing');
    expect(healthOf({ ...failing, failingSince: ago(1.1) }, now)).toBe('broken');
    expect(healthOf({ ...failing, outcome: 'not-a-feed', failures: 1, succeededAt: null }, now)).toBe('broken');
    expect(healthOf({ ...failing, outcome: 'not-found', failures: 1 }, now)).toBe('failing');
    expect(healthOf({ ...failing, outcome: 'not-found', failures: 3 }, now)).toBe('broken');
  });

  it('does not blame a channel for its host', () => {
    expect(healthOf({ ...well, outcome: 'host-down' }, now)).toBe('failing');
  });

  it('of a channel that rests or was never visited says just that', () => {
    expect(healthOf({ ...well, state: 'paused' }, now)).toBe('paused');
    expect(healthOf({ ...well, outcome: null }, now)).toBe('waiting');
  });
});

describe('healthOfAll', () => {
  it('is fresh while any channel brings items, else as ill as the worst that is fetched', () => {
    expect(healthOfAll(['broken', 'fresh'])).toBe('fresh');
    expect(healthOfAll(['silent', 'broken'])).toBe('broken');
    expect(healthOfAll(['paused', 'silent'])).toBe('silent');
    expect(healthOfAll([])).toBe('paused');
  });
});
