import type { Hono } from 'hono';
import { done, guard, record } from '../../identity/index.ts';
import { type Clock, type Db, type Env, idIn } from '../../platform/index.ts';
import { openedAlerts, seeAlerts, unseeAlert } from '../store/alerts.ts';
import { channelsOf } from '../store/channels.ts';
import { outletsByIds } from '../store/outlets.ts';
import { AlertsPage } from '../views/alerts.tsx';

const mostWaiting = 500;
const mostOver = 50;

/** The page of alerts, and seeing to them. */
export function alertRoutes(app: Hono<Env>, { db, clock }: { db: Db; clock: Clock }): void {
  const page = '/desk/sources/alerts';

  app.get(page, guard('source.read'), async (c) => {
    const [waiting, seen, over] = await Promise.all([
      openedAlerts(db, 'waiting', mostWaiting),
      openedAlerts(db, 'seen', mostWaiting),
      openedAlerts(db, 'over', mostOver),
    ]);
    const all = [...waiting, ...seen, ...over];
    const outlets = await outletsByIds(
      db,
      all.flatMap(({ outletId }) => outletId ?? []),
    );
    const hosts = new Set(all.flatMap(({ host }) => host ?? []));
    const channels = hosts.size === 0 ? [] : await channelsOf(db);
    const onHost = Map.groupBy(
      channels.filter(({ host, state }) => state === 'active' && hosts.has(host)),
      ({ host }) => host,
    );
    const byId = new Map(outlets.map((outlet) => [outlet.id, outlet]));
    return c.html(<AlertsPage {...{ c, waiting, seen, over, onHost }} now={clock()} outlets={byId} />);
  });

  app.post(`${page}/seen`, guard('source.write'), async (c) => {
    await see('all', c.var.person);
    return done(c, page, 'sources.done.seen');
  });

  app.post(`${page}/:id/seen`, guard('source.write'), async (c) => {
    await see(idIn(c), c.var.person);
    return done(c, page, 'sources.done.seen');
  });

  app.post(`${page}/:id/unseen`, guard('source.write'), async (c) => {
    const id = idIn(c);
    await db.transaction().execute(async (trx) => {
      if (await unseeAlert(trx, id))
        await record(trx, { person: c.var.person, action: 'source.alert.unseen', subject: `alert:${id}` });
    });
    return done(c, page, 'sources.done.unseen');
  });

  const see = (which: number | 'all', person: { id: string; name: string }) =>
    db.transaction().execute(async (trx) => {
      for (const id of await seeAlerts(trx, which, person, clock()))
        await record(trx, { person, action: 'source.alert.seen', subject: `alert:${id}` });
    });
}
