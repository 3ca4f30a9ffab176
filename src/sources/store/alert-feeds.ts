import { sql } from 'kysely';
import type { Db, Trx } from '../../platform/index.ts';

/** Whose outlets a feed tells of: everybody's, or those that the person's organisation answers for. */
export type FeedScope = 'all' | 'own';

/** A person's private feed of alerts. */
export type AlertFeed = {
  id: number;
  personId: string;
  /** The last four characters of its address. */
  hint: string;
  /** The language that it is written in. */
  lang: string;
  scope: FeedScope;
  madeAt: Date;
  /** When it was last asked for, told to the hour. */
  usedAt: Date | null;
};

const columns = sql`id, person_id as "personId", hint, lang, scope, made_at as "madeAt", used_at as "usedAt"`;

/** Makes the feed of a person, or gives it another address; the one before is good no more. */
export async function putAlertFeed(
  trx: Trx,
  { hash, now, ...feed }: Pick<AlertFeed, 'personId' | 'hint' | 'lang' | 'scope'> & { hash: Buffer; now: Date },
): Promise<void> {
  const { personId, hint, lang, scope } = feed;
  await sql`insert into sources.alert_feed (person_id, hash, hint, lang, scope, made_at)
    values (${personId}, ${hash}, ${hint}, ${lang}, ${scope}, ${now})
    on conflict (person_id) do update set hash = excluded.hash, hint = excluded.hint, lang = excluded.lang,
      scope = excluded.scope, made_at = excluded.made_at, used_at = null`.execute(trx);
}

/** Ends the feed of a person. Gives whether there was one. */
export async function endAlertFeed(trx: Trx, personId: string): Promise<boolean> {
  const { rows } = await sql`delete from sources.alert_feed where person_id = ${personId} returning id`.execute(trx);
  return rows.length > 0;
}

/** The feed of a person, if there is one. */
export async function alertFeedOf(db: Db | Trx, personId: string): Promise<AlertFeed | undefined> {
  const { rows } = await sql<AlertFeed>`select ${columns} from sources.alert_feed
    where person_id = ${personId}`.execute(db);
  return rows[0];
}

/** The feed whose address has a hash; that it was asked for is noted once an hour. */
export async function alertFeedAt(db: Db, hash: Buffer, now: Date): Promise<AlertFeed | undefined> {
  const { rows } = await sql<AlertFeed>`select ${columns} from sources.alert_feed where hash = ${hash}`.execute(db);
  const [feed] = rows;
  if (feed && now.getTime() - (feed.usedAt?.getTime() ?? 0) > 3_600_000)
    await sql`update sources.alert_feed set used_at = ${now} where id = ${feed.id}`.execute(db);
  return feed;
}
