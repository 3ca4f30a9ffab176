import { sql } from 'kysely';
import type { Db, Trx } from '../../platform/index.ts';
import type { Feed, Item } from '../feed/feed.ts';
import { json } from './json.ts';

/** Something that was sent and waits for the end of its embargo. */
export type Held = { key: string; readyAt: Date; kind: Feed['kind']; version: string | undefined; item: Item };

/** Keeps what is under an embargo; of one item the state that came last. */
export async function hold(trx: Trx, channelId: number, held: readonly Held[]): Promise<void> {
  for (const { key, readyAt, kind, version, item } of held)
    await sql`insert into ingest.held (channel_id, key, ready_at, kind, version, item)
      values (${channelId}, decode(${key}, 'hex'), ${readyAt}, ${kind}, ${version ?? null}, ${json(item)})
      on conflict (channel_id, key) do update set ready_at = excluded.ready_at, kind = excluded.kind,
        version = excluded.version, item = excluded.item`.execute(trx);
}

/** Lets go of what is held of some items, since a later word of their sender is there. Gives the keys of those that were held. */
export async function letGo(trx: Trx, channelId: number, keys: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ key: string }>`delete from ingest.held where channel_id = ${channelId}
    and key = any(select decode(k, 'hex') from unnest(${keys}::text[]) k) returning encode(key, 'hex') as key`.execute(
    trx,
  );
  return new Set(rows.map(({ key }) => key));
}

/** Which of some items are held, each with its state as the sender counts them. */
export async function heldVersions(
  trx: Trx,
  channelId: number,
  keys: readonly string[],
): Promise<Map<string, string | undefined>> {
  const { rows } = await sql<{ key: string; version: string | null }>`
    select encode(key, 'hex') as key, version from ingest.held
    where channel_id = ${channelId} and key = any(select decode(k, 'hex') from unnest(${keys}::text[]) k)`.execute(trx);
  return new Map(rows.map(({ key, version }) => [key, version ?? undefined]));
}

/** How many items of a channel are held, and when the next embargo ends. */
export async function countHeld(db: Db | Trx, channelId: number): Promise<{ count: number; next: Date | null }> {
  const { rows } = await sql<{ count: number; next: Date | null }>`
    select count(*)::int as count, min(ready_at) as next from ingest.held where channel_id = ${channelId}`.execute(db);
  return rows[0] ?? { count: 0, next: null };
}

/** The channels of which something held is ready. */
export async function readyChannels(db: Db, now: Date): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select distinct channel_id as id from ingest.held where ready_at <= ${now} order by 1 limit 500`.execute(db);
  return rows.map(({ id }) => id);
}

/** Takes what is ready of a channel, a format at a time. */
export async function takeReady(trx: Trx, channelId: number, now: Date, most: number): Promise<Held[]> {
  const { rows } = await sql<Omit<Held, 'item'> & { item: Stored }>`
    with first as (
      select kind from ingest.held where channel_id = ${channelId} and ready_at <= ${now} order by ready_at limit 1
    )
    delete from ingest.held where (channel_id, key) in (
      select channel_id, key from ingest.held where channel_id = ${channelId} and ready_at <= ${now}
        and kind = (select kind from first) order by ready_at limit ${most})
    returning encode(key, 'hex') as key, ready_at as "readyAt", kind, version, item`.execute(trx);
  return rows.map((row) => ({ ...row, version: row.version ?? undefined, item: revived(row.item) }));
}

/** An item as JSON has it: its moments are texts. */
type Stored = Omit<Item, 'published' | 'updated'> & { published?: string; updated?: string };

function revived({ published, updated, ...item }: Stored): Item {
  return {
    ...item,
    ...(published === undefined ? {} : { published: new Date(published) }),
    ...(updated === undefined ? {} : { updated: new Date(updated) }),
  };
}
