import { sql } from 'kysely';
import type { Db, Trx } from '../../platform/index.ts';
import type { Channel } from '../channel.ts';
import type { Outcome } from '../health.ts';
import type { Pulse } from '../pulse.ts';
import { mostMarks, type Signs } from '../signs.ts';
import { channelColumns, json } from './rows.ts';

// Channels that are sent to are never asked.
const asked = sql`state = 'active' and kind <> 'push'`;

/** The hosts that have channels to fetch, the longest waiting first; `except` are left out. */
export async function dueHosts(
  db: Db | Trx,
  now: Date,
  most: number,
  except: readonly string[] = [],
): Promise<string[]> {
  const { rows } = await sql<{ host: string }>`
    select host from sources.channel
    where ${asked} and due_at <= ${now} and not (host = any(${except}))
    group by host order by min(due_at), host limit ${most}`.execute(db);
  return rows.map((row) => row.host);
}

/** The channels of a host that are due. */
export async function dueChannels(db: Db | Trx, host: string, now: Date, most: number): Promise<Channel[]> {
  const { rows } = await sql<Channel>`
    select ${channelColumns} from sources.channel c
    where c.state = 'active' and c.kind <> 'push' and c.host = ${host} and c.due_at <= ${now}
    order by c.due_at, c.id limit ${most}`.execute(db);
  return rows;
}

/** How many channels are due. */
export async function countDue(db: Db | Trx, now: Date): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from sources.channel where ${asked} and due_at <= ${now}`.execute(db);
  return rows[0]?.count ?? 0;
}

/** What a visit leaves on its channel. What is left out stays as it was. */
export type Settled = {
  at: Date;
  outcome: Outcome;
  /** Neither when it was only put off: then it is as it was before. */
  failed: boolean | null;
  status: number | null;
  detail: string | null;
  dueAt: Date;
  intervalSeconds?: number;
  /** Where it is fetched from now on. */
  fetchUrl?: string;
  etag?: string | null;
  lastModified?: string | null;
  bodyHash?: Buffer;
  memory?: Readonly<Record<string, unknown>>;
  /** The time of its newest item. */
  itemAt?: Date | null;
  gapSeconds?: number | null;
  pulse?: Pulse;
  newItems?: number;
  signs?: Signs;
};

/** Writes the end of a visit on the channel, and the items of the day, in the transaction of the visit itself. */
export async function settleVisit(trx: Trx, channelId: number, visit: Settled): Promise<void> {
  const { at, failed } = visit;
  const set = [
    sql`visited_at = ${at}, outcome = ${visit.outcome}, status = ${visit.status}, detail = ${visit.detail}, due_at = ${visit.dueAt}`,
    ...(failed === null
      ? []
      : [
          failed
            ? sql`failures = failures + 1, failing_since = coalesce(failing_since, ${at})`
            : sql`failures = 0, failing_since = null, succeeded_at = ${at}, unverified = false,
                verified_at = case when unverified then ${at} else verified_at end`,
        ]),
  ];
  if (visit.intervalSeconds !== undefined) set.push(sql`interval_seconds = ${visit.intervalSeconds}`);
  if (visit.fetchUrl !== undefined)
    set.push(sql`fetch_url = ${visit.fetchUrl}, host = ${new URL(visit.fetchUrl).host}`);
  if (visit.etag !== undefined) set.push(sql`etag = ${visit.etag}`);
  if (visit.lastModified !== undefined) set.push(sql`last_modified = ${visit.lastModified}`);
  if (visit.bodyHash !== undefined) set.push(sql`body_hash = ${visit.bodyHash}`);
  if (visit.memory !== undefined) set.push(sql`memory = ${json(visit.memory)}`);
  if (visit.itemAt) set.push(sql`item_at = greatest(item_at, ${visit.itemAt}::timestamptz)`);
  if (visit.signs !== undefined) set.push(sql`signs = ${json(visit.signs)}`);
  if (visit.pulse !== undefined) set.push(sql`pulse = ${json(visit.pulse)}`);
  if (visit.gapSeconds !== undefined) set.push(sql`gap_seconds = ${visit.gapSeconds}`);
  await sql`update sources.channel set ${sql.join(set)} where id = ${channelId}`.execute(trx);
  if (visit.newItems)
    await sql`insert into sources.channel_day as d (channel_id, day, items)
      values (${channelId}, (${at}::timestamptz at time zone 'UTC')::date, ${visit.newItems})
      on conflict (channel_id, day) do update set items = d.items + excluded.items`.execute(trx);
}

/**
 * Remembers of channels what came of pages of their articles: `+` when an article was found in a page, `-` when none
 * was, in the order in which they were read.
 */
export async function markPages(trx: Trx, marks: ReadonlyMap<number, string>): Promise<void> {
  if (marks.size === 0) return;
  const rows = [...marks].map(([id, text]) => ({ id, marks: text }));
  await sql`update sources.channel c set page_marks = right(c.page_marks || m.marks, ${mostMarks})
    from jsonb_to_recordset(${json(rows)}) as m(id bigint, marks text) where c.id = m.id`.execute(trx);
}

/** Puts off every due channel of a host that does not answer: they have not failed, and are not held to account. */
export async function postponeHost(
  trx: Db | Trx,
  host: string,
  now: Date,
  until: Date,
  detail: string,
): Promise<number> {
  const { rows } = await sql`update sources.channel set outcome = 'host-down', detail = ${detail}, due_at = ${until}
    where state = 'active' and host = ${host} and due_at <= ${now} returning id`.execute(trx);
  return rows.length;
}
