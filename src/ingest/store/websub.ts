import { sql } from 'kysely';
import type { Db, Trx } from '../../platform/index.ts';
import type { Subscription, SubscriptionState } from '../websub/subscription.ts';

const columns = sql`channel_id as "channelId", hub, topic, slug, secret, state, next_at as "nextAt", asked_at as "askedAt",
  lease_until as "leaseUntil", failures, detail, last_push_at as "lastPushAt", pushes, missed_at as "missedAt"`;

/**
 * Notes the hub and the topic that a feed names, or that it names none any more. What is noted already stays; another
 * hub or topic begins anew, with an address and a secret of its own.
 */
export async function noteHub(
  trx: Trx,
  channelId: number,
  offer: { hub: string; topic: string } | undefined,
  now: Date,
): Promise<void> {
  if (!offer) {
    await sql`delete from ingest.websub where channel_id = ${channelId}`.execute(trx);
    return;
  }
  const { hub, topic } = offer;
  // Two random UUIDs carry 244 bits that nobody can guess.
  const chance = sql`replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '')`;
  await sql`insert into ingest.websub as w (channel_id, hub, topic, slug, secret, state, next_at)
    values (${channelId}, ${hub}, ${topic}, ${chance}, ${chance}, 'offered', ${now})
    on conflict (channel_id) do update set hub = excluded.hub, topic = excluded.topic, slug = excluded.slug,
      secret = excluded.secret, state = 'offered', next_at = excluded.next_at, asked_at = null, lease_until = null,
      failures = 0, detail = null, last_push_at = null, pushes = 0, missed_at = null
    where w.hub <> excluded.hub or w.topic <> excluded.topic`.execute(trx);
}

/** Notes that a visit found news that the hub had not sent. */
export async function noteMissed(trx: Trx, channelId: number, at: Date): Promise<void> {
  await sql`update ingest.websub set missed_at = ${at} where channel_id = ${channelId} and state = 'active'`.execute(
    trx,
  );
}

/** The subscriptions that are active, by their channels. */
export async function activeSubscriptions(db: Db | Trx): Promise<Map<number, Subscription>> {
  const { rows } = await sql<Subscription>`select ${columns} from ingest.websub where state = 'active'`.execute(db);
  return new Map(rows.map((row) => [row.channelId, row]));
}

/** The subscriptions of some channels, by their channels. */
export async function subscriptionsOf(db: Db | Trx, channelIds: readonly number[]): Promise<Map<number, Subscription>> {
  const { rows } = await sql<Subscription>`select ${columns} from ingest.websub
    where channel_id = any(${channelIds})`.execute(db);
  return new Map(rows.map((row) => [row.channelId, row]));
}

/** The subscription whose hub sends to an address; undefined when there is none. */
export async function subscriptionAt(db: Db | Trx, slug: string): Promise<Subscription | undefined> {
  const { rows } = await sql<Subscription>`select ${columns} from ingest.websub where slug = ${slug}`.execute(db);
  return rows[0];
}

/** The subscriptions with which something is to be done, and those that are kept for channels. */
export async function dueSubscriptions(db: Db | Trx, now: Date, most: number): Promise<Subscription[]> {
  const { rows } = await sql<Subscription>`select ${columns} from ingest.websub
    where next_at <= ${now} order by next_at limit ${most}`.execute(db);
  return rows;
}

/** What changes on a subscription; what is left out stays. */
export type Change = {
  state?: SubscriptionState;
  nextAt?: Date;
  askedAt?: Date;
  leaseUntil?: Date | null;
  failures?: number;
  detail?: string | null;
};

/** Changes a subscription, unless its feed has named another hub in the meantime. */
export async function changeSubscription(db: Db | Trx, slug: string, change: Change): Promise<void> {
  const set = [
    ...(change.state === undefined ? [] : [sql`state = ${change.state}`]),
    ...(change.nextAt === undefined ? [] : [sql`next_at = ${change.nextAt}`]),
    ...(change.askedAt === undefined ? [] : [sql`asked_at = ${change.askedAt}`]),
    ...(change.leaseUntil === undefined ? [] : [sql`lease_until = ${change.leaseUntil}`]),
    ...(change.failures === undefined ? [] : [sql`failures = ${change.failures}`]),
    ...(change.detail === undefined ? [] : [sql`detail = ${change.detail}`]),
  ];
  if (set.length > 0) await sql`update ingest.websub set ${sql.join(set)} where slug = ${slug}`.execute(db);
}

/** Notes that the hub has sent something that was signed. */
export async function notePush(db: Db | Trx, slug: string, at: Date): Promise<void> {
  await sql`update ingest.websub set last_push_at = ${at}, pushes = pushes + 1 where slug = ${slug}`.execute(db);
}
