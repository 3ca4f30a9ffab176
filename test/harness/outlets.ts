import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Outlets on the loopback whose feeds grow when told to. */
export type Outlets = {
  /** Adds outlets with so many items each; gives the OPML that lists the new ones. */
  add(outlets: number, itemsEach: number): string;
  /** Every address of an item that was served in a feed so far. */
  readonly addresses: readonly string[];
  close(): Promise<void>;
};

const subjects = [
  'bridge',
  'library',
  'harvest',
  'museum',
  'festival',
  'river',
  'school',
  'market',
  'garden',
  'lighthouse',
];
const deeds = [
  'opens to visitors',
  'marks a hundred years',
  'is restored by its neighbours',
  'welcomes a new choir',
  'lends books again',
];
const towns = ['Nonsuch', 'Upper Lantern', 'Far Quay', 'Bellwether', 'Sandlow', 'Great Pine', 'Marrow Hill', 'Oldgate'];

/** Serves invented outlets: an RSS feed each, and a page for every item. */
export async function openOutlets(): Promise<Outlets> {
  const feeds = new Map<string, { name: string; items: { path: string; title: string; text: string }[] }>();
  const pages = new Map<string, string>();
  let origin = '';
  let made = 0;

  const server: Server = createServer((request, response) => {
    const feed = feeds.get(request.url ?? '');
    const page = pages.get(request.url ?? '');
    if (feed) response.writeHead(200, { 'content-type': 'application/rss+xml' }).end(rss(origin, feed));
    else if (page) response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page);
    else response.writeHead(404).end();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    add(outlets, itemsEach) {
      const lines = Array.from({ length: outlets }, () => {
        const outlet = ++made;
        const name = `Outlet ${outlet} of ${pick(towns, outlet)}`;
        const items = Array.from({ length: itemsEach }, (_, n) => {
          const title = `The ${pick(subjects, outlet + n)} of ${pick(towns, outlet * 3 + n)} ${pick(deeds, outlet + n * 2)} (${outlet}.${n})`;
          const text = `${title}. ${Array.from({ length: 6 }, (_, s) => `Paragraph ${s} tells of the ${pick(subjects, n + s)} and of ${pick(towns, s + outlet)} at some length, so that there is something to read.`).join(' ')}`;
          const path = `/o${outlet}/item-${n}.html`;
          pages.set(
            path,
            `<!doctype html><html lang="en"><title>${title}</title><main><article><h1>${title}</h1><p>${text}</p></article></main></html>`,
          );
          return { path, title, text };
        });
        feeds.set(`/o${outlet}/feed.xml`, { name, items });
        return `<outline type="rss" text="${name}" xmlUrl="${origin}/o${outlet}/feed.xml"/>`;
      });
      return `<?xml version="1.0"?><opml version="2.0"><body>${lines.join('')}</body></opml>`;
    },
    get addresses() {
      return [...pages.keys()].map((path) => origin + path);
    },
    close() {
      server.closeAllConnections();
      return new Promise((done) => server.close(() => done()));
    },
  };
}

const pick = (from: readonly string[], n: number): string => from[n % from.length] ?? '';

const rss = (
  origin: string,
  { name, items }: { name: string; items: { path: string; title: string; text: string }[] },
): string =>
  `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>${name}</title><link>${origin}/</link><language>en</language>${items
    .map(
      ({ path, title, text }) =>
        `<item><title>${title}</title><link>${origin}${path}</link><guid>${origin}${path}</guid><description>${text.slice(0, 120)}</description></item>`,
    )
    .join('')}</channel></rss>`;
