/**
 * How long from an empty folder to a page, and what the program takes at rest.
 *
 *   npm run bench:start
 *
 * Starts the built program on an empty data folder, waits for the first page and for the first stories of the
 * demonstration, stops it, and starts it again; prints each time as a share of its limit (first page 45 s with the
 * installation, stories 20 s, second start 5 s), then memory at rest (resident, node and PostgreSQL) and sizes on disk.
 */
import { execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { dataFolder, type House, openHouse } from '../test/harness/house.ts';

const since = (began: number) => (performance.now() - began) / 1000;
const tell = (what: string, seconds: number, limit: number) =>
  console.log(`${what}: ${seconds.toFixed(1)} s, ${(seconds / limit).toFixed(2)} × the limit of ${limit} s`);

async function answers(house: House, path: string, holds: (page: string) => boolean): Promise<void> {
  for (;;) {
    const page = await fetch(house.url + path).then(
      (answer) => answer.text(),
      () => '',
    );
    if (holds(page)) return;
    await sleep(50);
  }
}

const { folder, remove } = dataFolder();
let house: House | undefined;
try {
  let began = performance.now();
  house = await openHouse({ folder });
  await answers(house, '/en', (page) => page.includes('</html>'));
  tell('empty folder to first page', since(began), 45);
  await answers(house, '/vi', (page) => page.includes('/vi/stories/'));
  tell('empty folder to first stories', since(began), 20);
  await sleep(15_000);
  const [ours, theirs] = memory(house);
  console.log(
    `memory at rest: node ${ours} MB, PostgreSQL ${theirs} MB (proportional set size where the system tells it)`,
  );
  await house.stop();
  began = performance.now();
  house = await openHouse({ folder });
  await answers(house, '/vi', (page) => page.includes('/vi/stories/'));
  tell('second start to a page with stories', since(began), 5);
  for (const [what, path] of [
    ['packages (with tools for development)', 'node_modules'],
    ['built program', 'dist'],
    ['data folder', folder],
  ])
    console.log(`${what}: ${execFileSync('du', ['-sm', path ?? ''], { encoding: 'utf8' }).split('\t')[0]} MB`);
} finally {
  await house?.stop();
  remove();
}

function memory({ process: child, folder: data }: House): [number, number] {
  const pss = (pid: string) =>
    Number(/^Pss:\s+(\d+)/m.exec(execFileSync('cat', [`/proc/${pid}/smaps_rollup`], { encoding: 'utf8' }))?.[1] ?? 0);
  const parent = execFileSync('pgrep', ['-f', `postgres -D ${data}`], { encoding: 'utf8' })
    .trim()
    .split('\n');
  const children = parent.flatMap((pid) => {
    try {
      return execFileSync('pgrep', ['-P', pid], { encoding: 'utf8' }).trim().split('\n');
    } catch {
      return [];
    }
  });
  const servers = new Set([...parent, ...children]);
  const sum = [...servers].reduce((total, pid) => {
    try {
      return total + pss(pid);
    } catch {
      return total;
    }
  }, 0);
  return [Math.round(pss(String(child.pid)) / 1024), Math.round(sum / 1024)];
}
