import { createHash } from 'node:crypto';
import type { Hono } from 'hono';
import { can, findPerson, open } from '../../identity/index.ts';
import {
  type Clock,
  clientAddressHeader,
  type Db,
  type Env,
  hashOf,
  type Languages,
  openRate,
} from '../../platform/index.ts';
import { alertFeedAt } from '../store/alert-feeds.ts';
import { toldAlerts } from '../store/alerts.ts';
import { outletsByIds } from '../store/outlets.ts';
import { writeAtom } from './atom.ts';

const mostAlerts = 100;
/** Alerts that were over longer ago are left out, in milliseconds. */
const kept = 30 * 24 * 3_600_000;

type Parts = { db: Db; clock: Clock; publicUrl: string; languages: Languages };

/**
 * The private feeds of alerts: whoever knows the address reads it, as programs that read feeds know no other key. It holds
 * what its person may read at that moment. Whatever is wrong with an address, the answer is the same.
 */
export function alertFeedApi(app: Hono<Env>, { db, clock, publicUrl, languages }: Parts): void {
  // Guessing is hopeless at any speed; this bounds the work that strangers make, and a reader that has gone mad.
  const rate = openRate({ burst: 60, secondsEach: 5 });

  app.get('/api/alerts/:token', open, async (c) => {
    const now = clock();
    c.header('cache-control', 'private, no-cache');
    c.header('x-robots-tag', 'noindex');
    const hash = hashOf(c.req.param('token').slice(0, 200));
    const waits = [c.req.header(clientAddressHeader) ?? '', hash.toString('hex')].map((who) => rate(who, now).wait);
    const wait = Math.max(...waits);
    if (wait > 0) {
      c.header('retry-after', String(wait));
      return c.text('Asked too often; try again later.', 429);
    }
    const feed = await alertFeedAt(db, hash, now);
    const person = feed && (await findPerson(db, feed.personId));
    if (!feed || !person || !can(person, 'source.read')) return c.text('There is nothing at this address.', 404);
    const lang = languages.has(feed.lang) ? feed.lang : c.var.lang;
    const alerts = await toldAlerts(db, {
      organisationId: feed.scope === 'own' ? person.organisation.id : null,
      since: new Date(now.getTime() - kept),
      most: mostAlerts,
    });
    const outlets = await outletsByIds(
      db,
      alerts.flatMap(({ outletId }) => outletId ?? []),
    );
    const body = writeAtom({
      id: feed.id,
      madeAt: feed.madeAt,
      reader: { t: languages.translator(lang), service: languages.service(lang) },
      publicUrl,
      alerts,
      outlets: new Map(outlets.map((outlet) => [outlet.id, outlet])),
    });
    const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
    c.header('etag', etag);
    if (c.req.header('if-none-match')?.includes(etag)) return c.body(null, 304);
    return c.body(body, 200, { 'content-type': 'application/atom+xml; charset=utf-8' });
  });
}
