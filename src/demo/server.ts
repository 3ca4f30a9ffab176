import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Pack } from '../platform/index.ts';
import {
  type Demonstration,
  type DemoOutlet,
  feedPath,
  itemPath,
  outletPath,
  publishedAt,
  readDemonstration,
} from './demonstration.ts';
import { type Serving, writeFeed } from './feeds.ts';
import { writeOpml } from './opml.ts';
import { itemPage, missingPage, outletPage, rootPage } from './pages.ts';
import { style } from './style.ts';

/** A running demonstration. */
export type DemoServer = {
  /** `http://127.0.0.1:<port>`, without a slash at the end. */
  origin: string;
  outlets: readonly RegisteredOutlet[];
  close(): Promise<void>;
};

/** An outlet of the demonstration as the registry of outlets needs it; paths hang on the origin of the server. */
export type RegisteredOutlet = {
  id: string;
  class: DemoOutlet['class'];
  kind: string;
  names: Readonly<Record<string, string>>;
  /** Invented outlets speak for no place. */
  place: null;
  languages: readonly string[];
  sitePath: string;
  channels: readonly { kind: 'feed'; format: string; language: string; path: string }[];
};

/**
 * Serves the demonstration of a country pack on the loopback. `now` is the moment that all times of its texts are
 * counted back from: give the same one again and every byte is the same. `port` 0 takes any free port.
 * Throws an Error that names the port when it is taken.
 */
export async function demoServer({ pack, now, port }: { pack: Pack; now: Date; port: number }): Promise<DemoServer> {
  const demonstration = readDemonstration(pack);
  let documents: ReadonlyMap<string, Document> = new Map();
  const missing = documentOf('text/html; charset=utf-8', missingPage(demonstration), now);
  const server = createServer((request, response) => answer(request, response, documents, missing));
  server.listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw cause;
    throw new Error(`demonstration: port ${port} on 127.0.0.1 is taken by another program; choose another port`, {
      cause,
    });
  }
  const origin = `http://127.0.0.1:${portOf(server)}`;
  documents = documentsOf(demonstration, { origin, now });
  return {
    origin,
    outlets: outletsOf(demonstration),
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('demonstration: the server has no port');
  return address.port;
}

/** The outlets of the demonstration of a country pack, for the registry. */
export function demoOutlets(pack: Pack): RegisteredOutlet[] {
  return outletsOf(readDemonstration(pack));
}

function outletsOf(demonstration: Demonstration): RegisteredOutlet[] {
  return demonstration.outlets.map((outlet) => ({
    id: `demo-${outlet.id}`,
    class: outlet.class,
    kind: outlet.kind,
    names: outlet.names,
    place: null,
    languages: [...new Set(outlet.feeds.map((feed) => feed.language))],
    sitePath: outletPath(outlet),
    channels: outlet.feeds.map((feed) => ({
      kind: 'feed',
      format: feed.format,
      language: feed.language,
      path: feedPath(outlet, feed),
    })),
  }));
}

type Document = { type: string; body: Buffer; etag: string; modified: Date };

function documentsOf(demonstration: Demonstration, serving: Serving): Map<string, Document> {
  const { outlets, items } = demonstration;
  const html = (text: string, modified = serving.now) => documentOf('text/html; charset=utf-8', text, modified);
  const documents = new Map<string, Document>();
  documents.set('/', html(rootPage(demonstration)));
  documents.set('/style.css', documentOf('text/css; charset=utf-8', style, serving.now));
  documents.set('/opml', documentOf('text/x-opml; charset=utf-8', writeOpml(demonstration, serving), serving.now));
  for (const outlet of outlets) {
    documents.set(outletPath(outlet), html(outletPage(demonstration, outlet, serving)));
    for (const feed of outlet.feeds) {
      const { type, body } = writeFeed({ demonstration, outlet, feed, serving });
      documents.set(feedPath(outlet, feed), documentOf(type, body, serving.now));
    }
  }
  for (const item of items)
    documents.set(itemPath(item), html(itemPage(demonstration, item, serving), publishedAt(item, serving.now)));
  return documents;
}

function documentOf(type: string, text: string, modified: Date): Document {
  const body = Buffer.from(text);
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  return { type, body, etag, modified: new Date(Math.floor(modified.getTime() / 1000) * 1000) };
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  all: ReadonlyMap<string, Document>,
  missing: Document,
): void {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { Allow: 'GET, HEAD' }).end();
    return;
  }
  const found = all.get((request.url ?? '/').split('?')[0] ?? '/');
  const document = found ?? missing;
  const headers = {
    'Content-Type': document.type,
    'Content-Length': document.body.length,
    'Cache-Control': 'no-cache',
    'Content-Security-Policy': "default-src 'none'; style-src 'self'",
    'X-Content-Type-Options': 'nosniff',
    ...(found && { ETag: found.etag, 'Last-Modified': found.modified.toUTCString() }),
  };
  if (found && isFresh(request, found)) {
    const { 'Content-Length': _, ...rest } = headers;
    response.writeHead(304, rest).end();
    return;
  }
  response.writeHead(found ? 200 : 404, headers).end(request.method === 'HEAD' ? undefined : document.body);
}

/** Whether what the client holds is still the document (RFC 9110 §13.1): its entity tag decides, else its date. */
function isFresh({ headers }: IncomingMessage, { etag, modified }: Document): boolean {
  const tags = headers['if-none-match'];
  if (tags !== undefined) return tags.split(',').some((tag) => [etag, '*'].includes(tag.trim().replace(/^W\//, '')));
  const since = Date.parse(headers['if-modified-since'] ?? '');
  return since >= modified.getTime();
}
