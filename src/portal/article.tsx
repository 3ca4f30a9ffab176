import type { Context, Hono } from 'hono';
import { listOrganisations, open } from '../identity/index.ts';
import {
  type PublishedText,
  parseTextPath,
  publishedText,
  readingMinutes,
  renderDocument,
  type TranslationLink,
  textPath,
  translationsOf,
  withdrawnText,
} from '../newsroom/index.ts';
import type { Clock, Db, Env } from '../platform/index.ts';
import { ErrorPage, Foreign, Meta, Notice, Time } from '../ui/index.ts';
import { articleData } from './linked-data.ts';
import { keep, tag } from './policy.ts';
import { Page, type Site } from './site.tsx';

const SIX_HOURS_MS = 6 * 3_600_000;

/** `/{lang}/{slug}-{id}`: an article in one language. */
export function articleRoutes(app: Hono<Env>, { db, clock, site }: { db: Db; clock: Clock; site: Site }): void {
  app.get('/:lang/:text{[^/]+-[0-9a-z]+}', open, async (c, next) => {
    const address = parseTextPath(c.req.path);
    if (!address || !site.languages.has(address.lang)) return next();
    const text = await publishedText(db, address);
    if (!text) return (await goneArticle(c, db, address)) ?? next();
    const path = textPath(text);
    if (path !== c.req.path) return c.redirect(path, 301);
    const [translations, organisations] = await Promise.all([
      translationsOf(db, text.articleId),
      listOrganisations(db),
    ]);
    const young = clock().getTime() - (text.correctedAt ?? text.publishedAt).getTime() < SIX_HOURS_MS;
    keep(c, young ? 'fresh' : 'article', [tag.article(text.articleId)]);
    const organisation = organisations.find(({ id }) => id === text.organisationId)?.name;
    return c.html(
      <ArticlePage c={c} site={site} text={text} translations={translations} organisation={organisation} />,
    );
  });
}

async function goneArticle(c: Context<Env>, db: Db, address: { lang: string; id: number }) {
  const withdrawn = await withdrawnText(db, address);
  if (!withdrawn) return undefined;
  c.header('cache-control', 'no-store');
  const { t } = c.var;
  return c.html(
    <ErrorPage reader={c.var} status={410} detail={t('portal.withdrawn', { title: withdrawn.title })}>
      <Notice kind="info" title={t('portal.withdrawn.reason')}>
        {withdrawn.reason} · <Time at={withdrawn.withdrawnAt} reader={c.var} format="day" />
      </Notice>
    </ErrorPage>,
    410,
  );
}

type ArticleProps = {
  c: Context<Env>;
  site: Site;
  text: PublishedText;
  translations: readonly TranslationLink[];
  organisation: string | undefined;
};

const ArticlePage = ({ c, site, text, translations, organisation }: ArticleProps) => {
  const { t } = c.var;
  const paths = Object.fromEntries(translations.map((translation) => [translation.lang, textPath(translation)]));
  const path = textPath(text);
  const linked = translations.map((translation) => ({ ...translation, path: textPath(translation) }));
  const published = <Time at={text.publishedAt} reader={c.var} />;
  return (
    <Page
      c={c}
      site={site}
      title={text.title}
      description={text.lead}
      paths={paths}
      kind="article"
      jsonLd={articleData({ site, text, path, translations: linked })}
      head={
        <>
          <meta property="article:published_time" content={text.publishedAt.toISOString()} />
          {text.correctedAt ? <meta property="article:modified_time" content={text.correctedAt.toISOString()} /> : null}
        </>
      }
    >
      <article class="article">
        <header class="article-head">
          <p class="article-kicker">{t(`newsroom.kind.${text.kind}`)}</p>
          <h1>{text.title}</h1>
          <p class="article-standfirst">{text.lead}</p>
          <Meta
            items={[
              organisation,
              published,
              text.correctedAt ? (
                <>
                  {t('portal.corrected')} <Time at={text.correctedAt} reader={c.var} />
                </>
              ) : null,
              t('portal.reading', { minutes: readingMinutes(text.body, text.lang) }),
            ]}
          />
        </header>
        {text.corrections.map(({ at, note }) => (
          <aside class="correction">
            <strong>{t('portal.correction')}</strong> · <Time at={at} reader={c.var} />
            <p>{note}</p>
          </aside>
        ))}
        <div class="prose">{renderDocument(text.body)}</div>
        <Provenance c={c} site={site} text={text} organisation={organisation} paths={paths} />
      </article>
    </Page>
  );
};

const Provenance = ({
  c,
  site,
  text,
  organisation,
  paths,
}: Omit<ArticleProps, 'translations'> & { paths: Record<string, string> }) => {
  const { t } = c.var;
  const sourceService = site.languages.has(text.sourceLang) ? site.languages.service(text.sourceLang) : undefined;
  const translated = text.lang !== text.sourceLang;
  return (
    <aside class="provenance" aria-labelledby="provenance">
      <h2 id="provenance">{t('portal.provenance')}</h2>
      <dl class="facts">
        <dt>{t('portal.provenance.publisher')}</dt>
        <dd>{organisation ?? site.publisher[text.lang]}</dd>
        <dt>{t('portal.provenance.kind')}</dt>
        <dd>{t(`newsroom.kind.${text.kind}`)}</dd>
        <dt>{t('portal.provenance.written')}</dt>
        <dd>
          {paths[text.sourceLang] && translated ? (
            <a href={paths[text.sourceLang]} hreflang={text.sourceLang} lang={text.sourceLang}>
              {sourceService?.name ?? text.sourceLang}
            </a>
          ) : (
            <Foreign lang={text.sourceLang}>{sourceService?.name ?? text.sourceLang}</Foreign>
          )}
        </dd>
        {translated ? (
          <>
            <dt>{t('portal.provenance.translation')}</dt>
            <dd>{t(text.machine ? 'portal.provenance.machine' : 'portal.provenance.human')}</dd>
          </>
        ) : null}
        {text.sources.length > 0 ? (
          <>
            <dt>{t('portal.provenance.sources')}</dt>
            {text.sources.map((cited) => (
              <dd>
                {cited.outlet}:{' '}
                <a href={cited.url} rel="noopener" lang={cited.lang}>
                  {cited.title}
                </a>
              </dd>
            ))}
          </>
        ) : null}
        {text.storyId !== null ? (
          <>
            <dt>{t('portal.provenance.story')}</dt>
            <dd>
              <a href={`/${text.lang}/stories/${text.storyId}`}>{t('portal.provenance.others')}</a>
            </dd>
          </>
        ) : null}
      </dl>
    </aside>
  );
};
