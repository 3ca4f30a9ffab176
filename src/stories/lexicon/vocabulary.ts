import { tellsEnough } from '../concepts.ts';

/** A word of a passage, as terms are looked for by and as it was written. */
export type Word = { root: string; written: string };

/** A term: its roots, and how it was written where it was met first, in small letters. */
export type Term = { text: string; shown: string };

/** The terms of many passages: in which passages each stands, and which stand in each. */
export type Vocabulary = {
  terms: readonly Term[];
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

/** Gathers the terms of passages, given as words with gaps: runs of one to four words that mean something and stand in at least three passages, and in one of twenty at most. */
export function vocabulary(passages: readonly (readonly (Word | undefined)[])[], lang: string): Vocabulary {
  const share = (list: readonly number[]) => list.length / passages.length;
  const single = gather(passages, 1, () => true);
  const hollow = new Set([...single].filter(([, { places }]) => share(places) > empty).map(([word]) => word));
  const seldom = (word: string) => (single.get(word)?.places.length ?? 0) < fewest;
  const fits = (parts: readonly string[]) =>
    tellsEnough(parts, lang) &&
    !hollow.has(parts[0] as string) &&
    !hollow.has(parts.at(-1) as string) &&
    !parts.some((part) => seldom(part) || part.length > longestWord || /\p{N}/u.test(part));
  const kept = [...gather(passages, longestTerm, fits)].filter(
    ([, { places }]) => places.length >= fewest && share(places) <= Math.max(common, fewest / passages.length),
  );
  const within = passages.map((): number[] => []);
  for (const [term, [, { places }]] of kept.entries()) for (const place of places) within[place]?.push(term);
  return {
    terms: kept.map(([text, { shown }]) => ({ text, shown })),
    places: kept.map(([, { places }]) => places),
    within,
  };
}

function gather(
  passages: readonly (readonly (Word | undefined)[])[],
  longest: number,
  fits: (parts: readonly string[]) => boolean,
): Map<string, { shown: string; places: number[] }> {
  const found = new Map<string, { shown: string; places: number[] }>();
  for (const [place, words] of passages.entries())
    for (let from = 0; from < words.length; from++)
      for (let to = from + 1; to <= Math.min(words.length, from + longest) && words[to - 1] !== undefined; to++) {
        const parts = words.slice(from, to) as Word[];
        const roots = parts.map(({ root }) => root);
        if (!fits(roots)) continue;
        const text = roots.join(' ');
        const known = found.get(text);
        if (!known) {
          const shown = parts.map(({ written }) => written.toLowerCase()).join(' ');
          found.set(text, { shown, places: [place] });
        } else if (known.places.at(-1) !== place) known.places.push(place);
      }
  return found;
}
