import type { Context, Hono } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import type { Env } from '../platform/index.ts';
import type { Scheme } from './document.tsx';

const year = 365 * 24 * 3600;

/** The scheme that the reader chose before (cookie `scheme`), else `auto`. */
export function schemeOf(c: Context): Scheme {
  const chosen = getCookie(c, 'scheme');
  return chosen === 'light' || chosen === 'dark' ? chosen : 'auto';
}

/**
 * `POST /preferences` keeps the language and the scheme of the desk in cookies (`lang`, `scheme`) and leads back.
 * `back` is taken only when it is a path of this server.
 */
export function preferences(app: Hono<Env>, has: (lang: string) => boolean): void {
  app.post('/preferences', async (c) => {
    const form = await c.req.parseBody();
    const secure = new URL(c.req.url).protocol === 'https:';
    const keep = (name: string, value: string) =>
      setCookie(c, name, value, { path: '/', maxAge: year, sameSite: 'Lax', httpOnly: true, secure });
    if (typeof form.lang === 'string' && has(form.lang)) keep('lang', form.lang);
    if (form.scheme === 'auto' || form.scheme === 'light' || form.scheme === 'dark') keep('scheme', form.scheme);
    return c.redirect(pathHere(form.back) ?? '/desk', 303);
  });
}

/** The path and query when an address stays on this server, else undefined. */
export function pathHere(address: unknown): string | undefined {
  if (typeof address !== 'string' || !address.startsWith('/')) return undefined;
  try {
    const url = new URL(address, 'http://here');
    return url.host === 'here' ? `${url.pathname}${url.search}` : undefined;
  } catch {
    return undefined;
  }
}
