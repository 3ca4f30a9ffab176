import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseEntries, datesOf, isArticle, rankChildren } from './choose.ts';
import { inflated } from './inflate.ts';
import { type Entry, parseSitemap } from './parse.ts';

const base = 'https://tinh.example.vn/sitemap.xml';
const now = new Date('2026-11-23T08:00:00Z');

const news = `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"
  xmlns:image="http://www.google.com/schemas/sitemap-image/1.1" xmlns:xhtml="http://www.w3.org/1999/xhtml">
<url><loc>https://tinh.example.vn/le-hoi-hoa-ban-mo-man.html</loc><lastmod>2026-11-23</lastmod>
  <n:news><n:publication><n:name>Cổng thử</n:name><n:language>vi</n:language></n:publication>
  <n:publication_date>2026-11-23T05:00:00+07:00</n:publication_date>
  <n:title><![CDATA[Lễ hội hoa ban mở màn]]></n:title><n:keywords>lễ hội, hoa ban</n:keywords></n:news>
  <image:image><image:loc>/anh/1.jpg?a=1&amp;b=2</image:loc><image:title>Một ảnh</image:title></image:image>
  <xhtml:link rel="alternate" hreflang="en" href="https://tinh.example.vn/en/ban-flower-festival.html"/></url>
<url><loc>/khac</loc></url><url><loc>javascript:alert(1)</loc></url>
</urlset>`;

describe('parseSitemap', () => {
  it('reads addresses with the news, image and hreflang extensions, whatever their prefixes', () => {
    const { kind, entries, cut } = parseSitemap(news, base);
    expect({ kind, cut }).toEqual({ kind: 'urlset', cut: false });
    expect(entries).toEqual([
      {
        url: 'https://tinh.example.vn/le-hoi-hoa-ban-mo-man.html',
        changed: '2026-11-23',
        news: {
          title: 'Lễ hội hoa ban mở màn',
          published: '2026-11-23T05:00:00+07:00',
          language: 'vi',
          keywords: 'lễ hội, hoa ban',
          outlet: 'Cổng thử',
        },
        image: 'https://tinh.example.vn/anh/1.jpg?a=1&b=2',
        alternates: [{ language: 'en', url: 'https://tinh.example.vn/en/ban-flower-festival.html' }],
      },
      { url: 'https://tinh.example.vn/khac', alternates: [] },
    ]);
  });

  it('reads films, indexes, and lists of one address a line', () => {
    const film = `<urlset><url><loc>https://a.vn/p</loc><video:video><video:title>Phim</video:title>
      <video:thumbnail_loc>https://a.vn/t.jpg</video:thumbnail_loc></video:video></url></urlset>`;
    expect(parseSitemap(film, base).entries[0]?.video).toEqual({ title: 'Phim', thumbnail: 'https://a.vn/t.jpg' });
    const index = '<sitemapindex><sitemap><loc>/a.xml</loc><lastmod>2026-11-01</lastmod></sitemap></sitemapindex>';
    expect(parseSitemap(index, base)).toMatchObject({
      kind: 'index',
      children: [{ url: 'https://tinh.example.vn/a.xml', changed: '2026-11-01' }],
    });
    expect(parseSitemap('https://a.vn/1\r\n\r\nhttps://a.vn/2\n', base)).toMatchObject({
      kind: 'text',
      entries: [{ url: 'https://a.vn/1' }, { url: 'https://a.vn/2' }],
    });
    for (const other of ['<html><body>Không tìm thấy</body></html>', 'Xem https://a.vn nhé', '', '<rss></rss>'])
      expect(parseSitemap(other, base).kind).toBe('none');
  });

  it('keeps every entry that is complete in a document cut at any place', () => {
    const whole = parseSitemap(news, base).entries;
    fc.assert(
      fc.property(fc.integer({ min: 0, max: news.length }), (at) => {
        const { entries } = parseSitemap(news.slice(0, at), base);
        const complete = news.slice(0, at).split('</url>').length - 1;
        expect(entries).toEqual(whole.slice(0, Math.min(complete, 2)));
      }),
    );
  });

  it('gives web addresses alone, and never throws, of whatever it is given', () => {
    const part = fc.constantFrom(
      '<url>',
      '</url>',
      '<loc>',
      'https://a.vn/x',
      '</loc>',
      '<urlset>',
      '&#0;',
      ']]>',
      '<![CDATA[',
      '<image:image',
      '"',
      '\0',
      '<lastmod>',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(part, fc.string()), { maxLength: 60 }), (parts) => {
        const { entries, children } = parseSitemap(`<urlset>${parts.join('')}`, base);
        expect([...entries, ...children].every(({ url }) => /^https?:\/\//.test(url))).toBe(true);
      }),
    );
  });

  it('takes no longer for a deep or a wide document than for its size', () => {
    const deep = parseSitemap(`<urlset>${'<url><news:news>'.repeat(100_000)}`, base);
    expect(deep).toMatchObject({ entries: [], cut: true });
    const wide = parseSitemap(
      `<urlset>${'<url><loc>https://a.vn/tin-moi-trong-ngay-1</loc></url>'.repeat(60_000)}`,
      base,
    );
    expect(wide).toMatchObject({ more: true });
    expect(wide.entries).toHaveLength(50_000);
  });
});

describe('inflated', () => {
  it('leaves alone what is no gzip, and gives up on what grows beyond all bounds', async () => {
    const { gzipSync } = await import('node:zlib');
    const plain = Buffer.from('<urlset/>');
    expect(await inflated(plain)).toBe(plain);
    expect(Buffer.from((await inflated(gzipSync(plain))) ?? []).toString()).toBe('<urlset/>');
    const half = gzipSync(Buffer.from(news)).subarray(0, 300);
    expect(Buffer.from((await inflated(half)) ?? []).toString()).toContain('<urlset');
    expect(await inflated(gzipSync(Buffer.alloc(40_000_000)))).toBeUndefined();
    expect(await inflated(Buffer.from([0x1f, 0x8b, 9, 9, 9]))).toBeUndefined();
  });
});

const entry = (n: number, changed?: string): Entry => ({
  url: `https://tinh.example.vn/tin-trong-tinh-ngay-${n}.html`,
  alternates: [],
  ...(changed === undefined ? {} : { changed }),
});
const day = (n: number): string => new Date(now.getTime() - n * 86_400_000).toISOString();
const urls = (chosen: readonly { entry: Entry }[]) => chosen.map(({ entry: one }) => one.url);

describe('chooseEntries', () => {
  const bounds = { most: 200, known: 60 };

  it('takes the newest of many thousands at first contact, and after that only what is new', () => {
    const all = Array.from({ length: 50_000 }, (_, n) => entry(n, day(n / 4)));
    const first = chooseEntries(datesOf(all, now), undefined, bounds);
    expect(urls(first.chosen)).toEqual(urls(datesOf(all, now)).slice(0, 200));
    const next = chooseEntries(datesOf([...all, entry(60_000, day(0))], now), first.memory, bounds);
    expect(urls(next.chosen)[0]).toContain('-60000.html');
    expect(next.chosen.length).toBeLessThanOrEqual(61);
    expect(JSON.stringify(first.memory).length).toBeLessThan(10_000);
  });

  it('knows addresses without dates one by one, and dates that are all the same as none', () => {
    const all = Array.from({ length: 3_000 }, (_, n) => entry(n, day(0)));
    const first = chooseEntries(datesOf(all, now), undefined, bounds);
    // The numbers in the addresses grow towards the end of the file: there the newest stand.
    expect(urls(first.chosen)[0]).toContain('-2999.html');
    expect(first.chosen).toHaveLength(200);
    const later = datesOf([entry(5_000, day(0)), ...all], now);
    const second = chooseEntries(later, first.memory, { ...bounds, known: 0 });
    expect(urls(second.chosen)).toEqual([entry(5_000).url]);
  });

  it('hands on everything in the end, each once, however much comes at once', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(40), fc.boolean()), { maxLength: 60 }),
        fc.integer({ min: 1, max: 9 }),
        (things, most) => {
          const old = datesOf([entry(900, day(50))], now);
          let { memory } = chooseEntries(old, undefined, { most, known: 0 });
          const fresh = things.map(([ago, dated], n) => entry(n, dated ? day(ago) : undefined));
          const found = [...old, ...datesOf(fresh, now)];
          const given: string[] = [];
          for (let visit = 0; visit <= things.length; visit++) {
            const next = chooseEntries(found, memory, { most, known: 0 });
            memory = next.memory;
            given.push(...urls(next.chosen));
          }
          expect(given.toSorted()).toEqual(fresh.map(({ url }) => url).toSorted());
        },
      ),
    );
  });
});

describe('what is asked and what is an article', () => {
  it('asks the newest files first, and lists of tags and pages last', () => {
    const children = ['post_tag-sitemap.xml', 'post-sitemap2.xml', 'post-sitemap10.xml', 'page-sitemap.xml'].map(
      (name) => ({
        url: `https://a.vn/${name}`,
      }),
    );
    const names = (some: readonly { url: string }[]) => some.map(({ url }) => url.slice(13));
    expect(names(rankChildren(children, now)).slice(0, 2)).toEqual(['post-sitemap10.xml', 'post-sitemap2.xml']);
    const dated = [
      { url: 'https://a.vn/2026-09.xml', changed: '2026-09-30' },
      { url: 'https://a.vn/2026-11.xml', changed: '2026-11-20' },
    ];
    expect(names(rankChildren(dated, now))).toEqual(['2026-11.xml', '2026-09.xml']);
  });

  it('tells articles from sections', () => {
    const at = (url: string) => isArticle({ url, alternates: [] });
    expect(
      [
        'https://a.vn/',
        'https://a.vn/du-lich',
        'https://a.vn/tag/le-hoi-hoa-ban-2026',
        'https://a.vn/gioi-thieu.html',
      ].some(at),
    ).toBe(false);
    expect(
      ['https://a.vn/le-hoi-hoa-ban-mo-man', 'https://a.vn/?id=48213', 'https://a.vn/tin/10234.html'].every(at),
    ).toBe(true);
  });
});
