import { sql } from 'kysely';
import type { Db, Trx } from '../../platform/index.ts';
import type { BoardQuery } from '../query.ts';
import type { Story } from '../story.ts';
import { type BoardFilter, narrowed, storyColumns } from './stories.ts';

/** A view of the board that a person keeps. */
export type Saved = {
  id: number;
  personId: string;
  name: string;
  query: BoardQuery;
  alerts: boolean;
  lookedAt: Date;
  /** Stories that came up in it and were not seen yet. */
  unseen: number;
};

/** A person keeps no more views than these. */
const mostSaved = 30;
/** Of one view no more stories are told at once; a view that so many come up in is no alert. */
const mostTold = 200;

const columns = sql`v.id, v.person_id as "personId", v.name, v.query, v.alerts, v.looked_at as "lookedAt",
  (select count(*) from stories.alert a where a.saved_id = v.id and a.seen_at is null) as unseen`;

/** The views that a person keeps, by name. */
export async function savedViews(db: Db | Trx, personId: string): Promise<Saved[]> {
  const { rows } = await sql<Saved>`
    select ${columns} from stories.saved v where v.person_id = ${personId} order by v.name`.execute(db);
  return rows;
}

/** The views that are looked through for alerts, those first that waited longest. */
export async function alertingViews(db: Db | Trx): Promise<Saved[]> {
  const { rows } =
    await sql<Saved>`select ${columns} from stories.saved v where v.alerts order by v.looked_at, v.id`.execute(db);
  return rows;
}

/**
 * Keeps a view under a name; one of that name is replaced. What is there already is taken for seen: alerts tell of
 * what comes after. Gives false when the person keeps too many.
 */
export async function saveView(
  trx: Trx,
  view: Pick<Saved, 'personId' | 'name' | 'query' | 'alerts'>,
  filter: BoardFilter,
  now: Date,
): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtext('stories.saved'), hashtext(${view.personId}))`.execute(trx);
  const others = (await savedViews(trx, view.personId)).filter(({ name }) => name !== view.name);
  if (others.length >= mostSaved) return false;
  await sql`insert into stories.saved as v (person_id, name, query, alerts, created_at, looked_at)
    values (${view.personId}, ${view.name}, ${JSON.stringify(view.query)}::jsonb, ${view.alerts}, ${now}, ${now})
    on conflict (person_id, name) do update set query = excluded.query, alerts = excluded.alerts,
      looked_at = excluded.looked_at`.execute(trx);
  const kept = (await savedViews(trx, view.personId)).find(({ name }) => name === view.name);
  if (kept) {
    await tellView(trx, kept, filter, now);
    await seeAlerts(trx, view.personId, kept.id, now);
  }
  return true;
}

/** Forgets a view of a person, and what came up in it. */
export async function forgetView(trx: Db | Trx, personId: string, id: number): Promise<boolean> {
  const { rows } = await sql`
    delete from stories.saved where id = ${id} and person_id = ${personId} returning id`.execute(trx);
  return rows.length > 0;
}

/**
 * Tells of the stories that changed since the view was last looked through and that it shows, each once. A little of
 * the time before is looked through again, for changes that were committed late. Gives how many are new.
 */
export async function tellView(trx: Trx, view: Saved, filter: BoardFilter, now: Date): Promise<number> {
  const since = new Date(view.lookedAt.getTime() - 60_000);
  const { rows } = await sql`insert into stories.alert (saved_id, story_id, at)
    select ${view.id}, s.id, ${now} from stories.story s
    where ${narrowed(filter)} and s.changed_at >= ${since} and s.begun_at >= ${new Date(since.getTime() - 7 * 86_400_000)}
    order by s.changed_at desc limit ${mostTold}
    on conflict do nothing returning story_id`.execute(trx);
  await sql`update stories.saved set looked_at = ${now} where id = ${view.id}`.execute(trx);
  return rows.length;
}

/** A story that came up in a view. */
export type Alert = { savedId: number; name: string; at: Date; seen: boolean; story: Story };

/** What came up in a person's views, unseen first, the newest first. */
export async function alertsOf(db: Db | Trx, personId: string, limit: number): Promise<Alert[]> {
  const { rows } = await sql<Story & { savedId: number; name: string; at: Date; seen: boolean }>`
    select a.saved_id as "savedId", v.name, a.at, a.seen_at is not null as seen, ${storyColumns}
    from stories.alert a join stories.saved v on v.id = a.saved_id join stories.story s on s.id = a.story_id
    where v.person_id = ${personId} and s.merged_into is null and s.items > 0
    order by a.seen_at is not null, a.at desc, a.story_id desc limit ${limit}`.execute(db);
  return rows.map(({ savedId, name, at, seen, ...story }) => ({ savedId, name, at, seen, story }));
}

/** Marks what came up in a person's views as seen: in one view, or in all. */
export async function seeAlerts(
  trx: Db | Trx,
  personId: string,
  savedId: number | undefined,
  now: Date,
): Promise<void> {
  await sql`update stories.alert a set seen_at = ${now} from stories.saved v
    where v.id = a.saved_id and v.person_id = ${personId} and a.seen_at is null
      and (${savedId ?? null}::bigint is null or v.id = ${savedId ?? null}::bigint)`.execute(trx);
}
