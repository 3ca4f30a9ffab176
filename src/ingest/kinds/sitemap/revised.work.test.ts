import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { testDatabase } from '../../../../test/harness/database.ts';
import { visiting } from '../../../../test/harness/visiting.ts';

const outlets = visiting(testDatabase(), { now: new Date('2026-11-23T08:00:00Z') });
afterEach(() => outlets.rest());
afterAll(() => outlets.close());

const sentence = 'Đò chở khách qua sông lại chạy sau mùa lũ, bến mới lát đá và có mái che cho người chờ. ';
const day = 1_440;

/** A portal whose sitemap and articles can be changed; `read` are the pages that were asked for since it was last emptied. */
async function portal(count: number) {
  const state = {
    read: [] as string[],
    /** What an article says beside the rest. */
    more: new Map<string, string>(),
    lastmod: (_n: number): string | undefined => '2026-11-10',
  };
  const origin = await outlets.host((request, response) => {
    const path = request.url ?? '';
    const [, number] = /-(\d+)\.html$/.exec(path) ?? [];
    if (path === '/sitemap.xml') {
      const urls = Array.from({ length: count }, (_, n) => {
        const lastmod = state.lastmod(n);
        return `<url><loc>${origin}/ben-do-song-${n}.html</loc>${lastmod ? `<lastmod>${lastmod}</lastmod>` : ''}</url>`;
      });
      response.writeHead(200, { 'content-type': 'application/xml' }).end(`<urlset>${urls.join('')}</urlset>`);
    } else if (number !== undefined) {
      state.read.push(path);
      const title = `Bến đò số ${number} mở lại`;
      response
        .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
        .end(
          `<html lang="vi"><head><title>${title}</title><meta property="article:published_time" content="2026-11-10T03:00:00Z"></head><body><article><h1>${title}</h1><p>${sentence.repeat(9)}</p><p>${state.more.get(path) ?? ''}</p></article></body></html>`,
        );
    } else response.writeHead(404).end();
  });
  const id = await outlets.register('sitemap', `${origin}/sitemap.xml`);
  await outlets.pass();
  const items = await outlets.items(id);
  expect(items).toHaveLength(count);
  state.read.length = 0;
  return { id, state };
}

const versions = async (id: number) => (await outlets.items(id)).map(({ version }) => version);

describe('an article whose lastmod changes', () => {
  it('is read again, and what it says anew is a new state', async () => {
    const { id, state } = await portal(3);
    state.more.set('/ben-do-song-1.html', 'Từ tháng sau, bến đò thu vé mười nghìn đồng một lượt.');
    outlets.wait(2 * day);
    await outlets.pass();
    expect(state.read).toEqual([]);
    state.lastmod = (n) => (n === 1 ? '2026-11-25T06:00:00Z' : '2026-11-10');
    outlets.wait(day);
    await outlets.pass();
    expect(state.read).toEqual(['/ben-do-song-1.html']);
    const [item] = (await outlets.items(id)).filter(({ version }) => version === 2);
    expect(item?.text).toContain('thu vé mười nghìn đồng');
    expect(item?.cause).toBe('page');
    expect((await versions(id)).toSorted()).toEqual([1, 1, 2]);
  });

  it('but not its words is read once for each such word, and nothing is stored', async () => {
    const { id, state } = await portal(2);
    outlets.wait(2 * day);
    const told = outlets.now.toISOString();
    state.lastmod = (n) => (n === 0 ? told : '2026-11-10');
    outlets.wait(60);
    for (let turn = 0; turn < 3; turn++) {
      await outlets.pass();
      outlets.wait(day);
    }
    expect(state.read).toEqual(['/ben-do-song-0.html']);
    expect(await versions(id)).toEqual([1, 1]);
  });

  it('every night with all the others costs so many questions a day and no more', async () => {
    const { id, state } = await portal(90);
    for (let night = 0; night < 2; night++) {
      outlets.wait(2 * day);
      const midnight = outlets.now.getTime();
      state.read.length = 0;
      for (let turn = 0; turn < 5; turn++) {
        outlets.wait(120);
        // Each with a moment of its own, so that nothing shows that it is that of writing.
        state.lastmod = (n) => new Date(midnight + turn * 60_000 + n * 1_200_000 - 90 * 1_200_000).toISOString();
        await outlets.pass();
        expect(state.read.length).toBeLessThanOrEqual(20 * (turn + 1));
      }
      expect(state.read.length).toBe(50);
    }
    expect(new Set(await versions(id))).toEqual(new Set([1]));
  });

  it('to the moment of writing, as all do, is not read again', async () => {
    const { state } = await portal(30);
    outlets.wait(2 * day);
    const told = outlets.now.toISOString();
    state.lastmod = () => told;
    outlets.wait(60);
    await outlets.pass();
    expect(state.read).toEqual([]);
  });
});
