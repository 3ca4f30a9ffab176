import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { testDatabase } from '../../../../test/harness/database.ts';
import { type Handler, visiting } from '../../../../test/harness/visiting.ts';

const outlets = visiting(testDatabase(), { now: new Date('2026-11-23T08:00:00Z') });
afterEach(() => outlets.rest());
afterAll(() => outlets.close());

const long = 'Hội An đón khách trở lại sau đợt lũ, phố cổ sạch bùn và đèn lồng đã được thắp sáng như trước. '.repeat(
  15,
);
const article = (title: string) =>
  `<!doctype html><html lang="vi"><head><title>${title} - Báo thử</title>
  <meta property="og:title" content="${title}"><meta property="article:published_time" content="2026-11-20T03:00:00Z"></head>
  <body><article><h1>${title}</h1><p>${long}</p></article></body></html>`;
const urlset = (...urls: string[]) =>
  `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${urls.join('')}</urlset>`;
const url = (loc: string, lastmod?: string, more = '') =>
  `<url><loc>${loc}</loc>${lastmod ? `<lastmod>${lastmod}</lastmod>` : ''}${more}</url>`;
const index = (...files: [string, string?][]) =>
  `<sitemapindex>${files.map(([loc, lastmod]) => `<sitemap><loc>${loc}</loc>${lastmod ? `<lastmod>${lastmod}</lastmod>` : ''}</sitemap>`).join('')}</sitemapindex>`;

const html = { 'content-type': 'text/html; charset=utf-8' };
const xml = { 'content-type': 'application/xml' };

/** A portal of some files; what is asked is written down. Pages of articles are there for every address that ends in .html. */
async function portal(files: Record<string, string | Buffer | Handler>) {
  const asked: string[] = [];
  const origin = await outlets.host((request, response) => {
    const path = request.url ?? '';
    asked.push(path);
    const file = files[path];
    if (typeof file === 'function') file(request, response);
    else if (file !== undefined) response.writeHead(200, xml).end(file);
    else if (path.endsWith('.html'))
      response.writeHead(200, html).end(article(`Tin có dấu số ${/\d+/.exec(path)?.[0]}`));
    else response.writeHead(404).end();
  });
  return { origin, asked, files };
}

describe('a sitemap', () => {
  it('gives addresses, and their pages give title, language, date and text', async () => {
    const { origin, files } = await portal({});
    files['/sitemap.xml'] = urlset(url(`${origin}/`), url('/tin-trong-tinh-1.html', '2026-11-22'), url('/gioi-thieu'));
    const id = await outlets.register('sitemap', `${origin}/sitemap.xml`);
    expect(await outlets.pass()).toMatchObject({ items: 1, pages: 1, failed: 0 });
    const items = await outlets.items(id);
    expect(items).toMatchObject([
      {
        title: 'Tin có dấu số 1',
        lang: 'vi',
        origin: 'page',
        published: new Date('2026-11-20T03:00:00Z'),
        dated: true,
      },
    ]);
    expect(await outlets.arrivals()).toContain(items[0]?.id);
    expect(await outlets.visit(id)).toMatchObject({ outcome: 'items', format: 'sitemap 0.9', found: 1, pages: 1 });
  });

  it('announces no item of which nobody tells the title, and says why', async () => {
    const { origin, files } = await portal({ '/sitemap.xml': '' });
    files['/sitemap.xml'] = urlset(url('/mot-tin-da-bi-go-2', '2026-11-22'));
    const id = await outlets.register('sitemap', `${origin}/sitemap.xml`);
    await outlets.pass();
    const [item] = await outlets.items(id);
    expect(item).toMatchObject({ title: 'mot tin da bi go 2', origin: 'summary', text: '' });
    expect(await outlets.arrivals()).not.toContain(item?.id);
  });

  it('with news carries titles, dates, language and words of its own', async () => {
    const news = (title: string, date: string) =>
      `<news:news><news:publication><news:name>Báo</news:name><news:language>vi</news:language></news:publication>
       <news:publication_date>${date}</news:publication_date><news:title>${title}</news:title><news:keywords>lễ hội, Huế</news:keywords></news:news>`;
    const { origin, files } = await portal({});
    files['/news.xml'] = urlset(
      url('/le-hoi-3.html', undefined, news('Lễ hội Huế mở màn', '2026-11-23T06:00:00+07:00')),
    );
    const id = await outlets.register('sitemap', `${origin}/news.xml`);
    await outlets.pass();
    expect(await outlets.items(id)).toMatchObject([
      {
        title: 'Lễ hội Huế mở màn',
        lang: 'vi',
        published: new Date('2026-11-22T23:00:00Z'),
        categories: ['lễ hội', 'Huế'],
      },
    ]);
  });

  it('of many thousand addresses brings the newest two hundred at first contact, and then what is new', async () => {
    const many = Array.from({ length: 5_000 }, (_, n) =>
      url(`/tin-trong-tinh-${n}.html`, new Date(Date.parse('2026-11-22T00:00:00Z') - n * 3_600_000).toISOString()),
    );
    const { origin, files } = await portal({ '/sitemap.xml': urlset(...many) });
    const id = await outlets.register('sitemap', `${origin}/sitemap.xml`);
    expect(await outlets.pass()).toMatchObject({ items: 200, pages: 200 });
    outlets.wait(1_500);
    files['/sitemap.xml'] = urlset(url('/tin-trong-tinh-9000.html', '2026-11-24T07:00:00Z'), ...many);
    expect(await outlets.pass()).toMatchObject({ items: 1, pages: 1 });
    expect((await outlets.visit(id)).found).toBeLessThan(100);
  });
});

describe('an index of sitemaps', () => {
  it('is followed to the files that changed, gzip or not, and to no others', async () => {
    const { origin, asked, files } = await portal({});
    files['/sitemap.xml'] = index(['/2026-11.xml.gz', '2026-11-22'], ['/2026-10.xml', '2026-10-31']);
    files['/2026-11.xml.gz'] = gzipSync(urlset(url('/tin-moi-4.html', '2026-11-22')));
    files['/2026-10.xml'] = urlset(url('/tin-cu-hon-5.html', '2026-10-30'));
    const id = await outlets.register('sitemap', `${origin}/sitemap.xml`);
    expect(await outlets.pass()).toMatchObject({ items: 1 + 1, failed: 0 });
    asked.length = 0;
    outlets.wait(1_500);
    await outlets.pass();
    // Beside it, the page of the newest article is read again.
    expect(asked.filter((path) => !path.endsWith('.html'))).toEqual(['/sitemap.xml']);
    asked.length = 0;
    files['/sitemap.xml'] = index(['/2026-11.xml.gz', '2026-11-24'], ['/2026-10.xml', '2026-10-31']);
    files['/2026-11.xml.gz'] = gzipSync(
      urlset(url('/tin-moi-4.html', '2026-11-22'), url('/tin-moi-6.html', '2026-11-24')),
    );
    outlets.wait(1_500);
    expect(await outlets.pass()).toMatchObject({ items: 1 });
    expect(asked.slice(0, 2)).toEqual(['/sitemap.xml', '/2026-11.xml.gz']);
    expect(asked).not.toContain('/2026-10.xml');
    expect(await outlets.items(id)).toHaveLength(3);
  });

  it('that names itself, or indexes without end, costs few questions', async () => {
    const { origin, asked, files } = await portal({});
    files['/sitemap.xml'] = index(
      ['/sitemap.xml'],
      ['/a.xml'],
      ...Array.from({ length: 300 }, (_, n): [string] => [`/deep-${n}.xml`]),
    );
    files['/a.xml'] = index(['/sitemap.xml'], ['/a.xml']);
    await outlets.register('sitemap', `${origin}/sitemap.xml`);
    await outlets.pass();
    expect(asked.length).toBeLessThan(12);
  });

  it('loses only the file that fails, and asks for it again', async () => {
    const { origin, files } = await portal({ '/b.xml': (_, response) => response.writeHead(500).end() });
    files['/sitemap.xml'] = index(['/a.xml', '2026-11-22'], ['/b.xml', '2026-11-23']);
    files['/a.xml'] = urlset(url('/tin-moi-7.html', '2026-11-22'));
    const id = await outlets.register('sitemap', `${origin}/sitemap.xml`);
    expect(await outlets.pass()).toMatchObject({ items: 1, failed: 0 });
    files['/b.xml'] = urlset(url('/tin-moi-8.html', '2026-11-23'));
    outlets.wait(1_500);
    expect(await outlets.pass()).toMatchObject({ items: 1 });
    expect(await outlets.items(id)).toHaveLength(2);
  });
});

describe('a sitemap in trouble', () => {
  const faults: [string, Handler, string][] = [
    ['a page', (_, response) => response.writeHead(200, html).end('<html><p>Trang chủ</p></html>'), 'not-a-feed'],
    ['nothing', (_, response) => response.writeHead(200, xml).end(), 'not-a-feed'],
    [
      'a gzip that grows beyond all bounds',
      (_, response) => response.writeHead(200, xml).end(gzipSync(Buffer.alloc(30_000_000))),
      'too-large',
    ],
    [
      'a script that sets a cookie',
      (_, response) => response.writeHead(200, html).end('<script>document.cookie="D1N=1";location.reload()</script>'),
      'gate',
    ],
    ['no such file', (_, response) => response.writeHead(404).end(), 'not-found'],
    ['a refusal', (_, response) => response.writeHead(403).end(), 'forbidden'],
    [
      'half an answer',
      (_, response) =>
        response.writeHead(200, { ...xml, 'content-length': '900' }).end('<urlset>', () => response.destroy()),
      'connect',
    ],
    [
      'a redirect without end',
      (request, response) => response.writeHead(302, { location: request.url ?? '' }).end(),
      'redirects',
    ],
  ];
  it.each(faults)('that sends %s says so', async (_, handler, outcome) => {
    const origin = await outlets.host(handler);
    const id = await outlets.register('sitemap', `${origin}/sitemap.xml`);
    await outlets.pass();
    expect(await outlets.visit(id)).toMatchObject({ outcome, found: 0 });
  });

  it('that is cut keeps what is whole in it', async () => {
    const { origin, files } = await portal({});
    files['/sitemap.xml'] = urlset(url('/tin-moi-9.html', '2026-11-22'), url('/tin-moi-10.html')).slice(0, -30);
    const id = await outlets.register('sitemap', `${origin}/sitemap.xml`);
    await outlets.pass();
    expect(await outlets.visit(id)).toMatchObject({ outcome: 'items', found: 1, faults: [{ code: 'cut', count: 1 }] });
  });
});
