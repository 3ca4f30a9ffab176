import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Fetched } from '../../platform/index.ts';
import type { Feed } from '../feed/feed.ts';
import { linksOf } from '../kinds/answer.ts';
import { longest } from '../schedule.ts';

/**
 * Where a subscription stands: `offered` by the feed · `asked` for, not yet confirmed · `active` · `leaving` asked to
 * end · `ended` · `denied` by the hub · `failed`, to be asked again.
 */
export type SubscriptionState = 'offered' | 'asked' | 'active' | 'leaving' | 'ended' | 'denied' | 'failed';

/** A subscription to the hub of a feed (WebSub, W3C Recommendation 2018). */
export type Subscription = {
  channelId: number;
  hub: string;
  topic: string;
  slug: string;
  secret: string;
  state: SubscriptionState;
  nextAt: Date;
  askedAt: Date | null;
  leaseUntil: Date | null;
  failures: number;
  detail: string | null;
  lastPushAt: Date | null;
  pushes: number;
  missedAt: Date | null;
};

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** How long a hub is asked to send, in seconds; hubs may choose otherwise. */
export const wishedLease = (10 * DAY) / 1_000;
const longestLease = 90 * DAY;
const shortestLease = 5 * 60_000;

/** The hub and the topic that a feed names: in its headers first, then in itself (WebSub §4); undefined when it has none. */
export function hubOf(feed: Feed, answer: Fetched): { hub: string; topic: string } | undefined {
  const hub = [...linksOf(answer, 'hub'), ...feed.hubs].find((address) => /^https?:\/\//i.test(address));
  const topic = linksOf(answer, 'self')[0] ?? feed.self ?? answer.url;
  return hub === undefined || hub.length > 2_000 || topic.length > 2_000 || !/^https?:\/\//i.test(topic)
    ? undefined
    : { hub, topic };
}

/** Until when a hub sends, by the seconds that it grants; within bounds, whatever it says. */
export function leaseUntil(seconds: string | undefined, now: Date): Date {
  const granted = /^\d{1,9}$/.test(seconds ?? '') ? Number(seconds) * 1_000 : wishedLease * 1_000;
  return new Date(now.getTime() + Math.min(longestLease, Math.max(shortestLease, granted)));
}

/** When to renew: when a fifth of the time is left, at the earliest after a minute. */
export function renewAt(until: Date, now: Date): Date {
  const left = until.getTime() - now.getTime();
  return new Date(now.getTime() + Math.max(60_000, left * 0.8));
}

/**
 * Whether a hub has lately sent what was new: the lease runs, the last push is no older than four usual gaps (at least a
 * day), and asking the feed has brought nothing since that the hub had not sent.
 */
export function provesItself(subscription: Subscription, gapSeconds: number | null, now: Date): boolean {
  const { state, leaseUntil: until, lastPushAt, missedAt } = subscription;
  if (state !== 'active' || !until || until <= now || !lastPushAt) return false;
  if (missedAt && missedAt >= lastPushAt) return false;
  return now.getTime() - lastPushAt.getTime() <= Math.max(DAY, 4_000 * (gapSeconds ?? 0));
}

/** How long to wait before the next look while the hub sends, in seconds: four times as long, at least six hours. */
export const stretched = (seconds: number): number => Math.min(longest, Math.max(4 * seconds, (6 * HOUR) / 1_000));

/**
 * Whether content was signed with the secret (WebSub §7.1, `X-Hub-Signature: method=hex`): by SHA-1 or one of the SHA-2
 * family, compared in constant time.
 */
export function isSigned(header: string | undefined, secret: string, body: Uint8Array): boolean {
  const [, method = '', given = ''] =
    /^(sha1|sha256|sha384|sha512)=([0-9a-f]{40,128})$/i.exec(header?.trim() ?? '') ?? [];
  if (method === '') return false;
  const expected = createHmac(method.toLowerCase(), secret).update(body).digest();
  const signature = Buffer.from(given, 'hex');
  return signature.length === expected.length && timingSafeEqual(signature, expected);
}
