import { across } from './across.ts';
import { chance, compare, copied, fitted, odds, type Weighed, type Worth, weigh } from './likeness.ts';
import { type Why, whyOf } from './why.ts';
import { type Arriving, reach, type Thread, type Window } from './window.ts';

/** Another story that may be the same; for a person to decide. */
export type Near = { story: number; why: Why };

/** Where an item belongs. Without a story it begins one. */
export type Placement = {
  story?: number;
  copyOf: number | null;
  /** The item that is now known to be a copy of the arriving one, which was published before it. */
  overtakes?: number;
  why?: Why;
  near: Near[];
};

/** How evidence is judged: what it is worth, and the chance from which an item belongs to a story. */
export type Tuning = { worth: Worth; belongs: number };

/** docs/method/stories.md says how it was chosen. */
export const tuning: Tuning = { worth: fitted, belongs: 0.3 };
/** From this chance on, a person is shown the other story. */
const worthALook = 0.05;
/** A text of which so much stands in another is a copy of it. */
const copy = 0.8;

const candidates = 32;
const mostStories = 8;
const compared = 6;
const mostNear = 3;

/**
 * Finds the story of an arriving item among those of the window: the one whose items, those nearest in time, are most like it
 * on average. Pure: the same window and item give the same answer.
 */
export function place(window: Window, arriving: Arriving, { worth, belongs }: Tuning = tuning): Placement {
  const weighed = weigh(arriving.strand, window.frequencies);
  const kin = window.kin(weighed, candidates).filter((thread) => within(thread, arriving));
  const source = originalOf(kin, arriving);
  if (source) {
    const evidence = compare(weighed, weigh(source.strand, window.frequencies), source.at - arriving.at);
    const score = copied(arriving.strand, source.strand);
    const earlier = arriving.at < source.at;
    return {
      story: source.story,
      copyOf: earlier ? null : source.item,
      ...(earlier ? { overtakes: source.item } : {}),
      why: whyOf('copy', score, arriving, source, evidence),
      near: [],
    };
  }
  const ranked = [...new Set(kin.map((thread) => thread.story))]
    .slice(0, mostStories)
    .map((story) => likenessTo(window, story, weighed, arriving, worth))
    .sort((a, b) => b.score - a.score || a.story - b.story);
  const [best, ...others] = ranked;
  const abroad = across(window, arriving);
  if (best && best.score >= belongs) {
    // Two stories that began apart in two languages: only a person makes them one.
    const elsewhere = abroad && abroad.story !== best.story ? [abroad] : [];
    return { story: best.story, copyOf: null, why: best.why(), near: [...elsewhere, ...nearOf(others)] };
  }
  if (abroad) return { story: abroad.story, copyOf: null, why: abroad.why, near: nearOf(ranked) };
  return { copyOf: null, near: nearOf(ranked) };
}

type Ranked = { story: number; score: number; why: () => Why };

function likenessTo(window: Window, story: number, weighed: Weighed, arriving: Arriving, worth: Worth): Ranked {
  const nearest = window
    .of(story)
    .filter(
      (thread) => thread.copyOf === null && thread.strand.lang === arriving.strand.lang && within(thread, arriving),
    )
    .sort((a, b) => Math.abs(a.at - arriving.at) - Math.abs(b.at - arriving.at) || a.item - b.item)
    .slice(0, compared)
    .map((thread) => {
      const evidence = compare(weighed, weigh(thread.strand, window.frequencies), thread.at - arriving.at);
      return { thread, evidence, odds: odds(evidence, worth) };
    });
  const mean = nearest.reduce((sum, { odds }) => sum + odds, 0) / nearest.length;
  const score = nearest.length === 0 ? 0 : chance(mean);
  const closest = nearest.reduce((a, b) => (b.odds > a.odds ? b : a), nearest[0] as (typeof nearest)[number]);
  return { story, score, why: () => whyOf('words', score, arriving, closest.thread, closest.evidence) };
}

const within = (thread: Thread, arriving: Arriving): boolean => Math.abs(thread.at - arriving.at) <= reach;

/** The item that an arriving one repeats, or that repeats it; the earliest of several. */
const originalOf = (kin: readonly Thread[], { strand }: Arriving): Thread | undefined =>
  kin
    .filter((thread) => copied(strand, thread.strand) >= copy)
    .reduce<Thread | undefined>(
      (a, b) => (a && (a.at < b.at || (a.at === b.at && a.item < b.item)) ? a : b),
      undefined,
    );

const nearOf = (ranked: readonly Ranked[]): Near[] =>
  ranked
    .filter(({ score }) => score >= worthALook)
    .slice(0, mostNear)
    .map(({ story, why }) => ({ story, why: why() }));
