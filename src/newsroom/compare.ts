import { type Pair, pairParts } from '../language/index.ts';
import type { Block } from './document.ts';
import { blockText } from './plain.ts';

/** Pairs the blocks of two documents in reading order: equal ones first, then, between them, those that share enough words. */
export const pairBlocks = (before: readonly Block[], after: readonly Block[]): Pair[] =>
  pairParts(before, after, { key: (block) => JSON.stringify(block), words: wordsOf });

const wordsOf = (block: Block): Set<string> =>
  new Set([
    block.type,
    ...(blockText(block)
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []),
  ]);
