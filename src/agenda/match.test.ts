import { describe, expect, it } from 'vitest';
import { anEvent } from './event.fixtures.ts';
import { eventMatcher, type Told } from './match.ts';

const told = (title: string, text = '', day = '2026-12-08'): Told => ({ title, text, day });
const found = (events: Parameters<typeof eventMatcher>[0], ...all: Told[]) =>
  eventMatcher(events)(all).map(({ eventId, evidence }) => ({ eventId, ...evidence }));

describe('a story is about an event', () => {
  it('when a title names it, in any language and case', () => {
    expect(found([anEvent()], told('Leaders arrive for the green river summit'))).toMatchObject([
      { eventId: 1, words: 'green river summit', titles: 1, of: 1, days: -2 },
    ]);
    expect(found([anEvent()], told('Khai mạc Hội nghị Sông Lục', '', '2026-12-10'))).toMatchObject([{ days: 0 }]);
  });

  it('however the commas are set', () => {
    const event = anEvent({ names: { en: 'Rivers, Lakes: a Week of Water' } });
    expect(found([event], told('Rivers, lakes – a week of water opens'))).toHaveLength(1);
  });

  it('when an alias does', () => {
    const event = anEvent({ aliases: { en: ['GRS-2026'] } });
    expect(found([event], told('What GRS-2026 will bring'))).toHaveLength(1);
  });

  it('not when a single text mentions it in passing, but when a third of them do', () => {
    const passing = told('Rice prices rise', 'Traders wait for the Green River Summit.');
    expect(found([anEvent()], passing)).toEqual([]);
    expect(found([anEvent()], passing, passing, told('Rice'), told('Rice'))).toEqual([]);
    const again = told('Rice exports', 'Ahead of the Green River Summit, exports grew.');
    expect(found([anEvent()], passing, again, told('Rice'), told('Rice'))).toMatchObject([{ texts: 2, of: 4 }]);
  });

  it('not when the words stand in other words, or when the name is too short to name anything', () => {
    expect(found([anEvent()], told('The Green Riverside Summit'))).toEqual([]);
    expect(found([anEvent({ names: { en: 'Tet' } })], told('Tet is near'))).toEqual([]);
    expect(found([anEvent({ names: { en: 'Summit' } })], told('Summit of the year'))).toEqual([]);
  });

  it('not half a year away, nor when it was called off', () => {
    expect(found([anEvent()], told('Green River Summit', '', '2026-06-01'))).toEqual([]);
    expect(found([anEvent()], told('Green River Summit', '', '2027-03-01'))).toEqual([]);
    expect(found([anEvent({ cancelled: true })], told('Green River Summit'))).toEqual([]);
  });

  it('of two of one name the nearer in time; both, when they are as near', () => {
    const next = anEvent({ id: 2, firstDay: '2027-02-10', lastDay: '2027-02-12' });
    expect(
      found([anEvent(), next], told('Green River Summit ends', '', '2026-12-20')).map(({ eventId }) => eventId),
    ).toEqual([1]);
    expect(
      found([anEvent(), next], told('Green River Summit nears', '', '2027-02-01')).map(({ eventId }) => eventId),
    ).toEqual([2]);
    const twin = anEvent({ id: 3 });
    expect(found([anEvent(), twin], told('Green River Summit')).map(({ eventId }) => eventId)).toEqual([1, 3]);
  });
});
