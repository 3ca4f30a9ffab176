import { diffArrays } from 'diff';
import type { Block } from './document.ts';
import { blockText } from './plain.ts';

/** A stretch of two texts: in both, only in the one before, or only in the one after. */
export type Part = { kind: 'same' | 'gone' | 'new'; text: string };

/** Edits beyond this are shown as one text for the other: they no longer say what changed, and cost too much to find. */
const mostEdits = 3_000;
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

/** Two blocks that stand for each other, or one that has no counterpart. Indexes are places in the lists given. */
export type Pair = { before?: number; after?: number };

/** Pairs the blocks of two documents in reading order: equal ones first, then, between them, those that share enough words. */
export function pairBlocks(before: readonly Block[], after: readonly Block[]): Pair[] {
  const key = (block: Block) => JSON.stringify(block);
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
    pairs.push(...pairAlike(gone, added, before, after));
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

const alike = 0.3;
const mostCells = 10_000;

/** The in-order pairing with the greatest sum of likeness (as in a longest common subsequence). */
function pairAlike(
  gone: readonly number[],
  added: readonly number[],
  before: readonly Block[],
  after: readonly Block[],
): Pair[] {
  const alone: Pair[] = [...gone.map((at) => ({ before: at })), ...added.map((at) => ({ after: at }))];
  if (gone.length === 0 || added.length === 0 || gone.length * added.length > mostCells) return alone;
  const oldWords = gone.map((at) => wordsOf(before[at] as Block));
  const newWords = added.map((at) => wordsOf(after[at] as Block));
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

const wordsOf = (block: Block): Set<string> =>
  new Set([
    block.type,
    ...(blockText(block)
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []),
  ]);

function shared(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let both = 0;
  for (const word of a) if (b.has(word)) both += 1;
  return (2 * both) / (a.size + b.size);
}
