import type { Hono } from 'hono';
import { open } from '../../identity/index.ts';
import type { Clock, Db, Env } from '../../platform/index.ts';
import { type Channel, channelById, makeDue } from '../../sources/index.ts';
import { parseFeed } from '../feed/parse.ts';
import { bodyOf } from '../push/bytes.ts';
import { holdOutlet } from '../store/items.ts';
import { changeSubscription, notePush, subscriptionAt } from '../store/websub.ts';
import { type Deps, receive } from '../visit.ts';
import { isSigned, leaseUntil, renewAt, type Subscription } from './subscription.ts';

/** What a hub sends at once may have so many bytes. */
const mostBytes = 5_000_000;

/** Where hubs ask whether a subscription was meant, and send what is new (WebSub §5.3 and §7). */
export function websubCallback(
  app: Hono<Env>,
  { db, clock, deps }: { db: Db; clock: Clock; deps: () => Promise<Deps> },
): void {
  app.get('/websub/:slug', open, async (c) => {
    c.header('cache-control', 'no-store');
    const subscription = await subscriptionAt(db, c.req.param('slug'));
    const query = c.req.query();
    const [mode, topic, challenge] = [query['hub.mode'], query['hub.topic'], query['hub.challenge']];
    if (!subscription || topic !== subscription.topic) return c.text('There is no such subscription.', 404);
    const { slug } = subscription;
    const now = clock();
    if (mode === 'denied') {
      const detail = `the hub refused${query['hub.reason'] ? `: ${query['hub.reason'].slice(0, 300)}` : ''}`;
      await changeSubscription(db, slug, { state: 'denied', detail, leaseUntil: null });
      return c.text('');
    }
    if (challenge === undefined || challenge.length > 2_000 || !isMeant(mode, subscription))
      return c.text('This was not asked for.', 404);
    if (mode === 'unsubscribe') await changeSubscription(db, slug, { state: 'ended', leaseUntil: null, detail: null });
    else {
      const until = leaseUntil(query['hub.lease_seconds'], now);
      await changeSubscription(db, slug, {
        state: 'active',
        leaseUntil: until,
        nextAt: renewAt(until, now),
        failures: 0,
        detail: null,
      });
    }
    // As plain text, so that what a stranger sends is never read as a page.
    return c.text(challenge);
  });

  app.post('/websub/:slug', open, async (c) => {
    const began = performance.now();
    const subscription = await subscriptionAt(db, c.req.param('slug'));
    if (!subscription) return c.text('There is no such subscription.', 404);
    const channel = await channelById(db, subscription.channelId);
    const wanted = subscription.state === 'active' && channel?.state === 'active';
    // The hub may forget us (WebSub §7: 410).
    if (!wanted || !channel) return c.text('This subscription has ended.', 410);
    const body = await bodyOf(c.req.raw, mostBytes);
    if (!body) return c.text(`At most ${mostBytes} bytes are taken.`, 413);
    if (!isSigned(c.req.header('x-hub-signature'), subscription.secret, body)) {
      // Answered like any other, so that nobody can try out secrets (WebSub §7.1.1).
      await changeSubscription(db, subscription.slug, {
        detail: 'something came without a valid signature; it was not read',
      });
      return c.body(null, 202);
    }
    const content = { body, type: c.req.header('content-type'), milliseconds: Math.round(performance.now() - began) };
    await take(await deps(), channel, subscription, content);
    return c.body(null, 202);
  });
}

/** Whether the hub asks about what we have asked for: a subscription, its renewal, or its end. */
const isMeant = (mode: string | undefined, { state }: Subscription): boolean =>
  mode === 'subscribe' ? state === 'asked' || state === 'active' : mode === 'unsubscribe' && state === 'leaving';

type Content = { body: Uint8Array; type: string | undefined; milliseconds: number };

/** Stores the feed that the hub sent along; where it only says that something is new, the channel is asked at once. */
async function take(deps: Deps, channel: Channel, subscription: Subscription, content: Content): Promise<void> {
  const { db, clock } = deps;
  const now = clock();
  const feed = parseFeed(content.body, { contentType: content.type, url: subscription.topic, now });
  const own = feed.self === undefined || feed.self === subscription.topic;
  await db.transaction().execute(async (trx) => {
    await holdOutlet(trx, channel.outletId);
    await notePush(trx, subscription.slug, now);
    const hubs = new Map([[channel.id, { ...subscription, lastPushAt: now }]]);
    const { body, milliseconds } = content;
    if (feed.items.length > 0 && own)
      await receive(trx, { ...deps, hubs }, channel, { feed, bytes: body.length, milliseconds });
    else await makeDue(trx, channel.id);
  });
}
