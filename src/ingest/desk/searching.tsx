import type { Hono } from 'hono';
import { done, guard, record } from '../../identity/index.ts';
import type { Clock, Db, Env } from '../../platform/index.ts';
import {
  allOutlets,
  channelsOf,
  classes,
  type Outlet,
  outletPath,
  outletsByIds,
  typedIn,
} from '../../sources/index.ts';
import { addressOf } from '../discovery/search.ts';
import { askSearches, searchesFor } from '../store/searches.ts';
import { SearchesPage, searchesPath } from '../views/searches.tsx';

/** Looking for the channels of outlets of the register, one by one and class by class; the work itself is a job. */
export function searchingRoutes(app: Hono<Env>, { db, clock }: { db: Db; clock: Clock }): void {
  app.get(searchesPath, guard('source.read'), async (c) => {
    const [outlets, searches, lacking] = await Promise.all([allOutlets(db), searchesFor(db), outletsLacking(db)]);
    const byId = new Map(outlets.map((outlet) => [outlet.id, outlet]));
    const rows = searches.flatMap((search) => {
      const outlet = byId.get(search.outletId ?? 0);
      return outlet ? [{ search, outlet }] : [];
    });
    const known = new Set(searches.map(({ outletId }) => outletId));
    const unasked = lacking.filter(({ id }) => !known.has(id));
    return c.html(
      <SearchesPage c={c} lacking={Map.groupBy(unasked, (outlet) => outlet.class)} rows={rows} now={clock()} />,
    );
  });

  app.post(searchesPath, guard('source.write'), async (c) => {
    const typed = await typedIn(c.req);
    const asked = classes.find((one) => one === typed.class);
    if (asked === undefined) return c.redirect(searchesPath, 303);
    const wanted = wantedOf((await outletsLacking(db)).filter((outlet) => outlet.class === asked));
    await db.transaction().execute(async (trx) => {
      const count = await askSearches(trx, wanted, { cause: 'person', at: clock() });
      await record(trx, { person: c.var.person, action: 'source.find', subject: `class:${asked}`, detail: { count } });
    });
    return done(c, searchesPath, 'ingest.done.search');
  });

  app.post('/desk/sources/outlets/:id/find', guard('source.write'), async (c) => {
    const text = c.req.param('id');
    const outlets = /^\d{1,15}$/.test(text) ? await outletsByIds(db, [Number(text)]) : [];
    const [wanted] = wantedOf(outlets);
    if (wanted === undefined) return c.redirect('/desk/sources/outlets', 303);
    await db.transaction().execute(async (trx) => {
      await askSearches(trx, [wanted], { cause: 'person', at: clock() });
      await record(trx, {
        person: c.var.person,
        action: 'source.find',
        subject: `outlet:${wanted.outletId}`,
        detail: {},
      });
    });
    return done(c, `${outletPath(wanted.outletId)}`, 'ingest.done.search');
  });
}

const wantedOf = (outlets: readonly Outlet[]): { outletId: number; address: string }[] =>
  outlets.flatMap((outlet) => {
    const address = addressOf(outlet);
    return address === undefined ? [] : [{ outletId: outlet.id, address }];
  });

/** The outlets that are there still and have no channel, but an address at which one can be looked for. */
async function outletsLacking(db: Db): Promise<Outlet[]> {
  const [outlets, channels] = await Promise.all([allOutlets(db), channelsOf(db)]);
  const having = new Set(channels.map(({ outletId }) => outletId));
  return outlets.filter(
    (outlet) => !having.has(outlet.id) && outlet.validTo === null && addressOf(outlet) !== undefined,
  );
}
