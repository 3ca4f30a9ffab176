import { getLogger } from '@logtape/logtape';
import type { Item } from '../ingest/index.ts';
import { searchText } from '../language/index.ts';
import type { Clock, Db, Trx } from '../platform/index.ts';
import type { Concepts } from './concepts.ts';
import { storiesChanged } from './events.ts';
import { takeTurn } from './store/lock.ts';
import { refreshStories } from './store/refresh.ts';
import {
  beginStory,
  catchUp,
  forgetStrands,
  lastSeq,
  overtake,
  putMembers,
  putNear,
  type Woven,
  wovenStates,
} from './store/threads.ts';
import { type Strand, strandOf } from './strand.ts';
import { place } from './weave.ts';
import { openWindow, type Window } from './window.ts';

const log = getLogger(['cuaso', 'stories', 'weaver']);

/** What the weaver reads of an item. */
export type Weavable = Pick<
  Item,
  'id' | 'firstId' | 'outletId' | 'lang' | 'title' | 'summary' | 'text' | 'url' | 'published'
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
  concepts,
  readItems,
  capacity = 50_000,
}: {
  db: Db;
  clock: Clock;
  concepts: Concepts;
  readItems: (ids: readonly number[]) => Promise<readonly Weavable[]>;
  capacity?: number;
}): Weaver {
  let window: Window | undefined;
  let seq = 0;

  const strands = async (ids: readonly number[]) =>
    new Map((await readItems(ids)).map((item) => [item.id, strandOf(item, concepts)]));

  const turn = async (trx: Trx, items: readonly Weavable[]): Promise<number> => {
    await takeTurn(trx);
    if (!window) {
      window = openWindow(capacity);
      seq = 0;
    }
    const open = window;
    seq = await catchUp(trx, open, { seq, capacity }, strands);
    const known = await wovenStates(
      trx,
      items.map(({ firstId }) => firstId),
    );
    const now = clock();
    const woven: Woven[] = [];
    for (const item of items) {
      const before = known.get(item.firstId);
      if (before && before.state >= item.id) continue;
      woven.push(await weaveOne(trx, open, item, strandOf(item, concepts), before?.story, now));
    }
    await putMembers(trx, woven, now);
    seq = await lastSeq(trx);
    const changed = [...new Set(woven.map(({ story }) => story))];
    await refreshStories(trx, changed, now);
    await storiesChanged(trx, changed);
    return woven.length;
  };

  return {
    async weave(itemIds) {
      for (let from = 0; from < itemIds.length; from += batch) {
        const items = newestStates(await readItems(itemIds.slice(from, from + batch)));
        try {
          const count = await db.transaction().execute((trx) => turn(trx, items));
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

async function weaveOne(
  trx: Trx,
  window: Window,
  item: Weavable,
  strand: Strand,
  before: number | undefined,
  now: Date,
): Promise<Woven> {
  const arriving = { item: item.firstId, outlet: item.outletId, at: item.published.getTime(), strand };
  const { story, copyOf, overtakes, why, near } =
    before === undefined
      ? place(window, arriving)
      : {
          story: before,
          copyOf: window.get(item.firstId)?.copyOf ?? null,
          overtakes: undefined,
          why: undefined,
          near: [],
        };
  const thread = { ...arriving, copyOf, story: story ?? (await beginStory(trx, now)) };
  window.put(thread);
  if (overtakes !== undefined) {
    const former = window.get(overtakes);
    if (former) window.put({ ...former, copyOf: item.firstId });
    await overtake(trx, overtakes, item.firstId);
  }
  await putNear(trx, thread.story, near, now);
  return {
    ...thread,
    state: item.id,
    lang: item.lang,
    title: item.title,
    summary: item.summary.slice(0, longestSummary).toWellFormed(),
    url: item.url,
    words: searchText(item.title, item.lang).folded,
    why: why ?? null,
  };
}
