import { beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../../test/harness/database.ts';
import { type TestDesk, testDesk, type Visitor } from '../../test/harness/desk.ts';
import { addOutletWithChannel } from '../sources/index.ts';
import { tellAlerts } from './alerts.ts';
import { storiesApi } from './api.ts';
import { conceptsOf } from './concepts.ts';
import { storiesDesk } from './desk.tsx';
import { happenings, weavable } from './fixtures.ts';
import { followingRoutes } from './following.tsx';
import { liveRoutes } from './live.ts';
import { boardStories } from './store/stories.ts';
import type { Readable } from './strand.ts';
import { openWeaver, type Weavable } from './weaver.ts';

const database = testDatabase();
let now = new Date('2026-12-05T12:00:00Z');
const clock = () => now;
const home = { country: 'VN', language: 'vi', names: { vi: 'Việt Nam', en: 'Viet Nam' }, timeZone: 'Asia/Ho_Chi_Minh' };
let desk: TestDesk;
let editor: Visitor;
const outlets: Record<string, number> = {};
const items = new Map<number, Weavable>();

const report = (name: string, at: number) => happenings[name]?.[at] as Readable;
const weave = async (...given: Weavable[]) => {
  for (const item of given) items.set(item.id, item);
  const readItems = async (ids: readonly number[]) => ids.flatMap((id) => items.get(id) ?? []);
  await openWeaver({ db: database.db, clock, terms: async () => conceptsOf([]), readItems }).weave(
    given.map(({ id }) => id),
  );
};
const outlet = (name: string) => outlets[name] ?? 0;
const json = async (path: string) => JSON.parse((await editor.get(path)).text);

beforeAll(async () => {
  const { db } = database;
  desk = testDesk(db, [
    {
      name: 'stories',
      routes(app) {
        storiesDesk(app, { db, clock, timeZone: 'Asia/Ho_Chi_Minh' });
        followingRoutes(app, { db, clock, home });
        liveRoutes(app, { db });
        storiesApi(app, { db, clock });
      },
      desk: [],
    },
  ]);
  editor = await desk.person('editor');
  for (const cls of ['official', 'domestic-press', 'foreign-press'] as const) {
    const added = await addOutletWithChannel(
      db,
      { name: `The ${cls}`, class: cls, origin: 'desk' },
      { url: `https://${cls}.example/feed` },
    );
    outlets[cls] = added.outletId;
  }
});

describe('the stories for programs', () => {
  test('are the board, and one with its items; what is not there is told as a problem', async () => {
    await weave(
      weavable(1, report('lanterns', 0), outlet('official')),
      weavable(2, report('lanterns', 1), outlet('domestic-press'), 1),
    );
    const { count, stories } = await json('/desk/api/stories?shared=1');
    expect(count).toBe(1);
    expect(stories[0]).toMatchObject({ items: 2, outlets: [outlet('official'), outlet('domestic-press')] });
    const one = await json(`/desk/api/stories/${stories[0].id}`);
    expect(one.items.map(({ id }: { id: number }) => id)).toEqual([1, 2]);
    expect(one.items[0].outlet).toEqual({ id: outlet('official'), name: 'The official', class: 'official' });
    const none = await editor.get('/desk/api/stories/999999');
    expect([none.status, none.headers.get('content-type')]).toEqual([404, 'application/problem+json']);
    expect((await json('/desk/api/stories?shared=1&q=nothing+like+it')).stories).toEqual([]);
  });

  test('are described by OpenAPI as they are', async () => {
    const { paths } = await json('/desk/api/stories/openapi.json');
    expect(Object.keys(paths)).toEqual(['/desk/api/stories', '/desk/api/stories/{id}']);
    const shape = paths['/desk/api/stories'].get.responses[200].content['application/json'].schema;
    const { stories } = await json('/desk/api/stories');
    const described = JSON.stringify(shape);
    for (const field of Object.keys(stories[0])) expect(described).toContain(`"${field}"`);
  });
});

describe('a view that is kept', () => {
  test('tells of what comes up in it after it was kept, once, until it was seen', async () => {
    const alerts = async () => (await editor.get('/desk/stories/alerts')).text;
    expect(await alerts()).toContain('No alert');
    await editor.post('/desk/stories/saved', { name: 'Told twice', shared: '1', alerts: '1' });
    await tellAlerts({ db: database.db, clock });
    expect(await alerts()).toContain('Told twice');
    const before = await tellAlerts({ db: database.db, clock });

    now = new Date('2026-12-05T13:00:00Z');
    const name =
      Object.keys(happenings).find((each) => each !== 'lanterns' && (happenings[each]?.length ?? 0) >= 2) ?? '';
    await weave(weavable(11, report(name, 0), outlet('official')));
    expect([before, await tellAlerts({ db: database.db, clock })]).toEqual([0, 0]);
    await weave(weavable(12, report(name, 1), outlet('domestic-press'), 1));
    now = new Date('2026-12-05T13:00:30Z');
    expect(await tellAlerts({ db: database.db, clock })).toBe(1);
    expect(await tellAlerts({ db: database.db, clock })).toBe(0);
    expect(await alerts()).toContain('>New<');
    const count = /Told twice<span class="tab-count"> (\d+)</.exec((await editor.get('/desk/stories')).text)?.[1];
    expect(count).toBe('1');

    const other = await desk.person('analyst');
    expect((await other.get('/desk/stories/alerts')).text).not.toContain('Told twice');
    await other.post('/desk/stories/alerts');
    expect(await alerts()).toContain('>New<');
    await editor.post('/desk/stories/alerts');
    expect(await alerts()).not.toContain('tag-gold');
  });

  test('needs a name, is replaced under the same one, and is forgotten by its owner alone', async () => {
    expect((await editor.post('/desk/stories/saved', { name: '  ', shared: '1' })).location).toContain('no-name');
    await editor.post('/desk/stories/saved', { name: 'Told twice', days: '3' });
    const page = (await editor.get('/desk/stories/alerts')).text;
    expect(page).toContain('/desk/stories?days=3');
    expect(page).not.toContain('/desk/stories?shared=1');
    const forget = /action="(\/desk\/stories\/saved\/\d+\/forget)"/.exec(page)?.[1] ?? '';
    await (await desk.person('editor')).post(forget);
    expect((await editor.get('/desk/stories/alerts')).text).toContain(forget);
    await editor.post(forget);
    expect((await editor.get('/desk/stories/alerts')).text).not.toContain(forget);
  });
});

describe('seen from abroad', () => {
  test('is what the foreign press writes of the country, and whether it is told at home', async () => {
    expect((await editor.get('/desk/stories/abroad')).text).toContain('Nothing from abroad');
    const base = report('lanterns', 0);
    const abroad = (title: string, text: string): Readable => ({ ...base, title, summary: text, text, lang: 'en' });
    await weave(
      weavable(
        21,
        abroad(
          'Vietnam opens a seed bank in the hills',
          'Vietnam opened a seed bank on Friday, the ministry of a far country said.',
        ),
        outlet('foreign-press'),
      ),
      weavable(
        22,
        abroad('A bakery in a far harbour wins a prize', 'The bakery sells rye bread with caraway to sailors.'),
        outlet('foreign-press'),
      ),
    );
    const page = (await editor.get('/desk/stories/abroad?days=30')).text;
    expect(page).toContain('Vietnam opens a seed bank');
    expect(page).toContain('not told at home');
    expect(page).toContain('kind=inbound');
    expect(page).not.toContain('bakery');
    expect((await editor.get('/desk/stories/abroad?days=30&lang=fr')).text).toContain('Nothing from abroad');
  });
});

describe('the live board', () => {
  test('tells its version at once, and the next one when a story changes', async () => {
    const page = (await editor.get('/desk/stories')).text;
    const shown = /data-version="([^"]+)"/.exec(page)?.[1];
    const stream = await editor.stream('/desk/stories/live');
    const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
    let heard = '';
    const until = async (pattern: RegExp) => {
      while (!pattern.test(heard)) heard += (await reader?.read())?.value ?? '';
    };
    await until(/data: [\d-]+\n/);
    expect(heard).toContain(`data: ${shown}`);
    const [story] = await boardStories(database.db, {}, { limit: 1, offset: 0 });
    await editor.post(`/desk/stories/${story?.id}/mark`, { deed: 'pin' });
    heard = '';
    await until(/event: version/);
    expect(heard).not.toContain(`data: ${shown}\n`);
    await reader?.cancel();
  });
});
