import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { getLogger } from '@logtape/logtape';
import { ValueType } from '@opentelemetry/api';
import type { Hono } from 'hono';
import { buildModules, buildWeb, type Parts } from './app.ts';
import { readCountry } from './country.ts';
import { decide, demoOrigin, type Running, runningDemonstration } from './demo/index.ts';
import { moduleNames } from './modules.ts';
import { type Config, embeddingService, signingSecret } from './platform/config.ts';
import { type Connection, type Db, openDb, openPool } from './platform/db.ts';
import { startCluster } from './platform/embedded.ts';
import { robotName, safeFetch } from './platform/fetch/fetch.ts';
import { pageCache } from './platform/http/cache.ts';
import { type Answer, type Listening, listen } from './platform/http/server.ts';
import {
  type AnyJob,
  type Env,
  type Listener,
  type Module,
  packageRoot,
  readLanguages,
  systemClock,
} from './platform/index.ts';
import { openJobs } from './platform/jobs.ts';
import { type Metrics, openMetrics } from './platform/metrics.ts';
import { migrate } from './platform/migrate.ts';
import { followEvents, forgetRelayed, listenerJobs, relay, waitingEvents } from './platform/outbox.ts';
import { openPack } from './platform/pack.ts';

const log = getLogger(['cuaso', 'program']);
const DAY_MS = 86_400_000;

/** The database of this process: the embedded one, or the server that the configuration names. */
export type Database = { connection: Connection; stop(): Promise<void> };

/**
 * Reaches the database that the configuration asks for. Without `join`, the embedded one is taken for this process
 * alone; with it, one that a running instance has up is used together.
 */
export async function openDatabase(config: Config, { join: mayJoin }: { join: boolean }): Promise<Database> {
  if (config.databaseUrl !== undefined)
    return { connection: { connectionString: config.databaseUrl }, stop: async () => {} };
  return startCluster(config.dataFolder, { join: mayJoin });
}

/** The parts, modules and work of a process, ready to serve and to work; nothing runs yet. */
export type Program = {
  parts: Parts;
  modules: readonly Module[];
  /** Listens for readers and staff; gives the address. */
  serve(): Promise<string>;
  /** Begins to do the jobs and to hand events on. */
  work(): Promise<void>;
  /** Whether nothing is left to do now: every event is handed on and every job that could run is done. */
  isIdle(): Promise<boolean>;
  /** Ends everything in order; running requests and jobs may finish. */
  stop(): Promise<void>;
};

export type ProgramOptions = {
  /** What to decide about the demonstration at the first start of an installation; the decision stays. */
  demonstration?: 'offer' | 'decline' | 'as decided';
  said?: (step: string) => void;
};

/**
 * Opens everything a process needs over a database: migrates it, loads the country pack's data, makes the queues.
 * `said` is told each step as it is done.
 */
export async function openProgram(
  config: Config,
  connection: Connection,
  { demonstration = 'as decided', said = () => {} }: ProgramOptions = {},
): Promise<Program> {
  const db = openDb(openPool(connection, config.connections));
  const ran = await migrate(db, moduleNames);
  if (ran.length > 0) said(`migrated the database (${ran.length} steps)`);
  const shown = await decideDemonstration(db, config, demonstration);
  const pack = openPack(config.countryFolder);
  const country = readCountry(pack);
  const jobs = await openJobs(connection);
  const publicUrl = config.publicUrl ?? `http://${config.host}:${config.port}`;
  const parts: Parts = {
    db,
    jobs,
    clock: systemClock,
    cache: pageCache(config.cacheMegabytes * 1_000_000),
    metrics: openMetrics(),
    languages: readLanguages(join(packageRoot, 'locales'), country.firstLanguage),
    pack,
    country,
    secret: signingSecret(config),
    publicUrl,
    // Without an address that was stated, there is none that a hub could send to.
    websub: config.websub && config.publicUrl !== undefined,
    embeddings: embeddingService(config),
    demonstration: shown,
    fetchLimits: { requests: config.fetchRequests, bytes: config.fetchMegabytes * 1_000_000 },
    fetch: safeFetch({
      allow: config.fetchAllow,
      origins: shown ? [demoOrigin(shown)] : [],
      userAgent: `${robotName}/0.1 (+${config.contactUrl ?? `${publicUrl}/${country.firstLanguage}/about#fetcher`})`,
    }),
  };
  const modules = buildModules(parts);
  const listeners = modules.flatMap((module) => module.listens ?? []);
  const registry: AnyJob[] = [...modules.flatMap((module) => module.jobs ?? []), ...listenerJobs(listeners)];
  await jobs.prepare(registry);
  for (const module of modules) await module.seeds?.();
  said(`loaded the country pack ${config.countryFolder}`);

  const stops: (() => Promise<void>)[] = [];
  let stopping = false;
  const web: Hono<Env> = buildWeb(modules, parts, () => stopping);
  let wake = () => {};

  return {
    parts,
    modules,
    async serve() {
      const onAnswer = countAnswers(parts.metrics);
      const { host, port, trustedProxies } = config;
      const listening: Listening = await listen(web, { host, port, cache: parts.cache, trustedProxies, onAnswer });
      stops.unshift(() => listening.close());
      const watchers = modules.flatMap((module) => module.watches ?? []);
      const following = followEvents(
        connection,
        (event, payload) => {
          wake();
          if (payload === undefined) parts.cache.clear();
          else for (const watcher of watchers) if (watcher.event === event) watcher.handle(payload);
        },
        () => parts.cache.clear(),
      );
      stops.push(() => following.stop());
      return listening.url;
    },
    async work() {
      await jobs.work(registry);
      const relaying = keepRelaying(parts, listeners, (alarm) => {
        wake = alarm;
      });
      stops.push(() => relaying.stop());
    },
    isIdle: async () => (await waitingEvents(db)) === 0 && (await jobs.pending(registry)) === 0,
    async stop() {
      stopping = true;
      for (const stop of stops)
        await stop().catch((error) => log.warning('stopping: {message}', { message: error.message }));
      await jobs.stop();
      await parts.fetch.close();
      await db.destroy();
    },
  };
}

function decideDemonstration(
  db: Db,
  config: Config,
  wish: NonNullable<ProgramOptions['demonstration']>,
): Promise<Running | undefined> {
  if (wish === 'as decided') return runningDemonstration(db);
  const port = config.port === 0 ? 4401 : Math.min(config.port + 1, 65_535);
  return decide(db, { running: wish === 'offer', began: systemClock(), port });
}

/** Hands events on as they come: at once when woken, else every second; it outlives a lost database. */
function keepRelaying(
  parts: Parts,
  listeners: readonly Listener[],
  onAlarm: (alarm: () => void) => void,
): { stop(): Promise<void> } {
  const { db, jobs, clock } = parts;
  const stopping = new AbortController();
  let alarm = new AbortController();
  onAlarm(() => alarm.abort());
  const run = async () => {
    let failing = false;
    let tidied = 0;
    while (!stopping.signal.aborted) {
      try {
        while ((await relay(db, jobs, listeners, clock)) > 0 && !stopping.signal.aborted);
        if (failing) log.info('the database is back; events are handed on again');
        failing = false;
        if (clock().getTime() - tidied > DAY_MS) {
          tidied = clock().getTime();
          await forgetRelayed(db, new Date(tidied - 14 * DAY_MS));
        }
      } catch (error) {
        if (!failing)
          log.error('events cannot be handed on, trying again: {message}', { message: (error as Error).message });
        failing = true;
      }
      const signal = AbortSignal.any([alarm.signal, stopping.signal]);
      await sleep(1_000, undefined, { signal }).catch(() => {});
      if (alarm.signal.aborted) alarm = new AbortController();
    }
  };
  const running = run();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

function countAnswers(metrics: Metrics): (answer: Answer) => void {
  const meter = metrics.meter('http');
  const seconds = meter.createHistogram('http_answer_seconds', {
    unit: 's',
    advice: { explicitBucketBoundaries: [0.001, 0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10] },
  });
  const cached = new Map<number, number>();
  meter.createObservableCounter('http_cached_answers', { valueType: ValueType.INT }).addCallback((result) => {
    for (const [status, count] of cached) result.observe(count, { status });
  });
  return ({ route, status, seconds: taken }) => {
    // The page cache answers thousands a second: there a plain count has to do.
    if (route === 'cache') cached.set(status, (cached.get(status) ?? 0) + 1);
    else seconds.record(taken, { status });
  };
}
