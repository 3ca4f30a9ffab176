import { describe, expect, it } from 'vitest';
import { type Alert, type Change, review, type Watched, watch } from './alert.ts';
import type { Judged, Surveyed } from './survey.ts';

const start = new Date('2026-11-25T08:00:00Z');
const at = (minutes: number) => new Date(start.getTime() + minutes * 60_000);

const outlet = (id: number, ...channels: Partial<Judged>[]) =>
  ({
    outlet: { id },
    channels: channels.map((channel) => ({
      state: 'active',
      health: 'fresh',
      outcome: 'items',
      itemAt: start,
      host: `host-${id}.vn`,
      ...channel,
    })),
  }) as unknown as Surveyed;

const state = (watched: readonly Watched[], subject: number | string) =>
  watched.find(({ outletId, host }) => (outletId ?? host) === subject)?.state;

describe('watch', () => {
  it('tells of an outlet only when none of its channels brings news', () => {
    const watched = watch([
      outlet(1, { health: 'broken', outcome: 'gate' }, { health: 'fresh' }),
      outlet(2, { health: 'silent' }, { health: 'broken', outcome: 'gone' }),
      outlet(3, { health: 'silent' }),
      outlet(4, { health: 'silent', itemAt: null }),
      outlet(5, { health: 'failing', outcome: 'timeout' }),
      outlet(6, { state: 'paused', health: 'paused' }),
    ]);
    expect([1, 2, 3, 4, 5, 6].map((id) => state(watched, id))).toEqual([
      'well',
      'broken',
      'silent',
      'unclear',
      'unclear',
      'quiet',
    ]);
  });

  it('blames a host that several channels live on, and not their outlets', () => {
    const out = { host: 'shared.vn', health: 'broken', outcome: 'timeout' } as const;
    const watched = watch([
      outlet(1, out),
      outlet(2, { ...out, outcome: 'host-down' }),
      outlet(3, out, { health: 'silent' }),
    ]);
    expect([state(watched, 'shared.vn'), state(watched, 1), state(watched, 2), state(watched, 3)]).toEqual([
      'outage',
      'unclear',
      'unclear',
      'silent',
    ]);
  });

  it('does not take a host for gone while one of its channels is answered, nor a host with one channel alone', () => {
    const broken = { health: 'broken', outcome: 'timeout' } as const;
    const watched = watch([outlet(1, { ...broken, host: 'a.vn' }), outlet(2, { host: 'a.vn' }), outlet(3, broken)]);
    expect([state(watched, 'a.vn'), state(watched, 1), state(watched, 'host-3.vn'), state(watched, 3)]).toEqual([
      'well',
      'broken',
      undefined,
      'broken',
    ]);
  });
});

/** A desk that looks at one outlet every few minutes and keeps its alerts as the store does. */
function desk() {
  let alerts: Alert[] = [];
  let made = 0;
  const told: string[] = [];
  const apply = (change: Change, now: Date) => {
    told.push(change.change === 'resolve' ? change.resolution : change.change);
    if (change.change === 'notice')
      alerts.push({
        ...change.subject,
        id: ++made,
        kind: change.kind,
        outcome: change.outcome,
        noticedAt: now,
        openedAt: null,
        toldAt: null,
        seenAt: null,
        seenBy: null,
        wellSince: null,
        resolvedAt: null,
        resolution: null,
      });
    else if (change.change === 'drop') alerts = alerts.filter(({ id }) => id !== change.id);
    else {
      const alert = alerts.find(({ id }) => id === change.id) as Alert;
      if (change.change === 'open') alert.openedAt = now;
      if (change.change === 'well') alert.wellSince = now;
      if (change.change === 'ill' || change.change === 'again') alert.wellSince = null;
      if (change.change === 'again') Object.assign(alert, { resolvedAt: null, resolution: null });
      if (change.change === 'turn') Object.assign(alert, { kind: change.kind, outcome: change.outcome });
      if (change.change === 'resolve') Object.assign(alert, { resolvedAt: now, resolution: change.resolution });
    }
  };
  return {
    told,
    look(minutes: number, state: Watched['state'] | 'away') {
      const watched: Watched[] = state === 'away' ? [] : [{ outletId: 7, host: null, state, outcome: null }];
      for (const change of review(watched, alerts, at(minutes))) apply(change, at(minutes));
      return told.splice(0);
    },
    get open() {
      return alerts.filter(({ openedAt, resolvedAt }) => openedAt !== null && resolvedAt === null).length;
    },
  };
}

describe('review', () => {
  it('tells once of what lasts, and says that it is over when all has been well for a while', () => {
    const { look } = desk();
    expect(look(0, 'silent')).toEqual(['notice']);
    expect(look(0, 'silent')).toEqual([]);
    expect(look(10, 'silent')).toEqual([]);
    expect(look(25, 'silent')).toEqual(['open']);
    expect(look(30, 'silent')).toEqual([]);
    expect(look(60, 'well')).toEqual(['well']);
    expect(look(120, 'well')).toEqual([]);
    expect(look(190, 'well')).toEqual(['recovered']);
    expect(look(200, 'well')).toEqual([]);
  });

  it('says nothing of what comes and goes', () => {
    const passing = desk();
    const said = Array.from({ length: 30 }, (_, turn) => passing.look(turn * 10, turn % 2 === 0 ? 'broken' : 'well'));
    expect(new Set(said.flat())).toEqual(new Set(['notice', 'drop']));
    const opened = desk();
    opened.look(0, 'broken');
    opened.look(30, 'broken');
    for (let minute = 40; minute < 600; minute += 20) opened.look(minute, minute % 40 === 0 ? 'well' : 'broken');
    expect(opened.open).toBe(1);
  });

  it('goes on with the same alert when it comes back within a day', () => {
    const one = desk();
    for (const minute of [0, 30]) one.look(minute, 'broken');
    for (const minute of [40, 200]) one.look(minute, 'well');
    expect(one.open).toBe(0);
    expect(one.look(300, 'broken')).toEqual(['again']);
    expect(one.open).toBe(1);
  });

  it('waits while it cannot be told', () => {
    const { look } = desk();
    look(0, 'broken');
    expect(look(60, 'unclear')).toEqual([]);
    expect(look(65, 'broken')).toEqual(['open']);
    expect(look(300, 'unclear')).toEqual([]);
  });

  it('is quiet about what a person paused, and about what is no longer there', () => {
    const paused = desk();
    for (const minute of [0, 30]) paused.look(minute, 'broken');
    expect(paused.look(35, 'quiet')).toEqual(['paused']);
    expect(paused.look(40, 'quiet')).toEqual([]);
    const gone = desk();
    for (const minute of [0, 30]) gone.look(minute, 'silent');
    expect(gone.look(35, 'away')).toEqual(['gone']);
  });

  it('turns from silence to worse, which is news to who has seen it', () => {
    const watched: Watched[] = [{ outletId: 7, host: null, state: 'broken', outcome: 'gone' }];
    const alert: Alert = {
      id: 1,
      outletId: 7,
      host: null,
      kind: 'silent',
      outcome: null,
      noticedAt: at(0),
      openedAt: at(20),
      toldAt: at(20),
      seenAt: at(30),
      seenBy: 'An',
      wellSince: null,
      resolvedAt: null,
      resolution: null,
    };
    expect(review(watched, [alert], at(60))).toEqual([
      { change: 'turn', id: 1, kind: 'broken', outcome: 'gone', worse: true },
    ]);
    const back: Watched[] = [{ outletId: 7, host: null, state: 'silent', outcome: null }];
    expect(review(back, [{ ...alert, kind: 'broken' }], at(60))).toMatchObject([{ worse: false }]);
  });
});
