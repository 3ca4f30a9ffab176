import type { Hono } from 'hono';
import { guard } from '../../identity/index.ts';
import { type Atlas, readAtlas, readMarks } from '../../places/index.ts';
import type { Clock, Db, Env } from '../../platform/index.ts';
import { filterOf } from '../filter.ts';
import { countWaiting } from '../store/alerts.ts';
import { lastDays, rhythms, type Surveyed, survey } from '../survey.ts';
import { OutletList } from '../views/list.tsx';
import { Overview } from '../views/overview.tsx';

/** The overview, and the list of outlets. */
export function readingRoutes(app: Hono<Env>, { db, clock }: { db: Db; clock: Clock }): void {
  const read = guard('source.read');

  app.get('/desk/sources', read, async (c) => {
    const now = clock();
    const atlas = await readAtlas(db);
    const surveyed = await survey(db, now, {}, atlas);
    const [marks, items, alerts] = await Promise.all([readMarks(db), itemsOfWeek(db, now, surveyed), countWaiting(db)]);
    return c.html(
      <Overview c={c} now={now} surveyed={surveyed} atlas={atlas} marks={marks} items={items} alerts={alerts} />,
    );
  });

  app.get('/desk/sources/outlets', read, async (c) => {
    const now = clock();
    const atlas = await readAtlas(db);
    const filter = filterOf((name) => c.req.query(name));
    const surveyed = await survey(db, now, filter, atlas);
    const days = lastDays(now, 30);
    const props = {
      c,
      now,
      filter,
      surveyed,
      atlas,
      days,
      items: await itemsOfWeek(db, now, surveyed),
      rhythms: (ids: readonly number[]) => rhythms(db, ids, days),
    };
    return c.html(<OutletList {...props} />);
  });
}

async function itemsOfWeek(db: Db, now: Date, surveyed: readonly Surveyed[]): Promise<Map<number, number>> {
  const ids = surveyed.map(({ outlet }) => outlet.id);
  const perDay = await rhythms(db, ids, lastDays(now, 7));
  return new Map([...perDay].map(([id, days]) => [id, days.reduce((sum, day) => sum + day, 0)]));
}

/** The outlets that a form is about: those that were picked, or all that the list at the address `of` shows. */
export async function pickedOutlets(
  db: Db,
  now: Date,
  { ids, all, of }: { ids: readonly string[]; all: boolean; of: string },
  atlas: Atlas,
): Promise<Surveyed['outlet'][]> {
  const query = new URL(of, 'http://here').searchParams;
  const filter = all ? filterOf((name) => query.get(name) ?? undefined) : {};
  const chosen = new Set(ids.filter((id) => /^\d{1,15}$/.test(id)).map(Number));
  return (await survey(db, now, filter, atlas)).map(({ outlet }) => outlet).filter(({ id }) => all || chosen.has(id));
}

/** The address of the list that a form came from; the list itself when it names none of the desk's. */
export const listAddress = (of: string | undefined): string => {
  const url = of?.startsWith('/desk/sources/outlets') ? URL.parse(of, 'http://here') : null;
  if (url?.pathname !== '/desk/sources/outlets') return '/desk/sources/outlets';
  url.searchParams.delete('done');
  return url.pathname + url.search;
};
