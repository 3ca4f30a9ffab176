import type { Context, Hono } from 'hono';
import { open } from '../identity/index.ts';
import { type PublishedText, publishedTexts, textPath } from '../newsroom/index.ts';
import type { Db, Env } from '../platform/index.ts';
import { latestStories, type Story } from '../stories/index.ts';
import { Empty, Teaser, Time } from '../ui/index.ts';
import { siteData } from './linked-data.ts';
import { keep, tag } from './policy.ts';
import { everywhere, Page, type Site } from './site.tsx';
import { StoryTeaser } from './stories.tsx';

const ARTICLES = 10;
const STORIES = 9;

/** `/{lang}`: the newest articles, then what the outlets report. */
export function frontRoutes(app: Hono<Env>, { db, site }: { db: Db; site: Site }): void {
  app.get('/:lang', open, async (c, next) => {
    const { lang } = c.req.param();
    if (!site.languages.has(lang)) return next();
    const [texts, stories] = await Promise.all([publishedTexts(db, { lang, limit: ARTICLES }), storiesFor(db, lang)]);
    keep(c, 'front', [tag.articles(lang), ...(stories.length === 0 ? [tag.noStories] : [])]);
    return c.html(<FrontPage c={c} site={site} texts={texts} stories={stories} />);
  });
}

/** Stories that have words in the page's language first; others fill up, so that the page is never empty. */
async function storiesFor(db: Db, lang: string): Promise<Story[]> {
  const own = await latestStories(db, { lang, limit: STORIES });
  if (own.length === STORIES) return own;
  const known = new Set(own.map(({ id }) => id));
  const others = await latestStories(db, { limit: STORIES * 2 });
  return [...own, ...others.filter(({ id }) => !known.has(id))].slice(0, STORIES);
}

type FrontProps = { c: Context<Env>; site: Site; texts: readonly PublishedText[]; stories: readonly Story[] };

const FrontPage = ({ c, site, texts, stories }: FrontProps) => {
  const { t, lang } = c.var;
  const [first, ...others] = texts;
  return (
    <Page
      c={c}
      site={site}
      description={t('portal.about.lead', { country: site.country[lang] ?? '' })}
      paths={everywhere(site, '')}
      jsonLd={siteData(site, lang, t('app.name'))}
    >
      <h1 class="unseen">{t('portal.front.latest')}</h1>
      {first ? (
        <ArticleTeaser c={c} text={first} lead />
      ) : (
        <Empty title={t('portal.front.empty')} text={t('portal.front.empty.text')} />
      )}
      {others.length > 0 ? (
        <div class="teasers">
          {others.map((text) => (
            <ArticleTeaser c={c} text={text} />
          ))}
        </div>
      ) : null}
      {stories.length > 0 ? (
        <section aria-labelledby="stories">
          <h2 class="section-title" id="stories">
            {t('portal.front.stories')} <a href={`/${lang}/stories`}>{t('portal.front.more')}</a>
          </h2>
          <div class="teasers">
            {stories.map((story) => (
              <StoryTeaser c={c} story={story} />
            ))}
          </div>
        </section>
      ) : null}
    </Page>
  );
};

const ArticleTeaser = ({ c, text, lead }: { c: Context<Env>; text: PublishedText; lead?: boolean }) => (
  <Teaser
    lead={lead}
    level={2}
    href={textPath(text)}
    kicker={c.var.t(`newsroom.kind.${text.kind}`)}
    title={text.title}
    text={text.lead}
    meta={[
      <Time at={text.publishedAt} reader={c.var} format="day" />,
      text.correctedAt ? c.var.t('portal.corrected') : null,
    ]}
  />
);
