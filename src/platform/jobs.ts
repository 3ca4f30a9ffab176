import { getLogger } from '@logtape/logtape';
import { fromKysely, PgBoss } from 'pg-boss';
import type { z } from 'zod';
import type { Connection, Trx } from './db.ts';

const log = getLogger(['cuaso', 'platform', 'jobs']);

/** A kind of work that is done in the background: at least once, with retries; so its handler is idempotent. */
export type Job<T = unknown> = {
  /** `module.verb`, for example `ingest.fetch`. */
  name: string;
  schema: z.ZodType<T>;
  /** Attempts after the first, with growing pauses. */
  retries: number;
  /** How many run at once in one process. */
  concurrency: number;
  /** Seconds after which an attempt counts as lost and is tried again. */
  seconds: number;
  /** A cron expression (UTC) on which the job is started with an empty payload; only one waits at a time. */
  every?: string;
  handle(payload: T, context: { signal: AbortSignal }): Promise<void>;
};

/** A job of any payload, as the registry holds it. */
export type AnyJob = Omit<Job, 'handle' | 'schema'> & {
  schema: z.ZodType;
  handle(payload: never, context: { signal: AbortSignal }): Promise<void>;
};

/** Describes a job; what is left out is 3 retries, one at a time, five minutes an attempt. */
export function job<T>(given: Pick<Job<T>, 'name' | 'schema' | 'handle'> & Partial<Job<T>>): Job<T> {
  return { retries: 3, concurrency: 1, seconds: 300, ...given };
}

export type SendOptions = {
  /** Sends within a transaction: the job exists exactly when it commits. */
  trx?: Trx;
  /** At most one job of a name and key waits; a second is dropped. */
  key?: string;
  startAfter?: Date;
};

export type Jobs = {
  send(name: string, payload: object, options?: SendOptions): Promise<void>;
  /** Makes the queues of the jobs that exist, or brings their settings up to date; before the first `send`. */
  prepare(registry: readonly AnyJob[]): Promise<void>;
  /** Begins to work on the jobs of a registry, and to start those that have a schedule. */
  work(registry: readonly AnyJob[]): Promise<void>;
  /** How many jobs of each name wait, run and have failed for good. */
  counts(): Promise<{ name: string; waiting: number; active: number; failed: number }[]>;
  /** How many jobs could be worked on now or are being worked on. */
  pending(registry: readonly AnyJob[]): Promise<number>;
  stop(): Promise<void>;
};

/** A job whose process gives no sign of life for so long is taken for lost and tried again. */
const HEARTBEAT_SECONDS = 30;
const QUIET_MS = 10_000;

type Batch = { id: string; data: unknown }[];

/**
 * The queues on PostgreSQL (pg-boss). `polling` is the pause in seconds between two looks at an empty queue.
 * A job that fails beyond its retries stays in the table as failed and is logged.
 */
export async function openJobs(connection: Connection, { polling = 1 }: { polling?: number } = {}): Promise<Jobs> {
  const boss = new PgBoss({
    ...connection,
    application_name: 'cuaso jobs',
    max: 6,
    cronMonitorIntervalSeconds: 20,
    cronWorkerIntervalSeconds: 5,
    superviseIntervalSeconds: 10,
    monitorIntervalSeconds: 10,
  });
  const stopping = new AbortController();
  let told = Number.NEGATIVE_INFINITY;
  boss.on('error', ({ message }) => {
    // Every worker reports a lost database by itself, over and over; once in a while is enough.
    if (stopping.signal.aborted || performance.now() - told < QUIET_MS) return;
    told = performance.now();
    log.warning('the queue cannot be worked on: {message}', { message });
  });
  await boss.start();

  const perform = async (job: AnyJob, data: unknown): Promise<void> => {
    const started = performance.now();
    const payload = job.schema.parse(data ?? {});
    const signal = AbortSignal.any([stopping.signal, AbortSignal.timeout(job.seconds * 1000)]);
    await job.handle(payload as never, { signal });
    log.debug('{name} took {ms} ms', { name: job.name, ms: Math.round(performance.now() - started) });
  };

  const attempt = async (job: AnyJob, batch: Batch) => {
    for (const { id, data } of batch) {
      try {
        await perform(job, data);
      } catch (error) {
        log.warning('{name} failed: {message}', { name: job.name, id, message: messageOf(error) });
        throw error;
      }
    }
  };

  return {
    async send(name, payload, { trx, key, startAfter } = {}) {
      await boss.send(name, payload, {
        // The queue's policy holds back equal keys; without one every job is its own.
        singletonKey: key ?? crypto.randomUUID(),
        ...(trx ? { db: fromKysely(trx) } : {}),
        ...(startAfter ? { startAfter } : {}),
      });
    },
    async prepare(registry) {
      for (const { name, retries, seconds } of registry) {
        const options = {
          heartbeatSeconds: HEARTBEAT_SECONDS,
          retryLimit: retries,
          retryBackoff: true,
          retryDelay: 2,
          retryDelayMax: 600,
          expireInSeconds: seconds,
        };
        await boss.createQueue(name, { policy: 'short', ...options });
        await boss.updateQueue(name, options);
      }
    },
    async work(registry) {
      for (const job of registry) {
        const options = { localConcurrency: job.concurrency, pollingIntervalSeconds: polling, batchSize: 1 };
        const worker: string = await boss.work(job.name, options, async (batch: Batch) => {
          await attempt(job, batch);
          // Where one job was, there may be another: look at once instead of at the next poll.
          boss.notifyWorker(worker);
        });
        if (job.every !== undefined) await boss.schedule(job.name, job.every, {}, { singletonKey: 'schedule' });
      }
    },
    async counts() {
      const queues = await boss.getQueues();
      return queues.map(({ name, queuedCount, activeCount, failedCount }) => ({
        name,
        waiting: queuedCount,
        active: activeCount,
        failed: failedCount,
      }));
    },
    async pending(registry) {
      const { rows } = await boss.getDb().executeSql(
        `select count(*)::int as pending from pgboss.job
         where name = any($1) and state in ('created', 'retry', 'active') and start_after <= now()`,
        [registry.map((job) => job.name)],
      );
      return rows[0].pending;
    },
    async stop() {
      stopping.abort();
      await boss.stop({ graceful: true, timeout: 10_000 });
    },
  };
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
