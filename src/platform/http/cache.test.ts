import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseEncoding, freshness, makePage, pageCache } from './cache.ts';

const page = (tags: string, text = 'x'.repeat(1000)) =>
  makePage(
    Buffer.from(text),
    new Headers({ 'surrogate-key': tags, 'content-type': 'text/html' }),
    { maxAge: 60, stale: 0 },
    0,
  );

describe('pageCache', () => {
  it('purges by tag and nothing else', async () => {
    const cache = pageCache(1_000_000);
    cache.set('/en', await page('front article:1'), 0);
    cache.set('/vi', await page('front'), 0);
    cache.set('/en/a-1', await page('article:1'), 0);
    expect(cache.purge(['article:1'])).toBe(2);
    expect([cache.get('/en'), cache.get('/vi') !== undefined, cache.get('/en/a-1')]).toEqual([
      undefined,
      true,
      undefined,
    ]);
  });

  it('does not keep a page that was rendered while something was purged', async () => {
    const cache = pageCache(1_000_000);
    const since = cache.purges;
    cache.purge(['front']);
    cache.set('/en', await page('front'), since);
    expect(cache.get('/en')).toBeUndefined();
  });

  it('stays within its bound and forgets the tags of what it gave up', async () => {
    const cache = pageCache(100_000);
    for (let i = 0; i < 100; i++) cache.set(`/${i}`, await page(`t${i}`), 0);
    expect(cache.bytes).toBeLessThanOrEqual(100_000);
    expect(cache.purge(['t0'])).toBe(0);
    expect(cache.purge(['t99'])).toBe(1);
  });
});

describe('makePage', () => {
  it('gives the same etag for the same body and another for another', async () => {
    const [a, b, c] = await Promise.all([page('', 'one'), page('', 'one'), page('', 'two')]);
    expect(a.etag).toBe(b.etag);
    expect(a.etag).not.toBe(c.etag);
  });
});

describe('freshness', () => {
  it.each([
    ['public, max-age=45, stale-while-revalidate=90', { maxAge: 45, stale: 90 }],
    ['public, s-maxage=300, max-age=0', { maxAge: 300, stale: 0 }],
    ['private, max-age=45', undefined],
    ['no-store', undefined],
    ['public, max-age=0', undefined],
    [null, undefined],
  ])('%s', (header, expected) => expect(freshness(header)).toEqual(expected));
});

describe('chooseEncoding', () => {
  it.each([
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
    ['br;q=0,gzip;q=0.0', 'identity'],
    ['', 'identity'],
    [undefined, 'identity'],
  ])('%s → %s', (header, expected) => expect(chooseEncoding(header)).toBe(expected));

  it('takes any header', () => {
    expect(() =>
      fc.assert(fc.property(fc.string(), (header) => ['br', 'gzip', 'identity'].includes(chooseEncoding(header)))),
    ).not.toThrow();
  });
});
