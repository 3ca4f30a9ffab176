import {
  brotliCompressSync,
  deflateRawSync,
  deflateSync,
  gzipSync,
  type ZlibOptions,
  zstdCompressSync,
} from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBody } from './body.ts';
import type { FetchError } from './problem.ts';

const url = new URL('http://outlet.example/feed');
const bounds = { maxBytes: 1_000_000, cut: false, url };
const words = Buffer.from('Xin chào, đây là một bản tin dài. '.repeat(500));

async function* pieces(bytes: Uint8Array, size = 1_000): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}
const read = (bytes: Uint8Array, encoding?: string, more: Partial<typeof bounds> = {}) =>
  readBody(pieces(bytes), encoding, { ...bounds, ...more });
const problem = (promise: Promise<unknown>) =>
  promise.then(
    () => 'none',
    (error: FetchError) => error.code,
  );

describe('readBody', () => {
  it.each<[string, string | undefined, Uint8Array]>([
    ['nothing', undefined, words],
    ['identity', 'identity', words],
    ['gzip', 'gzip', gzipSync(words)],
    ['gzip in capitals', ' GZIP ', gzipSync(words)],
    ['its old name', 'x-gzip', gzipSync(words)],
    ['deflate', 'deflate', deflateSync(words)],
    ['deflate without its frame', 'deflate', deflateRawSync(words)],
    ['brotli', 'br', brotliCompressSync(words)],
    ['zstd', 'zstd', zstdCompressSync(words)],
    ['two over one another', 'gzip, br', brotliCompressSync(gzipSync(words))],
    ['three over one another', 'deflate, gzip, br', brotliCompressSync(gzipSync(deflateSync(words)))],
    ['what only claims to be gzip', 'gzip', words],
    ['gzip with something behind it', 'gzip', Buffer.concat([gzipSync(words), Buffer.from('\0\0rest')])],
  ])('reads %s', async (_name, encoding, bytes) => {
    expect(Buffer.from(await read(bytes, encoding)).equals(words)).toBe(true);
    expect(Buffer.from(await readBody(pieces(bytes, 1), encoding, bounds)).equals(words)).toBe(true);
  });

  it('gives of what was cut off as much as came', async () => {
    const whole = gzipSync(words, { level: 0 } satisfies ZlibOptions);
    const half = Buffer.from(await read(whole.subarray(0, whole.length / 2), 'gzip'));
    expect(half.length).toBeGreaterThan(words.length / 3);
    expect(words.subarray(0, half.length).equals(half)).toBe(true);
  });

  it.each([
    ['gzip', gzipSync(Buffer.alloc(20_000_000))],
    ['deflate', deflateSync(Buffer.alloc(20_000_000))],
    ['br', brotliCompressSync(Buffer.alloc(20_000_000))],
    ['zstd', zstdCompressSync(Buffer.alloc(20_000_000))],
    ['gzip, gzip', gzipSync(gzipSync(Buffer.alloc(50_000_000)))],
  ])('refuses a bomb in %s', async (encoding, bomb) => {
    expect(bomb.length).toBeLessThan(bounds.maxBytes);
    expect(await problem(read(bomb, encoding))).toBe('too-large');
  });

  it('stops reading a bomb at its bound, and does not unpack the rest', async () => {
    const bomb = gzipSync(Buffer.alloc(200_000_000), { level: 9 });
    let pulled = 0;
    // In small parts, so that what is pulled says what was unpacked and not how much came at once.
    async function* source(): AsyncGenerator<Uint8Array> {
      for (let at = 0; at < bomb.length; at += 1_000) {
        pulled = at + 1_000;
        yield bomb.subarray(at, at + 1_000);
      }
    }
    expect(await problem(readBody(source(), 'gzip', { ...bounds, maxBytes: 5_000_000 }))).toBe('too-large');
    // 200 MB pack into some 195 kB; the first 5 kB of them unpack to 5 MB.
    expect(pulled).toBeLessThan(10_000);
  });

  it('gives the beginning where that is asked for', async () => {
    const beginning = await read(gzipSync(words), 'gzip', { maxBytes: 1_000, cut: true });
    expect(Buffer.from(beginning).equals(words.subarray(0, 1_000))).toBe(true);
    expect((await read(words, undefined, { maxBytes: words.length, cut: true })).length).toBe(words.length);
  });

  it('refuses what it did not ask for, and what is compressed over and over', async () => {
    expect(await problem(read(words, 'compress'))).toBe('protocol');
    expect(await problem(read(words, 'gzip, gzip, gzip, gzip'))).toBe('protocol');
  });

  it('passes on what goes wrong underneath', async () => {
    async function* breaking(): AsyncGenerator<Uint8Array> {
      yield gzipSync(words).subarray(0, 100);
      throw new Error('the line is dead');
    }
    await expect(readBody(breaking(), 'gzip', bounds)).rejects.toThrow('the line is dead');
  });

  it('ends, whatever the bytes and whatever they claim to be', async () => {
    const claims = fc.constantFrom('gzip', 'br', 'deflate', 'zstd', 'gzip, br', undefined);
    const ends = fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), claims, async (bytes, encoding) => {
      const outcome = await read(bytes, encoding).then(
        (body) => body instanceof Uint8Array,
        (error) => error instanceof Error,
      );
      return outcome;
    });
    expect((await fc.check(ends)).failed).toBe(false);
  });
});
