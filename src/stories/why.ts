import { fold } from '../language/index.ts';
import type { Evidence } from './likeness.ts';
import { joined } from './marks.ts';
import { wholeNames } from './naming.ts';
import { type HeldMark, marksIn, type Strand } from './strand.ts';
import { gapOf, type Thread } from './window.ts';

/** Why an item is in its story: with what it was compared, how surely it belongs there, and what they share. */
export type Why = {
  /** How it was linked: by its words, by marks or by meaning across languages, as a copy. */
  by: 'words' | 'marks' | 'meaning' | 'copy';
  /** 0 to 1. */
  score: number;
  /** The item that it is most like. */
  item: number;
  /** Hours between the two; null when the date of one is not known. */
  hours: number | null;
  evidence?: Evidence;
  /** How many standard deviations closer in meaning than unrelated items; absent where no model said. */
  meaning?: number;
  names: string[];
  numbers: string[];
  terms: string[];
};

const mostShown = 12;

/** Puts into words why two items are linked. */
export function whyOf(
  by: Why['by'],
  score: number,
  a: Pick<Thread, 'at' | 'dated' | 'strand'>,
  b: Thread,
  evidence?: Evidence,
): Why {
  const gap = gapOf(a, b);
  const shared = sharedMarks(a.strand, b.strand);
  const named = new Set(shared.flatMap(({ kind, shown }) => (kind === 'name' ? [joined([shown])] : [])));
  const shown = (...of: string[]) =>
    shared
      .filter(({ kind }) => of.includes(kind))
      // The glossary knows many names: each is told once.
      .filter(({ kind, shown }) => kind !== 'term' || !named.has(joined([shown])))
      .map(({ shown }) => shown);
  const terms = shown('term');
  const within = terms.map((term) => ` ${fold(term)} `);
  // A name that is part of a term was told with it: nobody is called Ho Chi Minh in Ho Chi Minh City.
  const told = (name: string) => within.some((term) => term.includes(name));
  const names = wholeNames(shown('name')).filter((name) => !told(` ${fold(name)} `));
  return {
    by,
    score,
    item: b.item,
    hours: gap === undefined ? null : Math.round(gap / 360_000) / 10,
    ...(evidence ? { evidence } : {}),
    names: names.slice(0, mostShown),
    numbers: shown('number', 'date').slice(0, mostShown),
    terms: terms.slice(0, mostShown),
  };
}

/** The marks of one strand that another has too. */
export function sharedMarks(a: Strand, b: Strand): HeldMark[] {
  const known = new Set(b.markKeys);
  return marksIn(a).filter(({ key }) => known.has(key));
}
