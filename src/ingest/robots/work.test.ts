import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { testDatabase } from '../../../test/harness/database.ts';
import { type Handler, visiting } from '../../../test/harness/visiting.ts';
import { openDb, openPool } from '../../platform/db.ts';
import { safeFetch } from '../../platform/fetch/fetch.ts';
import { openBudget } from '../budget.ts';
import { openLanes } from '../lanes.ts';
import { runDueChannels } from '../pass.ts';
import { itemsByIds } from '../store/read.ts';
import { dropAgreement, noteAgreement } from '../store/robots.ts';
import { spentOn } from '../store/spent.ts';
import { type Deps, visitChannel } from '../visit.ts';
import { keepRobots } from './keep.ts';

const test = testDatabase();
const fetch = safeFetch({ allow: ['127.0.0.0/8'], userAgent: 'cuaso-test' });
const world = visiting(test, { now: new Date('2026-11-23T08:00:00Z'), fetch });
const clock = () => world.now;
const polite = (more: Partial<Deps> = {}): Deps => ({
  ...world.deps(),
  robots: keepRobots({ db: test.db, fetch, clock }),
  ...more,
});
const HOUR = 60;
const DAY = 24 * HOUR;

afterEach(() => world.rest());
afterAll(() => world.close());

const long = 'Chợ nổi họp từ tờ mờ sáng, ghe thuyền chở đầy trái cây và hoa. '.repeat(30);
/** An outlet with a feed of an item whose page must be read, a robots.txt, and a note of what it was asked for. */
function outlet(robots: Handler | string, extra?: Handler) {
  const asked: string[] = [];
  let edition = 1;
  const handler: Handler = (request, response) => {
    const path = request.url ?? '';
    asked.push(path);
    if (path === '/robots.txt') {
      if (typeof robots === 'string') response.writeHead(200, { 'content-type': 'text/plain' }).end(robots);
      else robots(request, response);
    } else if (path.startsWith('/rss')) {
      const link = `http://${request.headers.host}/tin/${edition}.html`;
      response
        .writeHead(200, { 'content-type': 'application/rss+xml' })
        .end(`<rss version="2.0"><channel><title>Chợ nổi</title><language>vi</language><item><guid>${path}-${edition}</guid>
          <title>Chợ nổi ngày ${edition}</title><link>${link}</link><description>${long.slice(0, 90)}</description></item></channel></rss>`);
    } else if (path.startsWith('/tin/'))
      response
        .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
        .end(`<html><body><article><h1>Chợ nổi</h1>${`<p>${long}</p>`.repeat(2)}</article></body></html>`);
    else if (extra) extra(request, response);
    else response.writeHead(404).end();
  };
  return { asked, handler, publish: () => edition++, count: (path: string) => asked.filter((a) => a === path).length };
}
const open = async (robots: Handler | string, kind: 'feed' | 'sitemap' = 'feed', path = '/rss', extra?: Handler) => {
  const site = outlet(robots, extra);
  const url = await world.host(site.handler);
  return { ...site, url, id: await world.register(kind, `${url}${path}`) };
};
const bodyOf = async (id: number) => {
  const [item] = await world.items(id);
  return (await itemsByIds(test.db, [item?.id ?? 0]))[0]?.origin;
};

describe('robots.txt', () => {
  it('is asked once a day for a host, and lets through what it does not forbid', async () => {
    const site = await open('User-agent: *\nDisallow: /private/');
    const deps = polite();
    await runDueChannels(deps);
    expect(await bodyOf(site.id)).toBe('page');
    expect(site.asked).toEqual(['/robots.txt', '/rss', '/tin/1.html']);
    world.wait(2 * HOUR);
    site.publish();
    await runDueChannels(polite());
    expect(site.count('/robots.txt')).toBe(1);
    world.wait(DAY);
    await runDueChannels(polite());
    expect(site.count('/robots.txt')).toBe(2);
  });

  it('keeps from pages what it forbids to all robots, but not from the feed that a person registered', async () => {
    const site = await open('User-agent: *\nDisallow: /');
    await runDueChannels(polite());
    expect(site.asked).toEqual(['/robots.txt', '/rss']);
    expect(await bodyOf(site.id)).toBe('summary');
    expect(await world.channel(site.id)).toMatchObject({ outcome: 'items', failures: 0 });
  });

  it('keeps from everything what it forbids to us by name, and the channel says which rule', async () => {
    const site = await open('User-agent: CuaSo\nDisallow: /rss');
    await runDueChannels(polite());
    expect(site.asked).toEqual(['/robots.txt']);
    const channel = await world.channel(site.id);
    expect(channel).toMatchObject({ outcome: 'robots', failures: 1 });
    expect(channel.detail).toContain('asks CuaSo not to fetch /rss (Disallow: /rss)');
  });

  it('keeps from channels that are no feed what it forbids to all robots', async () => {
    const site = await open('User-agent: *\nDisallow: /*.xml', 'sitemap', '/sitemap.xml');
    await runDueChannels(polite());
    expect(site.asked).toEqual(['/robots.txt']);
    expect(await world.channel(site.id)).toMatchObject({ outcome: 'robots' });
  });

  it('is asked on every host that an address redirects to', async () => {
    const other = outlet('User-agent: *\nDisallow: /there/');
    const target = await world.host(other.handler);
    const site = await open('', 'sitemap', '/go', (_, response) =>
      response.writeHead(302, { location: `${target}/there/sitemap.xml` }).end(),
    );
    await runDueChannels(polite());
    expect(other.asked).toEqual(['/robots.txt']);
    expect((await world.channel(site.id)).detail).toContain(new URL(target).host);
  });

  it.each([
    ['that is not there', (_, response) => response.writeHead(404).end()],
    ['that nobody may see', (_, response) => response.writeHead(403).end()],
    ['that redirects for ever', (_, response) => response.writeHead(302, { location: '/robots.txt' }).end()],
    ['that leads inside', (_, response) => response.writeHead(302, { location: 'http://10.0.0.1/robots.txt' }).end()],
    ['that is a page', (_, response) => response.writeHead(200).end('<html><body>Disallow: nothing</body></html>')],
    [
      'without end',
      (_, response) => response.writeHead(200).end(`#${'x'.repeat(600_000)}\nUser-agent: *\nDisallow: /`),
    ],
  ] satisfies [string, Handler][])('%s forbids nothing', async (_name, robots) => {
    const site = await open(robots);
    await runDueChannels(polite());
    expect(await bodyOf(site.id)).toBe('page');
  });

  it('that fails forbids everything for now, not for ever, and what it said before holds', async () => {
    let failing = true;
    const site = await open(
      (_, response) => response.writeHead(failing ? 500 : 200).end('User-agent: *\nDisallow: /no'),
      'sitemap',
      '/map.xml',
      (_, response) => response.writeHead(200).end('<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"/>'),
    );
    const outcome = async () => {
      await runDueChannels(polite());
      return (await world.channel(site.id)).outcome;
    };
    expect(await outcome()).toBe('robots');
    expect((await world.channel(site.id)).detail).toContain('500');
    expect(site.count('/map.xml')).toBe(0);
    failing = false;
    world.wait(DAY + 1);
    expect(await outcome()).not.toBe('robots');
    const seen = site.count('/map.xml');
    failing = true;
    world.wait(2 * DAY);
    expect(await outcome()).not.toBe('robots');
    expect(site.count('/map.xml')).toBe(seen + 1);
  });

  it('that never answers is given up after a week', async () => {
    const site = await open((_, response) => response.writeHead(503).end(), 'sitemap', '/map.xml');
    for (let day = 0; day < 7; day++) {
      await runDueChannels(polite());
      expect(site.count('/map.xml')).toBe(0);
      world.wait(DAY + 10);
    }
    await runDueChannels(polite());
    expect(site.count('/map.xml')).toBe(1);
  });

  it('of a host that cannot be reached is a trouble of the host', async () => {
    const id = await world.register('sitemap', 'http://127.0.0.1:1/map.xml');
    await runDueChannels(polite());
    expect(await world.channel(id)).toMatchObject({ outcome: 'connect' });
  });

  it('does not matter where the outlet agreed to be fetched, until that is over', async () => {
    const site = await open('User-agent: *\nDisallow: /\nUser-agent: CuaSo\nDisallow: /');
    const { outletId } = await world.channel(site.id);
    await noteAgreement(test.db, { outletId, ground: 'Công văn 12', personId: null, at: world.now });
    await runDueChannels(polite());
    expect(site.asked).toEqual(['/rss', '/tin/1.html']);
    await dropAgreement(test.db, outletId);
    world.wait(DAY);
    await runDueChannels(polite());
    expect(await world.channel(site.id)).toMatchObject({ outcome: 'robots' });
  });

  it('may ask for time between two requests', async () => {
    const times: number[] = [];
    const site = outlet('User-agent: *\nCrawl-delay: 0.3');
    const url = await world.host((request, response) => {
      if (request.url !== '/robots.txt') times.push(performance.now());
      site.handler(request, response);
    });
    for (const path of ['a', 'b', 'c']) await world.register('feed', `${url}/rss/${path}`);
    await runDueChannels(polite());
    expect(times.length).toBe(6);
    const gaps = times.slice(1).map((time, place) => time - (times[place] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(290);
  });
});

describe('the budget of an outlet', () => {
  it('when used up puts its channels and pages off to the next day, and says so; others go on', async () => {
    const site = await open('');
    const other = await open('');
    const { outletId } = await world.channel(site.id);
    const deps = polite({ budget: openBudget({ db: test.db, clock, limits: { requests: 2, bytes: 1e9 } }) });
    await runDueChannels(deps);
    expect(await bodyOf(site.id)).toBe('page');
    expect(await spentOn(test.db, clock().toISOString().slice(0, 10), [outletId])).toMatchObject([{ requests: 2 }]);

    site.publish();
    world.wait(5 * HOUR);
    // Another process knows what was spent.
    await runDueChannels({ ...deps, budget: openBudget({ db: test.db, clock, limits: { requests: 2, bytes: 1e9 } }) });
    const channel = await world.channel(site.id);
    expect(channel).toMatchObject({ outcome: 'budget', failures: 0, failingSince: null });
    expect(channel.detail).toContain('2 requests of 2');
    expect(channel.dueAt?.toISOString().slice(0, 10)).not.toBe(clock().toISOString().slice(0, 10));
    world.wait(DAY);
    await runDueChannels(deps);
    expect((await world.channel(site.id)).outcome).toBe('items');
    expect((await world.items(site.id)).length).toBe(2);
    expect((await world.channel(other.id)).failures).toBe(0);
  });

  it('counts bytes too, and a page that waits for the next day has lost no try', async () => {
    const site = await open('');
    await runDueChannels(polite({ budget: openBudget({ db: test.db, clock, limits: { requests: 99, bytes: 100 } }) }));
    expect(site.asked).toEqual(['/robots.txt', '/rss']);
    expect((await world.items(site.id))[0]?.origin).toBe(null);
    world.wait(DAY + HOUR);
    await runDueChannels(polite());
    expect(await bodyOf(site.id)).toBe('page');
  });
});

describe('a host', () => {
  it('is never asked more than twice at once, whoever asks in whatever process', async () => {
    let open = 0;
    let most = 0;
    const site = outlet('');
    const url = await world.host((request, response) => {
      most = Math.max(most, ++open);
      response.on('close', () => open--);
      setTimeout(() => site.handler(request, response), 30);
    });
    const ids: number[] = [];
    for (let i = 0; i < 8; i++) ids.push(await world.register('feed', `${url}/rss/${i}`));
    // Each person at a desk of a process of its own, beside the pass of another one.
    const others = await Promise.all([1, 2, 3].map(async () => openDb(openPool(test.connection, 3))));
    const tries = others.map(async (db, place) => {
      await sleep(20 * place);
      const channel = await world.channel(ids[place] ?? 0);
      return visitChannel({ ...polite({ db, lanes: openLanes() }) }, channel, 'person');
    });
    await Promise.all([runDueChannels(polite({ lanes: openLanes() })), ...tries]);
    await Promise.all(others.map((db) => db.destroy()));
    expect(most).toBe(2);
  });

  it('lets go who stops waiting for it', async () => {
    const lanes = openLanes();
    const leave = await lanes.take('slow.example');
    const stopped = lanes.take('slow.example', AbortSignal.timeout(20));
    await expect(stopped).rejects.toThrow();
    leave();
    const guest = await lanes.visit(test.db, 'slow.example');
    await expect(lanes.visit(test.db, 'slow.example', AbortSignal.timeout(20))).rejects.toThrow();
    guest();
  });
});
