import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { safeFetch } from '../../platform/fetch/fetch.ts';
import type { Fetch } from '../../platform/index.ts';
import { openPictures, type Pictures } from './pictures.ts';

const photo = await sharp({ create: { width: 2_000, height: 1_000, channels: 3, background: '#8E1B1B' } })
  .withExif({ IFD0: { Copyright: 'secret words of the camera' } })
  .jpeg()
  .toBuffer();

const chunk = (name: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(name), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
};

/** A PNG of a few kilobytes that says it is 40,000 × 40,000 pixels. */
function bomb(): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(40_000, 0);
  head.writeUInt32BE(40_000, 4);
  head.set([8, 2], 8);
  const signature = Buffer.from('\u0089PNG\r\n\u001a\n', 'latin1');
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.alloc(1_000_000))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

const script =
  '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script><image href="file:///etc/passwd"/></svg>';
let asked = 0;
const as =
  (type: string, body: string | Buffer): RequestListener =>
  (_, answer) => {
    answer.writeHead(200, { 'content-type': type }).end(body);
  };
const pages: Record<string, RequestListener> = {
  '/photo.jpg': (request, answer) => {
    asked += 1;
    setTimeout(() => as('image/jpeg', photo)(request, answer), 50);
  },
  '/script.png': as('image/png', script),
  '/page.png': as('image/png', '<!doctype html><script>alert(1)</script>'),
  '/bomb.png': as('image/png', bomb()),
  '/cut.jpg': as('image/jpeg', photo.subarray(0, photo.length / 2)),
  '/head.png': as('image/png', Buffer.from('\u0089PNG\r\n\u001a\n', 'latin1')),
  '/document.png': as('image/png', '%PDF-1.7\n1 0 obj'),
  '/empty.png': as('image/png', ''),
  '/gone.png': (_, answer) => answer.writeHead(410).end(),
  '/endless.jpg': (_, answer) => {
    answer.writeHead(200, { 'content-type': 'image/jpeg' });
    answer.write(photo);
    const more = () => {
      while (!answer.destroyed && answer.write(Buffer.alloc(65_536)));
    };
    answer.on('drain', more);
    more();
  },
  '/inside.jpg': (_, answer) => answer.writeHead(302, { location: inside }).end(),
};

let server: Server;
let private_: Server;
let origin = '';
let inside = '';
let fetch: Fetch;
let pictures: Pictures;

const listen = async (handler: RequestListener): Promise<[Server, string]> => {
  const made = createServer(handler);
  await new Promise<void>((ready) => made.listen(0, '127.0.0.1', ready));
  return [made, `http://127.0.0.1:${(made.address() as AddressInfo).port}`];
};

beforeAll(async () => {
  [server, origin] = await listen((request, answer) => {
    const page = pages[request.url ?? ''];
    if (page) page(request, answer);
    else answer.writeHead(404).end();
  });
  [private_, inside] = await listen(as('image/jpeg', photo));
  // Only the first is public, as hosts of the world are; the other is a machine of the house.
  fetch = safeFetch({ allow: [], origins: [origin], userAgent: 'cuaso-test' });
  pictures = openPictures(fetch);
});
afterAll(async () => {
  await fetch.close();
  for (const each of [server, private_]) {
    each.closeAllConnections();
    each.close();
  }
});

describe('a picture of a source', () => {
  it('is written anew, small and without what the camera wrote, and asked for once by many', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => pictures(`${origin}/photo.jpg`)));
    await pictures(`${origin}/photo.jpg`);
    expect(asked).toBe(1);
    const [answer] = answers;
    if (!answer || 'refused' in answer) throw new Error('no picture');
    const { format, width, height, exif } = await sharp(answer.bytes).metadata();
    expect({ format, width, height, exif }).toEqual({ format: 'webp', width: 480, height: 240, exif: undefined });
    expect(Buffer.from(answer.bytes).includes('secret words')).toBe(false);
  });

  it.each([
    ['/script.png', 'no JPEG'],
    ['/page.png', 'no JPEG'],
    ['/document.png', 'no JPEG'],
    ['/empty.png', 'no JPEG'],
    ['/bomb.png', 'pixel limit'],
    ['/cut.jpg', 'cannot be read'],
    ['/head.png', 'cannot be read'],
    ['/endless.jpg', 'sends more than'],
    ['/gone.png', '410'],
    ['/nowhere', '404'],
    ['/inside.jpg', 'not a public address'],
  ])('is none when %s comes: %s', async (path, why) => {
    const answer = await pictures(origin + path);
    expect('refused' in answer && answer.refused).toContain(why);
  });

  it.each([
    'data:image/png;base64,AAAA',
    'file:///etc/passwd',
    'javascript:alert(1)',
    '',
    'http://user:word@x.vn/1.jpg',
  ])('is not fetched from %s', async (address) => {
    expect(await pictures(address)).toHaveProperty('refused');
  });
});
