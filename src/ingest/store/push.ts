import { sql } from 'kysely';
import type { Db, Trx } from '../../platform/index.ts';
import { json } from './json.ts';

/** A token by which a portal may send to a channel. */
export type PushToken = {
  id: number;
  channelId: number;
  /** Its last four characters. */
  hint: string;
  madeAt: Date;
  /** From when it is refused; null for one that goes on. */
  endsAt: Date | null;
  usedAt: Date | null;
};

const columns = sql`id, channel_id as "channelId", hint, made_at as "madeAt", ends_at as "endsAt", used_at as "usedAt"`;

/** Keeps a new token; the others of the channel end at `othersEnd`, so that there is time to change them. */
export async function addToken(
  trx: Trx,
  token: { channelId: number; hash: Buffer; hint: string; now: Date; othersEnd: Date },
): Promise<void> {
  const { channelId, hash, hint, now, othersEnd } = token;
  await sql`update ingest.push_token set ends_at = least(coalesce(ends_at, ${othersEnd}), ${othersEnd})
    where channel_id = ${channelId}`.execute(trx);
  await sql`insert into ingest.push_token (channel_id, hash, hint, made_at)
    values (${channelId}, ${hash}, ${hint}, ${now})`.execute(trx);
}

/** Ends a token of a channel at once. Gives whether it was still good. */
export async function revokeToken(trx: Trx, channelId: number, id: number, now: Date): Promise<boolean> {
  const { rows } = await sql`update ingest.push_token set ends_at = ${now}
    where channel_id = ${channelId} and id = ${id} and (ends_at is null or ends_at > ${now}) returning id`.execute(trx);
  return rows.length > 0;
}

/** The tokens of a channel, the newest first. */
export async function tokensOf(db: Db | Trx, channelId: number): Promise<PushToken[]> {
  const { rows } = await sql<PushToken>`select ${columns} from ingest.push_token
    where channel_id = ${channelId} order by id desc limit 20`.execute(db);
  return rows;
}

/** The token of a hash while it is good; that it was used is noted once a minute. */
export async function goodToken(db: Db, hash: Buffer, now: Date): Promise<PushToken | undefined> {
  const { rows } = await sql<PushToken>`select ${columns} from ingest.push_token
    where hash = ${hash} and (ends_at is null or ends_at > ${now})`.execute(db);
  const [token] = rows;
  if (token && now.getTime() - (token.usedAt?.getTime() ?? 0) > 60_000)
    await sql`update ingest.push_token set used_at = ${now} where id = ${token.id}`.execute(db);
  return token;
}

/** What was answered to a request. */
export type Answered = { bodyHash: Buffer; status: number; answer: unknown };

/** What was answered to the request that named a key; undefined when none did. */
export async function answeredTo(trx: Trx, channelId: number, key: string): Promise<Answered | undefined> {
  const { rows } = await sql<Answered>`select body_hash as "bodyHash", status, answer from ingest.push_request
    where channel_id = ${channelId} and key = ${key}`.execute(trx);
  return rows[0];
}

/** Keeps what is answered to a request that named a key. */
export async function keepAnswer(
  trx: Trx,
  request: Answered & { channelId: number; key: string; now: Date },
): Promise<void> {
  const { channelId, key, bodyHash, status, answer, now } = request;
  await sql`insert into ingest.push_request (channel_id, key, body_hash, status, answer, at)
    values (${channelId}, ${key}, ${bodyHash}, ${status}, ${json(answer)}, ${now})`.execute(trx);
}

/** Forgets answers given before a moment. */
export async function forgetAnswers(db: Db, before: Date): Promise<void> {
  await sql`delete from ingest.push_request where at < ${before}`.execute(db);
}

/** The newest states that the sender has counted of some items, by their keys. */
export async function versionsOf(trx: Trx, channelId: number, keys: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ key: string; version: string }>`
    select encode(key, 'hex') as key, version from ingest.push_version
    where channel_id = ${channelId} and key = any(select decode(k, 'hex') from unnest(${keys}::text[]) k)`.execute(trx);
  return new Map(rows.map(({ key, version }) => [key, version]));
}

/** Notes the states that were sent. */
export async function noteVersions(
  trx: Trx,
  channelId: number,
  versions: readonly { key: string; version: string }[],
): Promise<void> {
  if (versions.length === 0) return;
  await sql`insert into ingest.push_version (channel_id, key, version)
    select ${channelId}::bigint, decode(key, 'hex'), version from jsonb_to_recordset(${json(versions)}) as v(key text, version text)
    on conflict (channel_id, key) do update set version = excluded.version`.execute(trx);
}

/** How the items that some keys belong to stand: the number of their states, when the last was seen, whether it is withdrawn. */
export async function statesOf(
  trx: Trx,
  outletIds: readonly number[],
  keys: readonly string[],
): Promise<Map<string, { itemId: number; states: number; seen: Date; withdrawn: boolean }>> {
  const { rows } = await sql<{ key: string; itemId: number; states: number; seen: Date; withdrawn: boolean }>`
    select encode(k.key, 'hex') as key, k.item_id as "itemId", k.version as states, i.seen_at as seen,
      i.withdrawn is not null as withdrawn
    from ingest.item_key k join ingest.item i on i.id = k.item_id
    where k.outlet_id = any(${outletIds}) and k.key = any(select decode(h, 'hex') from unnest(${keys}::text[]) h)`.execute(
    trx,
  );
  return new Map(rows.map(({ key, ...state }) => [key, state]));
}
