import type { Pulse } from '../sources/index.ts';
import { longest, shortest } from './schedule.ts';

/** When a channel publishes, learnt from its items, and when it is worth a look. Pure: the time is given. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** In so many days what was seen counts only a third. */
const memory = 14;
/** So many items' worth of "at any hour alike" stand against what was seen, so that few items make no profile. */
const doubt = 24;
/** Half an item in half a day is taken for granted of a channel of which nothing is known. */
const granted = 0.5;
/** A channel that is asked every half hour is one with an item an hour; the pace of all others follows from it. */
const half = 0.5;
/** So many items in a row that were to be expected and did not come are chance; more tell that a channel has fallen asleep. */
const chance = 6;
const step = 5 * MINUTE;

/** A pulse with new items in it, by the dates that can be believed; `skip` are the hours (UTC) in which the channel wants to be left alone. */
export function beat(
  before: Pulse | null,
  dates: readonly Date[],
  now: Date,
  skip: readonly number[] = before?.skip ?? [],
): Pulse {
  const aged = before ? age(before, now) : born(dates, now);
  const hours = [...aged.hours];
  const days = [...aged.days];
  let items = aged.items;
  for (const date of dates) {
    const weight = Math.exp(-Math.max(0, now.getTime() - date.getTime()) / DAY / memory);
    items += weight;
    hours[date.getUTCHours()] = (hours[date.getUTCHours()] ?? 0) + weight;
    days[date.getUTCDay()] = (days[date.getUTCDay()] ?? 0) + weight;
  }
  return {
    at: now.getTime(),
    seen: tidy(aged.seen),
    items: tidy(items),
    hours: hours.map(tidy),
    days: days.map(tidy),
    ...(skip.length > 0 ? { skip: [...skip] } : {}),
  };
}

const tidy = (value: number): number => Math.round(value * 1_000) / 1_000;

/** What is known at first contact: the channel has been there since the oldest item that it still shows. */
function born(dates: readonly Date[], now: Date): Pulse {
  const oldest = Math.min(now.getTime(), ...dates.map((date) => date.getTime()));
  const seen = memory * (1 - Math.exp(-(now.getTime() - oldest) / DAY / memory));
  return { at: now.getTime(), seen, items: 0, hours: Array(24).fill(0), days: Array(7).fill(0) };
}

function age(pulse: Pulse, now: Date): Pulse {
  const fading = Math.exp(-Math.max(0, now.getTime() - pulse.at) / DAY / memory);
  return {
    ...pulse,
    at: now.getTime(),
    seen: pulse.seen * fading + memory * (1 - fading),
    items: pulse.items * fading,
    hours: pulse.hours.map((weight) => weight * fading),
    days: pulse.days.map((weight) => weight * fading),
  };
}

/**
 * How long to wait before the next look, in seconds. Looks are as dense as the square root of what is to be expected
 * at that hour of that day: of all ways to spend a number of requests over channels and hours that is the one by which
 * items wait least on average. A channel that has been silent for longer than chance explains is asked less. `pace` is how
 * long it asks to be left alone; both within the bounds of every channel. `newest` is the time of its newest item.
 */
export function lookAfter(
  pulse: Pulse,
  now: Date,
  { newest, pace = 0 }: { newest: Date | null; pace?: number },
): number {
  const current = age(pulse, now);
  const perHour = (current.items + granted) / (current.seen + granted) / 24;
  const silent = newest === null ? 0 : Math.max(0, now.getTime() - newest.getTime()) / HOUR;
  const asleep = Math.sqrt(Math.max(1, (perHour * silent) / chance));
  let owed = half * asleep;
  let wait = 0;
  while (owed > 0 && wait < longest * 1_000) {
    const time = now.getTime() + wait + step / 2;
    owed -= Math.sqrt(perHour * leaning(current, time)) * (step / HOUR);
    wait += step;
  }
  const wanted = Math.min(longest, Math.max(shortest, wait / 1_000, pace));
  return awake(current.skip ?? [], now, wanted);
}

/** How much more than usual is to be expected at a time: by the hour, with its neighbours, and by the day. */
function leaning({ hours, days, items }: Pulse, time: number): number {
  const date = new Date(time);
  const hour = date.getUTCHours();
  const at = (place: number): number => hours[(place + 24) % 24] ?? 0;
  const near = (at(hour - 1) + 2 * at(hour) + at(hour + 1)) / 4;
  const byHour = (24 * near + doubt) / (items + doubt);
  const byDay = (7 * (days[date.getUTCDay()] ?? 0) + doubt) / (items + doubt);
  return byHour * byDay;
}

/** Moves a look out of the hours in which the channel wants to be left alone; one that wants all hours is not heeded. */
function awake(skip: readonly number[], now: Date, seconds: number): number {
  if (new Set(skip).size >= 24) return seconds;
  let at = seconds;
  while (at < longest) {
    const date = new Date(now.getTime() + at * 1_000);
    if (!skip.includes(date.getUTCHours())) break;
    at += 3_600 - date.getUTCMinutes() * 60 - date.getUTCSeconds();
  }
  return Math.round(Math.min(longest, at));
}
