import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import tls from 'node:tls';
import { sql } from 'kysely';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { safeFetch } from '../../src/platform/fetch/fetch.ts';
import type { Fetch } from '../../src/platform/index.ts';
import { addOutletWithChannel, type ChannelKind, isFailure } from '../../src/sources/index.ts';
import { testDatabase } from '../harness/database.ts';
import { certificates, type Fault, faults } from '../harness/faults.ts';
import { type Portal, portals } from '../harness/portals.ts';
import { visiting } from '../harness/visiting.ts';

const test = testDatabase();
const client = safeFetch({ allow: ['127.0.0.0/8'], userAgent: 'cuaso-test' });
/** Hosts that are waited for only a moment: those that are slow on purpose. */
const hurried = new Set<string>();
const quick: Fetch = Object.assign(
  ((url, options) => {
    const timeoutMs = hurried.has(new URL(url).host) ? 1_500 : 30_000;
    return client(url, { ...options, timeoutMs, maxBytes: 2_000_000 });
  }) as Fetch,
  { close: client.close },
);
const world = visiting(test, { now: new Date('2026-11-23T08:00:00Z'), fetch: quick });
const DAY = 24 * 60;

afterEach(() => world.rest());
afterAll(() => world.close());

type Site = {
  id: number;
  host: string;
  kind: ChannelKind;
  fault: Fault | undefined;
  edition: number;
  shuffled: string;
  skew: number;
};
let outlets = 0;

/** An outlet with a channel of a kind, whose server does as it is told. */
async function open(kind: ChannelKind, portal: Portal): Promise<Site> {
  const site: Site = { id: 0, host: '', kind, fault: undefined, edition: 3, shuffled: '', skew: 0 };
  const origin = await world.host((request, response) => {
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
    const now = new Date(world.now.getTime() + site.skew);
    const given = portal.answer(url, { edition: site.edition, now, shuffled: site.shuffled });
    if (site.fault) site.fault(request, response, given ?? { type: 'text/plain', body: 'x'.repeat(500) });
    else if (given) response.writeHead(200, { 'content-type': given.type, date: now.toUTCString() }).end(given.body);
    else response.writeHead(404).end();
  });
  const outlet = { name: `Làng rèn ${++outlets}`, class: 'domestic-press', origin: 'desk' } as const;
  const { channelId } = await addOutletWithChannel(test.db, outlet, { kind, ...portal.channel(origin, outlets) });
  return Object.assign(site, { id: channelId, host: new URL(origin).host });
}

const everyKind = () =>
  Promise.all(Object.entries(portals).map(([kind, portal]) => open(kind as ChannelKind, portal as Portal)));

/** How often each title of a channel is stored, by its newest state. */
async function titles(id: number): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const { title } of await world.items(id)) found[title] = (found[title] ?? 0) + 1;
  return found;
}
const onceEach = (counts: Record<string, number>) => Object.values(counts).every((times) => times === 1);

/** After a fault the next good visit brings all that is there, once, and nothing is held against the channel. */
async function recovers(sites: readonly Site[]): Promise<void> {
  hurried.clear();
  for (const site of sites) Object.assign(site, { fault: undefined, edition: 5, shuffled: '', skew: 0 });
  world.wait(2 * DAY);
  await world.pass();
  // A host that was down is asked again after a while; then its pages follow.
  world.wait(2 * DAY);
  await world.pass();
  const states = await Promise.all(
    sites.map(async ({ id, kind }) => {
      const { outcome, failures } = await world.channel(id);
      const counts = await titles(id);
      return {
        kind,
        well: outcome !== null && !isFailure(outcome),
        failures,
        items: Object.keys(counts).length >= 5,
        once: onceEach(counts),
      };
    }),
  );
  expect(states).toEqual(sites.map(({ kind }) => ({ kind, well: true, failures: 0, items: true, once: true })));
}

describe.each(Object.entries(faults))('a server that %s', (_name, { act, outcomes }) => {
  it('is named as what it is on every kind of channel, harms no other, and is forgiven', {
    timeout: 240_000,
  }, async () => {
    const good = await open('feed', portals.feed);
    const sites = await everyKind();
    for (const site of sites) {
      site.fault = act;
      if (outcomes.includes('timeout')) hurried.add(site.host);
    }
    await world.pass();
    for (const { id, kind } of sites) {
      const channel = await world.channel(id);
      const named = { kind, outcome: channel.outcome, detail: channel.detail };
      expect(named.outcome).not.toBe(null);
      expect(channel.dueAt?.getTime() ?? 0).toBeGreaterThan(world.now.getTime());
      if (outcomes === 'any') continue;
      expect({ ...named, listed: outcomes.includes(named.outcome ?? '') }).toEqual({ ...named, listed: true });
      expect(channel.failures).toBe(1);
      expect(channel.detail?.length ?? 0).toBeGreaterThan(10);
    }
    expect(await titles(good.id)).toEqual(
      Object.fromEntries(Object.entries(await titles(good.id)).map(([key]) => [key, 1])),
    );
    expect(Object.keys(await titles(good.id))).toHaveLength(3);
    await recovers(sites);
  });
});

describe('a server that is asked to be left alone', () => {
  it.each(['is asked too often', 'is down for a while'])('and %s is, for as long as it said', async (name) => {
    const sites = await everyKind();
    for (const site of sites) site.fault = faults[name]?.act;
    await world.pass();
    for (const { id } of sites) {
      const due = (await world.channel(id)).dueAt?.getTime() ?? 0;
      expect(due - world.now.getTime()).toBeGreaterThanOrEqual(7_200_000);
    }
  });
});

describe('a server that tells another story each time', () => {
  it('with new ids for the same addresses doubles nothing', { timeout: 60_000 }, async () => {
    const sites = (await everyKind()).filter(({ kind }) => !byIdAlone.has(kind));
    for (let visit = 0; visit < 3; visit++) {
      for (const site of sites) site.shuffled = `-${visit}`;
      await world.pass();
      world.wait(2 * DAY);
    }
    for (const { id, kind } of sites) {
      const counts = await titles(id);
      expect({ kind, items: Object.keys(counts).length, once: onceEach(counts) }).toEqual({
        kind,
        items: 3,
        once: true,
      });
    }
  });

  it.each([-400 * 86_400_000, 3 * 3_600_000, 400 * 86_400_000, (8_000 * 365 * 86_400_000) / 2])(
    'with a clock that is wrong by %d ms gives no item a date in the future',
    { timeout: 60_000 },
    async (skew) => {
      const sites = await everyKind();
      for (const site of sites) site.skew = skew;
      await world.pass();
      const ids = sites.map(({ id }) => id);
      const { rows } = await sql<{ ahead: number; all: number }>`
        select count(*) filter (where published_at > ${world.now})::int as ahead, count(*)::int as all
        from ingest.item where channel_id = any(${ids})`.execute(test.db);
      expect(rows[0]?.ahead).toBe(0);
      expect(rows[0]?.all).toBeGreaterThanOrEqual(3 * 4);
      for (const { id } of sites)
        expect((await world.channel(id)).dueAt?.getTime() ?? 0).toBeGreaterThan(world.now.getTime());
    },
  );
});

// What has no address of its own is known by its id; with another id it is another thing.
const byIdAlone: ReadonlySet<ChannelKind> = new Set(['package', 'bluesky', 'activitypub', 'mastodon']);

describe('a certificate', () => {
  const { authority, good, ...bad } = certificates();
  tls.setDefaultCACertificates([...tls.getCACertificates(), authority]);

  const serve = async (identity: { key: string; cert: string }) => {
    const server = createServer(identity, (request, response) => {
      const url = new URL(request.url ?? '/', `https://${request.headers.host}`);
      const given = portals.feed.answer(url, { edition: 3, now: world.now, shuffled: '' });
      if (given) response.writeHead(200, { 'content-type': given.type }).end(given.body);
      else response.writeHead(404).end();
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const id = await world.register('feed', `https://127.0.0.1:${(server.address() as AddressInfo).port}/rss`);
    await world.pass();
    server.closeAllConnections();
    server.close();
    return world.channel(id);
  };

  it('that is in order is taken', async () => {
    expect(await serve(good)).toMatchObject({ outcome: 'items', failures: 0 });
  });

  it.each(Object.entries(bad))('%s is refused, and the channel says why', async (name, identity) => {
    const channel = await serve(identity);
    expect(channel).toMatchObject({ outcome: 'tls', failures: 1 });
    const words = { expired: /expired/, 'of another name': /altnames|Host/i, 'signed by itself': /self-signed/i };
    expect(channel.detail).toMatch(words[name as keyof typeof words]);
  });
});
