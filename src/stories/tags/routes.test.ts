import { beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../../../test/harness/database.ts';
import { type TestDesk, testDesk, type Visitor } from '../../../test/harness/desk.ts';
import { agenda } from '../../agenda/index.ts';
import { places } from '../../places/index.ts';
import { packageRoot } from '../../platform/index.ts';
import { openPack } from '../../platform/pack.ts';
import { addOutletWithChannel } from '../../sources/index.ts';
import { storiesApi } from '../api.ts';
import { conceptsOf } from '../concepts.ts';
import { storiesDesk } from '../desk.tsx';
import { weavable } from '../fixtures.ts';
import { followingRoutes } from '../following.tsx';
import { boardStories, storyById } from '../store/stories.ts';
import { openWeaver, type Weavable } from '../weaver.ts';
import { openRegistry } from './registry.ts';
import { openTagging } from './tagging.ts';

const database = testDatabase();
const pack = openPack(`${packageRoot}/country/vn`);
const now = new Date('2026-12-05T12:00:00Z');
const clock = () => now;
let desk: TestDesk;
let editor: Visitor;
let story = 0;
const items = new Map<number, Weavable>();

const arrive = async (...given: Weavable[]) => {
  for (const item of given) items.set(item.id, item);
  const readItems = async (ids: readonly number[]) => ids.flatMap((id) => items.get(id) ?? []);
  const ids = given.map(({ id }) => id);
  const { db } = database;
  await openWeaver({ db, clock, terms: async () => conceptsOf([]), readItems }).weave(ids);
  await openTagging({ db, clock, pack, zone: 'Asia/Ho_Chi_Minh', readItems }).tag(ids);
};
const page = async (id = story) => (await editor.get(`/desk/stories/${id}`)).text;
const tags = async () => (await storyById(database.db, story))?.tags ?? [];
const say = (form: Record<string, string>, who = editor) => who.post(`/desk/stories/${story}/tags`, form);
const board = async (query: string, who = editor) => (await who.get(`/desk/stories?${query}`)).text;

beforeAll(async () => {
  const { db } = database;
  await places({ db, pack }).seeds?.();
  const home = { country: 'VN', language: 'vi', names: { vi: 'Việt Nam' }, timeZone: 'Asia/Ho_Chi_Minh' };
  desk = testDesk(db, [
    agenda({ db, clock, pack, zone: 'Asia/Ho_Chi_Minh', langs: ['vi', 'en'], country: 'VN' }),
    {
      name: 'stories',
      routes(app) {
        storiesDesk(app, { db, clock, timeZone: home.timeZone, registry: openRegistry(db, pack) });
        followingRoutes(app, { db, clock, home });
        storiesApi(app, { db, clock });
      },
      desk: [],
    },
  ]);
  editor = await desk.person('editor');
  const { outletId } = await addOutletWithChannel(
    db,
    { name: 'Cổng <i>Mẫu</i>', class: 'official', origin: 'desk' },
    { url: 'https://o.example/feed' },
  );
  const text = 'Bộ Ngoại giao và ông Nguyễn Văn Mẫu giới thiệu cao nguyên đá Đồng Văn ở Hà Giang với khách quốc tế.';
  await arrive(
    weavable(1, { lang: 'vi', title: 'Hà Giang giới thiệu cao nguyên đá', summary: '', text }, outletId),
    weavable(2, { lang: 'en', title: 'Ca Mau exports shrimp to Rotterdam', summary: '', text: '' }, outletId, 1),
  );
  const [first, second] = await boardStories(db, {}, { limit: 5, offset: 0 });
  story = (first?.titles.vi ? first : second)?.id ?? 0;
});

describe('the page of a story', () => {
  test('says what it is about, then and now, with the words, and leads to the board', async () => {
    const text = await page();
    expect(text).toContain('Ha Giang (now part of Tuyen Quang)');
    expect(text).toContain('href="/desk/stories?place=ha-giang"');
    expect(text).toContain('Dong Van Karst Plateau UNESCO Global Geopark');
    expect(text).toContain('Global Geopark · 2010');
    expect(text).toContain('Ministry of Foreign Affairs');
    expect(text).toContain('href="/desk/stories?tag=person%3Anguyen-van-mau"');
    expect(text).toMatch(/“<bdi lang="vi">cao nguyên đá Đồng Văn<\/bdi>” \(text\)/);
    expect(text).toContain('href="/desk/items/1"');
    expect(text).not.toContain('<i>Mẫu');
  });

  test('lets editors of the national desk correct it, and nobody else', async () => {
    for (const who of [await desk.person('analyst'), await desk.person('editor', 'province')]) {
      expect((await who.get(`/desk/stories/${story}`)).text).not.toContain(`/desk/stories/${story}/tags`);
      expect((await say({ tag: 'org:vn-0012', judged: 'no' }, who)).status).toBe(403);
    }
    expect((await say({ tag: 'org:vn-0012', judged: 'no' }, desk.visitor())).status).toBe(401);
    expect(await tags()).toContain('org:vn-0012');
  });

  test('shows what was taken off and by whom, and takes it back', async () => {
    const off = await say({ tag: 'org:vn-0012', judged: 'no', seen: '0' });
    expect(off.location).toContain('done=stories.done.tag-no');
    expect(await tags()).not.toContain('org:vn-0012');
    expect(await page()).toContain('editor 1 took it off');
    await say({ tag: 'org:vn-0012', judged: 'undo' });
    expect(await tags()).toContain('org:vn-0012');
    expect(await page()).not.toContain('took it off');
  });

  test('shows the second of two editors first what the other said', async () => {
    const other = await desk.person('editor');
    const form = /name="tag" value="title:gg-dongvan"\/?><input type="hidden" name="seen" value="(\d+)"/;
    const seen = form.exec(await page())?.[1] ?? 'none';
    await say({ tag: 'title:gg-dongvan', judged: 'no', seen }, other);
    const late = await say({ tag: 'title:gg-dongvan', judged: 'no', seen });
    expect(late.status).toBe(409);
    expect(late.text).toContain('Somebody else corrected this');
    expect(late.text).toContain('took it off');
    await say({ tag: 'title:gg-dongvan', judged: 'undo' });
  });

  test('takes a place or title from the list, an organisation or person by name', async () => {
    await say({ tag: 'place:96@2025-07-01', judged: 'yes' });
    await say({ tag: 'title:wh-hoian', judged: 'yes' });
    await say({ kind: 'organisation', name: 'ministry of justice', judged: 'yes' });
    await say({ kind: 'organisation', name: 'Hội Gốm Mẫu', judged: 'yes' });
    await say({ kind: 'person', name: 'Trần Thị Ví Dụ', judged: 'yes' });
    expect(await tags()).toEqual(
      expect.arrayContaining([
        'place:96@2025-07-01',
        'title:wh-hoian',
        'org:vn-0013',
        'org:by-name-hoi-gom-mau',
        'person:tran-thi-vi-du',
      ]),
    );
    const text = await page();
    expect(text).toContain('Hội Gốm Mẫu');
    expect(text).toContain('Trần Thị Ví Dụ');
    expect(text).toContain('editor 1 says so');
    const named = await board('tag=org:by-name-hoi-gom-mau');
    expect(named).toContain('1 row');
    expect(named).toContain('Organisation: Hội Gốm Mẫu');
  });

  test('refuses what there is not, and hurts at nothing that a form may say', async () => {
    const before = await tags();
    for (const form of [
      { tag: 'place:00@2000-01-01', judged: 'yes' },
      { tag: 'title:none', judged: 'yes' },
      { tag: 'nonsense', judged: 'maybe' },
      { kind: 'person', name: ' \u200b ', judged: 'yes' },
      { kind: 'person', name: '!!!', judged: 'yes' },
      { tag: 'place:96@2025-07-01', item: '999999', judged: 'no' },
      {},
    ] as Record<string, string>[]) {
      const answer = await say(form);
      expect([303, answer.location]).toEqual([answer.status, expect.stringContaining('stories.done.no-tag')]);
    }
    expect((await editor.post('/desk/stories/999999/tags', { tag: 'title:wh-hoian' })).status).toBe(404);
    const long = await say({ kind: 'person', name: `Trần ${'x'.repeat(5_000)}`, judged: 'yes' });
    expect(long.status).toBe(303);
    expect(await tags()).toEqual(before);
  });
});

describe('the board', () => {
  test('is narrowed by a place of today or of then, and names it', async () => {
    for (const slug of ['ha-giang', 'tuyen-quang']) {
      const text = await board(`place=${slug}`);
      expect(text).toContain('1 row');
      expect(text).toContain('Hà Giang giới thiệu');
      expect(text).toContain(slug === 'ha-giang' ? 'Ha Giang (now part of Tuyen Quang)' : 'Tuyen Quang');
    }
    expect(await board('place=nowhere')).toContain('No story fits these filters');
    expect(await board('')).toContain('2 rows');
  });

  test('shows where a story is', async () => {
    expect(await board('lang=en')).toMatch(/<td[^>]*data-label="Place"[^>]*>Ca Mau<|>Ca Mau</);
  });

  test('is narrowed by a tag that its filters keep and that can be removed', async () => {
    const text = await board('tag=person:nguyen-van-mau&lang=vi');
    expect(text).toContain('1 row');
    expect(text).toContain('Person: Nguyễn Văn Mẫu');
    expect(text).toContain('<input type="hidden" name="tag" value="person:nguyen-van-mau"');
    expect(text).toContain('href="/desk/stories?lang=vi"');
    expect(await board('tag=org:vn-0012&place=ca-mau')).toContain('1 row');
    expect(await board('tag=%27);drop&event=x&place=%00')).toContain('2 rows');
  });

  test('is narrowed by an event of the agenda', async () => {
    const form = { 'name.en': 'Stone plateau days', firstDay: '2026-12-06', lastDay: '', weight: '3' };
    const { location } = await editor.post('/desk/agenda/new', form);
    const event = /(\d+)\?/.exec(location ?? '')?.[1] ?? '';
    expect(await board(`event=${event}`)).toContain('No story fits these filters');
    await editor.post(`/desk/stories/${story}/events`, { event, judged: 'yes' });
    const text = await board(`event=${event}`);
    expect(text).toContain('1 row');
    expect(text).toContain('Event: Stone plateau days');
    await editor.post(`/desk/stories/${story}/events`, { event, judged: 'no' });
    expect(await board(`event=${event}`)).toContain('No story fits these filters');
  });

  test('is kept so as a view, and given so to programs', async () => {
    await editor.post('/desk/stories/saved', { name: 'Hà Giang', place: 'ha-giang', alerts: '1' });
    expect(await board('')).toContain('href="/desk/stories?place=ha-giang"');
    const { text } = await editor.get('/desk/api/stories?place=tuyen-quang');
    expect(JSON.parse(text)).toMatchObject({ count: 1, stories: [{ id: story }] });
    expect(JSON.parse(text).stories[0].tags).toContain('place:02@2008-08-01');
    const described = (await editor.get('/desk/api/stories/openapi.json')).text;
    for (const name of ['place', 'event', 'tag']) expect(described).toContain(`"name":"${name}"`);
  });
});
