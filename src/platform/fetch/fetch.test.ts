import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { type Fetch, type FetchError, safeFetch } from './fetch.ts';

const opened: (Server | Fetch)[] = [];
afterEach(async () => {
  for (const each of opened.splice(0)) {
    if ('closeAllConnections' in each) each.closeAllConnections();
    await each.close();
  }
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  opened.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function client(allow: string[] = ['127.0.0.0/8'], origins: string[] = []): Fetch {
  const fetch = safeFetch({ allow, origins, userAgent: 'CuaSo/test (+http://portal.test/en/about)' });
  opened.push(fetch);
  return fetch;
}

const problem = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'none',
    (error: FetchError) => error.code,
  );

describe('safeFetch', () => {
  it('gives status, headers, decompressed body and says who asks', async () => {
    const asked: string[] = [];
    const origin = await serve((request, response) => {
      asked.push(request.headers['user-agent'] ?? '');
      response
        .writeHead(200, { 'content-encoding': 'gzip', 'content-type': 'text/plain; charset=utf-8' })
        .end(gzipSync('Xin chào'));
    });
    const answer = await client()(`${origin}/a`);
    expect(answer).toMatchObject({ status: 200, url: `${origin}/a`, redirects: [], notModified: false });
    expect(new TextDecoder().decode(answer.body)).toBe('Xin chào');
    expect(asked).toEqual(['CuaSo/test (+http://portal.test/en/about)']);
  });

  it('asks conditionally and tells a 304', async () => {
    const origin = await serve((request, response) => {
      const known = request.headers['if-none-match'] === '"a"' && request.headers['if-modified-since'] !== undefined;
      response.writeHead(known ? 304 : 200).end();
    });
    const answer = await client()(origin, { etag: '"a"', lastModified: 'Mon, 23 Nov 2026 01:00:00 GMT' });
    expect(answer.notModified).toBe(true);
  });

  it.each([
    'http://127.0.0.1/',
    'http://[::1]/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://0177.0.0.1/',
    'http://localhost/',
    'http://[::ffff:127.0.0.1]/',
    'http://169.254.169.254/latest/meta-data',
    'http://[64:ff9b::7f00:1]/',
    'http://10.1.2.3/',
    'http://0/',
  ])('refuses %s', async (url) => {
    expect(await problem(client([])(url))).toBe('private-address');
  });

  it.each([
    'file:///etc/passwd',
    'ftp://example.org/',
    'gopher://example.org/',
    'http://user:secret@example.org/',
    'http://',
    'not an address',
  ])('refuses %s as an address', async (url) => {
    expect(await problem(client([])(url))).toBe('address');
  });

  it('checks every hop: a redirect to a private address is refused', async () => {
    const origin = await serve((_, response) => response.writeHead(302, { location: 'http://10.0.0.1/secret' }).end());
    expect(await problem(client()(origin))).toBe('private-address');
  });

  it('refuses a port that is not of the web on a public address', async () => {
    expect(await problem(client([])('http://8.8.8.8:22/'))).toBe('address');
  });

  it('lets one origin through wherever it leads, and no other port beside it', async () => {
    const origin = await serve((_, response) => response.end('demo'));
    const other = await serve((_, response) => response.end('secret'));
    const fetch = client([], [origin]);
    expect((await fetch(origin)).status).toBe(200);
    expect(await problem(fetch(other))).toBe('private-address');
  });

  it('follows redirects within bounds and tells them', async () => {
    const origin = await serve((request, response) => {
      if (request.url === '/end') response.end('here');
      else response.writeHead(301, { location: request.url === '/loop' ? '/loop' : '/end' }).end();
    });
    const answer = await client()(`${origin}/start`);
    expect(answer).toMatchObject({ url: `${origin}/end`, redirects: [{ status: 301, url: `${origin}/start` }] });
    expect(await problem(client()(`${origin}/loop`))).toBe('redirects');
  });

  it('does not carry secrets to another origin', async () => {
    const seen: (string | undefined)[] = [];
    const other = await serve((request, response) => {
      seen.push(request.headers.authorization);
      response.end();
    });
    const origin = await serve((request, response) => {
      seen.push(request.headers.authorization);
      response.writeHead(307, { location: other }).end();
    });
    await client()(origin, { headers: { authorization: 'Bearer x' } });
    expect(seen).toEqual(['Bearer x', undefined]);
  });

  it('stops at the bound in bytes, also when a small answer unpacks to a large one', async () => {
    const bomb = gzipSync(Buffer.alloc(20_000_000));
    const origin = await serve((request, response) => {
      if (request.url === '/bomb') response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb);
      else {
        response.on('error', () => {});
        const more = () => {
          while (!response.destroyed && response.write(Buffer.alloc(65_536)));
        };
        response.on('drain', more);
        more();
      }
    });
    const fetch = client();
    expect(await problem(fetch(`${origin}/bomb`, { maxBytes: 1_000_000 }))).toBe('too-large');
    expect(await problem(fetch(`${origin}/endless`, { maxBytes: 1_000_000 }))).toBe('too-large');
  });

  it('stops in time when an answer never comes or never ends', async () => {
    const origin = await serve((request, response) => {
      if (request.url === '/slow') response.write('a');
    });
    const fetch = client();
    expect(await problem(fetch(`${origin}/silent`, { timeoutMs: 150 }))).toBe('timeout');
    expect(await problem(fetch(`${origin}/slow`, { timeoutMs: 150 }))).toBe('timeout');
  });

  it('tells a connection that is refused, one that is cut, and an answer that is none', async () => {
    const origin = await serve((request, response) => {
      if (request.url === '/cut') {
        response.writeHead(200, { 'content-length': '1000' });
        response.write('half');
        setTimeout(() => response.destroy(), 20);
      } else response.socket?.end('this is not HTTP\r\n\r\n');
    });
    const fetch = client();
    expect(await problem(fetch('http://127.0.0.1:1/'))).toBe('connect');
    expect(await problem(fetch(`${origin}/cut`))).toBe('connect');
    expect(await problem(fetch(`${origin}/junk`))).toBe('protocol');
  });

  it('waits for each part of an answer only so long', async () => {
    const origin = await serve((request, response) => {
      if (request.url === '/pause') response.write('a');
      else if (request.url === '/dribble') {
        const drop = setInterval(() => response.write('a'), 20);
        response.on('close', () => clearInterval(drop));
      }
    });
    const patience = { connect: 300, answer: 300, pause: 300 };
    const fetch = safeFetch({ allow: ['127.0.0.0/8'], userAgent: 'cuaso-test', patience });
    opened.push(fetch);
    const said = (path: string, timeoutMs = 10_000) =>
      fetch(origin + path, { timeoutMs }).catch((error: Error) => error.message);
    expect(await said('/silent')).toContain('took the connection but did not answer');
    expect(await said('/pause')).toContain('stopped in the middle');
    expect(await said('/dribble', 600)).toContain('did not answer in full within');
  });

  it('refuses more headers than anybody needs', async () => {
    const origin = await serve((_, response) => response.writeHead(200, { 'x-bomb': 'b'.repeat(30_000) }).end());
    expect(await problem(client()(origin))).toBe('too-large');
  });

  it('asks before each hop, waits that long without losing time, and stops when told to', async () => {
    const origin = await serve((request, response) => {
      if (request.url === '/end') response.end('here');
      else response.writeHead(302, { location: '/end' }).end();
    });
    const asked: string[] = [];
    const slowly = async (url: string) => {
      asked.push(url);
      await new Promise((done) => setTimeout(done, 400));
    };
    expect((await client()(origin, { hop: slowly, timeoutMs: 300 })).status).toBe(200);
    expect(asked).toEqual([`${origin}/end`]);
    const no = new Error('not there');
    expect(await client()(origin, { hop: () => Promise.reject(no) }).catch((error) => error)).toBe(no);
  });

  it('reads an answer of HTTP/1.0, which ends with its connection', async () => {
    const server = createTcpServer((socket) => {
      socket.on('error', () => {}).once('data', () => socket.end('HTTP/1.0 200 OK\r\n\r\nold but good'));
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const answer = await client()(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    server.close();
    expect(new TextDecoder().decode(answer.body)).toBe('old but good');
  });
});
