import type { Vector } from './embeddings/vector.ts';
import { type Frequencies, openFrequencies } from './frequencies.ts';
import type { Weighed } from './likeness.ts';
import { openPostings } from './postings.ts';
import { kinds, type Strand } from './strand.ts';

/** An item that was woven, as the window holds it. */
export type Thread = {
  /** The id of the item's first state. */
  item: number;
  story: number;
  outlet: number;
  /** When it was published, in milliseconds; when it was first seen if that is not known. */
  at: number;
  /** Whether `at` is when it was published. */
  dated: boolean;
  strand: Strand;
  /** What it means, where a model said. */
  vector?: Vector | undefined;
  /** The item whose text it repeats; null when it has its own words. */
  copyOf: number | null;
  /** A person decided where it is, or about its story: the weaver leaves it there. */
  fixed: boolean;
};

/** An item that has not been woven yet. */
export type Arriving = Omit<Thread, 'story' | 'copyOf' | 'fixed'>;

/** How many items a window holds unless told otherwise: ten days of ten thousand. */
export const defaultCapacity = 100_000;

/** Items further apart, in milliseconds, do not report one happening. */
export const reach = 7 * 86_400_000;

/** How far apart two items were published, in milliseconds; undefined when that is not known. */
export const gapOf = (a: Pick<Thread, 'at' | 'dated'>, b: Pick<Thread, 'at' | 'dated'>): number | undefined =>
  a.dated && b.dated ? Math.abs(a.at - b.at) : undefined;

/** The items that were woven last: where an arriving item looks for its story. */
export type Window = {
  readonly frequencies: Frequencies;
  readonly size: number;
  get(item: number): Thread | undefined;
  /** Takes an item in, or again with another strand or story; the one woven longest ago leaves when the window is full. */
  put(thread: Thread): void;
  drop(item: number): void;
  /** The items of a story with own words, those woven last; at most 200. */
  own(story: number): Thread[];
  /** The items that repeat another one. */
  copiesOf(item: number): Thread[];
  /** The items most likely to report the same in the same language, by what they share that is seldom. */
  kin(weighed: Weighed, most: number): Thread[];
  /** The items of other languages that share the seldomest marks. */
  foreignKin(strand: Strand, most: number): Thread[];
  /** The items of a language with own words and a vector that were woven last; at most 64. */
  lately(lang: string): Thread[];
};

const entriesEach = 128;
const termsAsked = 48;
const itemsPerTerm = 24;
const mostOwn = 200;
const mostLately = 64;

/** Opens an empty window for at most `capacity` items; docs/method/stories.md says what it takes for each. */
export function openWindow(capacity: number): Window {
  const threads = new Map<number, Thread>();
  // Of a story the items with own words, of an item its copies: a thousand copies of one text must cost no look at a story.
  const stories = new Map<number, Set<number>>();
  const copies = new Map<number, Set<number>>();
  const lately = new Map<string, Set<number>>();
  const frequencies = openFrequencies();
  const postings = openPostings(2 ** Math.ceil(Math.log2(capacity * entriesEach)));

  const drop = (item: number) => {
    const thread = threads.get(item);
    if (!thread) return;
    threads.delete(item);
    leave(thread.copyOf === null ? stories : copies, thread.copyOf ?? thread.story, item);
    leave(lately, thread.strand.lang, item);
    if (thread.copyOf === null) frequencies.count(thread.strand, -1);
  };

  const gather = (
    terms: readonly { key: number; value: number }[],
    most: number,
    fits: (thread: Thread) => boolean,
  ) => {
    const scores = new Map<number, number>();
    for (const { key, value } of terms)
      postings.recent(key, itemsPerTerm, (item) => scores.set(item, (scores.get(item) ?? 0) + value));
    const found: Thread[] = [];
    for (const [item] of [...scores].sort(([a, x], [b, y]) => y - x || a - b)) {
      if (found.length === most) break;
      const thread = threads.get(item);
      if (thread && thread.copyOf === null && fits(thread)) found.push(thread);
    }
    return found;
  };

  return {
    frequencies,
    get size() {
      return threads.size;
    },
    get: (item) => threads.get(item),
    put(thread) {
      const known = threads.get(thread.item);
      drop(thread.item);
      threads.set(thread.item, thread);
      enter(thread.copyOf === null ? stories : copies, thread.copyOf ?? thread.story, thread.item);
      // A copy brings nothing new: a thousand of them must not make its words look common, nor crowd out others.
      if (thread.copyOf === null) {
        frequencies.count(thread.strand, 1);
        if (thread.vector) {
          enter(lately, thread.strand.lang, thread.item);
          const own = lately.get(thread.strand.lang);
          const [first] = own ?? [];
          if (own && first !== undefined && own.size > mostLately) leave(lately, thread.strand.lang, first);
        }
        if (known?.strand !== thread.strand || known.copyOf !== null)
          for (const key of indexed(thread.strand)) postings.add(key, thread.item);
      }
      const [oldest] = threads.keys();
      if (threads.size > capacity && oldest !== undefined) drop(oldest);
    },
    drop,
    own: (story) => [...(stories.get(story) ?? [])].slice(-mostOwn).map((item) => threads.get(item) as Thread),
    copiesOf: (item) => [...(copies.get(item) ?? [])].map((copy) => threads.get(copy) as Thread),
    kin({ strand, values }, most) {
      const terms = indexedPlaces(strand)
        .map((at) => ({ key: strand.keys[at] as number, value: values[at] as number }))
        .filter(({ key }) => frequencies.of(key) > 0)
        .sort((a, b) => frequencies.of(a.key) - frequencies.of(b.key) || a.key - b.key)
        .slice(0, termsAsked);
      return gather(terms, most, (thread) => thread.strand.lang === strand.lang);
    },
    foreignKin(strand, most) {
      if (frequencies.size('') === frequencies.size(strand.lang)) return [];
      const terms = Array.from(strand.markKeys, (key) => ({ key, value: rarity(frequencies, key) }))
        .filter(({ key }) => frequencies.of(key) > 0)
        .sort((a, b) => b.value - a.value || a.key - b.key)
        .slice(0, termsAsked);
      return gather(terms, most, (thread) => thread.strand.lang !== strand.lang);
    },
    lately: (lang) => [...(lately.get(lang) ?? [])].map((item) => threads.get(item) as Thread),
  };
}

function enter<K>(sets: Map<K, Set<number>>, key: K, item: number): void {
  const set = sets.get(key) ?? new Set();
  sets.set(key, set.add(item));
}

function leave<K>(sets: Map<K, Set<number>>, key: K, item: number): void {
  const set = sets.get(key);
  set?.delete(item);
  if (set?.size === 0) sets.delete(key);
}

/** How much a mark tells: the seldomer in the window, the more. */
export const rarity = (frequencies: Frequencies, key: number): number =>
  Math.max(0, Math.log((frequencies.size('') + 1) / (frequencies.of(key) + 0.5)));

const pairsKind = kinds.indexOf('pairs');
const namesKind = kinds.indexOf('names');

/** Where the terms lie that an item is found by: its title, names, and every third pair, the same ones for all. */
function indexedPlaces({ keys, ends }: Strand): number[] {
  const places: number[] = [];
  for (let at = ends[pairsKind - 1] as number; at < (ends[pairsKind] as number); at++)
    if (((keys[at] as number) >>> 16) % 3 === 0) places.push(at);
  for (let at = ends[pairsKind] as number; at < (ends[namesKind] as number); at++) places.push(at);
  return places;
}

function indexed(strand: Strand): Set<number> {
  const keys = new Set(indexedPlaces(strand).map((at) => strand.keys[at] as number));
  for (const key of strand.markKeys) keys.add(key);
  return keys;
}
