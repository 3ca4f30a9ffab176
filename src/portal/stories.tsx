import type { Context, Hono } from 'hono';
import { z } from 'zod';
import { open } from '../identity/index.ts';
import type { Clock, Db, Env } from '../platform/index.ts';
import { latestStories, type Story, titleIn } from '../stories/index.ts';
import { Empty, Teaser, withParameters } from '../ui/index.ts';
import { keep, tag } from './policy.ts';
import { everywhere, Page, type Site } from './site.tsx';
import { When } from './when.tsx';
import { foreign, languageNames } from './words.ts';

const PER_PAGE = 24;

const cursor = z.object({ at: z.coerce.date(), id: z.coerce.number().int().positive() });

/** `/{lang}/stories`: happenings that outlets report, newest first. */
export function storiesRoutes(app: Hono<Env>, { db, clock, site }: { db: Db; clock: Clock; site: Site }): void {
  app.get('/:lang/stories', open, async (c, next) => {
    if (!site.languages.has(c.req.param('lang'))) return next();
    const before = cursor.safeParse({ at: c.req.query('at'), id: c.req.query('id') });
    const stories = await latestStories(db, { limit: PER_PAGE + 1, ...(before.success && { before: before.data }) });
    keep(c, 'list', stories.length === 0 ? [tag.noStories] : []);
    return c.html(<StoriesPage c={c} site={site} stories={stories} first={!before.success} now={clock()} />);
  });
}

type TeaserProps = {
  c: Context<Env>;
  story: Story;
  now: Date;
  lead?: boolean;
  /** The level of its heading. */
  level?: 2 | 3;
};

/** A story in a list: its title, how many outlets report it, in which languages, when last. */
export const StoryTeaser = ({ c, story, now, lead, level }: TeaserProps) => {
  const { t, lang } = c.var;
  const { title, lang: titleLang } = titleIn(story, lang);
  const onlyOurs = story.langs.every((told) => told === lang);
  return (
    <Teaser
      lead={lead}
      level={level}
      href={`/${lang}/stories/${story.id}`}
      title={title}
      lang={foreign(titleLang, lang)}
      meta={[
        t('portal.stories.outlets', { count: story.outletIds.length }),
        onlyOurs ? null : languageNames(story.langs, lang),
        <When at={story.lastAt} now={now} reader={c.var} />,
      ]}
    />
  );
};

type StoriesProps = { c: Context<Env>; site: Site; stories: readonly Story[]; first: boolean; now: Date };

const StoriesPage = ({ c, site, stories, first, now }: StoriesProps) => {
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
          <StoryTeaser c={c} story={story} now={now} level={2} />
        ))}
      </div>
      {older ? (
        <p class="actions older">
          <a class="button" href={older} rel="next">
            {t('portal.stories.older')}
          </a>
        </p>
      ) : null}
    </Page>
  );
};
