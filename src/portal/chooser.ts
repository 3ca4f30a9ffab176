import type { Hono } from 'hono';
import { getCookie } from 'hono/cookie';
import { open } from '../identity/index.ts';
import type { Env } from '../platform/index.ts';
import type { Site } from './site.tsx';

/** `/` leads to the front page in the reader's language; `/robots.txt` tells crawlers what is for them. */
export function chooserRoutes(app: Hono<Env>, { site }: { site: Site }): void {
  app.get('/', open, (c) => {
    const chosen = getCookie(c, 'lang') ?? '';
    const lang = site.languages.has(chosen) ? chosen : site.languages.choose(c.req.header('accept-language'));
    c.header('cache-control', 'private, no-cache');
    c.header('vary', 'accept-language, cookie');
    return c.redirect(`/${lang}`, 302);
  });
  app.get('/:lang/', open, (c, next) => {
    const { lang } = c.req.param();
    return site.languages.has(lang) ? Promise.resolve(c.redirect(`/${lang}`, 301)) : next();
  });
  app.get('/robots.txt', open, (c) => {
    c.header('cache-control', 'public, max-age=3600');
    return c.text(
      `User-agent: *\nDisallow: /desk\n${site.languages.all.map(({ lang }) => `Disallow: /${lang}/search\n`).join('')}`,
    );
  });
}
