import type { ServerResponse } from 'node:http';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { type Embeddings, openEmbeddings } from '../../../test/harness/embeddings.ts';
import { openEmbedder } from './embedder.ts';
import { askService, NoVectors } from './service.ts';

const dimensions = 8;
const meaning = (text: string) => Array.from({ length: dimensions }, (_, at) => (text.charCodeAt(at) || 1) / 1_000);
let service: Embeddings = await openEmbeddings(meaning);
let now = Date.UTC(2026, 11, 5);
const clock = () => new Date(now);
const opened = (wait = 2_000) =>
  openEmbedder({ url: service.url, model: 'stand-in', key: 'secret-key' }, { clock, wait });

const json = (body: unknown) => (response: ServerResponse) => response.end(JSON.stringify(body));
const status =
  (code: number, headers: Record<string, string> = {}) =>
  (response: ServerResponse) =>
    response.writeHead(code, headers).end('{"error":"no"}');
const item = (index: number, embedding: unknown) => ({ index, embedding });
const full = Array.from({ length: dimensions }, () => 0.5);

/** What goes wrong out there, and what is said of it when two texts were asked about. */
const faults: [string, (response: ServerResponse) => void, RegExp][] = [
  ['a wrong key', status(401), /refuses the key \(401\); check CUASO_EMBEDDINGS_KEY/],
  ['no such model', status(404), /no model stand-in \(404\)/],
  ['too many questions', status(429, { 'retry-after': '30' }), /too many questions/],
  ['a fault of its own', status(500), /answered 500/],
  ['a redirect', status(302, { location: 'http://127.0.0.1:1/' }), /sends elsewhere \(302\)/],
  ['a page', (response) => response.end('<html>'), /something else than embeddings/],
  ['nothing', (response) => response.end(), /something else than embeddings/],
  ['one vector for two', json({ data: [item(0, full)] }), /1 embeddings of 1 lengths for 2 texts/],
  ['one index twice', json({ data: [item(0, full), item(0, full)] }), /for 2 texts/],
  ['an index beyond', json({ data: [item(0, full), item(7, full)] }), /for 2 texts/],
  ['two lengths', json({ data: [item(0, full), item(1, [1])] }), /of 2 lengths/],
  ['no numbers', json({ data: [item(0, full), item(1, [null, 'NaN'])] }), /something else/],
  [
    'no direction',
    json({
      data: [
        item(0, full),
        item(
          1,
          full.map(() => 0),
        ),
      ],
    }),
    /for 2 texts/,
  ],
  ['too many dimensions', json({ data: [item(0, full), item(1, new Array(5_000).fill(1))] }), /something else/],
  [
    'a cut answer',
    (response) => response.writeHead(200, { 'content-length': '900' }).write('{"data":[') && response.destroy(),
    /cannot be reached/,
  ],
  ['an endless answer', (response) => endless(response), /more than 8 MB/],
  ['silence', () => {}, /did not answer in time/],
];

function endless(response: ServerResponse): void {
  const part = Buffer.alloc(1_000_000, ' ');
  const more = () => {
    while (!response.destroyed && response.write(part));
  };
  response.on('drain', more);
  more();
}

beforeEach(() => {
  service.now('right');
  service.asked.length = 0;
  now += 3_600_000;
});
afterAll(() => service.close());

describe('a service that gives vectors', () => {
  it('is asked as the protocol says, 32 texts at a time, and its answers are put in order', async () => {
    const texts = Array.from({ length: 70 }, (_, at) => `${String.fromCharCode(65 + at)} report`);
    const found = await opened().embed(texts);
    expect(service.asked.map(({ body }) => body.input.length)).toEqual([32, 32, 6]);
    expect(service.asked[0]).toMatchObject({
      authorization: 'Bearer secret-key',
      body: { model: 'stand-in', encoding_format: 'float' },
    });
    expect(found.every((vector) => vector?.length === dimensions)).toBe(true);
    expect(found[1]).not.toEqual(found[69]);
  });

  it('is sent no more than the beginning of a text, and no broken letters', async () => {
    await opened().embed(['x'.repeat(5_000), 'a\ud800b', '']);
    expect(service.asked[0]?.body.input.map(({ length }) => length)).toEqual([2_000, 3, 0]);
  });

  it.each(faults)('may answer with %s: there are no vectors, and the reason is said', async (_, answer, said) => {
    service.now(answer);
    const asking = askService({ url: service.url, model: 'stand-in' }, ['a', 'b'], AbortSignal.timeout(700));
    await expect(asking).rejects.toThrow(said);
    await expect(asking).rejects.toBeInstanceOf(NoVectors);
    expect(await opened(700).embed(['a', 'b'])).toEqual([undefined, undefined]);
  });

  it('is left alone for a minute after a fault, longer each time, and asked again after that', async () => {
    const embedder = opened();
    service.now(status(500));
    const ask = async (after: number) => {
      now += after;
      const before = service.asked.length;
      await embedder.embed(['a']);
      return service.asked.length - before;
    };
    expect([await ask(0), await ask(59_000), await ask(2_000), await ask(61_000), await ask(60_000)]).toEqual([
      1, 0, 1, 0, 1,
    ]);
    service.now('right');
    expect(await ask(3_600_000)).toBe(1);
    service.now(status(500));
    expect([await ask(0), await ask(59_000), await ask(2_000)]).toEqual([1, 0, 1]);
  });

  it('is left alone as long as it asks for, a quarter of an hour at most', async () => {
    const embedder = opened();
    service.now(status(429, { 'retry-after': '86400' }));
    await embedder.embed(['a']);
    now += 899_000;
    await embedder.embed(['a']);
    expect(service.asked.length).toBe(1);
    now += 2_000;
    await embedder.embed(['a']);
    expect(service.asked.length).toBe(2);
  });

  it('keeps what came before a fault', async () => {
    let times = 0;
    service.now((response, texts) => {
      times += 1;
      if (times === 2) status(500)(response);
      else json({ data: texts.map((text, index) => item(index, meaning(text))) })(response);
    });
    const found = await opened().embed(Array.from({ length: 40 }, (_, at) => `text ${at}`));
    expect(found.map((vector) => vector !== undefined)).toEqual(Array.from({ length: 40 }, (_, at) => at < 32));
  });

  it('may be gone', async () => {
    const gone = await openEmbeddings(meaning);
    await gone.close();
    const asking = askService({ url: gone.url, model: 'm' }, ['a'], AbortSignal.timeout(2_000));
    await expect(asking).rejects.toThrow(/cannot be reached \(.*ECONNREFUSED.*\); is CUASO_EMBEDDINGS_URL right/);
    service = await openEmbeddings(meaning);
  });
});
