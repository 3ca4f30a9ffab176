import { fold, words } from '../language/index.ts';
import type { Draft } from './item.ts';

/** What is stored of an item that was seen before. */
export type Known = {
  key: string;
  channelId: number;
  firstId: number;
  itemId: number;
  version: number;
  hash: string;
  published: Date;
  dated: boolean;
};

/** The words of a stored state, for when an entry bears only one of its marks. */
export type Words = Pick<Known, 'itemId' | 'published' | 'dated'> & { title: string; summary: string };

/** An entry is changed at most so often: a feed that differs at every look must not fill the tables. */
export const mostVersions = 30;

/** What the entries of a visit are, beside what is stored. */
export type Sorted = {
  fresh: Draft[];
  changed: { draft: Draft; known: Known }[];
  /** Items that the channel says are withdrawn. */
  withdrawn: { draft: Draft; known: Known }[];
  /** Further keys of items that are known by another one. */
  learned: { key: string; known: Known }[];
};

type Marks = ReadonlyMap<string, Known>;

/**
 * Which item an entry is by its marks. Where its id names one item and its address another, the one that says the same is it;
 * else the address decides, since ids are given anew (counted through the feed, say) and addresses are not.
 */
function byMarks(draft: Draft, marks: Marks): Known | undefined {
  const found = [...draft.formerKeys, ...draft.keys].flatMap((key) => marks.get(key) ?? []);
  return found.find(({ hash }) => hash === draft.hash) ?? found.at(-1);
}

/** The states whose words must be read to tell: their items share one mark with an entry that says something else, and lack the other. */
export function doubtful(drafts: readonly Draft[], stored: readonly Known[]): number[] {
  const marks = new Map(stored.map((known) => [known.key, known]));
  return drafts.flatMap((draft) => {
    const known = byMarks(draft, marks);
    if (!known || draft.withdrawn || known.hash === draft.hash) return [];
    return draft.keys.every((key) => marks.has(key)) ? [] : [known.itemId];
  });
}

const HOUR = 3_600_000;
const alike = 0.3;

/** Whether a mark was used again for something else: neither the words nor the time are those of the item that bore it. */
function another(draft: Draft, before: Words | undefined): boolean {
  if (before === undefined || draft.published === null || !before.dated) return false;
  if (Math.abs(draft.published.getTime() - before.published.getTime()) < HOUR) return false;
  return shared(draft.title, before.title) < alike && shared(draft.summary, before.summary) < alike;
}

/** How many of the words of two short texts are common to both, 0–1. */
function shared(one: string, other: string): number {
  const [a, b] = [one, other].map((text) => new Set(words(fold(text.slice(0, 600)), 'und'))) as [
    Set<string>,
    Set<string>,
  ];
  const both = [...a].filter((word) => b.has(word)).length;
  return a.size + b.size === 0 ? 0 : (2 * both) / (a.size + b.size);
}

/**
 * Tells new entries from changed, known and withdrawn ones. An entry that stands twice in a feed counts once. `before` has the
 * words of the states that `doubtful` named, `channelIds` are the channel and those that were joined to it: only their items can
 * change here.
 */
export function sortDrafts(
  drafts: readonly Draft[],
  stored: readonly Known[],
  channelIds: readonly number[],
  before: readonly Words[] = [],
): Sorted {
  const marks = new Map(stored.map((known) => [known.key, known]));
  const said = new Map(before.map((words) => [words.itemId, words]));
  const taken = new Set<string | number>();
  const sorted: Sorted = { fresh: [], changed: [], withdrawn: [], learned: [] };
  for (const draft of drafts) {
    const marked = byMarks(draft, marks);
    const known = marked && another(draft, said.get(marked.itemId)) ? undefined : marked;
    // Marks that belong to others stay theirs.
    const own = known ? draft.keys : draft.keys.filter((key) => !marks.has(key));
    if (own.length === 0) continue;
    const seen: readonly (string | number)[] = known ? [known.firstId] : own;
    if (seen.some((mark) => taken.has(mark))) continue;
    for (const mark of [...seen, ...own]) taken.add(mark);
    if (known) accept(sorted, draft, known, channelIds, marks);
    else if (!draft.withdrawn) sorted.fresh.push(own.length === draft.keys.length ? draft : { ...draft, keys: own });
  }
  return sorted;
}

function accept(sorted: Sorted, draft: Draft, known: Known, channelIds: readonly number[], marks: Marks): void {
  if (known.hash !== draft.hash && channelIds.includes(known.channelId)) {
    if (draft.withdrawn) sorted.withdrawn.push({ draft, known });
    else if (known.version < mostVersions) sorted.changed.push({ draft, known });
  }
  for (const key of draft.keys) if (!marks.has(key)) sorted.learned.push({ key, known });
}

/** Titles that are long enough to be one article's alone. */
const tellingTitle = 24;

/** The entries that may be known ones under another id and another address: all that is left of them is title and time. */
export const strangers = (fresh: readonly Draft[]): Draft[] =>
  fresh.filter(({ title, titled, published }) => titled && published !== null && title.length >= tellingTitle);

/**
 * Takes strangers for the items that bear their title and, to the second, their time, when no entry of the visit is that
 * item already (`present`).
 */
export function reunite(
  sorted: Sorted,
  named: readonly (Known & { title: string })[],
  channelIds: readonly number[],
  present: ReadonlySet<number>,
): Sorted {
  const key = (title: string, at: Date) => `${Math.floor(at.getTime() / 1_000)} ${title}`;
  const free = new Map(
    named
      .filter(({ firstId, dated }) => dated && !present.has(firstId))
      .map((known) => [key(known.title, known.published), known]),
  );
  const result: Sorted = { ...sorted, fresh: [], changed: [...sorted.changed], learned: [...sorted.learned] };
  const candidates = new Set(strangers(sorted.fresh));
  for (const draft of sorted.fresh) {
    const mark = candidates.has(draft) && draft.published ? key(draft.title, draft.published) : '';
    const known = free.get(mark);
    free.delete(mark);
    if (known) accept(result, draft, known, channelIds, new Map());
    else result.fresh.push(draft);
  }
  return result;
}
