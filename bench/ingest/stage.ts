import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { generous, openBudget } from '../../src/ingest/budget.ts';
import { openLanes } from '../../src/ingest/lanes.ts';
import { type Progress, runDueChannels } from '../../src/ingest/pass.ts';
import { keepRobots } from '../../src/ingest/robots/keep.ts';
import { makeMonths } from '../../src/ingest/store/months.ts';
import type { Deps } from '../../src/ingest/visit.ts';
import { loadIdentifier } from '../../src/language/index.ts';
import { safeFetch } from '../../src/platform/fetch/fetch.ts';
import { importSources } from '../../src/sources/index.ts';
import { openBenchDatabase } from '../database.ts';

/** A pass, and what it cost: seconds by the clock, CPU seconds of this process, its highest resident size in MB. */
export type Cost = { done: Progress; seconds: number; cpu: number; megabytes: number };

/** The program's own fetching over a durable PostgreSQL of its own, with robots.txt and budgets, as in earnest. */
export async function openStage() {
  const { connection, db, close } = await openBenchDatabase();
  const fetch = safeFetch({ allow: ['127.0.0.0/8'], userAgent: 'CuaSo/bench' });
  let now = new Date();
  const clock = () => now;
  await makeMonths(db, now);
  const deps: Deps = {
    db,
    fetch,
    clock,
    identify: await loadIdentifier(),
    lanes: openLanes(),
    chance: Math.random,
    robots: keepRobots({ db, fetch, clock }),
    budget: openBudget({ db, clock, limits: generous }),
  };
  return {
    connection,
    register: (opml: Uint8Array) => importSources(db, opml),
    /** Fetches all that is due, a day and an hour after the pass before. */
    async pass(): Promise<Cost> {
      let most = process.memoryUsage.rss();
      const watch = setInterval(() => {
        most = Math.max(most, process.memoryUsage.rss());
      }, 20);
      const [began, cpu] = [performance.now(), process.cpuUsage()];
      const done = await runDueChannels(deps);
      const seconds = (performance.now() - began) / 1000;
      const { user, system } = process.cpuUsage(cpu);
      clearInterval(watch);
      now = new Date(now.getTime() + 25 * 3_600_000);
      return { done, seconds, cpu: (user + system) / 1e6, megabytes: most / 1e6 };
    },
    async close(): Promise<void> {
      await fetch.close();
      await close();
    },
  };
}

/** Serves so many feeds with so many items each from a process of its own, on sixteen hosts of the loopback. */
export async function openFeeds(
  feeds: number,
  items: number,
): Promise<{ urls: string[]; opml: Uint8Array; close(): void }> {
  const child: ChildProcess = spawn(
    process.execPath,
    [...process.execArgv, join(import.meta.dirname, 'server.ts'), String(items)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const ports = await new Promise<string>((ready) => child.stdout?.once('data', (data) => ready(String(data))));
  const origins = ports.trim().split(' ');
  const urls = Array.from({ length: feeds }, (_, n) => `${origins[n % origins.length]}/${n}`);
  const outlines = urls.map((url, n) => `<outline type="rss" text="Báo mẫu ${n}" xmlUrl="${url}"/>`);
  const opml = new TextEncoder().encode(`<opml version="2.0"><body>${outlines.join('')}</body></opml>`);
  return { urls, opml, close: () => child.kill() };
}
