import type { Context, Hono } from 'hono';
import type { Env, Languages } from '../platform/index.ts';
import type { Scheme } from './document.tsx';
import { DeskSample, HugeSample, SheetSample } from './gallery/desk.tsx';
import { ArticleSample, FrontSample, SearchSample } from './gallery/portal.tsx';
import { ErrorPage, type ErrorStatus } from './plain-page.tsx';
import type { Reader } from './reader.ts';

const errors: readonly ErrorStatus[] = [400, 401, 403, 404, 410, 413, 429, 500, 503];

/**
 * Every frame and part in its states, with data that never changes: `/_gallery` and `/_gallery/{front,article,search,huge,sheet,404…}`,
 * in the language `?lang=` (`ar` shows right-to-left) and scheme `?scheme=`. For development and tests.
 */
export function gallery(app: Hono<Env>, languages: Languages): void {
  app.get('/_gallery/:page?', (c) => {
    const reader = readerOf(c, languages);
    const scheme = schemeAsked(c);
    const page = c.req.param('page') ?? 'desk';
    const status = errors.find((known) => String(known) === page);
    if (status) return c.html(<ErrorPage reader={reader} status={status} requestId="0b7c2f" />);
    const shared = { reader, scheme, languages: languages.all };
    if (page === 'front') return c.html(<FrontSample {...shared} />);
    if (page === 'article') return c.html(<ArticleSample {...shared} />);
    if (page === 'search') return c.html(<SearchSample {...shared} />);
    if (page === 'huge') return c.html(<HugeSample {...shared} />);
    if (page === 'sheet') return c.html(<SheetSample {...shared} />);
    if (page === 'desk') return c.html(<DeskSample {...shared} />);
    return c.notFound();
  });
}

function readerOf(c: Context, languages: Languages): Reader {
  const lang = c.req.query('lang') ?? 'en';
  if (languages.has(lang)) return { t: languages.translator(lang), service: languages.service(lang) };
  const service = { ...languages.service('en'), lang: 'ar', name: 'العربية', dir: 'rtl' as const, script: 'Arab' };
  return { t: languages.translator('en'), service };
}

function schemeAsked(c: Context): Scheme {
  const asked = c.req.query('scheme');
  return asked === 'light' || asked === 'dark' ? asked : 'auto';
}
