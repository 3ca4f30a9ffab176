import { across } from './across.ts';
import { type Companions, companions } from './companions.ts';
import { chance, copied, fitted, type Worth } from './likeness.ts';
import { type Why, whyOf } from './why.ts';
import { type Arriving, gapOf, reach, type Thread, type Window } from './window.ts';

/** Another story that may be the same. */
export type Near = { story: number; why: Why };

/** An item that is better placed in another story, now that more is known. */
export type Move = { item: number; from: number; to: number; why: Why };

/** Where an item belongs. Without a story it begins one. */
export type Placement = {
  story?: number;
  copyOf: number | null;
  /** The item that is now known to be a copy of the arriving one, which was published before it. */
  overtakes?: number;
  why?: Why;
  /** What the second look changes among items that were woven before. A story that loses all its items goes into the other one. */
  moves: Move[];
  /** Stories that may be the same: for a person to decide. */
  near: Near[];
};

/** How evidence is judged: what it is worth, and the log-odds from which an item belongs to a story. */
export type Tuning = { worth: Worth; belongs: number };

/** docs/method/stories.md says how it was chosen. */
export const tuning: Tuning = { worth: fitted, belongs: -1.3 };
/**
 * While the window holds few items of a language it is not known yet which words are common, and what two share looks like more than
 * it is: the threshold is then higher, by this for every e-th part of `enough`.
 */
const stricter = 0.8;
const enough = 500;
const few = 10;
/** So much more, in log-odds, an item must be like another story before it is moved there. */
const moves = 0.5;
/** … and so much surer it must be that two stories are one than that an item belongs to one. */
const merges = 1;
/** So much less sure a person is shown another story, and a second look is taken. */
const worthALook = 2;
/** A text of which so much stands in another is a copy of it; docs/method/ingest.md says how surely. */
export const copy = 0.6;

const candidates = 32;
const mostStories = 5;
const lookedAgain = 3;
const compared = 6;
const mostNear = 3;

type Ranked = { story: number; items: readonly Thread[]; odds: number; closest: Thread };

/**
 * Finds the story of an arriving item among those of the window: the one whose items are most like it on average. Then looks
 * again at the stories that come near: what one item could not tell, all items of both may. Pure: the same window and
 * item give the same answer.
 */
export function place(window: Window, arriving: Arriving, shipped: Tuning = tuning): Placement {
  const how = forSize(shipped, window.frequencies.size(arriving.strand.lang));
  const among = companions(window.frequencies, how.worth);
  const kin = window.kin(among.weighed(arriving), candidates).filter((thread) => within(thread, arriving));
  const because = (other: Thread, odds: number): Why =>
    whyOf('words', chance(odds), arriving, other, among.evidence(arriving, other));

  const source = originalOf(kin, arriving);
  if (source) {
    const earlier = arriving.at < source.at;
    return {
      story: source.story,
      copyOf: earlier ? null : source.item,
      ...(earlier ? { overtakes: source.item } : {}),
      why: whyOf('copy', copied(arriving.strand, source.strand), arriving, source, among.evidence(arriving, source)),
      moves: [],
      near: [],
    };
  }

  const ranked = [...new Set(kin.map((thread) => thread.story))]
    .slice(0, mostStories)
    .map((story): Ranked => {
      const items = nearestOf(window, story, arriving);
      const odds = items.map((thread) => among.odds(arriving, thread));
      const closest = items[odds.indexOf(Math.max(...odds))] as Thread;
      return { story, items, odds: mean(counted(items, odds)), closest };
    })
    .sort((a, b) => b.odds - a.odds || a.story - b.story);
  const [best, ...others] = ranked;
  const abroad = across(window, arriving);
  const nearOf = (list: readonly Ranked[]): Near[] =>
    list
      .filter(({ odds }) => odds >= how.belongs - worthALook)
      .slice(0, mostNear)
      .map(({ story, closest, odds }) => ({ story, why: because(closest, odds) }));

  if (!best || best.odds < how.belongs) {
    if (abroad?.sure) return { story: abroad.story, copyOf: null, why: abroad.why, moves: [], near: nearOf(ranked) };
    return { copyOf: null, moves: [], near: [...(abroad ? [abroad] : []), ...nearOf(ranked)] };
  }
  const close = others.filter(({ odds }) => odds >= how.belongs - worthALook).slice(0, lookedAgain);
  const moved = close.flatMap((other) => secondLook(among, arriving, best, other, how));
  const gone = new Set(
    close.filter(({ story, items }) => moved.filter(({ from }) => from === story).length === items.length),
  );
  // Two stories that began apart in two languages: only a person makes them one.
  const elsewhere = abroad && abroad.story !== best.story ? [abroad] : [];
  return {
    story: best.story,
    copyOf: null,
    why: because(best.closest, best.odds),
    moves: moved,
    near: [...elsewhere, ...nearOf(others.filter((other) => !gone.has(other)))],
  };
}

const forSize = ({ worth, belongs }: Tuning, size: number): Tuning => ({
  worth,
  belongs: belongs + stricter * Math.max(0, Math.log(enough / (size + few))),
});

/** Lets a window hold an item where it was placed, and what that changed among others. */
export function settle(window: Window, arriving: Arriving, placement: Placement, story: number): Thread {
  const thread = { ...arriving, copyOf: placement.copyOf, story, fixed: window.get(arriving.item)?.fixed ?? false };
  window.put(thread);
  const withCopies = (item: number) => [window.get(item) ?? [], window.copiesOf(item)].flat();
  if (placement.overtakes !== undefined)
    for (const former of withCopies(placement.overtakes)) window.put({ ...former, copyOf: arriving.item });
  for (const { item, to } of placement.moves) for (const moved of withCopies(item)) window.put({ ...moved, story: to });
  return thread;
}

/**
 * Looks again at a story that an item joined and one that comes near it: which items are more like the other story, and whether
 * both are one. What a person decided about stays as it is.
 */
function secondLook(among: Companions, arriving: Arriving, home: Ranked, other: Ranked, { belongs }: Tuning): Move[] {
  if ([...home.items, ...other.items].some(({ fixed }) => fixed)) return [];
  const inHome: Arriving[] = [arriving, ...home.items];
  const like = (item: Arriving, items: readonly Arriving[]) =>
    mean(items.filter((each) => each !== item).map((each) => among.odds(item, each)));
  const move = (item: Thread, to: Ranked, odds: number): Move => {
    const closest = to.items.reduce((a, b) => (among.odds(item, b) > among.odds(item, a) ? b : a));
    const why = whyOf('words', chance(odds), item, closest, among.evidence(item, closest));
    return { item: item.item, from: item.story, to: to.story, why };
  };
  const across = mean(other.items.flatMap((item) => inHome.map((each) => among.odds(item, each))));
  // Of a story with more items than were compared only single ones are moved: the rest was not looked at.
  if (across >= belongs + merges && other.items.length < compared)
    return other.items.map((item) => move(item, home, like(item, inHome)));
  const leaving = (from: Ranked, own: readonly Arriving[], to: Ranked, others: readonly Arriving[]): Move[] =>
    from.items.flatMap((item) => {
      const there = like(item, others);
      const here = own.length > 1 ? like(item, own) : belongs;
      return there >= belongs && there > here + moves ? [move(item, to, there)] : [];
    });
  const coming = leaving(other, other.items, home, inHome);
  return coming.length > 0 ? coming : leaving(home, inHome, other, other.items);
}

/** What counts of an item's odds with those of a story: all; where a person put items together that are little alike, the better half. */
const counted = (items: readonly Thread[], odds: readonly number[]): readonly number[] =>
  items.some(({ fixed }) => fixed) ? odds.toSorted((a, b) => b - a).slice(0, Math.ceil(odds.length / 2)) : odds;

/** The items of a story with own words in the language of the arriving one that are nearest to it in time. At least one of its kin is among them. */
const nearestOf = (window: Window, story: number, arriving: Arriving): Thread[] =>
  window
    .own(story)
    .filter((thread) => thread.strand.lang === arriving.strand.lang && within(thread, arriving))
    .sort((a, b) => Math.abs(a.at - arriving.at) - Math.abs(b.at - arriving.at) || a.item - b.item)
    .slice(0, compared);

const within = (thread: Thread, arriving: Arriving): boolean => (gapOf(thread, arriving) ?? 0) <= reach;

const mean = (list: readonly number[]): number =>
  list.length === 0 ? Number.NEGATIVE_INFINITY : list.reduce((sum, each) => sum + each, 0) / list.length;

/** The item that an arriving one repeats, or that repeats it; the earliest of several. */
const originalOf = (kin: readonly Thread[], { strand }: Arriving): Thread | undefined =>
  kin
    .filter((thread) => copied(strand, thread.strand) >= copy)
    .reduce<Thread | undefined>(
      (a, b) => (a && (a.at < b.at || (a.at === b.at && a.item < b.item)) ? a : b),
      undefined,
    );
