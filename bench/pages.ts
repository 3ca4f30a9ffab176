/**
 * How fast a cached article page is answered, beside nginx serving the same compressed bytes from a file.
 *
 *   npm run bench:pages [seconds]
 *
 * One process of each, 32 connections (wrk), in turns: A B A B A B. Prints requests per second, the ratio of each
 * turn and the median ratio, which is to be at least 0.40; then the 95th percentile of an uncached rendering.
 * Needs nginx and wrk (Debian: nginx-light, wrk); installs them when it may.
 */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dataFolder, freePort, openHouse } from '../test/harness/house.ts';
import { Owner } from '../test/harness/owner.ts';

const seconds = Number(process.argv[2] ?? 5);
const GOAL = 0.4;
const TURNS = 3;

for (const [program, debian] of [
  ['nginx', 'nginx-light'],
  ['wrk', 'wrk'],
] as const) {
  if (
    process.env.PATH?.split(':')
      .concat('/usr/sbin')
      .some((folder) => existsSync(join(folder, program)))
  )
    continue;
  if (process.getuid?.() !== 0) throw new Error(`bench: ${program} is missing; install it first (Debian: ${debian})`);
  execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', debian], { stdio: 'inherit' });
}

const requestsPerSecond = (url: string): number => {
  const said = execFileSync('wrk', ['-t1', '-c32', `-d${seconds}s`, '-H', 'Accept-Encoding: gzip', url], {
    encoding: 'utf8',
  });
  const errors = /Non-2xx.*: (\d+)/.exec(said)?.[1];
  if (errors) throw new Error(`bench: ${errors} answers of ${url} were not 200`);
  return Number(/Requests\/sec:\s+([\d.]+)/.exec(said)?.[1]);
};

const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

const { folder, remove } = dataFolder();
const house = await openHouse({ folder, args: ['--no-demo'] });
const scratch = mkdtempSync(join(tmpdir(), 'cuaso-nginx-'));
let nginx: ReturnType<typeof spawn> | undefined;
try {
  const owner = await Owner.welcome(house);
  const path = await owner.publish({ title: 'A window on the bench', paragraphs: 30 });
  const page = house.url + path;
  const first = await fetch(page, { headers: { 'accept-encoding': 'gzip' } });
  const plain = Buffer.from(await first.arrayBuffer());
  const { gzipSync } = await import('node:zlib');
  const packed = gzipSync(plain, { level: 6 });

  const port = await freePort();
  mkdirSync(join(scratch, 'www'));
  writeFileSync(join(scratch, 'www', 'page.html'), plain);
  writeFileSync(join(scratch, 'www', 'page.html.gz'), packed);
  const configuration = `daemon off; worker_processes 1; pid ${scratch}/pid; error_log ${scratch}/error.log;
    events { worker_connections 256; }
    http { access_log off; default_type text/html; keepalive_requests 1000000; sendfile on;
      server { listen 127.0.0.1:${port}; root ${scratch}/www; gzip_static on; } }`;
  writeFileSync(join(scratch, 'nginx.conf'), process.getuid?.() === 0 ? `user root;\n${configuration}` : configuration);
  nginx = spawn('nginx', ['-c', join(scratch, 'nginx.conf'), '-p', scratch], {
    stdio: 'inherit',
    env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` },
  });
  const peer = `http://127.0.0.1:${port}/page.html`;
  for (let tries = 0; tries < 50; tries++) {
    if (
      await fetch(peer).then(
        (answer) => answer.ok,
        () => false,
      )
    )
      break;
    await new Promise((done) => setTimeout(done, 100));
  }

  console.log(`page: ${plain.length} bytes, ${packed.length} compressed; ${seconds} s a turn, 32 connections`);
  const ratios: number[] = [];
  for (let turn = 1; turn <= TURNS; turn++) {
    const theirs = requestsPerSecond(peer);
    const ours = requestsPerSecond(page);
    ratios.push(ours / theirs);
    console.log(
      `turn ${turn}: nginx ${theirs.toFixed(0)}/s, cuaso ${ours.toFixed(0)}/s, ratio ${(ours / theirs).toFixed(2)}`,
    );
  }
  const ratio = median(ratios);
  console.log(
    `cached page: ${ratio.toFixed(2)} × nginx (goal ≥ ${GOAL.toFixed(2)}) ${ratio >= GOAL ? 'met' : 'NOT MET'}`,
  );

  const times: number[] = [];
  for (let i = 0; i < 200; i++) {
    const began = performance.now();
    await (await fetch(`${page}?uncached=${i}`, { headers: { 'accept-encoding': 'identity' } })).arrayBuffer();
    times.push(performance.now() - began);
  }
  times.sort((a, b) => a - b);
  console.log(
    `uncached rendering: median ${times[100]?.toFixed(1)} ms, p95 ${times[190]?.toFixed(1)} ms (200 pages, one at a time)`,
  );
} finally {
  nginx?.kill();
  await house.stop();
  rmSync(scratch, { recursive: true, force: true });
  remove();
}
