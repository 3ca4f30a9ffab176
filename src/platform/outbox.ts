import { getLogger } from '@logtape/logtape';
import { sql } from 'kysely';
import pg from 'pg';
import { z } from 'zod';
import type { Clock } from './clock.ts';
import type { Connection, Db, Trx } from './db.ts';
import { type AnyJob, type Jobs, job } from './jobs.ts';

const log = getLogger(['cuaso', 'platform', 'outbox']);
const CHANNEL = 'cuaso_event';

/** A later module's reaction to an event: durable, at least once, so idempotent; each runs as a job of its own. */
export type Listener = {
  event: string;
  /** `module.verb`, unique: `search.index`. */
  name: string;
  handle(payload: unknown): Promise<void>;
};

/** A reaction in every serving process, at once and at most once: for caches only. */
export type Watcher = { event: string; handle(payload: unknown): void };

/**
 * Writes an event into the outbox within a transaction: it is handed on if and only if that commits.
 * The payload holds ids and small facts; PostgreSQL refuses one of more than 8 kB.
 */
export async function emit(trx: Trx, event: string, payload: object): Promise<void> {
  const text = JSON.stringify(payload);
  await sql`insert into platform.outbox (event, payload) values (${event}, ${text}::jsonb)`.execute(trx);
  // The text of a notification is bounded to 8000 bytes.
  if (text.length < 6000) await sql`select pg_notify(${CHANNEL}, ${JSON.stringify({ event, payload })})`.execute(trx);
  else await sql`select pg_notify(${CHANNEL}, ${JSON.stringify({ event })})`.execute(trx);
}

/** The jobs by which listeners do their work. */
export function listenerJobs(listeners: readonly Listener[]): AnyJob[] {
  return listeners.map((listener) =>
    job({
      name: listener.name,
      schema: z.unknown(),
      retries: 12,
      handle: (payload) => listener.handle(payload),
    }),
  );
}

/**
 * Hands the waiting events on: makes a job for every listener and marks the event, in one transaction.
 * Gives how many events it handed on; several processes may call it at once.
 */
export async function relay(
  db: Db,
  jobs: Jobs,
  listeners: readonly Listener[],
  clock: Clock,
  most = 100,
): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ id: number; event: string; payload: object }>`
      select id, event, payload from platform.outbox where relayed_at is null
      order by id limit ${most} for update skip locked`.execute(trx);
    for (const { event, payload } of rows)
      for (const listener of listeners) if (listener.event === event) await jobs.send(listener.name, payload, { trx });
    if (rows.length > 0)
      await sql`update platform.outbox set relayed_at = ${clock()} where id = any(${rows.map((row) => row.id)})`.execute(
        trx,
      );
    return rows.length;
  });
}

/** How many events wait to be handed on. */
export async function waitingEvents(db: Db): Promise<number> {
  const { rows } = await sql<{ waiting: number }>`
    select count(*) as waiting from platform.outbox where relayed_at is null`.execute(db);
  return rows[0]?.waiting ?? 0;
}

/** Removes events that were handed on before a moment. */
export async function forgetRelayed(db: Db, before: Date): Promise<void> {
  await sql`delete from platform.outbox where relayed_at < ${before}`.execute(db);
}

/**
 * Follows the events of all processes on one connection of its own, and reconnects by itself.
 * `onEvent` gets each event (payload undefined when it was too long to carry); `onGap` is called after
 * every (re)connection, since events may have been missed before it.
 */
export function followEvents(
  connection: Connection,
  onEvent: (event: string, payload: unknown) => void,
  onGap: () => void,
): { stop(): Promise<void> } {
  let client: pg.Client | undefined;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;

  const again = () => {
    client = undefined;
    if (!stopped) timer = setTimeout(connect, 500);
  };
  const connect = async (): Promise<void> => {
    const next = new pg.Client({
      ...connection,
      application_name: 'cuaso events',
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
    });
    client = next;
    next.on('error', (error) => log.debug('the event connection broke: {message}', { message: error.message }));
    next.on('end', again);
    next.on('notification', ({ payload }) => {
      const { event, payload: content } = JSON.parse(payload ?? '{}') as { event: string; payload?: unknown };
      onEvent(event, content);
    });
    try {
      await next.connect();
      await next.query(`listen ${CHANNEL}`);
      onGap();
    } catch {
      // `end` follows and tries again; where the connection never stood it does not come by itself.
      if (client === next) {
        next.removeListener('end', again);
        next.end().catch(() => {});
        again();
      }
    }
  };
  const first = connect();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await first;
      await client?.end().catch(() => {});
    },
  };
}
