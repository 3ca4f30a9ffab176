import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** Servers on the loopback, each a host of its own: a fault of one must not touch another. */
export function loopback() {
  const servers: Server[] = [];
  return {
    async host(handler: Handler): Promise<string> {
      const server = createServer(handler);
      servers.push(server);
      await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    },
    close(): void {
      for (const server of servers) {
        server.closeAllConnections();
        server.close();
      }
    },
  };
}

/** What a site answers at a path: a text, or a text with its type and further headers. */
export type Files = Record<
  string,
  string | { body: string; type?: string; status?: number; headers?: Record<string, string> }
>;

/** A handler that serves files, whatever question stands behind their path unless that is a file of its own; all else is 404. */
export function site(files: Files | ((origin: string) => Files), asked: string[] = []): Handler {
  return (request, response) => {
    const path = request.url ?? '';
    asked.push(path);
    const origin = `http://${request.headers.host}`;
    const all = typeof files === 'function' ? files(origin) : files;
    const file = all[path] ?? all[path.split('?')[0] ?? ''];
    if (file === undefined) {
      response
        .writeHead(404, { 'content-type': 'text/html' })
        .end('<html><title>404</title><p>Không có trang này.</p></html>');
      return;
    }
    const {
      body,
      type = typeOf(path, body),
      status = 200,
      headers = {},
    } = typeof file === 'string' ? { body: file } : file;
    response.writeHead(status, { 'content-type': type, ...headers }).end(body);
  };
}

function typeOf(path: string, body: string): string {
  if (path.endsWith('robots.txt')) return 'text/plain';
  if (body.startsWith('{') || body.startsWith('[')) return 'application/json';
  return body.startsWith('<?xml') ? 'application/xml' : 'text/html; charset=utf-8';
}

/** A feed of so many items, the newest an hour before `now`. */
export function rssFeed(
  title: string,
  items: number,
  { now, whole = false, origin = 'http://outlet.example' }: { now: Date; whole?: boolean; origin?: string },
): string {
  const text = `${title} kể chuyện đèn lồng, bến sông và những người thợ giữ nghề. `.repeat(whole ? 30 : 1);
  const entries = Array.from({ length: items }, (_, n) => {
    const published = new Date(now.getTime() - (n + 1) * 3_600_000).toUTCString();
    return `<item><title>${title}: chuyện số ${n} trong ngày</title><link>${origin}/chuyen-trong-ngay-${n}.html</link>
      <pubDate>${published}</pubDate><description>${title} tóm tắt.</description>${whole ? `<content:encoded><![CDATA[<p>${text}</p>]]></content:encoded>` : ''}</item>`;
  });
  return `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>${title}</title>
    <link>${origin}/</link><language>vi</language>${entries.join('')}</channel></rss>`;
}

/** A set of addresses of articles, each changed an hour before the one above it. */
export function sitemapOf(origin: string, articles: number, now: Date): string {
  const urls = Array.from(
    { length: articles },
    (_, n) =>
      `<url><loc>${origin}/bai-viet-cua-tinh-${n}.html</loc><lastmod>${new Date(now.getTime() - (n + 1) * 3_600_000).toISOString()}</lastmod></url>`,
  );
  return `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${urls.join('')}</urlset>`;
}

/** A page with a list of articles, and whatever else its head says. */
export function frontPage(title: string, { head = '', body = '' } = {}): string {
  const rows = Array.from(
    { length: 10 },
    (_, n) =>
      `<div class="tin"><h3><a href="/tin-trong-tinh-${4200 + n}.html">Tin trong tỉnh thứ ${n}, bến sông đón khách mùa lễ hội</a></h3><span class="ngay">${String(20 - n).padStart(2, '0')}/11/2026</span></div>`,
  );
  return `<!doctype html><html lang="vi"><head><title>${title}</title>${head}</head><body><main>${rows.join('')}</main>${body}</body></html>`;
}
