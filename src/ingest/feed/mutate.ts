/** Damage done to feeds on purpose, for tests and benchmarks: repeatable from a seed. */

/** A small generator of pseudo-random numbers (mulberry32). */
function random(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

const insertions = (
  '< > & " \' <! <!-- --> <![CDATA[ ]]> <? ?> </ /> <item> </item> <entry> </channel> </rss> <title> </title> <br> ' +
  '<a href="x> &amp &#x0; &#99999999; &lol; <!DOCTYPE <!DOCTYPE[ <__proto__> <constructor> xmlns:x="y" <media:content> \0 \u202e \ud800'
).split(' ');

/** The text with one to four changes between `from` and `to`: something cut out, put in, doubled or exchanged. */
export function mutate(text: string, seed: number, from = 0, to = text.length): string {
  const next = random(seed);
  let changed = text.slice(from, to);
  for (let n = next(4); n >= 0; n--) {
    const at = next(changed.length + 1);
    const length = 1 + next(next(4) === 0 ? 200 : 8);
    const piece = changed.slice(at, at + length);
    const put = [
      '',
      insertions[next(insertions.length)] ?? '',
      piece + piece,
      piece.split('').reverse().join(''),
      String.fromCharCode(next(0x250)),
    ][next(5)];
    changed = changed.slice(0, at) + put + changed.slice(next(2) === 0 ? at + length : at);
  }
  return text.slice(0, from) + changed + text.slice(to);
}
