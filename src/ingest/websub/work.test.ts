import { createHmac } from 'node:crypto';
import { Hono } from 'hono';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../../test/harness/database.ts';
import { testIngest } from '../../../test/harness/ingest.ts';
import type { Env } from '../../platform/index.ts';
import { runDueChannels } from '../pass.ts';
import { subscriptionsOf } from '../store/websub.ts';
import { websubCallback } from './callback.ts';
import { tendSubscriptions } from './hub.ts';

const test = testDatabase();
const house = testIngest(test);
const publicUrl = 'https://cuaso.example';
const app = new Hono<Env>();
beforeAll(() => websubCallback(app, { db: test.db, clock: house.clock, deps: async () => house.deps() }));
afterAll(() => house.close());

type Request = { mode: string; topic: string; callback: string; secret: string; lease: string };

/** A portal with a feed, and the hub that it offers (W3C WebSub). */
async function portal(
  options: { refuse?: string; status?: number; self?: (origin: string) => string; lease?: string } = {},
) {
  const requests: Request[] = [];
  const entries: string[] = [
    '<entry><id>urn:tin:1</id><title>Tin đầu tiên của cổng thử</title><updated>2026-11-23T07:00:00Z</updated><content>Lời</content></entry>',
  ];
  let asked = 0;
  const document = (
    origin: string,
  ) => `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="vi"><title>Cổng thử</title>
    <link rel="hub" href="${origin}/hub"/><link rel="self" href="${options.self?.(origin) ?? `${origin}/atom`}"/>${entries.join('')}</feed>`;
  const origin = await house.host((request, response) => {
    const here = `http://${request.headers.host}`;
    if (request.url !== '/hub') {
      if (request.url === '/atom') asked++;
      response
        .writeHead(request.url === '/atom' ? 200 : 404, { 'content-type': 'application/atom+xml' })
        .end(document(here));
      return;
    }
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      const form = new URLSearchParams(body);
      const field = (name: string) => form.get(`hub.${name}`) ?? '';
      requests.push({
        mode: field('mode'),
        topic: field('topic'),
        callback: field('callback'),
        secret: field('secret'),
        lease: field('lease_seconds'),
      });
      response.writeHead(options.status ?? 202).end(options.refuse ?? '');
    });
  });
  return {
    origin,
    requests,
    entries,
    document: () => document(origin),
    get asked() {
      return asked;
    },
    /** The hub asks whether the last request was meant. */
    verify: (change: Record<string, string> = {}) => {
      const last = requests.at(-1);
      const query = new URLSearchParams({
        'hub.mode': last?.mode ?? '',
        'hub.topic': last?.topic ?? '',
        'hub.challenge': 'thách-đố-7',
        'hub.lease_seconds': options.lease ?? '864000',
        ...change,
      });
      return app.request(`${last?.callback}?${query}`);
    },
    send: (content: string, signed: { secret?: string; method?: string } = {}) => {
      const { callback = '', secret = '' } = requests.findLast(({ mode }) => mode === 'subscribe') ?? {};
      const method = signed.method ?? 'sha256';
      return app.request(callback, {
        method: 'POST',
        headers: {
          'content-type': 'application/atom+xml',
          'x-hub-signature': `${method}=${createHmac(method, signed.secret ?? secret)
            .update(content)
            .digest('hex')}`,
        },
        body: content,
      });
    },
  };
}

const tend = (callback: string | undefined = publicUrl) =>
  tendSubscriptions({ db: test.db, fetch: house.fetch, clock: house.clock, callback });
const subscriptionOf = async (id: number) => (await subscriptionsOf(test.db, [id])).get(id);
const entry = (n: number) =>
  `<entry><id>urn:tin:${n}</id><title>Tin số ${n} của cổng thử</title><updated>2026-11-23T07:30:00Z</updated><content>Lời</content></entry>`;

/** A channel whose hub has confirmed. */
async function subscribed(options: Parameters<typeof portal>[0] = {}) {
  const there = await portal(options);
  const id = await house.register(`${there.origin}/atom`, 'feed');
  await house.visit(id);
  await tend();
  await there.verify();
  return { ...there, id, there };
}

describe('a feed that offers a hub', () => {
  it('is subscribed to, the hub is answered, and what it sends is stored at once', async () => {
    const { id, requests, verify, there } = await (async () => {
      const made = await portal();
      const id = await house.register(`${made.origin}/atom`, 'feed');
      await house.visit(id);
      expect(await subscriptionOf(id)).toMatchObject({
        state: 'offered',
        hub: `${made.origin}/hub`,
        topic: `${made.origin}/atom`,
      });
      await tend();
      return { id, requests: made.requests, verify: made.verify, there: made };
    })();
    expect(requests[0]).toMatchObject({ mode: 'subscribe', topic: `${there.origin}/atom`, lease: '864000' });
    expect(requests[0]?.callback).toMatch(/^https:\/\/cuaso\.example\/websub\/[0-9a-f]{64}$/);
    expect(requests[0]?.secret).toHaveLength(64);
    const answer = await verify();
    expect([answer.status, await answer.text(), answer.headers.get('content-type')]).toEqual([
      200,
      'thách-đố-7',
      expect.stringContaining('text/plain'),
    ]);
    expect(await subscriptionOf(id)).toMatchObject({
      state: 'active',
      leaseUntil: new Date(house.clock().getTime() + 864_000_000),
    });
    there.entries.unshift(entry(2));
    expect((await there.send(there.document())).status).toBe(202);
    expect((await house.rows(id)).map(({ title }) => title)).toEqual([
      'Tin đầu tiên của cổng thử',
      'Tin số 2 của cổng thử',
    ]);
    expect(await house.lastVisit(id)).toMatchObject({ cause: 'push', fresh: 1 });
    expect((await there.send(there.document())).status).toBe(202);
    expect(await house.rows(id)).toHaveLength(2);
    expect(await subscriptionOf(id)).toMatchObject({ pushes: 2 });
  });

  it('reads nothing that is not signed with the secret, and does not say so', async () => {
    const { id, there } = await subscribed();
    there.entries.unshift(entry(3));
    for (const signed of [{ secret: 'đoán' }, { secret: '' }])
      expect((await there.send(there.document(), signed)).status).toBe(202);
    const { callback = '' } = there.requests[0] ?? {};
    expect((await app.request(callback, { method: 'POST', body: there.document() })).status).toBe(202);
    expect(await house.rows(id)).toHaveLength(1);
    expect(await subscriptionOf(id)).toMatchObject({
      pushes: 0,
      detail: expect.stringContaining('without a valid signature'),
    });
    for (const [n, method] of ['sha1', 'sha384', 'sha512'].entries()) {
      there.entries.unshift(entry(10 + n));
      await there.send(there.document(), { method });
    }
    expect(await house.rows(id)).toHaveLength(5);
  });

  it('answers no question that was not asked for', async () => {
    const { id, there, verify } = await subscribed();
    expect((await verify({ 'hub.mode': 'unsubscribe' })).status).toBe(404);
    expect((await verify({ 'hub.topic': 'https://khac.example/rss' })).status).toBe(404);
    expect((await verify({ 'hub.mode': 'publish' })).status).toBe(404);
    expect(
      (await app.request(`${publicUrl}/websub/${'0'.repeat(64)}?hub.mode=subscribe&hub.topic=x&hub.challenge=y`))
        .status,
    ).toBe(404);
    expect((await app.request(`${publicUrl}/websub/${'0'.repeat(64)}`, { method: 'POST', body: 'x' })).status).toBe(
      404,
    );
    expect(await subscriptionOf(id)).toMatchObject({ state: 'active' });
    const challenge = '<script>alert(1)</script>';
    const answer = await verify({ 'hub.challenge': challenge });
    expect(answer.headers.get('content-type')).toContain('text/plain');
    const huge = await there.send('x'.repeat(5_000_001));
    expect(huge.status).toBe(413);
  });

  it('is asked less often while the hub sends, and as usual again when the hub misses something', async () => {
    const { id, there } = await subscribed();
    there.entries.unshift(entry(2));
    await there.send(there.document());
    const interval = async () => (await house.channel(id)).intervalSeconds;
    expect(await interval()).toBeGreaterThanOrEqual(21_600);
    await sql`update sources.channel set due_at = '-infinity' where id = ${id}`.execute(test.db);
    await runDueChannels(house.deps());
    expect(await interval()).toBeGreaterThanOrEqual(21_600);
    house.wait(1_430);
    there.entries.unshift(entry(3));
    await runDueChannels(house.deps());
    expect((await subscriptionOf(id))?.missedAt).toEqual(house.clock());
    expect(await interval()).toBeLessThan(21_600);
    house.wait(1);
    there.entries.unshift(entry(4));
    await there.send(there.document());
    expect(await interval()).toBeGreaterThanOrEqual(21_600);
  });

  it('is asked at once when the hub only says that something is new, or speaks of another feed', async () => {
    const { id, there } = await subscribed();
    for (const content of [
      '',
      there.document().replaceAll(`${there.origin}/atom`, 'https://khac.example/atom').replace('urn:tin:1', 'urn:la'),
    ]) {
      house.wait(1);
      expect((await there.send(content)).status).toBe(202);
      expect((await house.channel(id)).dueAt).toBeNull();
      expect(await house.rows(id)).toHaveLength(1);
      await runDueChannels(house.deps());
    }
  });

  it('is subscribed to anew before the lease ends, and keeps sending meanwhile', async () => {
    const { id, there, requests } = await subscribed({ lease: '3600' });
    await tend();
    expect(requests).toHaveLength(1);
    house.wait(50);
    await tend();
    expect(requests.map(({ mode }) => mode)).toEqual(['subscribe', 'subscribe']);
    there.entries.unshift(entry(2));
    await there.send(there.document());
    expect(await house.rows(id)).toHaveLength(2);
    await there.verify();
    expect((await subscriptionOf(id))?.leaseUntil).toEqual(new Date(house.clock().getTime() + 3_600_000));
  });

  it('is left when the channel is paused, and its hub is told that it has ended', async () => {
    const { id, there, requests, verify } = await subscribed();
    await sql`update sources.channel set state = 'paused' where id = ${id}`.execute(test.db);
    expect((await there.send(there.document())).status).toBe(410);
    await sql`update ingest.websub set next_at = ${house.clock()} where channel_id = ${id}`.execute(test.db);
    await tend();
    expect(requests.at(-1)?.mode).toBe('unsubscribe');
    expect((await verify()).status).toBe(200);
    expect(await subscriptionOf(id)).toMatchObject({ state: 'ended', leaseUntil: null });
    await sql`update sources.channel set state = 'active' where id = ${id}`.execute(test.db);
    house.wait(120);
    await tend();
    expect(requests.at(-1)?.mode).toBe('subscribe');
  });

  it.each<[string, Parameters<typeof portal>[0], string]>([
    ['refuses the request', { status: 422, refuse: 'callback not reachable' }, 'status 422: callback not reachable'],
    ['fails', { status: 500 }, 'status 500'],
  ])('whose hub %s is asked again later, and polled as usual', async (_name, options, words) => {
    const there = await portal(options);
    const id = await house.register(`${there.origin}/atom`, 'feed');
    await house.visit(id);
    await tend();
    expect(await subscriptionOf(id)).toMatchObject({
      state: 'failed',
      failures: 1,
      detail: expect.stringContaining(words),
    });
    await tend();
    expect(there.requests).toHaveLength(1);
    house.wait(70);
    await tend();
    expect(there.requests).toHaveLength(2);
    expect((await house.channel(id)).intervalSeconds).toBeLessThan(21_600);
  });

  it('whose hub never confirms, or denies, says so', async () => {
    const there = await portal();
    const id = await house.register(`${there.origin}/atom`, 'feed');
    await house.visit(id);
    await tend();
    house.wait(70);
    await tend();
    expect(await subscriptionOf(id)).toMatchObject({
      state: 'failed',
      detail: expect.stringContaining('never confirmed'),
    });
    const denied = await subscribed();
    await denied.verify({ 'hub.mode': 'denied', 'hub.reason': 'quá nhiều' });
    expect(await subscriptionOf(denied.id)).toMatchObject({ state: 'denied', detail: 'the hub refused: quá nhiều' });
  });

  it('is not subscribed to where hubs cannot reach the portal', async () => {
    const there = await portal();
    const id = await house.register(`${there.origin}/atom`, 'feed');
    await house.visit(id);
    await tendSubscriptions({ db: test.db, fetch: house.fetch, clock: house.clock, callback: undefined });
    expect(await subscriptionOf(id)).toMatchObject({ state: 'offered' });
    expect(there.requests).toHaveLength(0);
  });

  it('that names another hub begins anew, and one that names none any more has no subscription', async () => {
    let hub = '/hub';
    const origin = await house.host((request, response) => {
      const here = `http://${request.headers.host}`;
      const link = hub === '' ? {} : { link: `<${here}${hub}>; rel="hub", <${here}/atom>; rel="self"` };
      const body = `<feed xmlns="http://www.w3.org/2005/Atom"><title>x ${hub}</title>${entry(1)}</feed>`;
      if (request.method === 'POST') response.writeHead(202).end();
      else response.writeHead(200, { 'content-type': 'application/atom+xml', ...link }).end(body);
    });
    const id = await house.register(`${origin}/atom`, 'feed');
    await house.visit(id);
    const first = await subscriptionOf(id);
    expect(first?.hub).toBe(`${origin}/hub`);
    hub = '/hub2';
    await house.visit(id);
    const second = await subscriptionOf(id);
    expect(second).toMatchObject({ hub: `${origin}/hub2`, state: 'offered' });
    expect(second?.slug).not.toBe(first?.slug);
    await sql`update ingest.websub set state = 'active' where channel_id = ${id}`.execute(test.db);
    hub = '';
    await sql`update sources.channel set due_at = '-infinity' where id = ${id}`.execute(test.db);
    await runDueChannels(house.deps());
    expect(await subscriptionOf(id)).toBeUndefined();
  });
});
