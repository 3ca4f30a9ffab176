import { getLogger } from '@logtape/logtape';
import { type Db, isUnavailable } from '../platform/index.ts';
import { type Channel, countDue, dueChannels, dueHosts, isFailure, postponeHost } from '../sources/index.ts';
import { type Look, lookAgain, settleLooks } from './looks.ts';
import type { Trouble } from './outcome.ts';
import { type Reading, readPage, settleReadings } from './pages.ts';
import { hostBackoff, later } from './schedule.ts';
import { failingHost, lockHosts, noteHostAnswer, noteHostFailure, restingHosts, unlockHosts } from './store/hosts.ts';
import { countPages, duePages, pageHosts, postponePages } from './store/pages.ts';
import { dueLooks } from './store/watch.ts';
import { activeSubscriptions } from './store/websub.ts';
import { type Deps, visitChannel } from './visit.ts';

const log = getLogger(['cuaso', 'ingest']);

/** How many hosts are worked on at the same time, how many of one host's channels and pages are in hand, and taken at once. */
const hostsAtOnce = 16;
const inHand = 6;
const batch = 48;
/** So many fetches in a row that speak of trouble with the host are taken for an outage of the host. */
const outage = 2;
/** So many channels in a row that brought news before and suddenly are not there, or fail, tell of the host as well. */
const spell = 3;

/** What a pass has done so far. */
export type Progress = {
  /** Visits to channels, and how many of them failed. */
  channels: number;
  failed: number;
  /** New and changed items. */
  items: number;
  changed: number;
  /** Pages of articles that were read, or given up for good. */
  pages: number;
  /** Channels that were due, and pages that waited, when it began. */
  due: number;
  waiting: number;
};

/**
 * Fetches every channel and every page that is due, until none is left or the signal asks to stop. Several processes
 * may run it at once: each takes hosts that no other has. Whatever stops it, what was stored is whole, and what was
 * not will be fetched again. Throws when the database cannot be reached.
 */
export async function runDueChannels(
  given: Deps,
  { signal, onProgress }: { signal?: AbortSignal; onProgress?: (progress: Readonly<Progress>) => void } = {},
): Promise<Progress> {
  const { db, clock } = given;
  const [due, waiting, hubs] = await Promise.all([countDue(db, clock()), countPages(db), activeSubscriptions(db)]);
  const deps = { ...given, hubs };
  const progress: Progress = { channels: 0, failed: 0, items: 0, changed: 0, pages: 0, due, waiting };
  await db.connection().execute(async (session) => {
    const working = new Map<string, Promise<void>>();
    const left = new Set<string>();
    let fault: unknown;
    const work = async (host: string): Promise<void> => {
      try {
        await workHost(deps, host, { progress, tell: () => onProgress?.(progress), signal });
      } catch (error) {
        left.add(host);
        if (isUnavailable(error)) fault = error;
        else if (!signal?.aborted) log.error('{host} could not be worked on: {error}', { host, error });
      }
      try {
        await unlockHosts(session, [host]);
      } catch (error) {
        fault ??= error;
      }
      working.delete(host);
    };
    for (;;) {
      const room = fault || signal?.aborted ? 0 : hostsAtOnce - working.size;
      if (room > 0)
        for (const host of await takeHosts(deps, session, room, new Set(working.keys()), left))
          working.set(host, work(host));
      if (working.size === 0) break;
      await Promise.race(working.values());
    }
    if (fault) throw fault;
  });
  return progress;
}

/** Takes hosts that have something due; those that another process has are left to it for the rest of the pass. */
async function takeHosts(
  { db, clock }: Deps,
  session: Db,
  room: number,
  working: ReadonlySet<string>,
  left: Set<string>,
): Promise<string[]> {
  for (;;) {
    const now = clock();
    const except = [...working, ...left, ...(await restingHosts(db, now))];
    const channels = await dueHosts(db, now, room, except);
    const pages =
      channels.length < room ? await pageHosts(db, now, room - channels.length, [...except, ...channels]) : [];
    const wanted = [...channels, ...pages];
    const taken = wanted.length === 0 ? [] : await lockHosts(session, wanted);
    for (const host of wanted) if (!taken.includes(host)) left.add(host);
    if (taken.length > 0 || wanted.length === 0) return taken;
  }
}

type Watch = { progress: Progress; tell: () => void; signal: AbortSignal | undefined };

/** Works off a host that this process holds: its channels, then its pages, then those to read again, until nothing is due or it fails. */
async function workHost(deps: Deps, host: string, { progress, tell, signal }: Watch): Promise<void> {
  const { db, clock } = deps;
  const standing = await watchHost(deps, host);
  const goOn = () => !standing.down && !signal?.aborted;

  while (goOn()) {
    const channels = await dueChannels(db, host, clock(), batch);
    await eachOf(channels, goOn, async (channel) => {
      const visit = await visitChannel(deps, channel, 'schedule', signal);
      progress.channels++;
      progress.items += visit.fresh;
      progress.changed += visit.changed;
      if (isFailure(visit.outcome)) progress.failed++;
      await standing.judge(visit.trouble, isSudden(channel, visit.trouble));
      tell();
    });
    await deps.budget?.settle();
    if (channels.length > 0) continue;

    const pages = await duePages(db, host, clock(), batch);
    if (pages.length === 0) {
      const watched = await dueLooks(db, host, clock(), batch);
      if (watched.length === 0) return;
      const looks: Look[] = [];
      await eachOf(watched, goOn, async (page) => {
        const look = await lookAgain(deps, page, signal);
        looks.push(look);
        await standing.judge(look.trouble);
      });
      await settleLooks(deps, looks);
      continue;
    }
    const readings: Reading[] = [];
    await eachOf(pages, goOn, async (page) => {
      const reading = await readPage(deps, page, signal);
      readings.push(reading);
      await standing.judge(reading.trouble);
    });
    progress.pages += await settleReadings(deps, readings);
    await deps.budget?.settle();
    tell();
  }
}

type Standing = { readonly down: boolean; judge(trouble: Trouble | undefined, sudden?: boolean): Promise<void> };

/**
 * Whether a channel that brought news before is all at once not found, or fails. Alone it says nothing of the host, in a
 * burst it does: YouTube has had spells of weeks in which every feed was a 404 or a 500.
 */
const isSudden = (channel: Channel, trouble: Trouble | undefined): boolean =>
  channel.succeededAt !== null && (trouble?.status === 404 || (trouble?.status ?? 0) >= 500);

/**
 * Follows whether a host answers. Trouble twice in a row, or once on a host that failed before, a burst of channels that
 * suddenly are not there, or a request to be left alone, is an outage: everything of the host is put off, and no channel is blamed for it.
 */
async function watchHost({ db, clock, chance }: Deps, host: string): Promise<Standing> {
  const known = await failingHost(db, host);
  let inARow = known ? outage - 1 : 0;
  let failing = known !== undefined;
  let down = false;
  return {
    get down() {
      return down;
    },
    async judge(trouble, sudden = false) {
      if (!trouble || !(trouble.host || sudden)) {
        inARow = 0;
        if (!failing) return;
        failing = false;
        await noteHostAnswer(db, host);
        return;
      }
      inARow++;
      if (down || (inARow < (trouble.host ? outage : spell) && trouble.retryAfter === 0)) return;
      down = true;
      const at = clock();
      const { outcome: reason, detail, retryAfter } = trouble;
      const retryAt = later(at, hostBackoff((known?.failures ?? 0) + 1, retryAfter), chance());
      await db.transaction().execute(async (trx) => {
        await noteHostFailure(trx, { host, at, retryAt, reason, detail });
        await postponeHost(trx, host, at, retryAt, detail);
        await postponePages(trx, host, retryAt);
      });
      log.info('{host} is left alone until {retryAt}: {detail}', { host, retryAt, detail });
    },
  };
}

/**
 * Does some work for each, a few at a time, while `goOn` says so. Waits for what runs before it throws the first
 * error, so that nothing goes on behind the caller's back.
 */
async function eachOf<T>(things: readonly T[], goOn: () => boolean, work: (thing: T) => Promise<void>): Promise<void> {
  const queue = things.values();
  let broken: { error: unknown } | undefined;
  const worker = async (): Promise<void> => {
    for (const thing of queue) {
      if (broken || !goOn()) return;
      try {
        await work(thing);
      } catch (error) {
        broken ??= { error };
      }
    }
  };
  await Promise.all(Array.from({ length: inHand }, worker));
  if (broken) throw broken.error;
}
