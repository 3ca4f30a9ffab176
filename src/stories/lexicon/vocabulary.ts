import { tellsEnough } from '../concepts.ts';

/** The terms of many passages: in which passages each stands, and which stand in each. */
export type Vocabulary = {
  terms: readonly string[];
  /** By term: the passages, ascending. */
  places: readonly (readonly number[])[];
  /** By passage: the terms. */
  within: readonly (readonly number[])[];
};

const longestTerm = 4;
/** What stands in fewer passages may stand there by chance; what stands in a larger share of them says nothing. */
export const fewest = 3;
const common = 0.05;
const longestWord = 40;
/** What stands in so large a share begins and ends no term: "of the city". */
const empty = 0.1;

/** Gathers the terms of passages, given as folded words with gaps: runs of one to four words that mean something and stand in at least three passages, and in one of twenty at most. */
export function vocabulary(passages: readonly (readonly (string | undefined)[])[], lang: string): Vocabulary {
  const share = (list: readonly number[]) => list.length / passages.length;
  const single = gather(passages, 1, () => true);
  const hollow = new Set([...single].filter(([, list]) => share(list) > empty).map(([word]) => word));
  const seldom = (word: string) => (single.get(word)?.length ?? 0) < fewest;
  const fits = (parts: readonly string[]) =>
    tellsEnough(parts, lang) &&
    !hollow.has(parts[0] as string) &&
    !hollow.has(parts.at(-1) as string) &&
    !parts.some((part) => seldom(part) || part.length > longestWord || /\p{N}/u.test(part));
  const kept = [...gather(passages, longestTerm, fits)].filter(
    ([, list]) => list.length >= fewest && share(list) <= Math.max(common, fewest / passages.length),
  );
  const within = passages.map((): number[] => []);
  for (const [term, [, list]] of kept.entries()) for (const place of list) within[place]?.push(term);
  return { terms: kept.map(([term]) => term), places: kept.map(([, list]) => list), within };
}

function gather(
  passages: readonly (readonly (string | undefined)[])[],
  longest: number,
  fits: (parts: readonly string[]) => boolean,
): Map<string, number[]> {
  const found = new Map<string, number[]>();
  for (const [place, words] of passages.entries())
    for (let from = 0; from < words.length; from++)
      for (let to = from + 1; to <= Math.min(words.length, from + longest) && words[to - 1] !== undefined; to++) {
        const parts = words.slice(from, to) as string[];
        if (!fits(parts)) continue;
        const term = parts.join(' ');
        const list = found.get(term);
        if (!list) found.set(term, [place]);
        else if (list.at(-1) !== place) list.push(place);
      }
  return found;
}
