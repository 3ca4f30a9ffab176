import type { Hono } from 'hono';
import { open } from '../identity/index.ts';
import { type Env, robotName } from '../platform/index.ts';
import { keep } from './policy.ts';
import { everywhere, Page, type Site } from './site.tsx';

/** `/{lang}/about`: who publishes, how items are gathered, how to reach the desk, what the fetcher does. */
export function aboutRoutes(app: Hono<Env>, { site }: { site: Site }): void {
  app.get('/:lang/about', open, async (c, next) => {
    if (!site.languages.has(c.req.param('lang'))) return next();
    const { t, lang } = c.var;
    const country = site.country[lang] ?? '';
    const publisher = site.publisher[lang] ?? '';
    keep(c, 'place', ['about']);
    return c.html(
      <Page
        c={c}
        site={site}
        title={t('portal.about')}
        description={t('portal.about.lead', { country })}
        paths={everywhere(site, '/about')}
      >
        <article class="article">
          <header class="article-head">
            <h1>{t('portal.about.title')}</h1>
            <p class="article-standfirst">{t('portal.about.lead', { country })}</p>
          </header>
          <div class="prose">
            <h2>{t('portal.about.publisher')}</h2>
            <p>{t('portal.about.publisher.text', { publisher })}</p>
            <h2>{t('portal.about.gathering')}</h2>
            <p>{t('portal.about.gathering.text')}</p>
            <h2>{t('portal.about.translation')}</h2>
            <p>{t('portal.about.translation.text')}</p>
            <h2>{t('portal.about.privacy')}</h2>
            <p>{t('portal.about.privacy.text')}</p>
            <h2 id="fetcher">{t('portal.about.fetcher')}</h2>
            <p>{t('portal.about.fetcher.text')}</p>
            <p>{t('portal.about.fetcher.stop')}</p>
            <pre translate="no">{`User-agent: ${robotName}\nDisallow: /`}</pre>
          </div>
        </article>
      </Page>,
    );
  });
}
