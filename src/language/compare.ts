import { diffArrays } from 'diff';

/** A stretch of two texts: in both, only in the one before, or only in the one after. */
export type Part = { kind: 'same' | 'gone' | 'new'; text: string };

/** Edits beyond this are shown as one text for the other: they no longer say what changed, and cost too much to find. */
const mostEdits = 1_000;
const tokens =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]\p{M}*|[\p{L}\p{M}\p{N}]+|\s+|./gu;

/** Compares two texts word by word (character by character where words are not spaced). Adjacent parts differ in kind. */
export function compareTexts(before: string, after: string): Part[] {
  if (before === after) return before === '' ? [] : [{ kind: 'same', text: before }];
  const changes = diffArrays(before.match(tokens) ?? [], after.match(tokens) ?? [], { maxEditLength: mostEdits });
  const whole: Part[] = [
    { kind: 'gone', text: before },
    { kind: 'new', text: after },
  ];
  return (
    changes?.map(
      ({ added, removed, value }): Part => ({ kind: added ? 'new' : removed ? 'gone' : 'same', text: value.join('') }),
    ) ?? whole
  ).filter(({ text }) => text !== '');
}

/** Two parts that stand for each other, or one that has no counterpart. Indexes are places in the lists given. */
export type Pair = { before?: number; after?: number };

/** How parts are told to be equal (`key`), and by which words those that are not are likened. */
export type Pairing<T> = { key: (part: T) => string; words: (part: T) => ReadonlySet<string> };

/** Pairs the parts of two texts in reading order: equal ones first, then, between them, those that share enough words. */
export function pairParts<T>(before: readonly T[], after: readonly T[], { key, words }: Pairing<T>): Pair[] {
  const changes = diffArrays(before.map(key), after.map(key), { maxEditLength: mostEdits }) ?? [
    { removed: true, added: false, value: before },
    { removed: false, added: true, value: after },
  ];
  const pairs: Pair[] = [];
  let from = 0;
  let to = 0;
  let gone: number[] = [];
  let added: number[] = [];
  const settle = () => {
    pairs.push(...pairAlike(gone, added, { before, after, words }));
    gone = [];
    added = [];
  };
  for (const change of changes) {
    for (const _ of change.value) {
      if (change.removed) gone.push(from++);
      else if (change.added) added.push(to++);
      else {
        settle();
        pairs.push({ before: from++, after: to++ });
      }
    }
  }
  settle();
  return pairs;
}

const linePairing: Pairing<string> = {
  key: (line) => line,
  words: (line) => new Set(line.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []),
};

/** The lines of two texts beside each other, empty ones left out: a line that has no counterpart stands beside an empty text. */
export function pairLines(before: string, after: string): { before: string; after: string }[] {
  const [was, is] = [before, after].map((text) => text.split('\n').filter((line) => line.trim() !== '')) as [
    string[],
    string[],
  ];
  return pairParts(was, is, linePairing).map((pair) => ({
    before: pair.before === undefined ? '' : (was[pair.before] ?? ''),
    after: pair.after === undefined ? '' : (is[pair.after] ?? ''),
  }));
}

const alike = 0.3;
const mostCells = 10_000;

type Sides<T> = { before: readonly T[]; after: readonly T[]; words: Pairing<T>['words'] };

/** The in-order pairing with the greatest sum of likeness (as in a longest common subsequence). */
function pairAlike<T>(gone: readonly number[], added: readonly number[], { before, after, words }: Sides<T>): Pair[] {
  const alone: Pair[] = [...gone.map((at) => ({ before: at })), ...added.map((at) => ({ after: at }))];
  if (gone.length === 0 || added.length === 0 || gone.length * added.length > mostCells) return alone;
  const oldWords = gone.map((at) => words(before[at] as T));
  const newWords = added.map((at) => words(after[at] as T));
  const likeness = oldWords.map((a) => newWords.map((b) => shared(a, b)));
  const best = gone.map(() => added.map(() => 0));
  const at = (i: number, j: number) => best[i]?.[j] ?? 0;
  const score = (i: number, j: number) => {
    const like = likeness[i]?.[j] ?? 0;
    return like >= alike ? like + at(i + 1, j + 1) : 0;
  };
  for (let i = gone.length - 1; i >= 0; i -= 1)
    for (let j = added.length - 1; j >= 0; j -= 1)
      (best[i] as number[])[j] = Math.max(at(i + 1, j), at(i, j + 1), score(i, j));
  const pairs: Pair[] = [];
  let i = 0;
  let j = 0;
  while (i < gone.length || j < added.length) {
    const both = i < gone.length && j < added.length;
    if (both && score(i, j) > 0 && score(i, j) === at(i, j))
      pairs.push({ before: gone[i++] as number, after: added[j++] as number });
    else if (i < gone.length && (j >= added.length || at(i + 1, j) >= at(i, j + 1)))
      pairs.push({ before: gone[i++] as number });
    else pairs.push({ after: added[j++] as number });
  }
  return pairs;
}

function shared(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let both = 0;
  for (const word of a) if (b.has(word)) both += 1;
  return a.size + b.size === 0 ? 0 : (2 * both) / (a.size + b.size);
}
