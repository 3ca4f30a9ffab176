import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../../test/harness/database.ts';
import type { TestDesk, Visitor } from '../../../test/harness/desk.ts';
import { testIngest } from '../../../test/harness/ingest.ts';
import { publicUrl, sourcesDesk } from '../../../test/harness/sources-desk.ts';
import { addOutletWithChannel } from '../../sources/index.ts';
import { releaseHeld } from './release.ts';

const test = testDatabase();
const house = testIngest(test);
let desk: TestDesk;
let editor: Visitor;
let channelId = 0;
let token = '';

beforeAll(async () => {
  desk = await sourcesDesk(test.db, house);
  editor = await desk.person('editor');
  const outlet = { name: 'Cổng tỉnh thử', class: 'official', origin: 'desk' } as const;
  const url = 'https://cong.example/rss';
  const { outletId } = await addOutletWithChannel(test.db, outlet, { url, state: 'paused' });
  const begun = await editor.post(`/desk/sources/outlets/${outletId}/push`);
  channelId = Number(/channels\/(\d+)\/push/.exec(begun.location ?? '')?.[1]);
  token =
    /cspush_[\w-]{43}/.exec((await editor.post(`/desk/sources/channels/${channelId}/push/tokens`)).text)?.[0] ?? '';
});
afterAll(() => house.close());

const inHours = (hours: number) => new Date(house.clock().getTime() + hours * 3_600_000).toISOString();
const own = (id: string, more: Record<string, unknown> = {}) => ({
  id,
  title: `Thông báo ${id}`,
  content_html: `<p>Nội dung của thông báo ${id}.</p>`,
  language: 'vi',
  date_published: '2026-11-23T06:00:00Z',
  ...more,
});

/** Sends items and gives what became of each. */
async function push(...items: unknown[]): Promise<string[]> {
  const response = await desk.app.request(`${publicUrl}/api/push/${channelId}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ items }),
  });
  const answer: { items?: { id: string; result: string }[] } = JSON.parse(await response.text());
  return (answer.items ?? []).map(({ id, result }) => `${id} ${result}`);
}
const stored = async (about: string) =>
  (await house.rows(channelId)).filter(({ title }) => title.includes(about)).map(({ title }) => title);

describe('what is pushed under an embargo', () => {
  it('is held, shown to nobody, and comes out when the embargo ends', async () => {
    expect(await push(own('a', { embargoed_until: inHours(2) }), own('b'))).toEqual(['a held', 'b created']);
    expect(await stored(' a')).toEqual([]);
    expect((await editor.get(`/desk/sources/channels/${channelId}/push`)).text).toContain('1 item waits for the end');
    expect(await releaseHeld(house.deps())).toBe(0);
    house.wait(121);
    expect(await releaseHeld(house.deps())).toBe(1);
    const [row] = (await house.rows(channelId)).filter(({ title }) => title.endsWith(' a'));
    expect(row).toMatchObject({
      origin: 'channel',
      published: new Date('2026-11-23T06:00:00Z'),
      text: 'Nội dung của thông báo a.',
    });
    expect(await house.lastVisit(channelId)).toMatchObject({ cause: 'push', fresh: 1 });
    expect(await releaseHeld(house.deps())).toBe(0);
    expect(await push(own('a'))).toEqual(['a unchanged']);
  });

  it('follows the latest word of its sender', async () => {
    const until = inHours(2);
    const v = (version: number, more: object = {}) =>
      own('c', { version, title: `Thông báo c${version}`, embargoed_until: until, ...more });
    expect(await push(v(2))).toEqual(['c held']);
    expect(await push(v(1))).toEqual(['c stale']);
    expect(await push(v(3))).toEqual(['c held']);
    // The same state with its embargo lifted.
    expect(await push(v(3, { embargoed_until: undefined }))).toEqual(['c created']);
    expect(await push(own('d', { embargoed_until: until }))).toEqual(['d held']);
    expect(await push({ id: 'd', status: 'canceled' })).toEqual(['d withdrawn']);
    house.wait(121);
    expect(await releaseHeld(house.deps())).toBe(0);
    expect([await stored(' c'), await stored(' d')]).toEqual([['Thông báo c3'], []]);
  });

  it('counts its state from when it came out', async () => {
    await push(own('e', { version: 5, embargoed_until: inHours(1) }));
    house.wait(61);
    await releaseHeld(house.deps());
    expect(await push(own('e', { version: 4, title: 'Thông báo e cũ' }))).toEqual(['e stale']);
  });

  it('waits while the channel is paused', async () => {
    await push(own('f', { embargoed_until: inHours(1) }));
    await editor.post(`/desk/sources/channels/${channelId}/state`, { state: 'paused' });
    house.wait(61);
    expect(await releaseHeld(house.deps())).toBe(0);
    await editor.post(`/desk/sources/channels/${channelId}/state`, { state: 'active' });
    expect(await releaseHeld(house.deps())).toBe(1);
  });

  it('is refused beyond a year, and beyond a thousand items', async () => {
    expect(await push(own('g', { embargoed_until: inHours(24 * 400) }))).toEqual(['g refused']);
    const until = inHours(5);
    const results: string[] = [];
    for (let n = 0; n < 6; n++)
      results.push(
        ...(await push(...Array.from({ length: 200 }, (_, k) => own(`m${n * 200 + k}`, { embargoed_until: until })))),
      );
    expect(results.filter((result) => result.endsWith('held'))).toHaveLength(1_000);
    expect(results.filter((result) => result.endsWith('refused'))).toHaveLength(200);
    house.wait(301);
    expect(await releaseHeld(house.deps())).toBe(1_000);
    expect(await stored(' m')).toHaveLength(1_000);
  });
});
