import { sql } from 'kysely';
import type { Db, Trx } from '../../platform/index.ts';
import { storiesChanged } from '../events.ts';
import type { Why } from '../why.ts';
import { takeTurn } from './lock.ts';
import { refreshStories } from './refresh.ts';
import { beginStory } from './threads.ts';

/** `move` and `join` are second looks of the weaver: an item, or a story's last items, went where they are more alike. */
export type DecisionKind = 'split' | 'merge' | 'pin' | 'unpin' | 'mute' | 'unmute' | 'move' | 'join';

/** What was decided about a story. */
export type Decision = {
  id: number;
  kind: DecisionKind;
  storyId: number;
  /** For split the story that was begun, for merge, move and join the one that items came from. */
  otherId: number | null;
  itemIds: readonly number[];
  /** Undefined when the weaver did it. */
  person: string | null;
  why: Why | null;
  at: Date;
  undoneAt: Date | null;
  undoneBy: string | null;
};

/** Who decides, when, and the last decision about the story that they saw (0 for none; left out when that does not matter). */
export type By = { person: { id: string; name: string }; now: Date; seen?: number | undefined };

/** A decision that does not fit the story as it is now; the message is a key of the interface. */
export class DecisionRefused extends Error {
  override name = 'DecisionRefused';
  readonly reason: 'gone' | 'all' | 'none' | 'itself' | 'undone' | 'overtaken' | 'judged';
  constructor(reason: DecisionRefused['reason']) {
    super(`stories: the decision was refused: ${reason}`);
    this.reason = reason;
  }
}

/** Refuses when another person decided about a story since it was seen: they are shown that first. Second looks of the weaver overtake nobody. */
async function unseen(trx: Trx, storyId: number, { seen }: By): Promise<void> {
  if (seen === undefined) return;
  const { rows } = await sql<{ id: number }>`
    select id from stories.decision
    where id > ${seen} and person_id is not null and (story_id = ${storyId} or other_id = ${storyId}) limit 1`.execute(
    trx,
  );
  if (rows.length > 0) throw new DecisionRefused('overtaken');
}

/** Takes items out of a story and begins another with them; gives its id. Copies go with their sources. */
export async function splitStory(trx: Trx, storyId: number, itemIds: readonly number[], by: By): Promise<number> {
  await takeTurn(trx);
  await unseen(trx, storyId, by);
  const { rows } = await sql<{ id: number; chosen: boolean }>`
    select item_id as id, item_id = any(${itemIds}) or coalesce(copy_of = any(${itemIds}), false) as chosen
    from stories.member where story_id = ${storyId}`.execute(trx);
  const chosen = rows.filter((row) => row.chosen).map((row) => row.id);
  if (rows.length === 0) throw new DecisionRefused('gone');
  if (chosen.length === 0) throw new DecisionRefused('none');
  if (chosen.length === rows.length) throw new DecisionRefused('all');
  const begun = await beginStory(trx, by.now);
  await move(trx, chosen, storyId, begun, true);
  await note(trx, 'split', storyId, begun, chosen, by);
  await settle(trx, [storyId, begun], by.now);
  return begun;
}

/** Takes another story into one: its items come over, and its address leads here. */
export async function mergeStories(trx: Trx, storyId: number, otherId: number, by: By): Promise<void> {
  await takeTurn(trx);
  await unseen(trx, storyId, by);
  if (storyId === otherId) throw new DecisionRefused('itself');
  const { rows } = await sql<{ id: number }>`
    select id from stories.story where id = any(${[storyId, otherId]}) and merged_into is null and items > 0`.execute(
    trx,
  );
  if (rows.length < 2) throw new DecisionRefused('gone');
  const { rows: moved } = await sql<{ id: number }>`
    select item_id as id from stories.member where story_id = ${otherId}`.execute(trx);
  const items = moved.map(({ id }) => id);
  await move(trx, items, otherId, storyId, true);
  await sql`update stories.story set merged_into = ${storyId} where id = ${otherId}`.execute(trx);
  await note(trx, 'merge', storyId, otherId, items, by);
  await settle(trx, [storyId, otherId], by.now);
}

/** Pins a story to the top of the board, or mutes it away from board and public; or takes that back. */
export async function markStory(
  trx: Trx,
  storyId: number,
  kind: 'pin' | 'unpin' | 'mute' | 'unmute',
  by: By,
): Promise<void> {
  await takeTurn(trx);
  await unseen(trx, storyId, by);
  const column = kind === 'pin' || kind === 'unpin' ? sql.ref('pinned_at') : sql.ref('muted_at');
  const value = kind === 'pin' || kind === 'mute' ? by.now : null;
  const { numAffectedRows } = await sql`
    update stories.story set ${column} = ${value}, changed_at = ${by.now}
    where id = ${storyId} and merged_into is null and (${column} is null) = ${value !== null}`.execute(trx);
  if (numAffectedRows === 0n) return;
  await note(trx, kind, storyId, null, [], by);
  await settle(trx, [storyId], by.now);
}

const opposite = { pin: 'unpin', unpin: 'pin', mute: 'unmute', unmute: 'mute' } as const;

/**
 * Undoes a decision. The items that a split, a merge or a second look moved go back, as far as they are still where it put them;
 * items that came later stay. A mark is taken back, if it still stands. Gives the story to look at. Undoing twice is refused.
 */
export async function undoDecision(trx: Trx, decisionId: number, by: By): Promise<number> {
  await takeTurn(trx);
  const decision = (await decisionsWhere(trx, sql`id = ${decisionId}`))[0];
  if (!decision) throw new DecisionRefused('gone');
  if (decision.undoneAt) throw new DecisionRefused('undone');
  const { storyId, otherId, itemIds, kind } = decision;
  await sql`update stories.decision set undone_at = ${by.now}, undone_by = ${by.person.name} where id = ${decisionId}`.execute(
    trx,
  );
  if (kind === 'pin' || kind === 'unpin' || kind === 'mute' || kind === 'unmute') {
    const living = await livingOf(trx, storyId);
    await markStory(trx, living, opposite[kind], { person: by.person, now: by.now });
    return living;
  }
  if (otherId === null) throw new DecisionRefused('gone');
  // Either story may have been merged into another since.
  const [from, to] =
    kind === 'split'
      ? [await livingOf(trx, otherId), await livingOf(trx, storyId)]
      : [await livingOf(trx, storyId), otherId];
  await sql`update stories.story set merged_into = null where id = ${to}`.execute(trx);
  // Undoing what the weaver did is a decision of its own, and holds; undoing a person's gives the items back to the weaver.
  await move(trx, itemIds, from, to, kind === 'move' || kind === 'join');
  await settle(trx, [from, to], by.now);
  // A story of which nothing is left leads to where its items are.
  for (const [empty, other] of [
    [from, to],
    [to, from],
  ] as const)
    await sql`
      update stories.story set merged_into = ${other}
      where id = ${empty} and id <> ${other} and items = 0 and merged_into is null`.execute(trx);
  return livingOf(trx, to);
}

/** The story that one went into, through all mergers; itself when it lives. */
async function livingOf(trx: Trx, storyId: number): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    with recursive way(id, merged_into, step) as (
      select id, merged_into, 0 from stories.story where id = ${storyId}
      union all
      select t.id, t.merged_into, step + 1 from way join stories.story t on t.id = way.merged_into where step < 100
    ) select id from way where merged_into is null`.execute(trx);
  return rows[0]?.id ?? storyId;
}

/** What people and second looks of the weaver decided about a story, the latest first. */
export const decisionsOf = (db: Db | Trx, storyId: number): Promise<Decision[]> =>
  decisionsWhere(db, sql`story_id = ${storyId} or other_id = ${storyId}`);

async function decisionsWhere(db: Db | Trx, condition: ReturnType<typeof sql>): Promise<Decision[]> {
  const { rows } = await sql<Decision>`
    select id, kind, story_id as "storyId", other_id as "otherId", to_jsonb(item_ids) as "itemIds", person_name as person, why, at,
      undone_at as "undoneAt", undone_by as "undoneBy"
    from stories.decision where ${condition} order by id desc limit 100`.execute(db);
  return rows;
}

async function move(trx: Trx, items: readonly number[], from: number, to: number, held: boolean): Promise<void> {
  await sql`
    update stories.member set story_id = ${to}, held = ${held}, seq = nextval('stories.thread_seq')
    where story_id = ${from} and item_id = any(${items})`.execute(trx);
}

async function note(
  trx: Trx,
  kind: DecisionKind,
  story: number,
  other: number | null,
  items: readonly number[],
  by: By,
) {
  await sql`
    insert into stories.decision (kind, story_id, other_id, item_ids, person_id, person_name, at)
    values (${kind}, ${story}, ${other}, ${items}, ${by.person.id}, ${by.person.name}, ${by.now})`.execute(trx);
}

/** What a person decided about stories holds: weavers read their members anew, and leave them where they are. */
async function settle(trx: Trx, stories: readonly number[], now: Date): Promise<void> {
  await sql`update stories.story set decided = true where id = any(${stories})`.execute(trx);
  await sql`update stories.member set seq = nextval('stories.thread_seq') where story_id = any(${stories})`.execute(
    trx,
  );
  await refreshStories(trx, stories, now);
  await storiesChanged(trx, stories);
}
