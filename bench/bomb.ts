/**
 * What a small answer that unpacks to a large one costs: memory while it is fetched, and how much of it was sent.
 *
 *   tsx bench/bomb.ts        200 MB of zeroes in gzip, deflate, brotli and zstd, refused at 10 MB
 *
 * Each kind runs in a process of its own; memory is the highest resident size while fetching less that before it.
 */
import { spawnSync } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createBrotliCompress, createDeflate, createGzip, createZstdCompress } from 'node:zlib';
import { type FetchError, safeFetch } from '../src/platform/fetch/fetch.ts';

const packers = { gzip: createGzip, deflate: createDeflate, br: createBrotliCompress, zstd: createZstdCompress };
const megabytes = 200;
const bound = 32;
const [kind] = process.argv.slice(2) as (keyof typeof packers)[];

if (kind === undefined) {
  let failed = false;
  for (const each of Object.keys(packers)) {
    const { stdout, stderr } = spawnSync(process.execPath, [...process.execArgv, import.meta.filename, each]);
    const raised = Number(/raises memory by ([\d.]+)/.exec(String(stdout))?.[1] ?? Number.NaN);
    process.stdout.write(String(stdout) || String(stderr));
    failed ||= !(raised <= bound);
  }
  console.log(failed ? `MISSED: more than ${bound} MB` : `goal met: at most ${bound} MB`);
  process.exit(failed ? 1 : 0);
}

const bomb = await pack(kind);
const server = createServer((_, response) => response.writeHead(200, { 'content-encoding': kind }).end(bomb));
await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
const fetch = safeFetch({ allow: ['127.0.0.0/8'], userAgent: 'cuaso-bench' });
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
for (let i = 0; i < 3; i++) await fetch(url, { maxBytes: 100_000 }).catch(() => {});
globalThis.gc?.();
await sleep(300);
const before = process.memoryUsage().rss;
let most = before;
const watch = setInterval(() => {
  most = Math.max(most, process.memoryUsage().rss);
}, 1);
const code = await fetch(url).then(
  () => 'taken',
  (error: FetchError) => error.code,
);
clearInterval(watch);
most = Math.max(most, process.memoryUsage().rss);
console.log(
  `${kind}: ${megabytes} MB in ${Math.round(bomb.length / 1000)} kB is ${code} and raises memory by ${((most - before) / 1e6).toFixed(1)} MB`,
);
await fetch.close();
server.closeAllConnections();
server.close();

async function pack(kind: keyof typeof packers): Promise<Buffer> {
  const packer = packers[kind]();
  const packed = packer.toArray();
  const zeroes = Buffer.alloc(1_000_000);
  for (let i = 0; i < megabytes; i++)
    if (!packer.write(zeroes)) await new Promise((done) => packer.once('drain', done));
  packer.end();
  return Buffer.concat(await packed);
}
