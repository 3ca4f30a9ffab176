import { promisify } from 'node:util';
import { constants, gunzip } from 'node:zlib';

const inflate = promisify(gunzip);

/** Bytes of a sitemap that are read, after inflating. */
export const sitemapBytes = 16_000_000;

/**
 * The bytes of a file, inflated when they are gzip by their own look: servers send `.xml.gz` with every header and none.
 * A file that ends early gives what is whole in it; undefined when it inflates to more than is read, or is no gzip at all.
 */
export async function inflated(bytes: Uint8Array): Promise<Uint8Array | undefined> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return await inflate(bytes, { maxOutputLength: sitemapBytes, finishFlush: constants.Z_SYNC_FLUSH });
  } catch {
    return undefined;
  }
}
