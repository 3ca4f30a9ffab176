import type { Hono } from 'hono';
import { done, guard, listOrganisations, record } from '../../identity/index.ts';
import { readAtlas } from '../../places/index.ts';
import type { Clock, Db, Env } from '../../platform/index.ts';
import { readChanges } from '../form.ts';
import { setOutletsState } from '../store/channels.ts';
import { changeOutlets } from '../store/outlets.ts';
import { ChangePage } from '../views/bulk.tsx';
import { listAddress, pickedOutlets } from './reading.tsx';

/** What is done with many outlets at once: starting, pausing, changing. */
export function bulkRoutes(app: Hono<Env>, { db, clock }: { db: Db; clock: Clock }): void {
  const write = guard('source.write');

  app.post('/desk/sources/bulk', write, async (c) => {
    const form = await fieldsOf(c.req);
    const back = listAddress(form.get('of')?.[0]);
    const state = form.get('step')?.[0] === 'active' ? ('active' as const) : ('paused' as const);
    const outlets = await pickedOutlets(db, clock(), pickIn(form, back), await readAtlas(db));
    if (outlets.length === 0) return done(c, back, 'sources.done.nothing');
    await db.transaction().execute(async (trx) => {
      const ids = outlets.map(({ id }) => id);
      const channels = await setOutletsState(trx, ids, state);
      const detail = { outlets: ids.slice(0, 200), count: ids.length, channels };
      await record(trx, { person: c.var.person, action: `source.${state}`, subject: 'outlets', detail });
    });
    return done(c, back, state === 'active' ? 'sources.done.started' : 'sources.done.paused');
  });

  app.get('/desk/sources/change', write, async (c) => {
    const back = listAddress(c.req.query('of'));
    const pick = { ids: c.req.queries('outlet') ?? [], all: c.req.query('all') === '1', of: back };
    const atlas = await readAtlas(db);
    const outlets = await pickedOutlets(db, clock(), pick, atlas);
    if (outlets.length === 0) return done(c, back, 'sources.done.nothing');
    const organisations = await listOrganisations(db);
    return c.html(<ChangePage {...{ c, atlas, outlets, organisations, back }} typed={{}} />);
  });

  app.post('/desk/sources/change', write, async (c) => {
    const form = await fieldsOf(c.req);
    const typed = Object.fromEntries([...form].map(([name, values]) => [name, values[0] ?? '']));
    const back = listAddress(typed.of);
    const atlas = await readAtlas(db);
    const ids = (typed.ids ?? '').split(' ');
    const outlets = await pickedOutlets(db, clock(), { ids, all: false, of: back }, atlas);
    if (outlets.length === 0) return done(c, back, 'sources.done.nothing');
    const organisations = await listOrganisations(db);
    const read = readChanges(typed, { t: c.var.t, atlas, organisations });
    if ('errors' in read)
      return c.html(<ChangePage {...{ c, atlas, outlets, organisations, back, typed }} errors={read.errors} />, 422);
    await db.transaction().execute(async (trx) => {
      const changed = outlets.map(({ id }) => id);
      await changeOutlets(trx, changed, read.changes);
      const detail = { outlets: changed.slice(0, 200), count: changed.length, ...read.changes };
      await record(trx, { person: c.var.person, action: 'source.edit', subject: 'outlets', detail });
    });
    return done(c, back, 'sources.done.changed');
  });
}

/** The fields of a form, each with all its values; files are left out. */
async function fieldsOf(request: {
  parseBody(options: { all: true }): Promise<Record<string, unknown>>;
}): Promise<Map<string, string[]>> {
  const body = await request.parseBody({ all: true });
  return new Map(
    Object.entries(body).map(([name, value]) => [
      name,
      [value].flat().filter((each): each is string => typeof each === 'string'),
    ]),
  );
}

const pickIn = (form: ReadonlyMap<string, string[]>, of: string) => ({
  ids: form.get('outlet') ?? [],
  all: form.get('all')?.[0] === '1',
  of,
});
