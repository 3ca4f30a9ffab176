import { getLogger } from '@logtape/logtape';
import type { Item } from '../ingest/index.ts';
import { searchText } from '../language/index.ts';
import type { Clock, Db, Trx } from '../platform/index.ts';
import type { Concepts } from './concepts.ts';
import type { Embedder } from './embeddings/embedder.ts';
import type { Vector } from './embeddings/vector.ts';
import { storiesChanged } from './events.ts';
import { takeTurn } from './store/lock.ts';
import { refreshStories } from './store/refresh.ts';
import {
  beginStory,
  catchUp,
  forgetStrands,
  lastSeq,
  moveItem,
  overtake,
  putMembers,
  putNear,
  type Woven,
  wovenStates,
} from './store/threads.ts';
import { currentTuning } from './store/tuning.ts';
import { type Strand, strandOf } from './strand.ts';
import { type Move, type Placement, place, settle, type Tuning, tuning } from './weave.ts';
import { defaultCapacity, openWindow, type Window } from './window.ts';

const log = getLogger(['cuaso', 'stories', 'weaver']);

/** What the weaver reads of an item. */
export type Weavable = Pick<
  Item,
  'id' | 'firstId' | 'outletId' | 'lang' | 'title' | 'summary' | 'text' | 'url' | 'published' | 'dated'
>;

export type Weaver = {
  /** Weaves items that have arrived, in the order of their times. What was woven before is left alone. */
  weave(itemIds: readonly number[]): Promise<void>;
  /** Forgets what no window holds any more. */
  forget(): Promise<void>;
};

const longestSummary = 600;
const batch = 100;

/**
 * Weaves items into stories. Any number of weavers may work on one database: they take turns, and each catches up with
 * what the others and people at the desk did. The window is read from the database at the first turn.
 */
export function openWeaver({
  db,
  clock,
  terms,
  readItems,
  embedder,
  capacity = defaultCapacity,
}: {
  db: Db;
  clock: Clock;
  /** What marks are known by: the glossary, and what was learnt from translations. */
  terms: (db: Trx) => Promise<Concepts>;
  readItems: (ids: readonly number[]) => Promise<readonly Weavable[]>;
  /** What tells the meaning of texts, if anything does. */
  embedder?: Embedder | undefined;
  capacity?: number;
}): Weaver {
  let window: Window | undefined;
  let seq = 0;

  const strands = (concepts: Concepts) => async (ids: readonly number[]) =>
    new Map((await readItems(ids)).map((item) => [item.id, strandOf(item, concepts)]));

  // Asked before the turn: nobody waits for a service while others wait for the turn.
  const vectorsOf = async (items: readonly Weavable[]): Promise<Map<number, Vector>> => {
    if (!embedder) return new Map();
    const known = await wovenStates(
      db,
      items.map(({ firstId }) => firstId),
    );
    const fresh = items.filter(({ id, firstId }) => (known.get(firstId)?.state ?? 0) < id);
    const vectors = await embedder.embed(fresh.map(({ title, summary, text }) => `${title}\n${summary}\n${text}`));
    return new Map(fresh.flatMap(({ id }, at) => (vectors[at] ? [[id, vectors[at]] as const] : [])));
  };

  const turn = async (trx: Trx, items: readonly Weavable[], vectors: ReadonlyMap<number, Vector>): Promise<number> => {
    await takeTurn(trx);
    if (!window) {
      window = openWindow(capacity);
      seq = 0;
    }
    const open = window;
    const concepts = await terms(trx);
    seq = await catchUp(trx, open, { seq, capacity, model: embedder?.model ?? null }, strands(concepts));
    const known = await wovenStates(
      trx,
      items.map(({ firstId }) => firstId),
    );
    const now = clock();
    const how = (await currentTuning(trx)) ?? tuning;
    const work: Turn = { trx, window: open, how, now, woven: new Map(), moves: [], changed: new Set() };
    for (const item of items) {
      const before = known.get(item.firstId);
      if (before && before.state >= item.id) continue;
      await weaveOne(work, item, strandOf(item, concepts), vectors.get(item.id), before?.story);
    }
    const woven = [...work.woven.values()];
    await putMembers(trx, woven, now, embedder?.model);
    for (const move of work.moves) await moveItem(trx, move, now);
    seq = await lastSeq(trx);
    await refreshStories(trx, [...work.changed], now);
    await storiesChanged(trx, work.changed);
    return woven.length;
  };

  return {
    async weave(itemIds) {
      for (let from = 0; from < itemIds.length; from += batch) {
        const items = newestStates(await readItems(itemIds.slice(from, from + batch)));
        const vectors = await vectorsOf(items);
        try {
          const count = await db.transaction().execute((trx) => turn(trx, items, vectors));
          log.debug('{count} of {of} items woven', { count, of: items.length });
        } catch (error) {
          // The window may hold what the transaction did not keep: read it again next time.
          window = undefined;
          throw error;
        }
      }
    },
    async forget() {
      const count = await forgetStrands(db, capacity);
      if (count > 0) log.info('{count} items left the window', { count });
    },
  };
}

/** Of each item the newest state, by time, so that of two items of a batch the earlier is woven first. */
function newestStates(items: readonly Weavable[]): Weavable[] {
  const newest = new Map<number, Weavable>();
  for (const item of items) if (item.id >= (newest.get(item.firstId)?.id ?? 0)) newest.set(item.firstId, item);
  return [...newest.values()].sort((a, b) => a.published.getTime() - b.published.getTime() || a.firstId - b.firstId);
}

/** A turn of a weaver: what it works on, and what it changed. Moves are written last: they may be of items of the same turn. */
type Turn = {
  trx: Trx;
  window: Window;
  how: Tuning;
  now: Date;
  woven: Map<number, Woven>;
  moves: Move[];
  changed: Set<number>;
};

async function weaveOne(
  turn: Turn,
  item: Weavable,
  strand: Strand,
  told: Vector | undefined,
  before: number | undefined,
): Promise<void> {
  const { trx, window, how, now, woven, moves, changed } = turn;
  const known = window.get(item.firstId);
  const vector = told ?? known?.vector;
  const arriving = {
    ...{ item: item.firstId, outlet: item.outletId, ...timeOf(item, now), strand },
    ...(vector ? { vector } : {}),
  };
  const placement: Placement =
    before === undefined
      ? place(window, arriving, how)
      : { story: before, copyOf: known?.copyOf ?? null, moves: [], near: [] };
  const { overtakes, why, near } = placement;
  const story = placement.story ?? (await beginStory(trx, now));
  const thread = settle(window, arriving, placement, story);
  changed.add(story);
  if (overtakes !== undefined) {
    await overtake(trx, overtakes, item.firstId);
    for (const row of woven.values()) if (row.item === overtakes || row.copyOf === overtakes) row.copyOf = item.firstId;
  }
  for (const move of placement.moves) {
    moves.push(move);
    changed.add(move.from).add(move.to);
  }
  await putNear(trx, story, near, now);
  woven.set(item.firstId, {
    ...thread,
    state: item.id,
    lang: item.lang,
    title: item.title,
    summary: item.summary.slice(0, longestSummary).toWellFormed(),
    url: item.url,
    words: searchText(item.title, item.lang).folded,
    why: why ?? null,
  });
}

const day = 86_400_000;
const firstNewsOnline = Date.UTC(1993, 0, 1);

/** When an item was published. A date that cannot be is none: the item is then where it arrived, and near to all in time. */
export function timeOf(
  { published, dated }: Pick<Weavable, 'published' | 'dated'>,
  now: Date,
): { at: number; dated: boolean } {
  const at = published.getTime();
  const possible = at >= firstNewsOnline && at <= now.getTime() + day;
  return possible ? { at, dated } : { at: now.getTime(), dated: false };
}
