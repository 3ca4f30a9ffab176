import { LRUCache } from 'lru-cache';
import { type Clock, type Db, type Fetch, type Fetched, robotName } from '../../platform/index.ts';
import { type Trouble, troubleOfError } from '../outcome.ts';
import { retryAfterSeconds } from '../schedule.ts';
import { agreements, type KnownRobots, knownRobots, noteRobots } from '../store/robots.ts';
import { everything, forbids, mostBytes, type Robots, readRobots } from './robots.ts';

/** On whose behalf an address is asked for. */
export type Asker = {
  outletId: number;
  /** Whether a person registered this very feed: a subscription, which only a rule that names us stops. */
  subscribed: boolean;
};

/** Whether an address may be fetched: why not, and how many seconds its host wants between two requests. */
export type Verdict = { trouble: Trouble | undefined; delay: number };

/** Asks what robots.txt allows. Throws the reason when the signal aborts. */
export type RobotsKeeper = (url: string, asker: Asker, signal?: AbortSignal) => Promise<Verdict>;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long what it said is believed: a day (RFC 9309 § 2.4). */
const fresh = DAY;
/** How long what it said last is gone by while it does not answer (§ 2.3.1.4 speaks of thirty days). */
const remembered = 30 * DAY;
/** After so long without any answer there is none, so that a fault of a server does not shut an outlet out for ever. */
const given = 7 * DAY;
/** When one that does not answer is asked again. */
const again = HOUR;
/** A host that wants more seconds than this between two requests gets this many. */
const longestDelay = 60;

/**
 * Keeps what the robots.txt of each origin says: in memory, and in the database for other processes and after a
 * restart. It is fetched by whoever asks first, who holds a seat of the host already. An answer of 4xx, or one that
 * redirects on and on, forbids nothing; one of 429 or 5xx, or none, forbids everything for now (RFC 9309 § 2.3.1).
 */
export function keepRobots({ db, fetch, clock }: { db: Db; fetch: Fetch; clock: Clock }): RobotsKeeper {
  const known = new LRUCache<string, KnownRobots>({
    max: 5_000,
    maxSize: 200_000,
    sizeCalculation: ({ said }) => 1 + (said?.rules.length ?? 0),
  });
  const asking = new Map<string, Promise<KnownRobots>>();
  let agreed = { ids: new Set<number>(), until: 0 };

  const hasAgreed = async (outletId: number): Promise<boolean> => {
    const now = clock().getTime();
    if (now >= agreed.until || now < agreed.until - MINUTE)
      agreed = { ids: new Set((await agreements(db)).map((each) => each.outletId)), until: now + MINUTE };
    return agreed.ids.has(outletId);
  };

  const lookUp = async (origin: string, signal: AbortSignal | undefined): Promise<KnownRobots> => {
    const [stored] = await knownRobots(db, [origin]);
    if (stored && isGood(stored, clock())) return stored;
    const found = await askOrigin(fetch, origin, stored, clock, signal);
    await noteRobots(db, found);
    return found;
  };

  const ofOrigin = async (origin: string, signal: AbortSignal | undefined): Promise<KnownRobots> => {
    const kept = known.get(origin);
    if (kept && isGood(kept, clock())) return kept;
    const running = asking.get(origin) ?? lookUp(origin, signal).finally(() => asking.delete(origin));
    asking.set(origin, running);
    const found = await running;
    known.set(origin, found);
    return found;
  };

  return async (address, { outletId, subscribed }, signal) => {
    if (await hasAgreed(outletId)) return { trouble: undefined, delay: 0 };
    const url = new URL(address);
    return judge(await ofOrigin(url.origin, signal), url, subscribed, clock().getTime());
  };
}

const isGood = ({ goodUntil }: KnownRobots, now: Date): boolean =>
  goodUntil > now && goodUntil.getTime() - now.getTime() <= fresh;

function judge(known: KnownRobots, url: URL, subscribed: boolean, now: number): Verdict {
  const { said, saidAt, failingSince, goodUntil } = known;
  const retryAfter = Math.max(0, Math.round((goodUntil.getTime() - now) / 1_000));
  if (said === null || saidAt === null || (failingSince !== null && now - saidAt.getTime() >= remembered)) {
    const over = failingSince !== null && now - failingSince.getTime() >= given;
    if (over || subscribed) return { trouble: undefined, delay: 0 };
    const { outcome, detail } = known;
    const why = `${url.host} does not say what robots may fetch, which forbids everything for now: ${detail}`;
    return { trouble: { outcome: outcome ?? 'robots', status: null, detail: why, host: true, retryAfter }, delay: 0 };
  }
  const delay = Math.min(longestDelay, said.delay ?? 0);
  const rule = subscribed && !said.named ? undefined : forbids(said, url);
  if (rule === undefined) return { trouble: undefined, delay };
  const whom = said.named ? robotName : 'robots';
  const path = url.pathname.slice(0, 200);
  const detail = `the robots.txt of ${url.host} asks ${whom} not to fetch ${path} (Disallow: ${rule.slice(0, 200)})`;
  return { trouble: { outcome: 'robots', status: null, detail, host: false, retryAfter }, delay };
}

async function askOrigin(
  fetch: Fetch,
  origin: string,
  before: KnownRobots | undefined,
  clock: Clock,
  signal: AbortSignal | undefined,
): Promise<KnownRobots> {
  let answer: Fetched | undefined;
  let trouble: Pick<Trouble, 'outcome' | 'detail'> | undefined;
  // A host that cannot be reached is looked after as any other; this only spares it several questions at once.
  let wait = MINUTE;
  try {
    answer = await fetch(`${origin}/robots.txt`, {
      headers: { accept: 'text/plain, */*;q=0.5' },
      maxBytes: mostBytes,
      cut: true,
      timeoutMs: 10_000,
      ...(signal ? { signal } : {}),
    });
  } catch (error) {
    signal?.throwIfAborted();
    const found = troubleOfError(error);
    // Redirects that do not end are as good as none (§ 2.3.1.2), and so are those that lead where nobody may go.
    if (!leadsNowhere.has(found.outcome)) trouble = found;
  }
  const now = clock();
  if (answer && (answer.status === 429 || answer.status >= 500)) {
    const outcome = answer.status === 429 ? 'rate-limited' : 'robots';
    trouble = { outcome, detail: `its robots.txt answered with status ${answer.status}` };
    wait = Math.min(DAY, Math.max(again, 1_000 * retryAfterSeconds(answer.headers['retry-after'], now)));
  }
  const goodUntil = new Date(now.getTime() + (trouble ? wait : fresh));
  if (trouble) {
    const { said = null, saidAt = null, failingSince } = before ?? {};
    const { outcome, detail } = trouble;
    return {
      origin,
      said,
      saidAt,
      goodUntil,
      failingSince: failingSince ?? now,
      outcome,
      detail: detail.slice(0, 500),
    };
  }
  const said = answer && answer.status >= 200 && answer.status < 300 ? readAnswer(answer) : everything;
  return { origin, said, saidAt: now, goodUntil, failingSince: null, outcome: null, detail: null };
}

const leadsNowhere: ReadonlySet<string> = new Set(['redirects', 'address', 'private-address']);

const readAnswer = (answer: Fetched): Robots => readRobots(new TextDecoder().decode(answer.body), robotName);
