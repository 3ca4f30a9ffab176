import { otherDays } from './likeness.ts';
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

/**
 * The story in another language that an item belongs to, when that is safe: it shares at least three marks of at least
 * two kinds (names, numbers or dates, terms), they make up enough of what both say, and no other story comes near.
 */
export function across(window: Window, arriving: Arriving): { story: number; why: Why } | undefined {
  const byStory = new Map<number, { thread: Thread; score: number }>();
  for (const thread of window.foreignKin(arriving.strand, candidates)) {
    if ((gapOf(thread, arriving) ?? 0) > apart) continue;
    const other = otherDays(arriving.strand, thread.strand) ? otherDay : 1;
    const score = agreement(window, arriving, thread) * other;
    if (score > (byStory.get(thread.story)?.score ?? 0)) byStory.set(thread.story, { thread, score });
  }
  const [best, second] = [...byStory.values()].sort((a, b) => b.score - a.score || a.thread.item - b.thread.item);
  if (!best || best.score < enough || best.score < ahead * (second?.score ?? 0)) return undefined;
  return { story: best.thread.story, why: whyOf('marks', Math.min(1, best.score), arriving, best.thread) };
}

/** The cosine of the marks of two items, weighed by rarity; 0 when they share too few, or of one kind only. */
function agreement(window: Window, { strand }: Arriving, thread: Thread): number {
  const shared = sharedMarks(strand, thread.strand);
  const kinds = new Set(shared.map(({ kind }) => (kind === 'date' ? 'number' : kind)));
  if (shared.length < fewestMarks || kinds.size < 2) return 0;
  const square = (keys: Iterable<number>) =>
    Iterator.from(keys).reduce((sum, key) => sum + rarity(window.frequencies, key) ** 2, 0);
  return square(shared.map(({ key }) => key)) / Math.sqrt(square(strand.markKeys) * square(thread.strand.markKeys));
}
