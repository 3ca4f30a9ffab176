import type { Hono } from 'hono';
import { z } from 'zod';
import { done, guard } from '../identity/index.ts';
import { normaliseLine } from '../language/index.ts';
import type { Clock, Db, Env } from '../platform/index.ts';
import { countryNames, toldAbroad } from './abroad.ts';
import { outletsOf } from './brief.ts';
import { boardAddress, boardQuery, filterOf } from './query.ts';
import { alertsOf, forgetView, savedViews, saveView, seeAlerts } from './store/saved.ts';
import { languagesWoven } from './store/stories.ts';
import { AbroadPage } from './views/abroad.tsx';
import { AlertsPage } from './views/alerts.tsx';

export type Home = {
  /** ISO 3166-1 alpha-2. */
  country: string;
  /** The language of its own newsrooms. */
  language: string;
  /** What the country calls itself, by language. */
  names: Readonly<Record<string, string>>;
  /** In which it counts its days. */
  timeZone: string;
};

const mostAlerts = 200;
const digest = z.object({
  days: z.enum(['1', '3', '7', '30']).catch('7').transform(Number),
  lang: z
    .string()
    .regex(/^[a-z]{2,3}$/)
    .optional()
    .catch(undefined),
});

/** Views that a person keeps, what comes up in them, and what the world writes of the country. */
export function followingRoutes(app: Hono<Env>, { db, clock, home }: { db: Db; clock: Clock; home: Home }): void {
  const read = guard('story.read');
  const names = countryNames(home.country, home.names);

  app.get('/desk/stories/alerts', read, async (c) => {
    const { id } = c.var.person;
    const [saved, alerts] = await Promise.all([savedViews(db, id), alertsOf(db, id, mostAlerts)]);
    return c.html(<AlertsPage c={c} now={clock()} saved={saved} alerts={alerts} />);
  });

  app.post('/desk/stories/alerts', read, async (c) => {
    await seeAlerts(db, c.var.person.id, undefined, clock());
    return done(c, '/desk/stories/alerts', 'stories.done.seen');
  });

  app.post('/desk/stories/saved', read, async (c) => {
    const body = await c.req.parseBody();
    const { page: _, ...query } = boardQuery.parse(body);
    const name = normaliseLine(typeof body.name === 'string' ? body.name : '').slice(0, 80);
    if (name === '') return done(c, boardAddress(query), 'stories.done.no-name');
    const view = { personId: c.var.person.id, name, query, alerts: body.alerts === '1' };
    const filter = await filterOf(db, query, clock());
    const kept = await db.transaction().execute((trx) => saveView(trx, view, filter, clock()));
    return done(c, boardAddress(query), kept ? 'stories.done.kept' : 'stories.done.too-many');
  });

  app.post('/desk/stories/saved/:id{[0-9]+}/forget', read, async (c) => {
    await forgetView(db, c.var.person.id, Number(c.req.param('id').slice(0, 15)));
    return done(c, '/desk/stories/alerts', 'stories.done.forgotten');
  });

  app.get('/desk/stories/abroad', read, async (c) => {
    const { days, lang } = digest.parse(c.req.query());
    const found = await toldAbroad({ db, clock }, { names, days, lang });
    const outlets = await outletsOf(
      db,
      found.flatMap(({ items }) => items),
    );
    const country =
      home.names[c.var.lang] ?? new Intl.DisplayNames(c.var.lang, { type: 'region' }).of(home.country) ?? '';
    const props = { c, now: clock(), found, outlets, langs: await languagesWoven(db), days, lang, country };
    return c.html(<AbroadPage {...props} />);
  });
}
