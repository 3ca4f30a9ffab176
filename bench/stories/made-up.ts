import type { Readable } from '../../src/stories/strand.ts';

/** A source of numbers from 0 to 1 that is the same in every run (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const onsets = [
  'b',
  'c',
  'ch',
  'd',
  'đ',
  'g',
  'gi',
  'h',
  'k',
  'kh',
  'l',
  'm',
  'n',
  'ng',
  'nh',
  'ph',
  'qu',
  's',
  't',
  'th',
  'tr',
  'v',
  'x',
];
const rimes = [
  'a',
  'á',
  'ạ',
  'an',
  'ang',
  'ao',
  'ây',
  'ên',
  'êu',
  'i',
  'iên',
  'inh',
  'o',
  'oan',
  'ong',
  'ôi',
  'ông',
  'ơn',
  'u',
  'ung',
  'ương',
  'ước',
  'uyên',
  'ứng',
];
const syllables = onsets.flatMap((onset) => rimes.map((rime) => onset + rime));
const words = syllables.length * 12;

/** Texts that no one wrote: words of one to two made-up syllables, common ones often, rare ones seldom, as in real language (Zipf). */
export function textMaker(seed: number): (length: number) => string {
  const chance = seeded(seed);
  const word = () => {
    const rank = Math.floor(words ** chance()) - 1;
    const first = syllables[rank % syllables.length];
    return rank < syllables.length ? first : `${first} ${syllables[(rank * 7) % syllables.length]}`;
  };
  return (length) => Array.from({ length }, word).join(' ');
}

/** Reports of made-up happenings, four of each on average: part of the words of a report are those of its happening. */
export function* reports(count: number, seed = 7): Generator<Readable & { story: string; at: number }> {
  const chance = seeded(seed);
  const write = textMaker(seed + 1);
  const recent: { story: string; title: string; text: string; at: number }[] = [];
  for (let made = 0; made < count; made++) {
    // Ten thousand items a day.
    const at = made * 8_640;
    const again = chance() < 0.75 && recent.length > 0;
    const happening = again
      ? recent[Math.floor(chance() * recent.length)]!
      : { story: `s${made}`, title: `${write(5)} ${1_000 + Math.floor(chance() * 9_000)}`, text: write(60), at };
    if (!again && recent.push(happening) > 500) recent.shift();
    const parts = happening.text.split(' ');
    const from = Math.floor((chance() * parts.length) / 3);
    const shared = parts.slice(from, from + Math.floor(parts.length / 2)).join(' ');
    yield {
      story: happening.story,
      at,
      lang: 'vi',
      title: `${happening.title} ${write(4)}`,
      summary: write(15),
      text: `${write(40)} ${shared} ${write(60)}`,
    };
  }
}
