import { sql } from 'kysely';
import type { Db, Trx } from '../../platform/index.ts';
import type { Alert, Change } from '../alert.ts';

const columns = sql`a.id, a.outlet_id as "outletId", a.host, a.kind, a.outcome, a.noticed_at as "noticedAt",
  a.opened_at as "openedAt", a.told_at as "toldAt", a.seen_at as "seenAt", a.seen_by_name as "seenBy", a.well_since as "wellSince",
  a.resolved_at as "resolvedAt", a.resolution`;

/** The alerts that are not over, and those that were over after a moment; opened or not. */
export async function alertsSince(db: Db | Trx, since: Date): Promise<Alert[]> {
  const { rows } = await sql<Alert>`select ${columns} from sources.alert a
    where a.resolved_at is null or a.resolved_at > ${since} order by a.resolved_at nulls last, a.id`.execute(db);
  return rows;
}

/** What people are told of: waiting for somebody, seen to, or over; the newest first. */
export async function openedAlerts(db: Db | Trx, state: 'waiting' | 'seen' | 'over', most: number): Promise<Alert[]> {
  const which = {
    waiting: sql`a.resolved_at is null and a.seen_at is null`,
    seen: sql`a.resolved_at is null and a.seen_at is not null`,
    over: sql`a.resolved_at is not null`,
  }[state];
  const { rows } = await sql<Alert>`select ${columns} from sources.alert a
    where a.opened_at is not null and ${which}
    order by coalesce(a.resolved_at, a.opened_at) desc, a.id desc limit ${most}`.execute(db);
  return rows;
}

/**
 * What people were told of since a moment, and what is not over yet; the newest first, only of the outlets that an
 * organisation answers for (and the hosts that these live on) when one is named.
 */
export async function toldAlerts(
  db: Db | Trx,
  { organisationId, since, most }: { organisationId: string | null; since: Date; most: number },
): Promise<Alert[]> {
  const { rows } = await sql<Alert>`
    with own as (select id from sources.outlet where organisation_id = ${organisationId})
    select ${columns} from sources.alert a
    where a.told_at is not null and (a.resolved_at is null or a.resolved_at > ${since})
      and (${organisationId}::text is null or a.outlet_id in (select id from own)
        or a.host in (select host from sources.channel where outlet_id in (select id from own)))
    order by coalesce(a.resolved_at, a.told_at) desc, a.id desc limit ${most}`.execute(db);
  return rows;
}

/** How many alerts nobody has seen to. */
export async function countWaiting(db: Db | Trx): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from sources.alert
    where opened_at is not null and seen_at is null and resolved_at is null`.execute(db);
  return rows[0]?.count ?? 0;
}

/** Holds the alerts until the end of the transaction, so that two looks at once do not tell twice. */
export async function holdAlerts(trx: Trx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('sources.alert'))`.execute(trx);
}

/** Writes down what changed about the alerts at a moment. */
export async function changeAlerts(trx: Trx, changes: readonly Change[], now: Date): Promise<void> {
  for (const each of changes)
    if (each.change === 'notice')
      await sql`insert into sources.alert (outlet_id, host, kind, outcome, noticed_at)
        values (${each.subject.outletId}, ${each.subject.host}, ${each.kind}, ${each.outcome}, ${now})`.execute(trx);
    else if (each.change === 'drop') await sql`delete from sources.alert where id = ${each.id}`.execute(trx);
    else await sql`update sources.alert set ${settingOf(each, now)} where id = ${each.id}`.execute(trx);
}

function settingOf(change: Exclude<Change, { change: 'notice' | 'drop' }>, now: Date) {
  switch (change.change) {
    case 'open':
      return sql`opened_at = ${now}, told_at = ${now}`;
    case 'well':
      return sql`well_since = ${now}`;
    case 'ill':
      return sql`well_since = null`;
    case 'again':
      return sql`resolved_at = null, resolution = null, well_since = null, told_at = ${now}`;
    case 'resolve':
      return sql`resolved_at = ${now}, resolution = ${change.resolution}`;
    case 'turn':
      // What got worse is news again to who has seen it.
      return change.worse
        ? sql`kind = ${change.kind}, outcome = ${change.outcome}, told_at = ${now}, seen_at = null, seen_by = null, seen_by_name = null`
        : sql`kind = ${change.kind}, outcome = ${change.outcome}`;
  }
}

/** Notes who has seen to some alerts, or to all that wait. Gives the ids of those that waited until now. */
export async function seeAlerts(
  trx: Db | Trx,
  which: number | 'all',
  by: { id: string; name: string },
  now: Date,
): Promise<number[]> {
  const chosen = which === 'all' ? sql`true` : sql`id = ${which}`;
  const { rows } = await sql<{ id: number }>`update sources.alert
    set seen_at = ${now}, seen_by = ${by.id}, seen_by_name = ${by.name}
    where ${chosen} and opened_at is not null and seen_at is null and resolved_at is null returning id`.execute(trx);
  return rows.map((row) => row.id);
}

/** Makes an alert wait again. Gives whether it had been seen to. */
export async function unseeAlert(trx: Db | Trx, id: number): Promise<boolean> {
  const { rows } = await sql`update sources.alert set seen_at = null, seen_by = null, seen_by_name = null
    where id = ${id} and seen_at is not null and resolved_at is null returning id`.execute(trx);
  return rows.length > 0;
}
