import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../../test/harness/database.ts';
import type { Visitor } from '../../../test/harness/desk.ts';
import { frontPage, loopback, rssFeed, site, sitemapOf } from '../../../test/harness/sites.ts';
import { sourcesDesk } from '../../../test/harness/sources-desk.ts';
import { identify } from '../../language/index.ts';
import { safeFetch } from '../../platform/fetch/fetch.ts';
import { addOutletWithChannel, channelById, channelsOf, type NewOutlet } from '../../sources/index.ts';
import { openLanes } from '../lanes.ts';
import { askSearches, searchesFor, takeSearches } from '../store/searches.ts';
import { visitChannel } from '../visit.ts';
import { runSearches } from './search.ts';

const now = new Date('2026-11-23T08:00:00Z');
const test = testDatabase();
const servers = loopback();
const fetch = safeFetch({ allow: ['127.0.0.0/8'], userAgent: 'cuaso-test' });
let editor: Visitor;
beforeAll(async () => {
  editor = await (await sourcesDesk(test.db, { clock: () => now, fetch })).person('editor');
});
afterAll(async () => {
  await fetch.close();
  servers.close();
});

const deps = (at = now) => ({ db: test.db, fetch, lanes: openLanes(), clock: () => at, identify, chance: () => 0 });
const run = (at: Date) => runSearches(deps(at));
const searchOf = async (outletId: number) => (await searchesFor(test.db, [outletId]))[0];
const visit = async (id: number) => {
  const channel = await channelById(test.db, id);
  if (channel) await visitChannel(deps(), channel, 'schedule');
};
const plain = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

describe('the searches for outlets of the register', () => {
  const started = async (url: string, more: Partial<NewOutlet> = {}) =>
    addOutletWithChannel(test.db, { name: `Cổng ${url}`, class: 'official', origin: 'pack', ...more }, { url });

  it('begin when an address that never worked fails; the channel that is surely theirs is added, with a note, and fetched', async () => {
    const origin = await servers.host(
      site((at) => ({
        '/': frontPage('Cổng'),
        '/robots.txt': `Sitemap: ${at}/s.xml`,
        '/s.xml': sitemapOf(at, 20, now),
      })),
    );
    const { outletId, channelId } = await started(`${origin}/rss/cu.rss`, { home: `${origin}/`, domain: '127.0.0.1' });
    expect(await searchOf(outletId)).toBeUndefined();
    await visit(channelId);
    expect(await searchOf(outletId)).toMatchObject({ cause: 'failure', address: `${origin}/`, tries: 0 });
    await visit(channelId);
    expect(await run(now)).toBe(1);
    expect(await searchOf(outletId)).toMatchObject({ result: 'added', dueAt: null });
    const [, added] = await channelsOf(test.db, [outletId]);
    expect(added).toMatchObject({
      kind: 'sitemap',
      url: `${origin}/s.xml`,
      state: 'active',
      note: expect.stringContaining('found on 2026-11-23'),
    });
    await visit(channelId);
    expect(await run(now)).toBe(0);
  });

  it('leave to a person what may be another’s or breaks easily', async () => {
    const elsewhere = await servers.host(site({ '/': rssFeed('Nơi khác', 9, { now }) }));
    const origin = await servers.host(
      site({
        '/': frontPage('Cổng', {
          head: `<link rel="alternate" type="application/rss+xml" href="${elsewhere.replace('127.0.0.1', 'localhost')}/">`,
        }),
      }),
    );
    const { outletId } = await started(`${origin}/x`, { home: `${origin}/` });
    await askSearches(test.db, [{ outletId, address: `${origin}/` }], { cause: 'person', at: now });
    await run(now);
    const search = await searchOf(outletId);
    expect(search).toMatchObject({ result: 'proposed', channelId: null });
    expect(search?.findings?.candidates.map(({ kind }) => kind)).toContain('listing');
    expect(await channelsOf(test.db, [outletId])).toHaveLength(1);
  });

  it('that find nothing say why, and are tried again ever more seldom, three times', async () => {
    const { outletId } = await started('http://127.0.0.1:9/rss', { home: 'http://127.0.0.1:9/' });
    await askSearches(test.db, [{ outletId, address: 'http://127.0.0.1:9/' }], { cause: 'person', at: now });
    const waits: (number | undefined)[] = [];
    for (let at = now; ; ) {
      expect(await run(at)).toBe(1);
      const search = await searchOf(outletId);
      expect(search).toMatchObject({ result: 'nothing', findings: { trouble: { outcome: 'connect' } } });
      if (!search?.dueAt) break;
      waits.push(Math.round((search.dueAt.getTime() - at.getTime()) / 86_400_000));
      at = search.dueAt;
    }
    expect(waits).toEqual([1, 7, 30]);
  });

  it('of which the process dies are done again', async () => {
    const origin = await servers.host(site({ '/': rssFeed('Tin', 9, { now }) }));
    const { outletId } = await started(`${origin}/x.rss`, { home: `${origin}/`, domain: '127.0.0.1' });
    await askSearches(test.db, [{ outletId, address: `${origin}/` }], { cause: 'failure', at: now });
    const [taken] = await takeSearches(test.db, now, new Date(now.getTime() + 60_000), 9);
    expect(taken?.outletId).toBe(outletId);
    expect(await run(now)).toBe(0);
    expect(await run(new Date(now.getTime() + 61_000))).toBe(1);
    expect(await searchOf(outletId)).toMatchObject({ result: 'added' });
  });
});

describe('an address that nobody could check', () => {
  const unverified = async (url: string, more: Partial<NewOutlet> = {}) =>
    addOutletWithChannel(
      test.db,
      { name: `Trang ${url}`, class: 'official', origin: 'pack', ...more },
      { url, unverified: true },
    );
  const page = async (outletId: number) => plain((await editor.get(`/desk/sources/outlets/${outletId}`)).text);
  const listed = async (verification: string, outletId: number) =>
    (await editor.get(`/desk/sources/outlets?verification=${verification}&q=Trang`)).text.includes(
      `/desk/sources/outlets/${outletId}"`,
    );

  it('is verified by the first visit that brings something, on that day', async () => {
    const origin = await servers.host(site({ '/tin.rss': rssFeed('Tin', 9, { now }) }));
    const { outletId, channelId } = await unverified(`${origin}/tin.rss`);
    expect(await page(outletId)).toContain('unverified Nobody could check this address. The first visit will');
    expect(await listed('untried', outletId)).toBe(true);
    await visit(channelId);
    expect(await channelById(test.db, channelId)).toMatchObject({ unverified: false, verifiedAt: now });
    expect(await page(outletId)).toMatch(/verified now/);
    expect([await listed('untried', outletId), await listed('verified', outletId)]).toEqual([false, true]);
  });

  it('is said to be not confirmed when the visit fails, and the real channel of the outlet is looked for', async () => {
    const origin = await servers.host(site({ '/': rssFeed('Tin thật', 9, { now }) }));
    const { outletId, channelId } = await unverified(`${origin}/doan.rss`, { home: `${origin}/`, domain: '127.0.0.1' });
    await visit(channelId);
    expect(await channelById(test.db, channelId)).toMatchObject({ unverified: true, verifiedAt: null });
    expect(await page(outletId)).toContain('not confirmed Nobody could check this address, and no visit');
    expect(await listed('failed', outletId)).toBe(true);
    await run(now);
    expect((await channelsOf(test.db, [outletId])).map(({ url }) => url)).toEqual([`${origin}/doan.rss`, `${origin}/`]);
    expect(await page(outletId)).toContain('because its registered address never worked');
  });

  it('on a host that there never was is looked for as well, while one that a person typed is not', async () => {
    const guess = await unverified('https://khong-co.invalid/rss', { home: 'http://127.0.0.1:9/' });
    const typed = await addOutletWithChannel(
      test.db,
      { name: 'Trang người gõ', class: 'official', origin: 'desk' },
      { url: 'https://cung-khong-co.invalid/rss' },
    );
    for (const { channelId } of [guess, typed]) await visit(channelId);
    expect((await channelById(test.db, guess.channelId))?.outcome).toBe('dns');
    expect(await searchOf(guess.outletId)).toMatchObject({ cause: 'failure' });
    expect(await searchOf(typed.outletId)).toBeUndefined();
  });
});
