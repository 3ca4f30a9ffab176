import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { LRUCache } from 'lru-cache';

/** How a client can receive a body. */
export type Encoding = 'br' | 'gzip' | 'identity';

/**
 * One compressed form of a page. The bytes are kept as a latin1 string, a byte a character: Node.js sends head and
 * body of a string in one write, of a buffer in two.
 */
export type Form = { head: string[]; body: string };

/** A rendered page, ready to be sent: each form is compressed once. */
export type Page = {
  tags: readonly string[];
  etag: string;
  /** Milliseconds of the monotonic clock until which the page counts as fresh. */
  freshUntil: number;
  staleUntil: number;
  forms: Record<Encoding, Form>;
  size: number;
};

export type PageCache = {
  get(key: string): Page | undefined;
  /** Keeps a page, unless something was purged after `since`: it may have been rendered from what was before. */
  set(key: string, page: Page, since: number): void;
  forget(key: string): void;
  /** Removes every page that carries one of the tags; gives how many. */
  purge(tags: readonly string[]): number;
  clear(): void;
  /** Counts the purges; read it before rendering. */
  readonly purges: number;
  readonly pages: number;
  readonly bytes: number;
};

/** Rendered pages in memory, the least recently asked for given up first when the bound in bytes is reached. */
export function pageCache(maxBytes: number): PageCache {
  const byTag = new Map<string, Set<string>>();
  let purges = 0;
  const pages = new LRUCache<string, Page>({
    maxSize: maxBytes,
    maxEntrySize: Math.max(1, Math.floor(maxBytes / 8)),
    sizeCalculation: (page) => page.size,
    dispose: (page, key) => {
      for (const tag of page.tags) {
        const keys = byTag.get(tag);
        keys?.delete(key);
        if (keys?.size === 0) byTag.delete(tag);
      }
    },
  });
  return {
    get: (key) => pages.get(key),
    set(key, page, since) {
      if (since !== purges) return;
      pages.set(key, page);
      if (!pages.has(key)) return;
      for (const tag of page.tags) {
        const keys = byTag.get(tag) ?? new Set();
        byTag.set(tag, keys.add(key));
      }
    },
    forget: (key) => void pages.delete(key),
    purge(tags) {
      purges++;
      const keys = new Set(tags.flatMap((tag) => [...(byTag.get(tag) ?? [])]));
      for (const key of keys) pages.delete(key);
      return keys.size;
    },
    clear() {
      purges++;
      pages.clear();
    },
    get purges() {
      return purges;
    },
    get pages() {
      return pages.size;
    },
    get bytes() {
      return pages.calculatedSize;
    },
  };
}

const brotli = promisify(brotliCompress);
const deflate = promisify(gzip);

/** `Cache-Control` of a response as far as a shared cache needs it (RFC 9111 §5.2.2), in seconds. */
export function freshness(cacheControl: string | null): { maxAge: number; stale: number } | undefined {
  if (cacheControl === null || !/(^|[\s,])public([\s,]|$)/.test(cacheControl)) return undefined;
  const directive = (name: string) =>
    Number(new RegExp(`(?:^|[\\s,])${name}=(\\d+)`).exec(cacheControl)?.[1] ?? Number.NaN);
  const shared = directive('s-maxage');
  const maxAge = Number.isNaN(shared) ? directive('max-age') : shared;
  const stale = directive('stale-while-revalidate');
  return maxAge > 0 ? { maxAge, stale: Number.isNaN(stale) ? 0 : stale } : undefined;
}

/** Compresses a body once into each form and lays out the heads; `now` is the monotonic clock in milliseconds. */
export async function makePage(
  body: Buffer,
  headers: Headers,
  life: { maxAge: number; stale: number },
  now: number,
): Promise<Page> {
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  const [br, gz] = await Promise.all([
    brotli(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 6, [constants.BROTLI_PARAM_SIZE_HINT]: body.length } }),
    deflate(body, { level: 6 }),
  ]);
  const common: string[] = [];
  for (const [name, value] of headers)
    if (name !== 'content-length' && name !== 'etag' && name !== 'vary' && name !== 'x-request-id')
      common.push(name, value);
  common.push('etag', etag, 'vary', 'accept-encoding');
  const form = (encoding: Encoding, bytes: Buffer) => ({
    head: [
      ...common,
      'content-length',
      String(bytes.length),
      ...(encoding === 'identity' ? [] : ['content-encoding', encoding]),
    ],
    body: bytes.toString('latin1'),
  });
  return {
    tags: (headers.get('surrogate-key') ?? '').split(' ').filter((tag) => tag !== ''),
    etag,
    freshUntil: now + life.maxAge * 1000,
    staleUntil: now + (life.maxAge + life.stale) * 1000,
    forms: { br: form('br', br), gzip: form('gzip', gz), identity: form('identity', body) },
    size: br.length + gz.length + body.length + 2_000,
  };
}

/** The best form for an Accept-Encoding header; an encoding with q=0 is not used (RFC 9110 §12.5.3). */
export function chooseEncoding(accept: string | undefined): Encoding {
  if (accept === undefined) return 'identity';
  const known = choices.get(accept);
  if (known !== undefined) return known;
  const takes = (name: string) =>
    accept.includes(name) && !new RegExp(`\\b${name}\\s*;\\s*q=0(\\.0*)?\\s*(,|$)`).test(accept);
  const choice = takes('br') ? 'br' : takes('gzip') ? 'gzip' : 'identity';
  if (choices.size < MOST_CHOICES && accept.length < 100) choices.set(accept, choice);
  return choice;
}

// Browsers send a handful of headers over and over; reading one costs more than sending a small page.
const choices = new Map<string, Encoding>();
const MOST_CHOICES = 200;
