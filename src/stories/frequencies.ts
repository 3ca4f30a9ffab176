import { kinds, type Strand } from './strand.ts';

/** In how many strands of the window each term stands, and how many strands there are. */
export type Frequencies = {
  of(key: number): number;
  /** How many strands there are in a language; of all languages for `''`. */
  size(lang: string): number;
  count(strand: Strand, by: 1 | -1): void;
};

// 16 MB whatever the window holds. Terms that share a cell look a little more frequent than they are.
const cells = 2 ** 22;

/** Makes an empty table of frequencies. */
export function openFrequencies(): Frequencies {
  const table = new Uint32Array(cells);
  const sizes = new Map<string, number>();
  return {
    of: (key) => table[cellOf(key)] as number,
    size: (lang) => sizes.get(lang) ?? 0,
    count(strand, by) {
      for (const lang of ['', strand.lang]) sizes.set(lang, (sizes.get(lang) ?? 0) + by);
      const { keys, ends, markKeys } = strand;
      // The terms of the title are words and pairs that are counted there.
      for (let at = 0; at < (ends[pairsKind] as number); at++) table[cellOf(keys[at] as number)]! += by;
      for (const key of markKeys) table[cellOf(key)]! += by;
    },
  };
}

const pairsKind = kinds.indexOf('pairs');
const cellOf = (key: number): number => key & (cells - 1);
