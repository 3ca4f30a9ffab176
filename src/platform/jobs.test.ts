import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { testDatabase } from '../../test/harness/database.ts';
import { systemClock } from './clock.ts';
import { type AnyJob, type Jobs, job, openJobs } from './jobs.ts';
import { emit, followEvents, type Listener, listenerJobs, relay } from './outbox.ts';

const test = testDatabase();
let jobs: Jobs | undefined;
afterEach(async () => {
  await jobs?.stop();
  jobs = undefined;
});

async function open(registry: AnyJob[]): Promise<Jobs> {
  jobs = await openJobs(test.connection, { polling: 0.5 });
  await jobs.prepare(registry);
  return jobs;
}

async function until(holds: () => boolean, what: string): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (holds()) return;
    await sleep(50);
  }
  throw new Error(`waited in vain for ${what}`);
}

describe('jobs', () => {
  it('are done with the payload they were sent with, and again after a failure', async () => {
    const seen: number[] = [];
    const count = job({
      name: 'test.count',
      schema: z.object({ n: z.number() }),
      async handle({ n }) {
        seen.push(n);
        if (seen.length === 1) throw new Error('once');
      },
    });
    const { send, work } = await open([count]);
    await send('test.count', { n: 7 });
    await work([count]);
    await until(() => seen.length === 2, 'the second attempt');
    expect(seen).toEqual([7, 7]);
  });

  it('exist only if their transaction commits, and once for a key', async () => {
    const done: string[] = [];
    const mark = job({
      name: 'test.mark',
      schema: z.object({ at: z.string() }),
      handle: async ({ at }) => void done.push(at),
    });
    const { send, work } = await open([mark]);
    const failed = test.db.transaction().execute(async (trx) => {
      await send('test.mark', { at: 'rolled back' }, { trx });
      throw new Error('no');
    });
    await expect(failed).rejects.toThrow('no');
    await test.db.transaction().execute((trx) => send('test.mark', { at: 'first' }, { trx, key: 'k' }));
    await send('test.mark', { at: 'second' }, { key: 'k' });
    await work([mark]);
    await until(() => done.length > 0, 'the job');
    await sleep(800);
    expect(done).toEqual(['first']);
  });
});

describe('events', () => {
  it('reach every listener once their transaction commits, however many hand them on', async () => {
    const heard: string[] = [];
    const listeners: Listener[] = ['test.index', 'test.count-up'].map((name) => ({
      event: 'text.published',
      name,
      handle: async (payload) => void heard.push(`${name} ${(payload as { textId: number }).textId}`),
    }));
    const registry = listenerJobs(listeners);
    const opened = await open(registry);
    for (let textId = 1; textId <= 20; textId++)
      await test.db.transaction().execute((trx) => emit(trx, 'text.published', { textId }));
    const relays = await Promise.all(
      Array.from({ length: 4 }, () => relay(test.db, opened, listeners, systemClock, 7)),
    );
    let handed = relays.reduce((sum, count) => sum + count, 0);
    while (handed < 20) handed += await relay(test.db, opened, listeners, systemClock);
    expect(await relay(test.db, opened, listeners, systemClock)).toBe(0);
    const { rows } = await sql<{
      name: string;
      n: number;
    }>`select name, count(*) as n from pgboss.job where name like 'test.%' and name = any(${listeners.map((l) => l.name)}) group by name`.execute(
      test.db,
    );
    expect(rows.map((row) => row.n)).toEqual([20, 20]);
    await opened.work(registry);
    await until(() => heard.length > 2, 'the listeners');
    expect(heard[0]).toMatch(/^test\.(index|count-up) \d+$/);
  });

  it('are told to caches at once, and a gap is told after a broken connection', async () => {
    const told: unknown[] = [];
    let gaps = 0;
    const following = followEvents(
      test.connection,
      (event, payload) => told.push([event, payload]),
      () => gaps++,
    );
    await until(() => gaps === 1, 'the first connection');
    await test.db.transaction().execute((trx) => emit(trx, 'text.published', { textId: 3 }));
    await until(() => told.length === 1, 'the event');
    expect(told).toEqual([['text.published', { textId: 3 }]]);
    await sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'cuaso events' and datname = current_database()`.execute(
      test.db,
    );
    await until(() => gaps === 2, 'the connection to come back');
    await following.stop();
  });
});
