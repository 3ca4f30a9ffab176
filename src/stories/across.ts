import { otherDays } from './likeness.ts';
import { closeness } from './meaning.ts';
import { sharedMarks, type Why, whyOf } from './why.ts';
import { type Arriving, gapOf, rarity, type Thread, type Window } from './window.ts';

/** From this share of its marks, weighed by how seldom they are, an item belongs to a story in another language. */
const enough = 0.25;
/** The best story must be so much better than the second, or a person decides. */
const ahead = 1.3;
/** What agrees counts for so much less when both name days and none of them is the same. */
const otherDay = 0.6;
const apart = 60 * 3_600_000;
const fewestMarks = 3;
const candidates = 16;

/** Where meaning is known: so many standard deviations closer than unrelated items, with marks that at least hint at it, an item belongs to a story … */
const alike = 4;
const hint = 0.08;
/** … if no other story comes so near … */
const clearly = 1;
/** … and when it is no closer than this, marks alone do not put it there. All four are careful guesses: no model was at hand to fit them. */
const unlike = 1;

/** A story in another language, and why; not `sure` when a person should decide. */
export type Abroad = { story: number; why: Why; sure: boolean };

type Candidate = { thread: Thread; score: number; safe: boolean; meaning: number | undefined };

/**
 * The story in another language that an item belongs to, when that is safe: it shares at least three marks of at least
 * two kinds (names, numbers or dates, terms), they make up enough of what both say, and no other story comes near. Where a model
 * says what items mean, that may link what shares fewer marks, and keep apart what shares many.
 */
export function across(window: Window, arriving: Arriving): Abroad | undefined {
  const kin = window
    .foreignKin(arriving.strand, candidates)
    .filter((thread) => (gapOf(thread, arriving) ?? 0) <= apart);
  const meanings = closeness(window, arriving, kin);
  const compared = kin.map((thread): Candidate => {
    const meaning = meanings.get(thread);
    const { keys, safe } = sharedBy(arriving, thread);
    if (!safe && meaning === undefined) return { thread, score: 0, safe, meaning };
    const other = otherDays(arriving.strand, thread.strand) ? otherDay : 1;
    return { thread, score: agreement(window, arriving, thread, keys) * other, safe, meaning };
  });
  const [best, second] = byStory(
    compared.filter(({ safe }) => safe),
    ({ score }) => score,
  );
  if (best && best.score >= enough && best.score >= ahead * (second?.score ?? 0))
    return { ...link('marks', arriving, best), sure: (best.meaning ?? alike) > unlike };
  const hinted = compared.filter(({ score, meaning }) => score >= hint && meaning !== undefined);
  const [closest, next] = byStory(hinted, ({ meaning }) => meaning ?? 0);
  const closer = (closest?.meaning ?? 0) - Math.max(0, next?.meaning ?? 0);
  if (closest && (closest.meaning ?? 0) >= alike && closer >= clearly)
    return { ...link('meaning', arriving, closest), sure: true };
  return undefined;
}

const link = (by: Why['by'], arriving: Arriving, { thread, score, meaning }: Candidate) => ({
  story: thread.story,
  why: { ...whyOf(by, Math.min(1, score), arriving, thread), ...(meaning === undefined ? {} : { meaning }) },
});

/** Of each story the best candidate, the best story first. */
function byStory(found: readonly Candidate[], worth: (candidate: Candidate) => number): Candidate[] {
  const best = new Map<number, Candidate>();
  for (const each of found) {
    const known = best.get(each.thread.story);
    if (!known || worth(each) > worth(known)) best.set(each.thread.story, each);
  }
  return [...best.values()].sort((a, b) => worth(b) - worth(a) || a.thread.item - b.thread.item);
}

/** The marks that two items share; `safe` when they are enough, and of two kinds. */
function sharedBy({ strand }: Arriving, thread: Thread): { keys: number[]; safe: boolean } {
  const shared = sharedMarks(strand, thread.strand);
  const kinds = new Set(shared.map(({ kind }) => (kind === 'date' ? 'number' : kind)));
  return { keys: shared.map(({ key }) => key), safe: shared.length >= fewestMarks && kinds.size >= 2 };
}

/** The cosine of the marks of two items that share some, weighed by rarity. */
function agreement(window: Window, { strand }: Arriving, thread: Thread, shared: readonly number[]): number {
  const square = (keys: Iterable<number>) =>
    Iterator.from(keys).reduce((sum, key) => sum + rarity(window.frequencies, key) ** 2, 0);
  const all = Math.sqrt(square(strand.markKeys) * square(thread.strand.markKeys));
  return all === 0 ? 0 : square(shared) / all;
}
