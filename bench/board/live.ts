import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Ask, addresses, limit, quantile } from './pages.ts';

type Told = { at: number; version: number };
type Follower = { told: Told[]; breaks: number; shown(): number; stop(): Promise<void> };

/**
 * Weaves items at a pace while two pages follow the board, and prints how long from a commit until the pages are told, what
 * a page of the board takes meanwhile, and whether all stand at the last change in the end. Gives how many limits were missed.
 */
export async function live({
  connection,
  ask,
  rate = 50,
  seconds,
}: {
  connection: object;
  ask: Ask;
  rate?: number;
  seconds: number;
}): Promise<number> {
  const steady = follow(ask, () => Infinity);
  const broken = follow(ask, () => 500 + Math.random() * 3_000);
  const worker = spawn(
    process.execPath,
    [...process.execArgv, join(import.meta.dirname, 'weaver.ts'), JSON.stringify([connection, rate, seconds])],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const commits: Told[] = [];
  let end: { woven: number; hung: number; seconds: number } | undefined;
  const over = (async () => {
    for await (const line of createInterface(worker.stdout)) {
      const said = JSON.parse(line);
      if (said.woven === undefined) commits.push(said);
      else end = said;
    }
  })();
  const taken: number[] = [];
  const paths = Object.values(addresses);
  for (let n = 0; end === undefined && worker.exitCode === null; n++) {
    const began = performance.now();
    await (await fetch(ask.origin + paths[n % paths.length], { headers: ask.headers })).arrayBuffer();
    taken.push(performance.now() - began);
    await sleep(150);
  }
  await over;
  // The pulse of the board, the pause of a page, and the time it takes to ask.
  await sleep(6_000);
  await Promise.all([steady.stop(), broken.stop()]);
  if (!end) throw new Error('bench: the worker ended early');

  const pace = end.woven / end.seconds;
  console.log(
    `${end.woven} items woven in ${end.seconds.toFixed(1)} s (${pace.toFixed(1)} a second), ${end.hung} times a story was hung on events`,
  );
  const waits = (told: readonly Told[]) =>
    commits
      .map(({ at, version }) => Math.max(0, (told.find((each) => each.version >= version)?.at ?? Infinity) - at))
      .toSorted((a, b) => a - b);
  for (const [name, { told, breaks }] of Object.entries({ steady, broken })) {
    const waited = waits(told);
    console.log(
      `${name} connection (${breaks} breaks): told ${told.length} times; from commit to told p50 ${Math.round(quantile(waited, 0.5))} ms, p95 ${Math.round(quantile(waited, 0.95))} ms`,
    );
  }
  const last = Number(/data-version="(\d+)"/.exec(await page(ask))?.[1]);
  const lost = [steady, broken].filter(({ shown }) => shown() !== last).length;
  console.log(
    lost === 0 ? `both pages show the last change (version ${last}): nothing lost` : `LOST: ${lost} pages are behind`,
  );
  const sorted = taken.toSorted((a, b) => a - b);
  const late = quantile(sorted, 0.95);
  console.log(
    `board meanwhile, all addresses in turn (${sorted.length} pages): p50 ${quantile(sorted, 0.5).toFixed(1)} ms, p95 ${late.toFixed(1)} ms, ${(late / limit).toFixed(2)} × the limit of ${limit} ms${late <= limit ? '' : ' MISSED'}`,
  );
  return lost + (late > limit ? 1 : 0) + (pace < rate * 0.95 ? 1 : 0);
}

const page = async ({ origin, headers }: Ask): Promise<string> =>
  (await fetch(`${origin}/desk/stories`, { headers })).text();

/** Follows the board as its page does: told of another version, it asks for the page anew. Its connection breaks after `lasts` milliseconds. */
function follow(ask: Ask, lasts: () => number): Follower {
  const told: Told[] = [];
  let [shown, breaks, stopped, pausing] = [-1, 0, false, false];
  let connection = new AbortController();
  const refresh = async () => {
    pausing = false;
    shown = Number(/data-version="(\d+)"/.exec(await page(ask))?.[1]);
  };
  const hear = (version: number) => {
    told.push({ at: Date.now(), version });
    if (version === shown || pausing) return;
    pausing = true;
    setTimeout(() => void refresh(), 1_500);
  };
  const run = async () => {
    await refresh();
    while (!stopped) {
      connection = new AbortController();
      const ends = lasts();
      const cut = ends === Infinity ? undefined : setTimeout(() => connection.abort(), ends);
      try {
        const { headers } = ask;
        const answer = await fetch(`${ask.origin}/desk/stories/live`, { headers, signal: connection.signal });
        let rest = '';
        for await (const part of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
          const events = (rest + part).split('\n\n');
          rest = events.pop() ?? '';
          for (const event of events) {
            const [, version] = /^data: (\d+)/m.exec(event) ?? [];
            if (version !== undefined) hear(Number(version));
          }
        }
      } catch {
        if (stopped) return;
        breaks += 1;
        await sleep(200 + Math.random() * 800);
      } finally {
        clearTimeout(cut);
      }
    }
  };
  const running = run();
  return {
    told,
    get breaks() {
      return breaks;
    },
    shown: () => shown,
    async stop() {
      stopped = true;
      connection.abort();
      await running;
    },
  };
}
