/** Which items of the window hold a term, the last woven first. */
export type Postings = {
  add(key: number, item: number): void;
  /** Calls `each` with at most `most` items, looking at no more than eight times as many entries. */
  recent(key: number, most: number, each: (item: number) => void): void;
};

const mostChains = 2 ** 23;
const begun = 2 ** 16;

/**
 * An inverted index of bounded memory: at most `capacity` entries (a power of two) in a ring, sixteen bytes each; the
 * oldest are overwritten. Entries whose keys fall into one chain are linked from the newest to the oldest.
 */
export function openPostings(capacity: number): Postings {
  const chains = Math.min(mostChains, Math.max(begun, capacity / 8));
  const heads = new Uint32Array(chains);
  let size = Math.min(begun, capacity);
  let keys = new Uint32Array(size);
  let items = new Float64Array(size);
  let before = new Uint32Array(size);
  // Entries are numbered from 1 on; 0 ends a chain.
  let last = 0;

  const grow = () => {
    const grown = size * 2;
    keys = copyOf(keys, new Uint32Array(grown));
    items = copyOf(items, new Float64Array(grown));
    before = copyOf(before, new Uint32Array(grown));
    size = grown;
  };

  return {
    add(key, item) {
      // Before the ring is full it holds the entries 1 … size - 1, so that growing moves none of them.
      if (last + 1 >= size && size < capacity) grow();
      last += 1;
      const slot = last & (size - 1);
      const chain = key & (chains - 1);
      keys[slot] = key;
      items[slot] = item;
      before[slot] = heads[chain] as number;
      heads[chain] = last;
    },
    recent(key, most, each) {
      let entry = heads[key & (chains - 1)] as number;
      let found = 0;
      for (let looked = 0; entry > 0 && entry > last - size && looked < most * 8 && found < most; looked++) {
        const slot = entry & (size - 1);
        if (keys[slot] === key) {
          each(items[slot] as number);
          found += 1;
        }
        entry = before[slot] as number;
      }
    },
  };
}

function copyOf<T extends Uint32Array | Float64Array>(from: T, into: T): T {
  into.set(from);
  return into;
}
