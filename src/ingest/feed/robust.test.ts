import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { mutate } from './mutate.ts';
import { parseFeed } from './parse.ts';
import { bombs, fullRss, shortRss, youtubeAtom } from './samples.ts';
import { walk } from './walk.ts';

const now = new Date('2026-11-23T12:00:00Z');
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const read = (text: string) => parseFeed(encode(text), { url: 'https://bao.example.vn/rss', now });

const jsonFeed = JSON.stringify({
  version: 'https://jsonfeed.org/version/1.1',
  title: 'Sở Du lịch',
  items: [1, 2, 3].map((n) => ({ id: `${n}`, title: `Tin ${n}`, content_html: '<p>Nội dung "trích" {dẫn}</p>' })),
});

const small = `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Báo</title>
<item><title>Một &amp; hai</title><guid>https://bao.example.vn/1</guid><description><![CDATA[<p>Đoạn <b>một</b></p>]]></description></item>
<item><title><![CDATA[Ba]]></title><guid>https://bao.example.vn/2</guid><enclosure url="https://bao.example.vn/a.jpg" type="image/jpeg"/></item>
<item><title>Bốn</title><guid>https://bao.example.vn/3</guid><!-- ghi chú --></item></channel></rss>`;

describe('a feed cut at any byte', () => {
  it.each([
    ['RSS', small, '</item>'],
    ['Atom', youtubeAtom(1), '</entry>'],
    ['JSON', jsonFeed, '}'],
  ])('%s keeps every item that is complete in it, unchanged', (kind, text, end) => {
    const bytes = encode(text);
    const whole = parseFeed(bytes, { now }).items;
    const ends =
      kind === 'JSON'
        ? jsonEnds(text)
        : [...text.matchAll(new RegExp(end, 'g'))].map((match) => match.index + end.length);
    const byteEnds = ends.map((at) => encode(text.slice(0, at)).length);
    expect(whole.length).toBeGreaterThan(2);
    for (let cut = 0; cut < bytes.length; cut += kind === 'Atom' ? 53 : 1) {
      const complete = byteEnds.filter((at) => at <= cut).length;
      const { items } = parseFeed(bytes.subarray(0, cut), { now });
      if (items.length !== complete) expect({ cut, items: items.length }).toEqual({ cut, items: complete });
      if (!isDeepStrictEqual(items, whole.slice(0, complete))) expect(items).toEqual(whole.slice(0, complete));
    }
  });

  it('says that it was cut', () => {
    expect(read(small.slice(0, 300)).faults).toContainEqual({ code: 'cut', count: 1 });
    expect(read(small).faults).toEqual([]);
  });
});

function jsonEnds(text: string): number[] {
  return [...text.matchAll(/\}(?=,\{|\]\}$)/g)].map((match) => match.index + 1);
}

describe('mutated feeds', () => {
  const samples = [shortRss(1), youtubeAtom(2), fullRss(3), small, jsonFeed];

  it('never throw, and give only whole fields', () => {
    expect(samples.map((sample) => read(sample).items.length)).toEqual([20, 15, 10, 3, 3]);
    for (let seed = 0; seed < 1_500; seed++) {
      const feed = read(mutate(samples[seed % samples.length] ?? '', seed));
      for (const item of feed.items) {
        if (Object.values(item as object).includes(undefined)) expect({ seed, item }).toBe('without undefined fields');
        if (item.published && item.published > now) expect({ seed, item }).toBe('not in the future');
      }
    }
  }, 30_000);

  it('lose at most the item that was damaged', () => {
    const feed = shortRss(5);
    const start = feed.indexOf('<title>', nth(feed, '<item>', 9));
    const end = feed.indexOf('</item>', start);
    const links = read(feed).items.map((item) => item.link);
    const others = [...links.slice(0, 9), ...links.slice(10)];
    for (let seed = 0; seed < 1_000; seed++) {
      const kept = new Set(read(mutate(feed, seed, start, end)).items.map((item) => item.link));
      const lost = others.filter((link) => !kept.has(link));
      if (lost.length > 0) expect({ seed, lost }).toEqual({ seed, lost: [] });
    }
    expect(others).toHaveLength(19);
  }, 30_000);
});

function nth(text: string, part: string, n: number): number {
  let at = -1;
  for (let i = 0; i <= n; i++) at = text.indexOf(part, at + 1);
  return at;
}

describe('bombs', () => {
  it.each(Object.entries(bombs))('%s: what comes out is not longer than a few times what came in', (_name, make) => {
    const text = make(100_000);
    const feed = read(text);
    expect(JSON.stringify(feed).length).toBeLessThan(text.length * 8);
  });

  it.each(Object.entries(bombs))(
    '%s: eight times the size takes no more than linear time would',
    (_name, make) => {
      const least = (bytes: Uint8Array): number => {
        const times = [1, 2, 3].map(() => {
          const before = process.cpuUsage();
          parseFeed(bytes, { now });
          const { user, system } = process.cpuUsage(before);
          return (user + system) / 1_000;
        });
        return Math.min(...times);
      };
      const small = least(encode(make(20_000)));
      const large = least(encode(make(160_000)));
      // Quadratic would be 64 times as long; what takes a few milliseconds says nothing.
      expect(large).toBeLessThan(Math.max(28 * small, 60));
    },
    60_000,
  );

  it('entities grow no further than the document is long, and never through each other', () => {
    const laughs = `<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>
<rss><channel><title>&a; &b; &x;</title></channel></rss>`;
    expect(read(laughs).title).toBe('ha &b; &x;');
    const inXhtml = laughs.replace('&a; &b; &x;', '<b>&a;</b> &b;');
    expect(read(inXhtml).titleHtml).toBe('<b>ha</b> &amp;b;');
  });

  it('containers stand in each other at most 16 deep', () => {
    let depth = 0;
    walk(`<rss><item>${'<author>'.repeat(10_000)}x</item>`, {
      base: undefined,
      lang: undefined,
      onItem: (item) => {
        for (let at = item.first('author') ?? item.all('author')[0]; at; at = at.all('author')[0]) depth++;
        return true;
      },
    });
    expect(depth).toBeGreaterThan(2);
    expect(depth).toBeLessThanOrEqual(16);
  });

  it('reads 10,000 items and says that there were more', () => {
    const feed = read(`<rss><channel>${'<item/>'.repeat(10_100)}</channel></rss>`);
    expect(feed.items).toHaveLength(10_000);
    expect(feed.faults).toContainEqual({ code: 'too-many', count: 1 });
  });
});

describe('damage that is common', () => {
  const titles = (text: string) => read(text).items.map((item) => item.title);

  it('an unclosed field costs only itself', () => {
    const text =
      '<rss><item><title>A<link>/a</link></item><item><description>x<pubDate>y</pubDate><title>B</title></item></rss>';
    expect(titles(text)).toEqual(['A', 'B']);
    expect(read(text).items[0]?.link).toBe('https://bao.example.vn/a');
  });

  it('an unclosed media:content does not swallow the item', () => {
    expect(
      titles('<rss><item><media:content url="/a.jpg"><title>A</title></item><item><title>B</title></item></rss>'),
    ).toEqual(['A', 'B']);
  });

  it('an unclosed item ends where the next begins', () => {
    expect(titles('<rss><item><title>A</title><item><title>B</title></item></rss>')).toEqual(['A', 'B']);
  });

  it('an unclosed CDATA section or comment ends with its item', () => {
    const next = '<item><title><![CDATA[B]]></title></item></rss>';
    expect(titles(`<rss><item><title><![CDATA[A</title></item>${next}`)[1]).toBe('B');
    expect(titles(`<rss><item><title>A</title><!-- x </item>${next}`)).toContain('B');
  });

  it('a missing quote ends with its tag', () => {
    expect(
      titles(
        '<rss><item><title>A</title><enclosure url="/a.jpg></item><item><title>B</title><guid isPermaLink="false">1</guid></item></rss>',
      ),
    ).toEqual(['A', 'B']);
  });

  it('bare ampersands and stray __proto__ cost nothing', () => {
    const feed = read(
      '<rss><item><title>AT&T & <3</title><__proto__><a>x</a></__proto__><constructor>y</constructor><link>/?a=1&copy=2</link></item></rss>',
    );
    expect(feed.items[0]).toMatchObject({ title: 'AT&T & <3', link: 'https://bao.example.vn/?a=1&copy=2' });
    expect(Object.getPrototypeOf(feed.items[0])).toBe(Object.prototype);
  });

  it('what is no feed says so', () => {
    for (const text of ['', ' ', 'x', '<html><body><p>x</p></body></html>', '{"a":1}', '[]', '\0\0\0', '<']) {
      const feed = read(text);
      expect(feed.kind).toBe('none');
      expect(feed.faults.map((fault) => fault.code)).toContain('not-a-feed');
    }
  });
});
