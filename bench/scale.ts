/**
 * Many channels at once: time, CPU and memory of a first pass and of one in which nothing is new, and whether memory
 * grows with the number of items.
 *
 *   npm run bench:scale              2,000 channels with 30 items each; memory also with 8 items each
 *   npm run bench:scale -- 500 30    so many channels, so many items
 *
 * Everything is real: loopback servers in a process of their own, robots.txt, conditional requests, one thing at a time
 * of each host, PostgreSQL with durable writes. Each number of items runs in a process of its own; memory is its highest
 * resident size. It is called flat when four times as many items cost less than half as much again.
 */
import { spawnSync } from 'node:child_process';
import { openFeeds, openStage } from './ingest/stage.ts';

const [channels = 2_000, items = 30, alone] = process.argv.slice(2);
if (alone === undefined) {
  const few = Math.max(1, Math.round(Number(items) / 4));
  const peaks = [few, Number(items)].map((number) => {
    const args = [...process.execArgv, import.meta.filename, String(channels), String(number), 'alone'];
    const { stdout } = spawnSync(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'], encoding: 'utf8' });
    console.log(stdout.trim());
    return Number(/peak (\d+) MB/.exec(stdout)?.[1] ?? Number.NaN);
  });
  const growth = (peaks[1] ?? Number.NaN) / (peaks[0] ?? Number.NaN);
  console.log(`memory with ${items} items a channel is ${growth.toFixed(2)} times that with ${few}`);
  const met = growth < 1.5;
  console.log(met ? 'goal met: memory is flat in the number of items' : 'MISSED');
  process.exit(met ? 0 : 1);
}

const feeds = await openFeeds(Number(channels), Number(items));
const stage = await openStage();
try {
  await stage.register(feeds.opml);
  let peak = 0;
  for (const name of ['first pass', 'unchanged pass']) {
    const { done, seconds, cpu, megabytes } = await stage.pass();
    peak = Math.max(peak, megabytes);
    console.log(
      `${name}: ${done.channels} channels, ${done.items} new items, ${done.failed} failed in ${seconds.toFixed(1)} s: ` +
        `${Math.round((Number(channels) * Number(items)) / seconds)} items/s, ${Math.round(done.channels / seconds)} channels/s; ` +
        `${cpu.toFixed(1)} CPU s of this process, ${Math.round(megabytes)} MB`,
    );
  }
  console.log(`peak ${Math.round(peak)} MB with ${items} items a channel`);
} finally {
  feeds.close();
  await stage.close();
}
