import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, isIP } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { chooseEncoding, type Page, type PageCache } from './cache.ts';

/** A web application: gives a response for a request (WHATWG Fetch). */
export type App = { fetch(request: Request): Response | Promise<Response> };

export type Listening = {
  /** The address it listens on, with the port that the system chose when 0 was asked for. */
  url: string;
  /** Stops taking connections, lets the running requests end (at most the given time), then closes. */
  close(graceMs?: number): Promise<void>;
};

export type Answer = { route: 'cache' | 'app'; status: number; seconds: number };

export type ServerOptions = {
  host: string;
  port: number;
  cache: PageCache;
  trustedProxies: number;
  /** Told of every answer; `route` says whether the page cache or the application gave it. */
  onAnswer?: (answer: Answer) => void;
};

/** Header by which the application learns the client's address; one that a client sends is thrown away. */
export const clientAddressHeader = 'x-cuaso-client-ip';

/**
 * Serves an application over HTTP. A public page that was rendered before is answered here, before the router,
 * from the page cache; a stale one is answered at once and rendered anew behind the reader's back.
 * Throws an Error that names the address when it cannot listen there.
 */
export async function listen(app: App, options: ServerOptions): Promise<Listening> {
  const { cache, onAnswer = () => {} } = options;
  const refreshing = new Set<string>();
  const open = new Set<ServerResponse>();

  const toApp = getRequestListener(
    (request, env) => {
      request.headers.set(clientAddressHeader, clientAddress(env.incoming as IncomingMessage, options.trustedProxies));
      return app.fetch(request);
    },
    { overrideGlobalObjects: false },
  );

  const refresh = (key: string): void => {
    if (refreshing.has(key)) return;
    refreshing.add(key);
    cache.forget(key);
    Promise.resolve(app.fetch(new Request(`http://localhost${key}`)))
      .then((response) => response.body?.cancel())
      .catch(() => {})
      .finally(() => refreshing.delete(key));
  };

  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    const began = performance.now();
    const page = request.method === 'GET' || request.method === 'HEAD' ? cache.get(request.url ?? '') : undefined;
    if (page && began < page.staleUntil) {
      const status = sendPage(page, request, response);
      onAnswer({ route: 'cache', status, seconds: (performance.now() - began) / 1000 });
      if (began >= page.freshUntil) refresh(request.url ?? '');
      return;
    }
    open.add(response);
    response.once('close', () => {
      open.delete(response);
      onAnswer({ route: 'app', status: response.statusCode, seconds: (performance.now() - began) / 1000 });
    });
    void toApp(request, response);
  };

  const server = createServer({ keepAliveTimeout: 65_000, headersTimeout: 15_000, requestTimeout: 60_000 }, handle);
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nconnection: close\r\n\r\n');
  });
  await bind(server, options.host, options.port);
  const { port } = server.address() as AddressInfo;
  const host = options.host.includes(':') ? `[${options.host}]` : options.host;
  return {
    url: `http://${host}:${port}`,
    async close(graceMs = 10_000) {
      const closed = new Promise<void>((done) => server.close(() => done()));
      // A connection whose request ends from now on is kept alive by its client, and would hold us up.
      // A stream of events never ends by itself; the browser that follows it will come again.
      for (const response of open)
        if (String(response.getHeader('content-type')).startsWith('text/event-stream')) response.destroy();
      const sweep = setInterval(() => server.closeIdleConnections(), 50);
      const cut = setTimeout(() => server.closeAllConnections(), graceMs);
      await closed;
      clearInterval(sweep);
      clearTimeout(cut);
    },
  };
}

function sendPage(page: Page, request: IncomingMessage, response: ServerResponse): number {
  if (headerOf(request, 'if-none-match')?.includes(page.etag)) {
    response.writeHead(304, page.forms.identity.head.slice(0, -2));
    response.end();
    return 304;
  }
  const form = page.forms[chooseEncoding(headerOf(request, 'accept-encoding'))];
  response.writeHead(200, form.head);
  if (request.method === 'HEAD') response.end();
  else response.end(form.body, 'latin1');
  return 200;
}

/** The first value of a header, read from the list as it came: building the whole table costs too much here. */
function headerOf({ rawHeaders }: IncomingMessage, name: string): string | undefined {
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const given = rawHeaders[i] as string;
    if (given.length === name.length && given.toLowerCase() === name) return rawHeaders[i + 1];
  }
  return undefined;
}

// Each trusted proxy appends the address that it was reached from, so ours is that many places from the right.
function clientAddress(request: IncomingMessage, trustedProxies: number): string {
  const direct = request.socket.remoteAddress ?? '';
  if (trustedProxies === 0) return direct;
  const forwarded = String(request.headers['x-forwarded-for'] ?? '').split(',');
  const named = forwarded.at(-trustedProxies)?.trim() ?? '';
  return isIP(named) ? named : direct;
}

function bind(server: Server, host: string, port: number): Promise<void> {
  return new Promise((done, fail) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const reason = cause.code === 'EADDRINUSE' ? 'something else listens there already' : cause.message;
      fail(
        new Error(`http: cannot listen on ${host}:${port}: ${reason}. Choose another with CUASO_HOST and CUASO_PORT.`, {
          cause,
        }),
      );
    });
    server.listen(port, host, done);
  });
}
