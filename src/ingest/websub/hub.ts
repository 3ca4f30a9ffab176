import { getLogger } from '@logtape/logtape';
import { type Clock, type Db, type Fetch, FetchError } from '../../platform/index.ts';
import { channelById } from '../../sources/index.ts';
import { changeSubscription, dueSubscriptions } from '../store/websub.ts';
import { type Subscription, wishedLease } from './subscription.ts';

const log = getLogger(['cuaso', 'ingest', 'websub']);

const mostAtOnce = 200;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** A hub that does not confirm within this is asked again later. */
const patience = HOUR;

/** Where hubs send to: the public address of the portal; undefined where hubs cannot reach it. */
export type Callback = string | undefined;

/** The address that the hub of a subscription sends to. */
export const callbackOf = (callback: string, { slug }: Pick<Subscription, 'slug'>): string =>
  `${callback}/websub/${slug}`;

/**
 * Does what is due with the hubs: asks those that feeds offer, asks again those that failed, renews before a lease ends,
 * and ends what a paused channel or an unreachable portal has no use for.
 */
export async function tendSubscriptions(
  parts: { db: Db; fetch: Fetch; clock: Clock; callback: Callback },
  signal?: AbortSignal,
): Promise<void> {
  const { db, clock, callback } = parts;
  const now = clock();
  for (const subscription of await dueSubscriptions(db, now, mostAtOnce)) {
    signal?.throwIfAborted();
    const channel = await channelById(db, subscription.channelId);
    const wanted = channel?.state === 'active' && channel.kind === 'feed' && callback !== undefined;
    const step = nextStep(subscription, wanted, now);
    if (step === 'wait' || callback === undefined) {
      const state = step === 'unsubscribe' ? { state: 'ended' as const } : {};
      await changeSubscription(db, subscription.slug, { ...state, nextAt: new Date(now.getTime() + HOUR) });
    } else if (step === 'forget') {
      await changeSubscription(db, subscription.slug, {
        state: 'failed',
        detail: silent(subscription),
        failures: subscription.failures + 1,
        nextAt: again(subscription.failures, now),
      });
    } else await ask(parts, callback, subscription, step);
  }
}

const silent = ({ hub }: Subscription): string => `${new URL(hub).host} took the request but never confirmed it`;
const again = (failures: number, now: Date): Date =>
  new Date(now.getTime() + Math.min(DAY, HOUR * 2 ** Math.min(failures, 10)));

/** What to do with a subscription at a moment, when it is wanted and when it is not. Pure. */
export function nextStep(
  { state, askedAt }: Pick<Subscription, 'state' | 'askedAt'>,
  wanted: boolean,
  now: Date,
): 'subscribe' | 'unsubscribe' | 'forget' | 'wait' {
  if (!wanted) return state === 'active' || state === 'asked' ? 'unsubscribe' : 'wait';
  const waited = now.getTime() - (askedAt?.getTime() ?? 0);
  if (state === 'asked') return waited >= patience ? 'forget' : 'wait';
  // A hub that has refused may change its mind, but is not pressed.
  if (state === 'denied') return waited >= 7 * DAY ? 'subscribe' : 'wait';
  return 'subscribe';
}

type Step = 'subscribe' | 'unsubscribe';

async function ask(
  { db, fetch, clock }: { db: Db; fetch: Fetch; clock: Clock },
  callback: string,
  subscription: Subscription,
  step: Step,
): Promise<void> {
  const { slug, hub, topic, secret, state, failures } = subscription;
  const now = clock();
  // Noted before it is asked: some hubs confirm before they answer.
  const renews = step === 'subscribe' && state === 'active';
  const asked = step === 'unsubscribe' ? ('leaving' as const) : renews ? ('active' as const) : ('asked' as const);
  await changeSubscription(db, slug, { state: asked, askedAt: now, nextAt: new Date(now.getTime() + patience) });
  const body = new URLSearchParams({
    'hub.mode': step,
    'hub.topic': topic,
    'hub.callback': callbackOf(callback, subscription),
  });
  if (step === 'subscribe') {
    body.set('hub.secret', secret);
    body.set('hub.lease_seconds', String(wishedLease));
  }
  const fault = await faultOf(fetch, hub, body.toString());
  if (fault === undefined || step === 'unsubscribe') return;
  log.info('{hub} did not take the subscription to {topic}: {fault}', { hub, topic, fault });
  const state2 = renews ? ('active' as const) : ('failed' as const);
  await changeSubscription(db, slug, {
    state: state2,
    detail: fault,
    failures: failures + 1,
    nextAt: again(failures, now),
  });
}

/** Why a hub did not take a request; undefined when it did (WebSub §5.2: 202, and what others of 2xx mean the same). */
async function faultOf(fetch: Fetch, hub: string, body: string): Promise<string | undefined> {
  try {
    const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: '*/*' };
    const answer = await fetch(hub, { method: 'POST', headers, body, maxBytes: 100_000 });
    if (answer.status >= 200 && answer.status < 300) return undefined;
    const said = Buffer.from(answer.body.subarray(0, 300)).toString('utf8').replace(/\s+/g, ' ').trim();
    return `${new URL(hub).host} answered with status ${answer.status}${said === '' ? '' : `: ${said}`}`;
  } catch (error) {
    if (error instanceof FetchError) return error.message;
    throw error;
  }
}
