import type { Transform } from 'node:stream';
import {
  constants,
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createInflateRaw,
  createZstdDecompress,
} from 'node:zlib';
import { FetchError, tooLarge } from './problem.ts';

/** Encodings laid over one another that are taken off (RFC 9110 § 8.4); nobody honest uses more than one. */
const mostLayers = 3;

type Bytes = AsyncIterable<Uint8Array>;
/** Makes the decoder of an encoding for what begins with these bytes; undefined when they are not in that encoding. */
type Opener = (start: Uint8Array) => Transform | undefined;

// A decoder asks for the next chunk when it has taken the one before: a stream's own buffer of 64 kB packs 64 MB.
const thirsty = { writableHighWaterMark: 1 };
// What was cut off is given as far as it came, as browsers do.
const lenient = { ...thirsty, finishFlush: constants.Z_SYNC_FLUSH };
const gzip: Opener = (start) => (start[0] === 0x1f && start[1] === 0x8b ? createGunzip(lenient) : undefined);
const openers: Readonly<Record<string, Opener>> = {
  gzip,
  'x-gzip': gzip,
  // RFC 9110 § 8.4.1.2 means the zlib format (RFC 1950); some servers send the bare one (RFC 1951).
  deflate: ([head = 0, check = 0]) =>
    (head & 0x0f) === 8 && (head * 256 + check) % 31 === 0 ? createInflate(lenient) : createInflateRaw(lenient),
  br: () => createBrotliDecompress({ ...thirsty, finishFlush: constants.BROTLI_OPERATION_FLUSH }),
  // RFC 9659: a window of at most 8 MB.
  zstd: () => createZstdDecompress({ ...thirsty, params: { [constants.ZSTD_d_windowLogMax]: 23 } }),
};

/** What the client asks for, as a header. */
export const acceptEncoding = 'gzip, br, deflate, zstd';

/**
 * The body of an answer, decompressed. At most `maxBytes` are read of each layer, the compressed one included, and
 * never more than a chunk ahead, so that a small answer which unpacks to a large one costs what is read of it and no
 * more. A body that is not in the encoding it claims is taken as it is. Throws a FetchError: `too-large` (unless
 * `cut`: then the beginning is given), or `protocol` when a layer cannot be read. The caller closes `raw`.
 */
export async function readBody(
  raw: Bytes,
  encoding: string | undefined,
  { maxBytes, cut, url }: { maxBytes: number; cut: boolean; url: URL },
): Promise<Uint8Array> {
  const layers = (encoding ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity');
  if (layers.length > mostLayers)
    throw new FetchError('protocol', `${url.host} compresses its answer ${layers.length} times over`);
  let source = raw;
  for (const name of layers.toReversed()) {
    const open = openers[name];
    if (!open)
      throw new FetchError('protocol', `${url.host} sends an encoding that was not asked for: ${name.slice(0, 40)}`);
    source = decoded(bounded(source, maxBytes, url), open);
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of source) {
    size += chunk.byteLength;
    if (size > maxBytes && !cut) throw tooLarge(url, maxBytes);
    chunks.push(chunk);
    if (size >= maxBytes && cut) return Buffer.concat(chunks, size).subarray(0, maxBytes);
  }
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, size);
}

async function* bounded(source: Bytes, maxBytes: number, url: URL): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const chunk of source) {
    size += chunk.byteLength;
    if (size > maxBytes) throw tooLarge(url, maxBytes);
    yield chunk;
  }
}

async function* decoded(source: Bytes, open: Opener): AsyncGenerator<Uint8Array> {
  const chunks = source[Symbol.asyncIterator]();
  const first = await atLeastTwo(chunks);
  const decoder = first && open(first);
  const rest: Bytes = { [Symbol.asyncIterator]: () => chunks };
  if (!decoder) {
    if (first) yield first;
    yield* rest;
    return;
  }
  let broken: { error: unknown } | undefined;
  const feed = async (): Promise<void> => {
    try {
      await write(decoder, first);
      for await (const chunk of rest) {
        if (decoder.destroyed) return;
        await write(decoder, chunk);
      }
      decoder.end();
    } catch (error) {
      broken = { error };
      decoder.destroy();
    }
  };
  const feeding = feed();
  try {
    for await (const chunk of decoder) yield chunk as Uint8Array;
  } catch (error) {
    // The decoder was torn down because what feeds it failed: that is the reason.
    throw broken ? broken.error : error;
  } finally {
    decoder.destroy();
  }
  await feeding;
  if (broken) throw broken.error;
}

/** The first chunk, joined with the next while it is a single byte: too short to tell an encoding by. */
async function atLeastTwo(chunks: AsyncIterator<Uint8Array>): Promise<Uint8Array | undefined> {
  let joined: Uint8Array | undefined;
  while (joined === undefined || joined.byteLength < 2) {
    const next = await chunks.next();
    if (next.done) return joined;
    joined = joined ? Buffer.concat([joined, next.value]) : next.value;
  }
  return joined;
}

function write(decoder: Transform, chunk: Uint8Array): Promise<void> {
  if (decoder.write(chunk)) return Promise.resolve();
  return new Promise((done) => {
    const go = (): void => {
      decoder.off('drain', go).off('close', go).off('error', go);
      done();
    };
    decoder.on('drain', go).on('close', go).on('error', go);
  });
}
