import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'kysely';
import { parseHTML } from 'linkedom';
import { openLanes } from '../../src/ingest/lanes.ts';
import { lastVisits } from '../../src/ingest/store/visits.ts';
import { type Deps, visitChannel } from '../../src/ingest/visit.ts';
import { identify } from '../../src/language/index.ts';
import { safeFetch } from '../../src/platform/fetch/fetch.ts';
import { addOutletWithChannel, type Channel, type ChannelKind, channelById } from '../../src/sources/index.ts';
import type { TestDatabase } from './database.ts';

/** What a server of the tests answers: the handler of node, and which requests came. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** A row of an item as the database has it, with the text that belongs to it. */
export type ItemRow = {
  id: number;
  title: string;
  url: string | null;
  lang: string;
  authors: string[];
  categories: string[];
  image: string | null;
  published: Date;
  version: number;
  text: string;
  html: string | null;
  origin: string;
  withdrawn: string | null;
};

/** Fetching over a test database: hosts on the loopback, a clock that is moved by hand, channels and what came of them. */
export function testIngest(test: TestDatabase, began = '2026-11-23T08:00:00Z') {
  const fetch = safeFetch({ allow: ['127.0.0.0/8'], userAgent: 'cuaso-test' });
  const lanes = openLanes();
  let now = new Date(began);
  const deps = (): Deps => ({ db: test.db, fetch, clock: () => now, identify, lanes, chance: () => 0 });
  const servers: Server[] = [];
  let outlets = 0;

  const channel = async (id: number): Promise<Channel> => {
    const found = await channelById(test.db, id);
    if (!found) throw new Error(`testIngest: there is no channel ${id}`);
    return found;
  };
  return {
    deps,
    fetch,
    clock: () => now,
    wait(minutes: number): void {
      now = new Date(now.getTime() + minutes * 60_000);
    },
    /** A host of its own for a handler; gives its origin. */
    async host(handler: Handler): Promise<string> {
      const server = createServer(handler);
      servers.push(server);
      await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    },
    /** Registers an outlet with one channel; gives the id of the channel. */
    async register(url: string, kind: ChannelKind, settings: Record<string, unknown> = {}): Promise<number> {
      const outlet = { name: `Cơ quan thử ${++outlets}`, class: 'official', origin: 'desk' } as const;
      return (await addOutletWithChannel(test.db, outlet, { url, kind, settings })).channelId;
    },
    channel,
    async visit(id: number) {
      return visitChannel(deps(), await channel(id), 'schedule');
    },
    lastVisit: async (id: number) => (await lastVisits(test.db, [id], 1))[0],
    /** Every state of every item of a channel, oldest first. */
    async rows(id: number): Promise<ItemRow[]> {
      const { rows } = await sql<ItemRow>`select i.id, i.title, i.url, i.lang, i.authors, i.categories, i.image,
          i.published_at as published, i.version, coalesce(b.text, '') as text, b.html, coalesce(b.origin, 'waiting') as origin, i.withdrawn
        from ingest.item i left join ingest.body b on b.item_id = i.id
        where i.channel_id = ${id} order by i.id`.execute(test.db);
      return rows;
    },
    async close(): Promise<void> {
      await fetch.close();
      for (const server of servers) {
        server.closeAllConnections();
        server.close();
      }
    },
  };
}

/** Answers with JSON. */
export function sendJson(response: ServerResponse, value: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', ...headers }).end(JSON.stringify(value));
}

/** What in some HTML could do more than be read: scripts, handlers, addresses that run. Nothing, where it is safe. */
export function dangers(html: string | null | undefined): string[] {
  const { document } = parseHTML(`<html><body>${html ?? ''}</body></html>`);
  return [...document.body.querySelectorAll('*')].flatMap((element) => {
    const name = element.tagName.toLowerCase();
    const bad = /^(script|style|iframe|object|embed|form|link|meta|base|svg|math)$/.test(name) ? [`<${name}>`] : [];
    const attributes = [...element.attributes].flatMap(({ name: attribute, value }) =>
      /^on/i.test(attribute) || /^\s*(javascript|data|vbscript):/i.test(value) ? [`${attribute}="${value}"`] : [],
    );
    return [...bad, ...attributes];
  });
}
