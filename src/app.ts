import { Hono } from 'hono';
import { compress } from 'hono/compress';
import { requestId } from 'hono/request-id';
import { agenda } from './agenda/index.ts';
import type { Country } from './country.ts';
import { demo, type Running } from './demo/index.ts';
import { errorAnswers } from './errors.tsx';
import { identity } from './identity/index.ts';
import { ingest } from './ingest/index.ts';
import { newsroom, translatedTexts } from './newsroom/index.ts';
import { places } from './places/index.ts';
import { assets } from './platform/http/assets.ts';
import { healthRoutes } from './platform/http/health.ts';
import { pageLanguage } from './platform/http/language.ts';
import { keepPages } from './platform/http/pages.ts';
import { boundedBody, sameOrigin, securityHeaders } from './platform/http/security.ts';
import type { Clock, Db, Env, Fetch, Jobs, Languages, Metrics, Module, Pack, PageCache } from './platform/index.ts';
import { portal } from './portal/index.ts';
import { search } from './search/index.ts';
import { sources } from './sources/index.ts';
import { kinOf, type Service, stories, storyBrief } from './stories/index.ts';
import { preferences } from './ui/index.ts';

/** What the program is made of, opened once for a process. */
export type Parts = {
  db: Db;
  jobs: Jobs;
  fetch: Fetch;
  /** What may be asked of one outlet in a day. */
  fetchLimits: { requests: number; bytes: number };
  clock: Clock;
  cache: PageCache;
  metrics: Metrics;
  languages: Languages;
  pack: Pack;
  country: Country;
  secret: string;
  publicUrl: string;
  /** A service that tells what texts mean, if there is one. */
  embeddings: Service | undefined;
  /** Whether hubs of WebSub may be asked to send to the public address. */
  websub: boolean;
  /** Where the demonstration runs, if it does. */
  demonstration: Running | undefined;
};

/** The modules in their order; later ones know earlier ones, never the other way round. */
export function buildModules(parts: Parts): readonly Module[] {
  const { db, pack, country, publicUrl } = parts;
  const { timeZone } = country;
  const demonstration = parts.demonstration !== undefined;
  const entries = () => modules.flatMap((module) => module.desk ?? []);
  const modules: readonly Module[] = [
    identity({ ...parts, nationalDesk: country.nationalDesk, entries, demonstration }),
    places({ db, pack }),
    agenda({ ...parts, zone: country.timeZone, langs: country.languages, country: country.country }),
    sources(parts),
    ingest({ ...parts, timeZone, kinOf: (firstId) => kinOf(db, firstId) }),
    stories({
      ...parts,
      home: { country: country.country, language: country.firstLanguage, names: country.names, timeZone },
      translations: (most) => translatedTexts(db, most),
    }),
    newsroom({ ...parts, storyBrief: (id, lang) => storyBrief(db, id, lang) }),
    search({ ...parts, timeZone }),
    portal({
      ...parts,
      origin: publicUrl,
      country: country.names,
      publisher: country.nationalDesk,
      timeZone,
      demonstration,
    }),
    demo(parts),
  ];
  return modules;
}

/** The web application: what all pages share, then the routes of every module. */
export function buildWeb(modules: readonly Module[], parts: Parts, stopping: () => boolean): Hono<Env> {
  const { db, cache, metrics, languages, publicUrl } = parts;
  const app = new Hono<Env>();
  app.use(requestId());
  app.use(compress());
  // Around the headers, so that a page is kept with them. Pages of the desk are for one person each.
  const keep = keepPages(cache);
  app.use((c, next) => (c.req.path.startsWith('/desk') ? next() : keep(c, next)));
  app.use(securityHeaders(publicUrl.startsWith('https:')));
  healthRoutes(app, { db, metrics, stopping });
  app.use(pageLanguage(languages));
  app.use(boundedBody(6_000_000));
  app.use(sameOrigin(publicUrl));
  app.get('/assets/*', assets);
  preferences(app, languages.has);
  for (const module of modules) module.routes?.(app);
  errorAnswers(app);
  return app;
}
