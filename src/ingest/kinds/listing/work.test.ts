import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testDatabase } from '../../../../test/harness/database.ts';
import { identify } from '../../../language/index.ts';
import { safeFetch } from '../../../platform/fetch/fetch.ts';
import { addOutletWithChannel, channelById } from '../../../sources/index.ts';
import { openLanes } from '../../lanes.ts';
import { runDueChannels } from '../../pass.ts';
import { latestItems } from '../../store/read.ts';
import type { Deps } from '../../visit.ts';

const test = testDatabase();
const fetch = safeFetch({ allow: ['127.0.0.0/8'], userAgent: 'cuaso-test' });
let now = new Date('2026-11-24T02:00:00Z');
const deps = (): Deps => ({ db: test.db, fetch, clock: () => now, identify, lanes: openLanes(), chance: () => 0 });

/** A portal on the loopback: pages by path; what was asked for. */
const pages = new Map<string, string>();
let asked: string[] = [];
let server: Server;
let origin = '';
beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const page = pages.get(request.url ?? '');
    if (page === undefined) response.writeHead(404).end();
    else response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await fetch.close();
  server.close();
});
beforeEach(() => {
  pages.clear();
  asked = [];
  now = new Date(now.getTime() + 3 * 24 * 3_600_000);
});

const list = (from: number, to: number, next = '') =>
  `<ul class="tin">${Array.from({ length: to - from + 1 }, (_, n) => to - n)
    .map(
      (n) =>
        `<li><a href="/bai/${n}.html">Tin thứ ${n} của cổng thử nghiệm</a><span>0${(n % 9) + 1}/11/2026 08:00</span></li>`,
    )
    .join('')}</ul>${next}`;
const article = (n: number) =>
  `<body><div class="khung"><div class="t">Tin thứ ${n}</div><div class="sapo">Lời dẫn của tin thứ ${n}, đủ dài để là một lời dẫn.</div><div class="nd"><p>Đoạn một của tin ${n}. ${'Câu văn nối tiếp câu văn cho đủ dài. '.repeat(8)}</p><p class="qc">Mời bạn xem thêm quảng cáo</p></div></div><div class="nd2">${'Một khối chữ khác còn dài hơn cả bài viết. '.repeat(40)}</div></body>`;

let outlets = 0;
async function register(path: string, settings: Record<string, unknown>): Promise<number> {
  const outlet = { name: `Cổng thử ${++outlets}`, class: 'official', origin: 'desk' } as const;
  return (await addOutletWithChannel(test.db, outlet, { url: `${origin}${path}`, kind: 'listing', settings }))
    .channelId;
}
const stateOf = async (id: number) => {
  const channel = await channelById(test.db, id);
  if (!channel) throw new Error('no channel');
  return channel;
};
const itemsOf = async (id: number) => latestItems(test.db, { outletIds: [(await stateOf(id)).outletId], most: 100 });

describe('a channel of the kind listing', () => {
  it('brings the items of its list, their texts by the selectors chosen for it, and nothing twice', async () => {
    pages.set('/tin', list(1, 3));
    for (const n of [1, 2, 3, 4]) pages.set(`/bai/${n}.html`, article(n));
    const id = await register('/tin', {
      list: { item: 'ul.tin > li' },
      article: { body: '.nd', lead: '.sapo', title: '.t', remove: ['.qc'] },
    });
    expect(await runDueChannels(deps())).toMatchObject({ channels: 1, items: 3, failed: 0 });
    const item = (await itemsOf(id)).find(({ url }) => url?.endsWith('/3.html'));
    expect(item).toMatchObject({
      title: 'Tin thứ 3 của cổng thử nghiệm',
      url: `${origin}/bai/3.html`,
      origin: 'page',
      dated: true,
      published: new Date('2026-11-04T01:00:00Z'),
    });
    expect(item?.text).toMatch(/^Đoạn một của tin 3\./);
    expect(item?.text).not.toMatch(/quảng cáo|khối chữ khác|Lời dẫn/);

    now = new Date(now.getTime() + 2 * 24 * 3_600_000);
    expect(await runDueChannels(deps())).toMatchObject({ channels: 1, items: 0, failed: 0 });
    expect((await stateOf(id)).outcome).toBe('unchanged');

    pages.set('/tin', list(2, 4));
    now = new Date(now.getTime() + 2 * 24 * 3_600_000);
    expect(await runDueChannels(deps())).toMatchObject({ channels: 1, items: 1 });
    expect((await itemsOf(id)).map(({ title }) => title)).toContain('Tin thứ 4 của cổng thử nghiệm');
  });

  it('follows the next page within its bound, and later only while all on a page is new', async () => {
    const step = (n: number) => `<a href="/trang?p=${n}">Trang sau »</a>`;
    pages.set('/trang', list(30, 32, step(2)));
    pages.set('/trang?p=2', list(27, 29, step(3)));
    pages.set('/trang?p=3', list(24, 26, step(4)));
    pages.set('/trang?p=4', list(21, 23));
    const id = await register('/trang', { list: { item: '.tin li' }, pages: 3 });
    await runDueChannels(deps());
    const lists = () => asked.filter((path) => path.startsWith('/trang'));
    expect(lists()).toEqual(['/trang', '/trang?p=2', '/trang?p=3']);
    expect(await itemsOf(id)).toHaveLength(9);
    asked = [];
    pages.set('/trang', list(31, 33, step(2)));
    now = new Date(now.getTime() + 2 * 24 * 3_600_000);
    await runDueChannels(deps());
    expect(lists()).toEqual(['/trang']);
    expect(await itemsOf(id)).toHaveLength(10);
  });

  it('a link in a circle or a page that fails ends the list, and what was read counts', async () => {
    pages.set('/vong', list(41, 43, '<a href="/vong2">Trang sau »</a>'));
    pages.set('/vong2', list(44, 46, '<a href="/vong">Trang sau »</a>'));
    const round = await register('/vong', { list: { item: '.tin li' }, pages: 5 });
    pages.set('/dut', list(51, 53, '<a href="/khong-co">Trang sau »</a>'));
    const cut = await register('/dut', { list: { item: '.tin li' }, pages: 5 });
    await runDueChannels(deps());
    expect(await itemsOf(round)).toHaveLength(6);
    expect(await itemsOf(cut)).toHaveLength(3);
    expect((await stateOf(cut)).failures).toBe(0);
  });

  it.each([
    ['a page that was rebuilt', { list: { item: '.cu li' } }, '“.cu li” names nothing on the page'],
    ['elements without links', { list: { item: 'b' } }, '“b” names 1 elements on the page'],
    ['a selector that cannot be read', { list: { item: 'li[' } }, '“li[” is not a CSS selector; choose the list again'],
    ['settings without a list', {}, 'choose the list on its page'],
  ])('%s is said in words', async (name, settings, words) => {
    const path = `/loi-${encodeURIComponent(name)}`;
    pages.set(path, `<b>Tiêu đề</b>${list(61, 63)}`);
    const id = await register(path, settings);
    await runDueChannels(deps());
    const state = await stateOf(id);
    expect(state).toMatchObject({ outcome: 'not-a-list', failures: 1 });
    expect(state.detail).toContain(words);
  });

  it('a gate for browsers is called one', async () => {
    pages.set('/cong', '<html><title>Just a moment...</title><script>x</script></html>');
    const id = await register('/cong', { list: { item: '.tin li' } });
    await runDueChannels(deps());
    expect((await stateOf(id)).outcome).toBe('gate');
  });
});
