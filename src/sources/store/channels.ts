import { sql } from 'kysely';
import type { Db, Trx } from '../../platform/index.ts';
import { addressKey, type Channel, type NewChannel } from '../channel.ts';
import type { ChannelState } from '../health.ts';
import type { OutletClass } from '../outlet.ts';
import { channelColumns, json } from './rows.ts';

/** One channel; undefined when there is none of this id. */
export async function channelById(db: Db | Trx, id: number): Promise<Channel | undefined> {
  const { rows } = await sql<Channel>`select ${channelColumns} from sources.channel c where c.id = ${id}`.execute(db);
  return rows[0];
}

/** The channels of some outlets, or of all; those that were joined to another are left out. */
export async function channelsOf(db: Db | Trx, outletIds?: readonly number[]): Promise<Channel[]> {
  const chosen = outletIds === undefined ? sql`true` : sql`c.outlet_id = any(${outletIds})`;
  const { rows } = await sql<Channel>`
    select ${channelColumns} from sources.channel c where c.joined_to is null and ${chosen} order by c.outlet_id, c.id`.execute(
    db,
  );
  return rows;
}

/** Registers channels and gives the ids of those that are new; an address that is there already is left as it is. */
export async function insertChannels(
  trx: Db | Trx,
  channels: readonly (NewChannel & { outletId: number })[],
): Promise<number[]> {
  if (channels.length === 0) return [];
  const rows = channels.map((channel) => {
    const url = new URL(channel.url);
    return {
      outlet_id: channel.outletId,
      kind: channel.kind ?? 'feed',
      title: channel.title ?? null,
      url: url.href,
      url_key: addressKey(url),
      language: channel.language ?? null,
      state: channel.state ?? 'active',
      note: channel.note ?? null,
      unverified: channel.unverified ?? false,
      verified_at: channel.verifiedAt ?? null,
      settings: channel.settings ?? {},
      host: url.host,
    };
  });
  const { rows: added } = await sql<{ id: number }>`
    insert into sources.channel (outlet_id, kind, title, url, url_key, language, state, note, unverified, verified_at, settings,
      fetch_url, host)
    select outlet_id, kind, title, url, url_key, language, state, note, unverified, verified_at, settings, url, host
    from jsonb_to_recordset(${json(rows)}) as r(outlet_id bigint, kind text, title text, url text, url_key text,
      language text, state text, note text, unverified boolean, verified_at timestamptz, settings jsonb, host text)
    on conflict (url_key) do nothing returning id`.execute(trx);
  return added.map((row) => row.id);
}

/** The channels at some addresses, as a map from the key of the address to channel and outlet. */
export async function channelsAt(
  db: Db | Trx,
  urls: readonly URL[],
): Promise<Map<string, { id: number; outletId: number }>> {
  const { rows } = await sql<{ id: number; outletId: number; key: string }>`
    select id, outlet_id as "outletId", url_key as key from sources.channel
    where url_key = any(${urls.map(addressKey)})`.execute(db);
  return new Map(rows.map(({ key, ...found }) => [key, found]));
}

/** Starts or pauses a channel; one that starts is due at once. Gives whether anything changed. */
export async function setChannelState(trx: Db | Trx, id: number, state: ChannelState): Promise<boolean> {
  const { rows } = await sql`update sources.channel set state = ${state},
      due_at = case when ${state} = 'active' then '-infinity' else due_at end
    where id = ${id} and state <> ${state} and joined_to is null returning id`.execute(trx);
  return rows.length > 0;
}

/** Starts or pauses every channel of a class of outlets. Gives how many changed. */
export async function setClassState(trx: Db | Trx, outletClass: OutletClass, state: ChannelState): Promise<number> {
  const { rows } = await sql`update sources.channel c set state = ${state},
      due_at = case when ${state} = 'active' then '-infinity' else c.due_at end
    from sources.outlet o
    where o.id = c.outlet_id and o.class = ${outletClass} and c.state <> ${state} and c.joined_to is null
      and (${state} = 'paused' or o.valid_to is null or o.valid_to >= current_date)
    returning c.id`.execute(trx);
  return rows.length;
}

/** Starts or pauses every channel of some outlets; those of former outlets do not start. Gives how many changed. */
export async function setOutletsState(
  trx: Db | Trx,
  outletIds: readonly number[],
  state: ChannelState,
): Promise<number> {
  const { rows } = await sql`update sources.channel c set state = ${state},
      due_at = case when ${state} = 'active' then '-infinity' else c.due_at end
    from sources.outlet o
    where o.id = c.outlet_id and o.id = any(${outletIds}) and c.state <> ${state} and c.joined_to is null
      and (${state} = 'paused' or o.valid_to is null or o.valid_to >= current_date)
    returning c.id`.execute(trx);
  return rows.length;
}

/** Changes what the register says of a channel. */
export async function changeChannel(
  trx: Db | Trx,
  id: number,
  { title, language, note }: Pick<Channel, 'title' | 'language' | 'note'>,
): Promise<void> {
  await sql`update sources.channel set title = ${title}, language = ${language}, note = ${note}
    where id = ${id}`.execute(trx);
}

/** Takes an address into the register as a channel's own; another one must not have it. */
export async function adoptAddress(trx: Db | Trx, id: number, url: URL): Promise<void> {
  await sql`update sources.channel set url = ${url.href}, url_key = ${addressKey(url)}, fetch_url = ${url.href},
    host = ${url.host} where id = ${id}`.execute(trx);
}

/** Lets a channel be asked at the next pass. */
export async function makeDue(trx: Db | Trx, id: number): Promise<void> {
  await sql`update sources.channel set due_at = '-infinity' where id = ${id}`.execute(trx);
}

/** Sets what people chose for a channel of its kind; it is due at once and read whole. Gives whether there is such a channel. */
export async function setChannelSettings(
  trx: Db | Trx,
  id: number,
  settings: Readonly<Record<string, unknown>>,
): Promise<boolean> {
  const { rows } = await sql`update sources.channel set settings = ${json(settings)}, memory = '{}', body_hash = null,
      etag = null, last_modified = null, due_at = '-infinity'
    where id = ${id} returning id`.execute(trx);
  return rows.length > 0;
}

/** Changes how a channel is read: its kind and what people set for it. It begins anew, and is due. */
export async function setChannelReading(
  trx: Db | Trx,
  id: number,
  { kind, settings }: Required<Pick<NewChannel, 'kind' | 'settings'>>,
): Promise<void> {
  await sql`update sources.channel set kind = ${kind}, settings = ${json(settings)}, memory = '{}', etag = null,
      last_modified = null, body_hash = null, fetch_url = url, host = regexp_replace(url, '^https?://([^/?#]+).*$', '\\1'),
      due_at = '-infinity'
    where id = ${id}`.execute(trx);
}
