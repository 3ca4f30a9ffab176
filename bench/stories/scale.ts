import { strandOf } from '../../src/stories/strand.ts';
import { place, settle } from '../../src/stories/weave.ts';
import { openWindow } from '../../src/stories/window.ts';
import { glossary } from './glossary.ts';
import { reports } from './made-up.ts';

/** Fills windows of several sizes with made-up items, and prints what an item costs in the largest as against the smallest. */
export function scale(counts: readonly number[]): void {
  const costs = counts.map(fill);
  const ratio = (costs.at(-1) ?? 0) / (costs[0] ?? 1);
  console.log(`an item costs ${ratio.toFixed(2)} times as much at ${counts.at(-1)} as at ${counts[0]}`);
}

/**
 * Fills a window and prints what the last items cost (a tenth, 5,000 at most), and the memory that it takes. Those before are put into the stories
 * that they were made for, since weaving a million takes an hour. Gives the milliseconds an item.
 */
function fill(count: number): number {
  collect();
  const before = process.memoryUsage();
  const window = openWindow(count);
  const from = count - Math.min(5_000, Math.floor(count * 0.1));
  let cpu = { reading: 0, weaving: 0 };
  const stories = new Map<string, number>();
  let item = 0;
  for (const report of reports(count)) {
    item += 1;
    if (item <= from) {
      const story = stories.get(report.story) ?? item;
      stories.set(report.story, story);
      const strand = strandOf(report, glossary);
      window.put({ item, outlet: item % 200, at: report.at, dated: true, strand, story, copyOf: null, fixed: false });
      continue;
    }
    const started = process.cpuUsage();
    const strand = strandOf(report, glossary);
    const read = process.cpuUsage(started);
    const arriving = { item, outlet: item % 200, at: report.at, dated: true, strand };
    const placement = place(window, arriving);
    settle(window, arriving, placement, placement.story ?? item);
    const all = process.cpuUsage(started);
    const ms = ({ user, system }: NodeJS.CpuUsage) => (user + system) / 1_000;
    cpu = { reading: cpu.reading + ms(read), weaving: cpu.weaving + ms(all) - ms(read) };
  }
  collect();
  const after = process.memoryUsage();
  const megabytes = (after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers) / 2 ** 20;
  const each = (ms: number) => (ms / (count - from)).toFixed(2);
  console.log(
    `${window.size.toLocaleString('en')} items in the window: reading ${each(cpu.reading)} ms, weaving ${each(cpu.weaving)} ms of processor time an item · window ${megabytes.toFixed(0)} MB (${((megabytes * 1_024) / count).toFixed(1)} kB an item)`,
  );
  return (cpu.reading + cpu.weaving) / (count - from);
}

/** Array buffers are given back at the collection after the one that finds them unused. */
function collect(): void {
  for (let times = 0; times < 3; times++) globalThis.gc?.();
}
