/** The outlets of the benchmarks: `tsx server.ts <items>` serves feeds in Vietnamese, with their texts and validators, until it is ended. */
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const items = Number(process.argv[2] ?? 30);
const syllables =
  'biển núi sông làng phố chợ đình chùa lúa trà gốm lụa hội mùa nắng gió thuyền đảo hang động di sản'.split(' ');
const words = (seed: number, length: number): string =>
  Array.from({ length }, (_, i) => syllables[(seed * 7919 + i * i * 31 + i) % syllables.length]).join(' ');
const midnight = new Date().setUTCHours(0, 0, 0, 0);

function feed(number: number): string {
  const entries = Array.from({ length: items }, (_, i) => {
    const id = number * 1_000 + i;
    const date = new Date(midnight - i * 3_600_000 - number * 1_000).toUTCString();
    return `<item><guid isPermaLink="false">${id}</guid><title>${words(id, 9)} ${id}</title><link>http://mau.example/${id}</link>
      <pubDate>${date}</pubDate><description>${words(id + 1, 30)}</description>
      <content:encoded><![CDATA[${`<p>${words(id + 2, 80)}</p>`.repeat(4)}]]></content:encoded></item>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
    <channel><title>Báo mẫu ${number}</title><link>http://mau.example/</link><description>Mẫu</description>
    <language>vi</language>${entries.join('')}</channel></rss>`;
}

const made = new Map<string, { body: Buffer; etag: string }>();
const origins = await Promise.all(
  Array.from({ length: 16 }, async (_, n) => {
    const server = createServer((request, response) => {
      const path = request.url ?? '';
      if (!/^\/\d+$/.test(path)) return response.writeHead(404).end();
      const known = made.get(path) ?? { body: Buffer.from(feed(Number(path.slice(1)))), etag: '' };
      known.etag ||= `"${createHash('sha1').update(known.body).digest('base64url')}"`;
      made.set(path, known);
      if (request.headers['if-none-match'] === known.etag) return response.writeHead(304, { etag: known.etag }).end();
      return response.writeHead(200, { etag: known.etag, 'content-type': 'application/rss+xml' }).end(known.body);
    });
    await new Promise<void>((done) => server.listen(0, `127.0.0.${n + 1}`, done));
    return `http://127.0.0.${n + 1}:${(server.address() as AddressInfo).port}`;
  }),
);
console.log(origins.join(' '));
