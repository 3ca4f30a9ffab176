import { pairBlocks } from './compare.ts';
import type { Block } from './document.ts';

/** A block of the source and what stands for it in the translation. */
export type Row = {
  /** The source block as it reads now; undefined where it is gone and its translation is left. */
  source: Block | undefined;
  /** The source block as it read when a person last said that the translation follows it; only where it reads otherwise now. */
  was: Block | undefined;
  change: 'same' | 'changed' | 'new' | 'gone';
  /** The blocks of the translation beside it; none where it is not translated yet. */
  target: Block[];
};

export type Alignment = {
  /** The source as it reads now. */
  now: readonly Block[];
  /** The source that the translation was last said to follow. */
  followed: readonly Block[];
  /** The source beside which the translation was written, and how many of its blocks stand beside each block there. */
  beside: { source: readonly Block[]; blocks: readonly number[] } | undefined;
  target: readonly Block[];
};

/**
 * Sets a translation beside its source, block by block, also when the source has changed since: what was translated stays
 * with its block, new blocks wait for their translation, and the translation of a block that is gone is still shown.
 */
export function align({ now, followed, beside, target }: Alignment): Row[] {
  const written = beside && sum(beside.blocks) === target.length ? beside : undefined;
  const groups = written ? group(target, written.blocks) : oneByOne(target, followed.length);
  const changes = changesSince(followed, now);
  const rows: Row[] = [];
  for (const { before, after } of pairBlocks(written?.source ?? followed, now)) {
    const blocks = before === undefined ? [] : (groups[before] ?? []);
    if (after !== undefined) rows.push({ source: now[after], ...(changes[after] ?? unchanged), target: blocks });
    else if (blocks.length > 0) rows.push({ source: undefined, was: undefined, change: 'gone', target: blocks });
  }
  const rest = groups.slice((written?.source ?? followed).length).flat();
  return rest.length === 0 ? rows : [...rows, { source: undefined, was: undefined, change: 'gone', target: rest }];
}

/** What a translation is stored with: how many of its blocks stand beside each block of the source that was shown. */
export function blocksBeside(rows: readonly { source: Block | undefined; target: readonly Block[] }[]): number[] {
  const counts: number[] = [];
  for (const { source, target } of rows) {
    if (source !== undefined || counts.length === 0) counts.push(target.length);
    else counts[counts.length - 1] = (counts.at(-1) ?? 0) + target.length;
  }
  return counts;
}

const unchanged = { was: undefined, change: 'same' } as const;

function changesSince(followed: readonly Block[], now: readonly Block[]): Pick<Row, 'was' | 'change'>[] {
  const changes: Pick<Row, 'was' | 'change'>[] = [];
  for (const { before, after } of pairBlocks(followed, now)) {
    if (after === undefined) continue;
    const was = before === undefined ? undefined : followed[before];
    if (was === undefined) changes[after] = { was, change: 'new' };
    else changes[after] = JSON.stringify(was) === JSON.stringify(now[after]) ? unchanged : { was, change: 'changed' };
  }
  return changes;
}

function group(blocks: readonly Block[], counts: readonly number[]): Block[][] {
  let at = 0;
  return counts.map((count) => {
    at += count;
    return blocks.slice(at - count, at);
  });
}

/** Written elsewhere and pasted whole: the first beside the first, and so on; what is left over stands behind. */
const oneByOne = (target: readonly Block[], length: number): Block[][] => {
  const groups = target.map((block) => [block]);
  return groups.length > length ? [...groups.slice(0, length), groups.slice(length).flat()] : groups;
};

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
