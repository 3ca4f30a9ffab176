import { LRUCache } from 'lru-cache';
import { type Fetch, FetchError } from '../../platform/index.ts';
import { NoPicture, render } from './render.ts';

/** A picture as it is shown, WebP; or why there is none. */
export type Picture = { bytes: Uint8Array<ArrayBuffer> } | { refused: string };
export type Pictures = (address: string) => Promise<Picture>;

const mostBytes = 12_000_000;
const longestMs = 12_000;
/** Fetched and decoded at the same time; who comes later waits. */
const seats = 2;
const mostWaiting = 100;
const kept = { bytes: 48_000_000, hours: 6, refusedMinutes: 15 };

/**
 * Brings pictures of other hosts to our pages, so that no reader's browser asks a third party for one: fetched within
 * bounds, written anew, and kept in memory for some hours. A host that has none to give is asked again after a while.
 * Whether a picture may be shown is for the caller to know, each time.
 */
export function openPictures(fetch: Fetch): Pictures {
  const cache = new LRUCache<string, Picture>({
    maxSize: kept.bytes,
    sizeCalculation: (picture) => 500 + ('bytes' in picture ? picture.bytes.length : 0),
  });
  const coming = new Map<string, Promise<Picture>>();
  const waiting: (() => void)[] = [];
  let free = seats;

  const bring = async (address: string): Promise<Picture> => {
    if (free === 0) await new Promise<void>((go) => waiting.push(go));
    else free -= 1;
    try {
      const answer = await fetch(address, {
        maxBytes: mostBytes,
        timeoutMs: longestMs,
        maxRedirects: 3,
        headers: { accept: 'image/avif,image/webp,image/png,image/jpeg,image/gif' },
      });
      if (answer.status !== 200) return { refused: `The host answers ${answer.status}` };
      return { bytes: await render(answer.body) };
    } catch (error) {
      if (error instanceof FetchError || error instanceof NoPicture) return { refused: error.message };
      throw error;
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };

  return async (address) => {
    const known = cache.get(address);
    if (known) return known;
    const underway = coming.get(address);
    if (underway) return underway;
    if (waiting.length >= mostWaiting) return { refused: 'Too many pictures are being fetched; try again later' };
    const promise = bring(address).finally(() => coming.delete(address));
    coming.set(address, promise);
    const picture = await promise;
    cache.set(address, picture, { ttl: 'bytes' in picture ? kept.hours * 3_600_000 : kept.refusedMinutes * 60_000 });
    return picture;
  };
}
