import type { Hono } from 'hono';
import { guard, record } from '../identity/index.ts';
import type { Clock, Db, Env } from '../platform/index.ts';
import { type Channel, outletPath, outletsByIds } from '../sources/index.ts';
import type { Limits } from './budget.ts';
import { agreements, dropAgreement, knownRobots, noteAgreement } from './store/robots.ts';
import { spentOn } from './store/spent.ts';
import type { Politeness } from './views/politeness.tsx';

/** How an outlet with these channels is asked at a moment. */
export async function readPoliteness(
  db: Db,
  outletId: number,
  channels: readonly Pick<Channel, 'fetchUrl'>[],
  { now, limits }: { now: Date; limits: Limits },
): Promise<Politeness> {
  const origins = [...new Set(channels.map(({ fetchUrl }) => new URL(fetchUrl).origin))].slice(0, 20);
  const [robots, [agreement], [spent]] = await Promise.all([
    knownRobots(db, origins),
    agreements(db, outletId),
    spentOn(db, now.toISOString().slice(0, 10), [outletId]),
  ]);
  return { outletId, robots, agreement, spent, limits };
}

const longestGround = 500;

/** Takes down that an outlet agreed to be fetched whatever its robots.txt says, on what ground, or that this is over. */
export function politenessDesk(app: Hono<Env>, { db, clock }: { db: Db; clock: Clock }): void {
  app.post('/desk/sources/outlets/:id/agreement', guard('source.write'), async (c) => {
    const id = /^\d{1,15}$/.test(c.req.param('id')) ? Number(c.req.param('id')) : 0;
    const [outlet] = await outletsByIds(db, [id]);
    if (!outlet) return c.redirect('/desk/sources/outlets', 303);
    const form = await c.req.parseBody();
    const ground = typeof form.ground === 'string' ? form.ground.trim().slice(0, longestGround) : '';
    const over = form.end === '1';
    if (ground === '' && !over) return c.redirect(`${outletPath(id)}?fault=ground#politeness`, 303);
    await db.transaction().execute(async (trx) => {
      const { person } = c.var;
      if (over) await dropAgreement(trx, id);
      else await noteAgreement(trx, { outletId: id, ground, personId: person.id, at: clock() });
      const action = over ? 'source.agreement.end' : 'source.agreement';
      await record(trx, { person, action, subject: `outlet:${id}`, detail: over ? {} : { ground } });
    });
    return c.redirect(`${outletPath(id)}#politeness`, 303);
  });
}
