import type { Context, Hono } from 'hono';
import { z } from 'zod';
import { open } from '../identity/index.ts';
import type { Clock, Db, Env } from '../platform/index.ts';
import { latestStories, type PublicItem, type Story, storyById, storyItems, titleIn } from '../stories/index.ts';
import { Empty, Foreign, Meta, Tag, Teaser, Time, withParameters } from '../ui/index.ts';
import { keep, tag } from './policy.ts';
import { everywhere, Page, type Site } from './site.tsx';

const PER_PAGE = 24;

const cursor = z.object({ at: z.coerce.date(), id: z.coerce.number().int().positive() });

/** `/{lang}/stories` and `/{lang}/stories/{id}`: happenings, with the outlets that report them. */
export function storyRoutes(app: Hono<Env>, { db, clock, site }: { db: Db; clock: Clock; site: Site }): void {
  app.get('/:lang/stories', open, async (c, next) => {
    if (!site.languages.has(c.req.param('lang'))) return next();
    const before = cursor.safeParse({ at: c.req.query('at'), id: c.req.query('id') });
    const stories = await latestStories(db, { limit: PER_PAGE + 1, ...(before.success && { before: before.data }) });
    keep(c, 'list', stories.length === 0 ? [tag.noStories] : []);
    return c.html(<StoriesPage c={c} site={site} stories={stories} first={!before.success} />);
  });
  app.get('/:lang/stories/:id{[0-9]{1,15}}', open, async (c, next) => {
    if (!site.languages.has(c.req.param('lang'))) return next();
    const { lang } = c.var;
    const story = await storyById(db, Number(c.req.param('id')));
    if (!story || story.muted) return next();
    if (String(story.id) !== c.req.param('id')) return c.redirect(`/${lang}/stories/${story.id}`, 301);
    const items = (await storyItems(db, [story.id], { clock, lang })).get(story.id) ?? [];
    keep(c, 'list', [tag.story(story.id)]);
    return c.html(<StoryPage c={c} site={site} story={story} items={items} />);
  });
}

/** A story in a list: its title, how many report it, in which languages, since when. */
export const StoryTeaser = ({ c, story }: { c: Context<Env>; story: Story }) => {
  const { t, lang } = c.var;
  const { title, lang: titleLang } = titleIn(story, lang);
  return (
    <Teaser
      href={`/${lang}/stories/${story.id}`}
      title={title}
      lang={titleLang === lang ? undefined : titleLang}
      meta={[
        t('portal.stories.count', { items: story.items, outlets: story.outletIds.length }),
        story.langs.length > 1 ? languageNames(story.langs, lang) : null,
        <Time at={story.lastAt} reader={c.var} />,
      ]}
    />
  );
};

/** Names of languages as a reader of a language knows them: "Vietnamese, French". */
function languageNames(tags: readonly string[], lang: string): string {
  const names = new Intl.DisplayNames(lang, { type: 'language', fallback: 'code' });
  return tags
    .map((name) => (name === 'und' ? undefined : names.of(name)))
    .filter(Boolean)
    .join(', ');
}

const StoriesPage = ({
  c,
  site,
  stories,
  first,
}: {
  c: Context<Env>;
  site: Site;
  stories: readonly Story[];
  first: boolean;
}) => {
  const { t, lang } = c.var;
  const shown = stories.slice(0, PER_PAGE);
  const last = stories.length > PER_PAGE ? shown.at(-1) : undefined;
  const older = last && withParameters(`/${lang}/stories`, { at: last.lastAt.toISOString(), id: last.id });
  return (
    <Page
      c={c}
      site={site}
      title={t('portal.stories')}
      description={t('portal.stories.lead')}
      paths={everywhere(site, '/stories')}
      hidden={!first}
    >
      <h1 class="page-title">{t('portal.stories')}</h1>
      <p class="page-lead">{t('portal.stories.lead')}</p>
      {shown.length === 0 ? <Empty title={t('portal.stories.empty')} text={t('portal.stories.empty.text')} /> : null}
      <div class="teasers">
        {shown.map((story) => (
          <StoryTeaser c={c} story={story} />
        ))}
      </div>
      {older ? (
        <p class="actions">
          <a class="button" href={older} rel="next">
            {t('portal.stories.older')}
          </a>
        </p>
      ) : null}
    </Page>
  );
};

const StoryPage = ({
  c,
  site,
  story,
  items,
}: {
  c: Context<Env>;
  site: Site;
  story: Story;
  items: readonly PublicItem[];
}) => {
  const { t, lang } = c.var;
  const { title, lang: titleLang } = titleIn(story, lang);
  return (
    <Page
      c={c}
      site={site}
      title={title}
      description={t('portal.stories.count', { items: story.items, outlets: story.outletIds.length })}
      paths={everywhere(site, `/stories/${story.id}`)}
    >
      <article class="article">
        <header class="article-head">
          <p class="article-kicker">{t('portal.search.story')}</p>
          <h1 lang={titleLang === lang ? undefined : titleLang}>{title}</h1>
          <Meta
            items={[
              t('portal.stories.count', { items: story.items, outlets: story.outletIds.length }),
              languageNames(story.langs, lang),
              <Time at={story.firstAt} reader={c.var} />,
            ]}
          />
        </header>
        <h2 class="section-title">{t('portal.story.items')}</h2>
        <div class="river">
          {items.map((item) => (
            <StoryItem c={c} item={item} />
          ))}
        </div>
      </article>
    </Page>
  );
};

const StoryItem = ({ c, item }: { c: Context<Env>; item: PublicItem }) => {
  const { t, lang } = c.var;
  return (
    <Teaser
      href={item.url ?? ''}
      title={item.title}
      lang={item.lang === lang || item.lang === 'und' ? undefined : item.lang}
      text={item.summary}
      meta={[
        <Foreign>{item.outlet}</Foreign>,
        t(`sources.class.${item.class}`),
        languageNames([item.lang], lang),
        <Time at={item.published} reader={c.var} />,
        item.copy ? <Tag>{t('portal.story.copy')}</Tag> : null,
      ]}
    />
  );
};
