import { connect } from 'node:net';
import { Hono } from 'hono';
import { afterEach, describe, expect, it } from 'vitest';
import { type PageCache, pageCache } from './cache.ts';
import { keepPages } from './pages.ts';
import { boundedBody, sameOrigin, securityHeaders } from './security.ts';
import { clientAddressHeader, type Listening, listen } from './server.ts';

let running: Listening | undefined;
afterEach(async () => {
  await running?.close(100);
  running = undefined;
});

async function start(
  app: Hono,
  { cache = pageCache(1_000_000), trustedProxies = 0 }: { cache?: PageCache; trustedProxies?: number } = {},
) {
  running = await listen(app, { host: '127.0.0.1', port: 0, cache, trustedProxies });
  return running.url;
}

const portal = (cache: PageCache, render: () => string | Promise<string>) =>
  new Hono().use(keepPages(cache)).get('/en', async (c) => {
    c.header('cache-control', 'public, max-age=60');
    c.header('surrogate-key', 'front');
    return c.html(await render());
  });

describe('the page cache in front of the router', () => {
  it('answers from memory until the tag is purged', async () => {
    const cache = pageCache(1_000_000);
    let rendered = 0;
    const url = await start(
      portal(cache, () => `<p>${++rendered}</p>`),
      { cache },
    );
    const read = async () => (await fetch(`${url}/en`)).text();
    expect([await read(), await read()]).toEqual(['<p>1</p>', '<p>1</p>']);
    cache.purge(['front']);
    expect(await read()).toBe('<p>2</p>');
  });

  it('renders once for many who ask at the same moment', async () => {
    const cache = pageCache(1_000_000);
    let rendered = 0;
    const render = async () => {
      rendered++;
      await new Promise((done) => setTimeout(done, 50));
      return 'page';
    };
    const url = await start(portal(cache, render), { cache });
    const texts = await Promise.all(Array.from({ length: 20 }, async () => (await fetch(`${url}/en`)).text()));
    expect(new Set(texts)).toEqual(new Set(['page']));
    expect(rendered).toBe(1);
  });

  it('tells a client that has the page already: 304', async () => {
    const cache = pageCache(1_000_000);
    const url = await start(
      portal(cache, () => 'page'),
      { cache },
    );
    const etag = (await fetch(`${url}/en`)).headers.get('etag') ?? '';
    const again = await fetch(`${url}/en`, { headers: { 'if-none-match': etag } });
    expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', etag]);
  });

  it('keeps nothing that is not public', async () => {
    const cache = pageCache(1_000_000);
    let asked = 0;
    const app = new Hono().use(keepPages(cache)).get('/desk', (c) => c.text(String(++asked)));
    const url = await start(app, { cache });
    await fetch(`${url}/desk`);
    expect(await (await fetch(`${url}/desk`)).text()).toBe('2');
    expect(cache.pages).toBe(0);
  });
});

describe('the client address', () => {
  const app = () => new Hono().get('/', (c) => c.text(c.req.header(clientAddressHeader) ?? 'none'));

  it('is that of the connection, whatever the client claims', async () => {
    const url = await start(app());
    const headers = { [clientAddressHeader]: '8.8.8.8', 'x-forwarded-for': '8.8.8.8' };
    expect(await (await fetch(url, { headers })).text()).toBe('127.0.0.1');
  });

  it('is the one that the trusted proxy saw', async () => {
    const url = await start(app(), { trustedProxies: 1 });
    expect(await (await fetch(url, { headers: { 'x-forwarded-for': '6.6.6.6, 203.0.113.9' } })).text()).toBe(
      '203.0.113.9',
    );
  });
});

describe('hostile requests', () => {
  it('get headers that forbid inline scripts, and forms of other sites are refused', async () => {
    const app = new Hono()
      .use(securityHeaders(false))
      .use(sameOrigin('http://portal.test'))
      .post('/', (c) => c.text('done'));
    const url = await start(app);
    const form = {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'http://evil.test' },
      body: 'a=1',
    };
    const answer = await fetch(url, form);
    expect(answer.status).toBe(403);
    expect(answer.headers.get('content-security-policy')).toMatch(/script-src 'self';/);
    expect((await fetch(url, { ...form, headers: { ...form.headers, origin: 'http://portal.test' } })).status).toBe(
      200,
    );
  });

  it('of too many bytes are answered with 413', async () => {
    const url = await start(
      new Hono().use(boundedBody(1000)).post('/', async (c) => c.text(String((await c.req.text()).length))),
    );
    expect((await fetch(url, { method: 'POST', body: 'x'.repeat(2000) })).status).toBe(413);
    expect((await fetch(url, { method: 'POST', body: 'x'.repeat(900) })).status).toBe(200);
  });

  it('that are no HTTP get a 400 and do not end the server', async () => {
    const url = await start(new Hono().get('/', (c) => c.text('alive')));
    const said = await new Promise<string>((done) => {
      const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.end('\0\x01 nonsense\r\n\r\n'));
      let text = '';
      socket.on('data', (chunk) => {
        text += chunk;
      });
      socket.on('close', () => done(text));
    });
    expect(said).toMatch(/^HTTP\/1.1 400/);
    expect(await (await fetch(url)).text()).toBe('alive');
  });
});

describe('stopping', () => {
  it('lets a running request end', async () => {
    const app = new Hono().get('/', async (c) => {
      await new Promise((done) => setTimeout(done, 150));
      return c.text('whole');
    });
    const url = await start(app);
    const answer = fetch(url).then((response) => response.text());
    await new Promise((done) => setTimeout(done, 50));
    await running?.close();
    expect(await answer).toBe('whole');
  });

  it('says who is in the way when the port is taken', async () => {
    const url = await start(new Hono());
    const port = Number(new URL(url).port);
    await expect(
      listen(new Hono(), { host: '127.0.0.1', port, cache: pageCache(1000), trustedProxies: 0 }),
    ).rejects.toThrow(/CUASO_PORT/);
  });
});
