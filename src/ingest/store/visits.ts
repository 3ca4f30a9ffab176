import { sql } from 'kysely';
import type { Db, Trx } from '../../platform/index.ts';
import type { Outcome } from '../../sources/index.ts';
import type { Fault } from '../feed/feed.ts';
import { json } from './json.ts';

/** One fetch of a channel, and what came of it. */
export type Visit = {
  id: number;
  at: Date;
  channelId: number;
  /** The schedule, a person who wanted to see, or what was sent unasked. */
  cause: 'schedule' | 'person' | 'push';
  outcome: Outcome;
  status: number | null;
  /** The technical reason, in English. */
  detail: string | null;
  url: string;
  redirects: readonly { status: number; url: string }[];
  bytes: number | null;
  milliseconds: number;
  /** What it was read as: `rss 2.0`. */
  format: string | null;
  /** Entries in the feed; of them new and changed; pages of articles to read. */
  found: number;
  fresh: number;
  changed: number;
  pages: number;
  /** What was wrong with the feed. */
  faults: readonly Fault[];
};

const columns = sql`id, at, channel_id as "channelId", cause, outcome, status, detail, url, redirects, bytes, milliseconds,
  format, found, fresh, changed, pages, faults`;

/** Writes a visit down and gives its id. */
export async function insertVisit(trx: Trx, visit: Omit<Visit, 'id'>): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into ingest.visit (at, channel_id, cause, outcome, status, detail, url, redirects, bytes, milliseconds,
      format, found, fresh, changed, pages, faults)
    values (${visit.at}, ${visit.channelId}, ${visit.cause}, ${visit.outcome}, ${visit.status}, ${visit.detail},
      ${visit.url}, ${json(visit.redirects)}, ${visit.bytes}, ${visit.milliseconds}, ${visit.format},
      ${visit.found}, ${visit.fresh}, ${visit.changed}, ${visit.pages}, ${json(visit.faults)})
    returning id`.execute(trx);
  return rows[0]?.id ?? 0;
}

/** One visit; undefined when there is none of this id. */
export async function visitById(db: Db | Trx, id: number): Promise<Visit | undefined> {
  const { rows } = await sql<Visit>`select ${columns} from ingest.visit where id = ${id}`.execute(db);
  return rows[0];
}

/** The last visits of some channels, newest first. */
export async function lastVisits(db: Db | Trx, channelIds: readonly number[], most: number): Promise<Visit[]> {
  const { rows } = await sql<Visit>`select ${columns} from ingest.visit
    where channel_id = any(${channelIds}) order by at desc, id desc limit ${most}`.execute(db);
  return rows;
}
