import { join } from 'node:path';
import type { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildModules, buildWeb, type Parts } from '../../src/app.ts';
import { readCountry } from '../../src/country.ts';
import { accessOf, can, type OrganisationKind, type Permission, type Role, roles } from '../../src/identity/index.ts';
import { safeFetch } from '../../src/platform/fetch/fetch.ts';
import { pageCache } from '../../src/platform/http/cache.ts';
import { type Env, packageRoot, readLanguages, systemClock } from '../../src/platform/index.ts';
import { openJobs } from '../../src/platform/jobs.ts';
import { openMetrics } from '../../src/platform/metrics.ts';
import { openPack } from '../../src/platform/pack.ts';
import { testDatabase } from '../harness/database.ts';
import { type TestDesk, testDesk, type Visitor } from '../harness/desk.ts';

const test = testDatabase();
const publicUrl = 'http://cuaso.test';

/** Paths that the program itself answers, outside the modules: they say nothing of anybody. */
const bare = new Set(['/healthz', '/readyz', '/metrics', '/assets/*', '/preferences']);

type Route = { method: string; path: string; access: ReturnType<typeof accessOf> };

let parts: Parts;
let web: Hono<Env>;
let routes: Route[];
let desk: TestDesk;

beforeAll(async () => {
  const pack = openPack(join(packageRoot, 'country', 'vn'));
  parts = {
    db: test.db,
    jobs: await openJobs(test.connection),
    fetch: safeFetch({ allow: [], userAgent: 'CuaSo/test' }),
    fetchLimits: { requests: 1_000, bytes: 1_000_000 },
    clock: systemClock,
    cache: pageCache(1_000_000),
    metrics: openMetrics(),
    languages: readLanguages(join(packageRoot, 'locales'), 'vi'),
    pack,
    country: readCountry(pack),
    secret: 'a secret of the tests, long enough to sign',
    publicUrl,
    websub: false,
    embeddings: undefined,
    demonstration: undefined,
  };
  const modules = buildModules(parts);
  await parts.jobs.prepare(modules.flatMap((module) => module.jobs ?? []));
  for (const module of modules) await module.seeds?.();
  web = buildWeb(modules, parts, () => false);
  routes = routesOf(web);
  desk = testDesk(test.db);
});
afterAll(async () => {
  await parts?.jobs.stop();
  await parts?.fetch.close();
});

/** Every route that answers something, with the access that its handlers state. */
function routesOf(app: Hono<Env>): Route[] {
  const found = new Map<string, Route>();
  for (const { method, path, handler } of app.routes) {
    if (method === 'ALL' || bare.has(path)) continue;
    const key = `${method} ${path}`;
    found.set(key, { method, path, access: found.get(key)?.access ?? accessOf(handler) });
  }
  return [...found.values()];
}

/** A path of a route, its parameters filled with what is nowhere: access is decided before anything is looked up. */
const fill = (path: string): string =>
  path.replace(/:lang\{?[^/]*\}?/g, 'en').replace(/:[a-zA-Z]+(?:\{[^}]*\})?/g, '999999');

const ask = (who: Visitor | undefined, { method, path }: Route) =>
  web.request(publicUrl + fill(path), {
    method,
    headers: {
      origin: publicUrl,
      cookie: [...(who?.cookies ?? [])].map((pair) => pair.join('=')).join('; '),
      'content-type': 'application/x-www-form-urlencoded',
      'accept-language': 'en',
    },
    ...(method === 'POST' ? { body: '' } : {}),
  });

describe('every route of the program', () => {
  it('states who may use it', () => {
    expect(routes.length).toBeGreaterThan(60);
    expect(routes.filter(({ access }) => access === undefined).map(({ method, path }) => `${method} ${path}`)).toEqual(
      [],
    );
  });

  it('keeps the desk behind a permission, and what is open changes nothing', () => {
    const staff = routes.filter(({ path }) => path.startsWith('/desk'));
    const open = staff.filter(({ access }) => access === 'open' || access === 'signed-out').map(({ path }) => path);
    expect(new Set(open)).toEqual(new Set(['/desk/sign-in', '/desk/sign-in/code', '/desk/sign-out', '/desk/welcome']));
    const publicPosts = routes.filter(({ method, path }) => method !== 'GET' && !path.startsWith('/desk'));
    // What programs send: behind a token of the channel, and behind an address that nobody can guess with a signature.
    expect(publicPosts.map(({ path }) => path)).toEqual(['/api/push/:channel', '/websub/:slug']);
  });

  it('turns everybody away who is not signed in', async () => {
    const guarded = routes.filter(({ access }) => access !== 'open' && access !== 'signed-out');
    const wrong: string[] = [];
    for (const route of guarded) {
      const { status, headers } = await ask(undefined, route);
      const away =
        route.method === 'GET'
          ? status === 302 && (headers.get('location') ?? '').startsWith('/desk/sign-in')
          : status === 401;
      if (!away) wrong.push(`${route.method} ${route.path}: ${status}`);
    }
    expect(wrong).toEqual([]);
  });

  const kinds: OrganisationKind[] = ['national-desk', 'province'];
  it.each(roles.flatMap((role) => kinds.map((kind): [Role, OrganisationKind] => [role, kind])))(
    'lets the %s of a %s do what the table says, and nothing else',
    async (role, kind) => {
      const who = await desk.person(role, kind);
      const person = { id: '', name: '', email: '', role, organisation: { id: 'x', name: '', kind } };
      const wrong: string[] = [];
      for (const route of routes) {
        if (route.access === 'open' || route.access === 'signed-out' || route.path === '/desk/sign-out') continue;
        const { status } = await ask(who, route);
        const allowed = can(person, route.access as Permission);
        if (allowed ? status === 401 || status >= 500 : status !== 403)
          wrong.push(`${route.method} ${route.path}: ${status}, ${allowed ? 'allowed' : 'not allowed'}`);
      }
      expect(wrong).toEqual([]);
    },
  );
});
