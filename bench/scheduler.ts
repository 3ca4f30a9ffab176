/**
 * What a month of looking after channels costs in requests, and how long items wait until they are seen.
 *
 *   tsx bench/scheduler.ts                2,000 channels, 30 days, 3 seeds
 *   tsx bench/scheduler.ts 500 10 5       channels, days, seeds
 *
 * A made-up country (bench/scheduler/world.ts) is looked after by the program's own schedule (src/ingest/pulse.ts: `beat`
 * and `lookAfter`, with the spread of `later`) in simulated time, and beside it by a fixed round robin: every channel
 * each so many minutes. A feed shows its newest thirty items; what has left it between two looks is lost. The round robin
 * is set to 60 minutes, to the median delay of ours, and to as many requests as ours. Intervals are the half width of
 * 95 % over the seeds (Student's t). Then the same looks are asked of hosts (a third of the channels on five large ones,
 * an answer in 0.2 to 3 s, a rest after each): one at a time by the pass.
 */
import { beat, lookAfter } from '../src/ingest/pulse.ts';
import { later } from '../src/ingest/schedule.ts';
import type { Pulse } from '../src/sources/index.ts';
import { country, random, start } from './scheduler/world.ts';

const [channels = 2_000, days = 30, seeds = 3] = process.argv.slice(2).map(Number);
const DAY = 86_400_000;
const MINUTE = 60_000;
const shown = 30;

type Look = { at: number; channel: number };
type Month = {
  requests: number;
  median: number;
  mean: number;
  p90: number;
  lost: number;
  items: number;
  looks: Look[];
};
/** Gives for a channel the time of its next look, from what the look before showed; `seen` is what its feed showed. */
type Schedule = (channel: number) => (now: number, fresh: readonly number[], seen: readonly number[]) => number;

function look(world: readonly number[][], schedule: Schedule, draw: () => number): Month {
  const waits: number[] = [];
  const looks: Look[] = [];
  let lost = 0;
  world.forEach((moments, channel) => {
    const next = schedule(channel);
    let known = moments.findIndex((moment) => moment > start);
    if (known < 0) known = moments.length;
    const before = moments.slice(Math.max(0, known - shown), known);
    // The first look is behind us; by now each channel is somewhere in its round.
    let now = start + (next(start, before, before) - start) * draw();
    while (now < start + days * DAY) {
      looks.push({ at: now, channel });
      let end = known;
      while (end < moments.length && (moments[end] as number) <= now) end++;
      const from = Math.max(known, end - shown);
      lost += from - known;
      const fresh = moments.slice(from, end);
      for (const moment of fresh) waits.push(now - moment);
      known = end;
      now = next(now, fresh, moments.slice(Math.max(0, end - shown), end));
    }
  });
  waits.sort((a, b) => a - b);
  const at = (part: number): number => (waits[Math.floor(part * waits.length)] ?? 0) / MINUTE;
  const mean = waits.reduce((sum, wait) => sum + wait, 0) / waits.length / MINUTE;
  return { requests: looks.length, median: at(0.5), mean, p90: at(0.9), lost, items: waits.length, looks };
}

const dates = (moments: readonly number[]): Date[] => moments.map((moment) => new Date(moment));

const ours =
  (draw: () => number): Schedule =>
  () => {
    let pulse: Pulse | null = null;
    return (now, fresh, seen) => {
      const at = new Date(now);
      if (fresh.length > 0 || pulse === null) pulse = beat(pulse, dates(fresh), at);
      const newest = seen.at(-1);
      const seconds = lookAfter(pulse, at, { newest: newest === undefined ? null : new Date(newest) });
      return later(at, seconds, draw()).getTime();
    };
  };

const roundRobin =
  (minutes: number): Schedule =>
  () =>
  (now) =>
    now + minutes * MINUTE;

/** How long looks wait for their host when it is asked for one thing at a time, and the most that were asked of one at once. */
function queue(looks: readonly Look[], draw: () => number): { median: number; p99: number; most: number } {
  const hostOf = Array.from({ length: channels }, (_, n) =>
    n % 3 === 0 ? n % 5 : 5 + Math.floor(draw() * channels * 0.4),
  );
  const free = new Map<number, number>();
  const open = new Map<number, number[]>();
  const waits: number[] = [];
  let most = 0;
  for (const { at, channel } of looks.toSorted((a, b) => a.at - b.at)) {
    const host = hostOf[channel] ?? 0;
    const began = Math.max(at, free.get(host) ?? 0);
    const took = 200 + 2_800 * draw() ** 3;
    free.set(host, began + took + Math.max(500, took));
    waits.push(began - at);
    const running = (open.get(host) ?? []).filter((end) => end > began);
    running.push(began + took);
    open.set(host, running);
    most = Math.max(most, running.length);
  }
  waits.sort((a, b) => a - b);
  const part = (share: number): number => (waits[Math.floor(share * waits.length)] ?? 0) / 1_000;
  return { median: part(0.5), p99: part(0.99), most };
}

const student = [Number.NaN, 12.71, 4.3, 3.18, 2.78, 2.57, 2.45, 2.36, 2.31, 2.26];
function spread(values: readonly number[], digits = 1): string {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  const half = (student[values.length - 1] ?? 1.96) * Math.sqrt(variance / values.length);
  return values.length > 1 ? `${mean.toFixed(digits)} ± ${half.toFixed(digits)}` : mean.toFixed(digits);
}

const rows = Array.from({ length: seeds }, (_, n) => {
  const world = country(n + 1, channels, days);
  const draw = random(1_000 + n);
  const mine = look(world, ours(draw), draw);
  return {
    mine,
    hourly: look(world, roundRobin(60), draw),
    // A look each so many minutes leaves half as many to wait in the middle.
    sameDelay: look(world, roundRobin(2 * mine.median), draw),
    sameRequests: look(world, roundRobin((channels * days * 1_440) / mine.requests), draw),
    hosts: queue(mine.looks, draw),
  };
});

const told = (name: string, months: readonly Month[]): void =>
  console.log(
    `${name.padEnd(34)} ${spread(months.map((m) => m.requests / channels / days))} requests per channel and day, items wait ` +
      `${spread(months.map((m) => m.median))} min in the middle, ${spread(months.map((m) => m.mean))} on average, ` +
      `${spread(months.map((m) => m.p90))} for the slowest tenth; ${spread(
        months.map((m) => (1e5 * m.lost) / m.items),
        2,
      )} of 100,000 lost`,
  );
console.log(
  `${channels} channels, ${days} days, ${seeds} seeds, ${spread(rows.map(({ mine }) => mine.items / channels / days))} items per channel and day`,
);
told(
  'ours',
  rows.map(({ mine }) => mine),
);
told(
  'round robin, 60 min',
  rows.map(({ hourly }) => hourly),
);
told(
  'round robin, median delay of ours',
  rows.map(({ sameDelay }) => sameDelay),
);
told(
  'round robin, requests of ours',
  rows.map(({ sameRequests }) => sameRequests),
);
const fewer = rows.map(({ mine, sameDelay }) => 100 * (1 - mine.requests / sameDelay.requests));
const sooner = rows.map(({ mine, sameRequests }) => 100 * (1 - mine.median / sameRequests.median));
const soonerOnAverage = rows.map(({ mine, sameRequests }) => 100 * (1 - mine.mean / sameRequests.mean));
console.log(
  `at the same median delay ${spread(fewer)} % fewer requests; at the same number of requests the median delay is ${spread(sooner)} % shorter, the mean ${spread(soonerOnAverage)} %`,
);
console.log(
  `hosts: at most ${Math.max(...rows.map(({ hosts }) => hosts.most))} request of the pass at once; a look waits ${spread(rows.map(({ hosts }) => hosts.median))} s in the middle, ${spread(rows.map(({ hosts }) => hosts.p99))} s in one of a hundred`,
);
const met = fewer.every((value) => value > 0) && rows.every(({ hosts }) => hosts.most <= 2);
console.log(met ? 'goal met: fewer requests at the same delay, never more than 2 at once' : 'MISSED');
process.exit(met ? 0 : 1);
