import type { Hono } from 'hono';
import { done, guard, record } from '../../identity/index.ts';
import { type Clock, type Db, type Env, hashOf, newToken } from '../../platform/index.ts';
import { typedIn } from '../form.ts';
import { alertFeedOf, endAlertFeed, putAlertFeed } from '../store/alert-feeds.ts';
import { AlertFeedPage } from './page.tsx';

type Parts = { db: Db; clock: Clock; publicUrl: string };

/** A person's own feed of alerts: making it, giving it another address, ending it. */
export function alertFeedDesk(app: Hono<Env>, { db, clock, publicUrl }: Parts): void {
  const page = '/desk/sources/alerts/feed';
  const read = guard('source.read');

  app.get(page, read, async (c) =>
    c.html(<AlertFeedPage c={c} feed={await alertFeedOf(db, c.var.person.id)} now={clock()} />),
  );

  app.post(page, read, async (c) => {
    const { person, lang } = c.var;
    const scope = (await typedIn(c.req)).scope === 'own' ? 'own' : 'all';
    const now = clock();
    const token = newToken('csfeed');
    await db.transaction().execute(async (trx) => {
      const hint = token.slice(-4);
      await putAlertFeed(trx, { personId: person.id, hash: hashOf(token), hint, lang, scope, now });
      const detail = { hint, scope };
      await record(trx, { person, action: 'source.alert.feed', subject: `person:${person.id}`, detail });
    });
    const feed = await alertFeedOf(db, person.id);
    c.header('cache-control', 'no-store');
    return c.html(<AlertFeedPage c={c} feed={feed} now={now} made={`${publicUrl}/api/alerts/${token}`} />);
  });

  app.post(`${page}/end`, read, async (c) => {
    const { person } = c.var;
    await db.transaction().execute(async (trx) => {
      if (await endAlertFeed(trx, person.id))
        await record(trx, { person, action: 'source.alert.feed.end', subject: `person:${person.id}` });
    });
    return done(c, page, 'sources.done.feed-ended');
  });
}
