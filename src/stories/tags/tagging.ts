import { getLogger } from '@logtape/logtape';
import { dayIn } from '../../agenda/index.ts';
import type { Clock, Db, Pack } from '../../platform/index.ts';
import { takeTurn } from '../store/lock.ts';
import { gatherTags, putTags, touchStories, type Untagged, untagged, untaggedOf } from '../store/tags.ts';
import type { Weavable } from '../weaver.ts';
import { readGround } from './ground.ts';
import { openTagger, type Tagger } from './tagger.ts';

const log = getLogger(['cuaso', 'stories', 'tags']);

export type Tagging = {
  /** Tags items, known by the id of their first state, as they stand in their stories. What was tagged so before is left alone. */
  tag(items: readonly number[]): Promise<void>;
  /** Tags some of the items that no tagger of this version has seen yet. Gives how many. */
  rest(limit?: number): Promise<number>;
};

type Parts = {
  db: Db;
  clock: Clock;
  pack: Pack;
  /** The country's zone: it tells on which day an item was published. */
  zone: string;
  readItems: (states: readonly number[]) => Promise<readonly Weavable[]>;
};

/** Tags items with what they are about. Any number may work on one database. */
export function openTagging({ db, clock, pack, zone, readItems }: Parts): Tagging {
  let opened: Promise<Tagger> | undefined;
  const tagger = (): Promise<Tagger> => {
    opened ??= readGround(db, pack).then(openTagger);
    // What could not be read is read again next time.
    opened.catch(() => {
      opened = undefined;
    });
    return opened;
  };

  const settle = async (items: readonly Untagged[], news: boolean): Promise<void> => {
    if (items.length === 0) return;
    const tag = await tagger();
    const standing = items.filter(({ withdrawn }) => !withdrawn).map(({ state }) => state);
    const read = new Map((await readItems(standing)).map((item) => [item.id, item]));
    const found = items.map(({ item, state }) => {
      const given = read.get(state);
      return { item, state, tags: given ? tag(given, dayIn(given.published, zone)) : [] };
    });
    await db.transaction().execute(async (trx) => {
      await takeTurn(trx);
      await putTags(trx, found);
      const changed = await gatherTags(trx, [...new Set(items.map(({ story }) => story))]);
      if (news) await touchStories(trx, changed, clock());
    });
    log.debug('{count} items tagged', { count: items.length });
  };

  return {
    tag: async (items) => settle(await untaggedOf(db, items), true),
    async rest(limit = 500) {
      const items = await untagged(db, limit);
      await settle(items, false);
      return items.length;
    },
  };
}
