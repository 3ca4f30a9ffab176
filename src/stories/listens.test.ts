import { beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../../test/harness/database.ts';
import { type TestDesk, testDesk, type Visitor } from '../../test/harness/desk.ts';
import { agenda, linksOfSubject } from '../agenda/index.ts';
import { packageRoot } from '../platform/index.ts';
import { openPack } from '../platform/pack.ts';
import { addOutletWithChannel } from '../sources/index.ts';
import { storyEvents } from './agenda.ts';
import { conceptsOf } from './concepts.ts';
import { storiesDesk } from './desk.tsx';
import { happenings, weavable } from './fixtures.ts';
import { boardStories } from './store/stories.ts';
import type { Readable } from './strand.ts';
import { openWeaver, type Weavable } from './weaver.ts';

const database = testDatabase();
const now = new Date('2026-12-05T12:00:00Z');
let desk: TestDesk;
let editor: Visitor;
let story = 0;
let title = '';

const hear = async (event: string, payload: object) => {
  const listener = storyEvents({ db: database.db, clock: () => now }).find((each) => each.event === event);
  await listener?.handle(payload);
};
const links = async () =>
  (await linksOfSubject(database.db, `story:${story}`)).map(({ eventId, judged, mentions }) => ({
    eventId,
    judged,
    mentions,
  }));

beforeAll(async () => {
  const { db } = database;
  const clock = () => now;
  const parts = {
    db,
    clock,
    pack: openPack(`${packageRoot}/country/vn`),
    zone: 'Asia/Ho_Chi_Minh',
    langs: ['vi', 'en'],
    country: 'VN',
  };
  desk = testDesk(db, [
    agenda(parts),
    { name: 'stories', routes: (app) => storiesDesk(app, { db, clock, timeZone: 'Asia/Ho_Chi_Minh' }), desk: [] },
  ]);
  editor = await desk.person('editor');
  const items: Weavable[] = [];
  for (const [place, given] of (happenings.lanterns ?? []).entries()) {
    const { outletId } = await addOutletWithChannel(
      db,
      { name: `Outlet ${place}`, class: place === 0 ? 'official' : 'foreign-press', origin: 'desk' },
      { url: `https://o${place}.example/feed` },
    );
    items.push(weavable(place + 1, given as Readable, outletId, place));
  }
  const readItems = async (ids: readonly number[]) => items.filter(({ id }) => ids.includes(id));
  await openWeaver({ db, clock, terms: async () => conceptsOf([]), readItems }).weave(items.map(({ id }) => id));
  const [first] = await boardStories(db, {}, { limit: 1, offset: 0 });
  story = first?.id ?? 0;
  title = first?.titles[first.titleLang] ?? '';
});

describe('a story', () => {
  let event = 0;

  test('hangs on an event that is put on the agenda after it, and on none that has another name', async () => {
    expect(title.length).toBeGreaterThan(10);
    await hear('story.changed', { storyId: story });
    expect(await links()).toEqual([]);
    const form = { 'name.en': title, firstDay: '2026-12-06', lastDay: '', weight: '3' };
    const { location } = await editor.post('/desk/agenda/new', form);
    event = Number(/(\d+)\?/.exec(location ?? '')?.[1]);
    await hear('agenda.changed', { eventId: event });
    await hear('agenda.changed', { eventId: event });
    const [link] = await links();
    expect(link).toMatchObject({ eventId: event, judged: null });
    expect(link?.mentions).toBeGreaterThan(0);
    expect((await editor.get(`/desk/stories/${story}`)).text).toContain(`href="/desk/agenda/${event}"`);
  });

  test('is taken off by a person for good, and leaves it when the event is renamed', async () => {
    await editor.post(`/desk/stories/${story}/events`, { event: `${event}`, judged: 'no' });
    await hear('story.changed', { storyId: story });
    expect(await links()).toEqual([{ eventId: event, judged: 'no', mentions: 0 }]);
    await editor.post(`/desk/stories/${story}/events`, { event: `/desk/agenda/${event}`, judged: 'yes' });
    expect((await links())[0]).toMatchObject({ judged: 'yes' });
    expect((await links())[0]?.mentions).toBeGreaterThan(0);
  });

  test('stands higher for what the foreign press makes of it, and higher still in a language that its event wants', async () => {
    const rank = async () => (await boardStories(database.db, {}, { limit: 1, offset: 0 }))[0]?.rank ?? 0;
    const wanting = (langs: string) =>
      editor.post(`/desk/agenda/${event}/edit`, { 'name.en': title, firstDay: '2026-12-06', weight: '3', langs });
    await wanting('ja');
    await hear('story.changed', { storyId: story });
    const plain = await rank();
    await wanting('vi');
    await hear('story.changed', { storyId: story });
    // One foreign outlet tells it, in Vietnamese.
    expect((await rank()) - plain).toBeCloseTo(4 * Math.log2(3 / 2), 6);
  });

  test('cannot be attached to what is not there', async () => {
    const { location } = await editor.post(`/desk/stories/${story}/events`, { event: '999999' });
    expect(location).toContain('stories.done.no-event');
  });
});
