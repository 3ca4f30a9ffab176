import { sql } from 'kysely';
import type { Db, Trx } from '../../platform/index.ts';
import { json } from './rows.ts';

/** Two outlets, or two channels of one outlet, that turned out to be one. */
export type Joining = {
  id: number;
  kind: 'outlet' | 'channel';
  keptId: number;
  goneId: number;
  /** The name of the outlet that is gone, or the address of the channel. */
  gone: string;
  at: Date;
};

/** The outlets that were joined to one. */
export async function formerOutlets(db: Db | Trx, id: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from sources.outlet where joined_to = ${id} order by id`.execute(db);
  return rows.map((row) => row.id);
}

/** What was joined to an outlet or to a channel of it, and can be taken apart again; the newest first. */
export async function joiningsOf(db: Db | Trx, outletId: number): Promise<Joining[]> {
  const { rows } = await sql<Joining>`
    select j.id, j.kind, j.kept_id as "keptId", j.gone_id as "goneId", j.at,
      case j.kind when 'outlet' then (select o.name from sources.outlet o where o.id = j.gone_id)
        else (select c.url from sources.channel c where c.id = j.gone_id) end as gone
    from sources.joining j
    where j.undone_at is null and ((j.kind = 'outlet' and j.kept_id = ${outletId})
      or (j.kind = 'channel' and j.kept_id in (select c.id from sources.channel c where c.outlet_id = ${outletId})))
    order by j.at desc, j.id desc`.execute(db);
  return rows;
}

type Deed = { kept: number; gone: number; personId: string; now: Date };

/**
 * Joins an outlet to another: its channels and contacts move there, and whatever asks for it is answered with the
 * other. Its items stay under its id. Both must stand on their own. Gives the id of the joining.
 */
export async function joinOutlets(trx: Trx, { kept, gone, personId, now }: Deed): Promise<number> {
  const channels = await sql<{ id: number }>`
    update sources.channel set outlet_id = ${kept} where outlet_id = ${gone} returning id`.execute(trx);
  const contacts = await sql<{ id: number }>`
    update sources.contact set outlet_id = ${kept} where outlet_id = ${gone} returning id`.execute(trx);
  const outlets = await sql<{ id: number }>`
    update sources.outlet set joined_to = ${kept} where joined_to = ${gone} returning id`.execute(trx);
  await sql`update sources.outlet set joined_to = ${kept} where id = ${gone}`.execute(trx);
  const moved = {
    channels: channels.rows.map(({ id }) => id),
    contacts: contacts.rows.map(({ id }) => id),
    outlets: outlets.rows.map(({ id }) => id),
  };
  return insert(trx, 'outlet', { kept, gone, personId, now }, moved);
}

/** Joins a channel to another of the same outlet: it is fetched no more, and its items count as the other's. */
export async function joinChannels(trx: Trx, { kept, gone, personId, now }: Deed): Promise<number> {
  const { rows } = await sql<{
    state: string;
  }>`select state from sources.channel where id = ${gone} for update`.execute(trx);
  const channels = await sql<{ id: number }>`
    update sources.channel set joined_to = ${kept} where joined_to = ${gone} returning id`.execute(trx);
  await sql`update sources.channel set joined_to = ${kept}, state = 'paused' where id = ${gone}`.execute(trx);
  const moved = { channels: channels.rows.map(({ id }) => id), state: rows[0]?.state ?? 'paused' };
  return insert(trx, 'channel', { kept, gone, personId, now }, moved);
}

async function insert(
  trx: Trx,
  kind: Joining['kind'],
  { kept, gone, personId, now }: Deed,
  moved: object,
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into sources.joining (kind, kept_id, gone_id, moved, at, person_id)
    values (${kind}, ${kept}, ${gone}, ${json(moved)}, ${now}, ${personId}) returning id`.execute(trx);
  return rows[0]?.id ?? 0;
}

type Moved = { channels: number[]; contacts?: number[]; outlets?: number[]; state?: string };

/**
 * Takes apart what was joined: what moved goes back where it still is there. Items that were stored in the meantime
 * stay. Gives the joining; undefined when there is none, or when what was kept has itself been joined since.
 */
export async function undoJoining(
  trx: Trx,
  id: number,
  now: Date,
): Promise<{ kind: Joining['kind']; keptId: number; goneId: number } | undefined> {
  const { rows } = await sql<{ kind: Joining['kind']; keptId: number; goneId: number; moved: Moved }>`
    update sources.joining j set undone_at = ${now}
    where j.id = ${id} and j.undone_at is null
      and not exists (select from sources.outlet o where j.kind = 'outlet' and o.id = j.kept_id and o.joined_to is not null)
      and not exists (select from sources.channel c where j.kind = 'channel' and c.id = j.kept_id and c.joined_to is not null)
    returning j.kind, j.kept_id as "keptId", j.gone_id as "goneId", j.moved`.execute(trx);
  const [joining] = rows;
  if (!joining) return undefined;
  const { kind, keptId, goneId, moved } = joining;
  if (kind === 'outlet') {
    await sql`update sources.channel set outlet_id = ${goneId}
      where outlet_id = ${keptId} and id = any(${moved.channels})`.execute(trx);
    await sql`update sources.contact set outlet_id = ${goneId}
      where outlet_id = ${keptId} and id = any(${moved.contacts ?? []})`.execute(trx);
    await sql`update sources.outlet set joined_to = ${goneId}
      where joined_to = ${keptId} and id = any(${moved.outlets ?? []})`.execute(trx);
    await sql`update sources.outlet set joined_to = null where id = ${goneId}`.execute(trx);
  } else {
    await sql`update sources.channel set joined_to = ${goneId}
      where joined_to = ${keptId} and id = any(${moved.channels})`.execute(trx);
    await sql`update sources.channel set joined_to = null, state = ${moved.state ?? 'paused'}
      where id = ${goneId}`.execute(trx);
  }
  return { kind, keptId, goneId };
}
