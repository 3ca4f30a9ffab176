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
import { articleData, firstPicture } from './linked-data.ts';
import { keep, tag } from './policy.ts';
import { Page, type Site } from './site.tsx';
import { Outward } from './voice.tsx';
import { languageName } from './words.ts';

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
  const picture = firstPicture(text);
  return (
    <Page
      c={c}
      site={site}
      title={text.title}
      description={text.lead}
      paths={paths}
      kind="article"
      jsonLd={articleData({ site, text, path, translations: linked, organisation })}
      picture={picture && { url: new URL(picture.src, site.origin).href, alt: picture.alt }}
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
              <Time at={text.publishedAt} reader={c.var} />,
              text.correctedAt ? (
                <>
                  {t('portal.corrected')} <Time at={text.correctedAt} reader={c.var} />
                </>
              ) : null,
              t('portal.reading', { minutes: readingMinutes(text.body, text.lang) }),
              text.lang === text.sourceLang ? null : (
                <>
                  {t('portal.provenance.written')}: <WrittenIn c={c} text={text} paths={paths} />
                </>
              ),
              text.machine ? t('portal.machine') : null,
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
          <WrittenIn c={c} text={text} paths={paths} />
        </dd>
        {text.lang === text.sourceLang ? null : (
          <>
            <dt>{t('portal.provenance.translation')}</dt>
            <dd>{translatedBy(c, text)}</dd>
          </>
        )}
        {text.sources.length > 0 ? (
          <>
            <dt>{t('portal.provenance.sources')}</dt>
            {text.sources.map((cited) => (
              <dd>
                <Foreign>{cited.outlet}</Foreign>:{' '}
                <Foreign lang={cited.lang}>
                  <Outward href={cited.url}>{cited.title}</Outward>
                </Foreign>
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

/** The language a text was written in, which leads to that text where the public may read it. */
const WrittenIn = ({ c, text, paths }: Pick<ArticleProps, 'c' | 'text'> & { paths: Record<string, string> }) => {
  const name = languageName(text.sourceLang, c.var.lang) ?? text.sourceLang;
  const path = paths[text.sourceLang];
  if (path === undefined || text.lang === text.sourceLang) return <>{name}</>;
  return (
    <a href={path} hreflang={text.sourceLang}>
      {name}
    </a>
  );
};

function translatedBy({ var: { t } }: Context<Env>, { machine, approvedBy }: PublishedText): string {
  if (!machine) return t('portal.provenance.human');
  return approvedBy ? t('portal.provenance.machine', { name: approvedBy }) : t('portal.provenance.read');
}
