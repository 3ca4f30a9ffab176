import { getCookie } from 'hono/cookie';
import { createMiddleware } from 'hono/factory';
import type { Languages } from '../i18n.ts';
import type { Env } from '../module.ts';

/**
 * Decides the language of a page: that of the address (`/en/…`), else the one the person chose (cookie `lang`),
 * else the best that the browser asks for.
 */
export const pageLanguage = (languages: Languages) =>
  createMiddleware<Env>(async (c, next) => {
    const first = c.req.path.split('/', 2)[1] ?? '';
    const chosen = getCookie(c, 'lang') ?? '';
    const lang =
      [first, chosen].find((candidate) => languages.has(candidate)) ??
      languages.choose(c.req.header('accept-language'));
    c.set('lang', lang);
    c.set('service', languages.service(lang));
    c.set('t', languages.translator(lang));
    await next();
  });
