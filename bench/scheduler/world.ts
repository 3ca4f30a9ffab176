/** A made-up country of channels, each with the moments at which it publishes. The same seed gives the same country. */

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Publishing goes by the clock of Vietnam. */
const ZONE = 7 * HOUR;
/** A Monday. */
export const start = Date.UTC(2026, 5, 1);

/** Numbers from 0 to 1 that follow from a seed (mulberry32). */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const normal = (draw: () => number): number => Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw());

/**
 * Sorts of outlets: their share, the items that the middle one has a day (the others are spread log-normally around it),
 * how much more or less comes at each hour from midnight, and on each day from Monday.
 */
const sorts = [
  {
    share: 0.45, // portals of offices
    perDay: 2.5,
    hours: [0, 0, 0, 0, 0, 0, 0.3, 1, 2, 2, 1.5, 0.7, 0.3, 1, 2, 2, 1.5, 0.8, 0.3, 0.2, 0.1, 0.1, 0, 0],
    days: [1.2, 1.3, 1.3, 1.3, 1.2, 0.3, 0.1],
  },
  {
    share: 0.3, // newspapers
    perDay: 12,
    hours: [0.2, 0.1, 0.1, 0.1, 0.3, 1, 2, 2, 1.6, 1.5, 1.5, 1.3, 1, 1, 1.2, 1.3, 1.4, 1.4, 1.2, 1, 1, 1, 0.8, 0.4],
    days: [1.05, 1.05, 1.05, 1.05, 1.05, 0.9, 0.8],
  },
  {
    share: 0.1, // agencies
    perDay: 40,
    hours: [
      0.6, 0.5, 0.4, 0.4, 0.5, 0.8, 1, 1.3, 1.4, 1.4, 1.4, 1.3, 1.2, 1.2, 1.3, 1.3, 1.3, 1.2, 1.1, 1.1, 1, 0.9, 0.8,
      0.7,
    ],
    days: [1, 1, 1, 1, 1, 0.9, 0.9],
  },
  {
    share: 0.15, // creators
    perDay: 0.5,
    hours: [0.1, 0, 0, 0, 0, 0.1, 0.3, 0.5, 0.5, 0.6, 0.8, 1, 1, 0.7, 0.6, 0.6, 0.8, 1.2, 2, 2.5, 2.5, 1.5, 0.7, 0.3],
    days: [0.9, 0.9, 0.9, 0.9, 1, 1.3, 1.3],
  },
] as const;

/** The sort at a place from 0 to 1 when all stand in a row, each as wide as its share. */
function sortOf(place: number) {
  let left = place;
  for (const sort of sorts) {
    left -= sort.share;
    if (left < 0) return sort;
  }
  return sorts[0];
}

/**
 * The moments of `count` channels, oldest first, over so many days from `start` and the thirty before. Each channel is
 * busier or quieter for some days at a time, and one stretch in twenty it is silent; one item in four brings one to
 * three more within five minutes.
 */
export function country(seed: number, count: number, days: number): number[][] {
  const draw = random(seed);
  return Array.from({ length: count }, () => {
    const sort = sortOf(draw());
    const perDay = Math.min(400, sort.perDay * Math.exp(1.1 * normal(draw)));
    const moments: number[] = [];
    let mood = 1;
    let moodUntil = 0;
    const slot = 10 * 60_000;
    for (let time = start - 30 * DAY; time < start + days * DAY; time += slot) {
      if (time >= moodUntil) {
        mood = draw() < 0.05 ? 0 : Math.exp(0.5 * normal(draw));
        moodUntil = time + (2 + 8 * draw()) * DAY;
      }
      const local = time + ZONE;
      const hour = Math.floor((local % DAY) / HOUR);
      // 1 January 1970 was a Thursday.
      const day = (Math.floor(local / DAY) + 3) % 7;
      const expected = (perDay / 144 / 1.5) * (sort.hours[hour] ?? 1) * (sort.days[day] ?? 1) * mood;
      for (let left = Math.exp(-expected), chance = draw(); chance > left; chance *= draw()) {
        const moment = time + slot * draw();
        moments.push(moment);
        if (draw() < 0.25)
          for (let more = 1 + Math.floor(3 * draw()); more > 0; more--) moments.push(moment + 300_000 * draw());
      }
    }
    return moments.sort((a, b) => a - b);
  });
}
