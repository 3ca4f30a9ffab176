import { beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../../test/harness/database.ts';
import { type TestDesk, testDesk, type Visitor } from '../../test/harness/desk.ts';
import { addOutletWithChannel } from '../sources/index.ts';
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
const outlets: number[] = [];
const items = new Map<number, Weavable>();

const report = (name: string, at: number) => happenings[name]?.[at] as Readable;
const weave = async (...given: Weavable[]) => {
  for (const item of given) items.set(item.id, item);
  const readItems = async (ids: readonly number[]) => ids.flatMap((id) => items.get(id) ?? []);
  await openWeaver({ db: database.db, clock: () => now, terms: async () => conceptsOf([]), readItems }).weave(
    given.map(({ id }) => id),
  );
};
const board = async (query = '') => (await editor.get(`/desk/stories${query}`)).text;
const storyIds = async () => (await boardStories(database.db, {}, { limit: 20, offset: 0 })).map(({ id }) => id);

beforeAll(async () => {
  desk = testDesk(database.db, [
    {
      name: 'stories',
      routes: (app) => storiesDesk(app, { db: database.db, clock: () => now, timeZone: 'Asia/Ho_Chi_Minh' }),
      desk: [],
    },
  ]);
  editor = await desk.person('editor');
  for (const [name, cls] of [
    ['Báo Thử Nghiệm', 'domestic-press'],
    ['Cổng Tỉnh Mẫu', 'official'],
    ['The <b>Sample</b> Post', 'foreign-press'],
  ] as const) {
    const { outletId } = await addOutletWithChannel(
      database.db,
      { name, class: cls, origin: 'desk' },
      { url: `https://o${outlets.length}.example/feed` },
    );
    outlets.push(outletId);
  }
});

describe('the board', () => {
  test('says what to do while there are no items', async () => {
    const text = await board();
    expect(text).toContain('No story yet');
    expect(text).toContain('href="/desk/sources"');
  });

  test('shows stories by breadth and freshness, and tells the formula', async () => {
    const [one = 0, two = 0, three = 0] = outlets;
    await weave(
      weavable(1, report('lanterns', 0), one),
      weavable(2, report('lanterns', 1), two, 1),
      weavable(3, report('coffee', 0), one, 6),
      { ...weavable(4, report('bridge', 0), three, 2), title: 'Can Gio <script>alert(1)</script> bridge' },
    );
    const text = await board();
    expect(text.indexOf('Hội An thả 500')).toBeLessThan(text.indexOf('Đắk Lắk xuất lô'));
    expect(text).toContain('3 rows');
    expect(text).toContain('4 items woven');
    expect(text).toContain('plus 12 hours for every doubling');
    expect(text).toContain('&lt;script&gt;');
    expect(text).not.toContain('<script>alert');
  });

  test('is narrowed by its address, whatever that says', async () => {
    expect(await board('?lang=en')).toContain('1 row');
    expect(await board('?class=official')).toContain('Hội An thả 500');
    expect(await board('?class=official')).not.toContain('Can Gio');
    expect(await board('?q=dak+lak')).toContain('1 row');
    expect(await board('?shared=1')).toContain('1 row');
    expect(await board('?q=nowhere')).toContain('No story fits these filters');
    expect((await editor.get('/desk/stories?page=-9&days=x&lang=%00&class=%27')).status).toBe(200);
  });

  test('is for people who are signed in; only editors of the national desk may change it', async () => {
    expect((await desk.visitor().get('/desk/stories')).status).toBe(302);
    const analyst = await desk.person('analyst');
    const [id] = await storyIds();
    expect((await analyst.get(`/desk/stories/${id}`)).text).not.toContain('/split');
    for (const [path, form] of [
      ['split', { item: '1' }],
      ['merge', { other: '1' }],
      ['mark', { deed: 'pin' }],
    ] as const)
      expect((await analyst.post(`/desk/stories/${id}/${path}`, form)).status).toBe(403);
    const province = await desk.person('editor', 'province');
    expect((await province.post(`/desk/stories/${id}/mark`, { deed: 'mute' })).status).toBe(403);
  });
});

describe('a story', () => {
  test('tells who said what when, why items are together, and leads to an article', async () => {
    const [id] = await storyIds();
    const { text } = await editor.get(`/desk/stories/${id}`);
    expect(text).toContain('Báo Thử Nghiệm');
    expect(text).toContain('Cổng Tỉnh Mẫu');
    expect(text).toContain('Official');
    expect(text).toMatch(/likeness \d+ %.*same person \(Trần Thị Hoài Phương\).*numbers \(.*500.*1 hour apart/);
    expect(text).toContain(`/desk/articles/new?story=${id}`);
    expect(text).toContain('Side by side');
    expect((await editor.get('/desk/stories/999999')).status).toBe(404);
    expect((await editor.get('/desk/stories/99999999999999999999')).status).toBe(404);
  });

  test('is split, which is undone on its page', async () => {
    const [id] = await storyIds();
    const split = await editor.post(`/desk/stories/${id}/split`, { item: '2' });
    expect(split.status).toBe(303);
    const { text } = await editor.get(split.location ?? '');
    expect(text).toContain('A new story was begun');
    expect(text).toContain('Sông Hoài lung linh');
    const undo = /\/desk\/stories\/decisions\/\d+\/undo/.exec(text)?.[0] ?? '';
    const undone = await editor.post(undo);
    expect(undone.location).toContain(`/desk/stories/${id}`);
    expect((await editor.get(`/desk/stories/${id}`)).text).toContain('Undone by editor 1');
    expect((await editor.get(new URL(split.location ?? '', 'http://x').pathname)).location).toBe(`/desk/stories/${id}`);
  });

  test('takes another one in by its number or address, whose own address leads here', async () => {
    const [id, other] = await storyIds();
    const merged = await editor.post(`/desk/stories/${id}/merge`, { other: `http://cuaso.test/desk/stories/${other}` });
    expect(merged.status).toBe(303);
    expect((await editor.get(`/desk/stories/${other}`)).location).toBe(`/desk/stories/${id}`);
  });

  test('a decision that does not fit changes nothing and says why', async () => {
    const [id] = await storyIds();
    const all = await editor.post(`/desk/stories/${id}/split`);
    expect(all.status).toBe(422);
    expect(all.text).toContain('No item was chosen');
    expect((await editor.post(`/desk/stories/${id}/merge`, { other: 'x' })).text).toContain(
      'there is none with this number',
    );
    expect((await editor.post(`/desk/stories/${id}/mark`, { deed: 'burn' })).status).toBe(404);
  });

  test('who decides after somebody else is shown that first, and may decide again', async () => {
    const [id] = await storyIds();
    const page = (await editor.get(`/desk/stories/${id}`)).text;
    const seen = /name="seen" value="(\d+)"/.exec(page)?.[1] ?? '';
    const other = await desk.person('editor');
    expect((await other.post(`/desk/stories/${id}/mark`, { deed: 'pin', seen })).status).toBe(303);
    const late = await editor.post(`/desk/stories/${id}/mark`, { deed: 'mute', seen });
    expect(late.status).toBe(409);
    expect(late.text).toContain('Somebody else decided');
    expect(late.text).toContain('Pinned');
    const again = /name="seen" value="(\d+)"/.exec(late.text)?.[1] ?? '';
    expect((await editor.post(`/desk/stories/${id}/mark`, { deed: 'unpin', seen: again })).status).toBe(303);
  });

  test('is pinned and muted', async () => {
    const last = (await storyIds()).at(-1);
    await editor.post(`/desk/stories/${last}/mark`, { deed: 'pin' });
    expect((await storyIds())[0]).toBe(last);
    await editor.post(`/desk/stories/${last}/mark`, { deed: 'mute' });
    expect(await storyIds()).not.toContain(last);
    expect(await board('?muted=1')).toContain('Pinned');
  });
});
