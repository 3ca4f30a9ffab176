import type { Context, Hono } from 'hono';
import { open } from '../identity/index.ts';
import { type PublishedText, publishedOnStory } from '../newsroom/index.ts';
import type { Clock, Db, Env } from '../platform/index.ts';
import { type PublicItem, type Story, storyById, storyItems, titleIn } from '../stories/index.ts';
import { Meta, Time } from '../ui/index.ts';
import { ArticleTeaser } from './front.tsx';
import { keep, tag } from './policy.ts';
import { everywhere, Page, type Site } from './site.tsx';
import { Outward, Voice } from './voice.tsx';
import { foreign, languageName, languageNames } from './words.ts';

/** `/{lang}/stories/{id}`: one happening, with what outlets say of it in each language. */
export function storyRoutes(app: Hono<Env>, { db, clock, site }: { db: Db; clock: Clock; site: Site }): void {
  app.get('/:lang/stories/:id{[0-9]{1,15}}', open, async (c, next) => {
    if (!site.languages.has(c.req.param('lang'))) return next();
    const { lang } = c.var;
    const story = await storyById(db, Number(c.req.param('id')));
    if (!story || story.muted) return next();
    if (String(story.id) !== c.req.param('id')) return c.redirect(`/${lang}/stories/${story.id}`, 301);
    const [items, texts] = await Promise.all([
      storyItems(db, [story.id], { clock, timeZone: site.timeZone, lang }),
      publishedOnStory(db, story.id),
    ]);
    keep(c, 'list', [tag.story(story.id), tag.anyArticle]);
    return c.html(
      <StoryPage
        c={c}
        site={site}
        story={story}
        items={items.get(story.id) ?? []}
        texts={nearestTo(lang, texts)}
        now={clock()}
      />,
    );
  });
}

/** One text of each article: in the reader's language, or else in the one it was written in. */
function nearestTo(lang: string, texts: readonly PublishedText[]): PublishedText[] {
  return [...Map.groupBy(texts, ({ articleId }) => articleId).values()].flatMap(
    (same) => same.find((text) => text.lang === lang) ?? same.find((text) => text.lang === text.sourceLang) ?? [],
  );
}

type StoryProps = {
  c: Context<Env>;
  site: Site;
  story: Story;
  items: readonly PublicItem[];
  texts: readonly PublishedText[];
  now: Date;
};

const StoryPage = ({ c, site, story, items, texts, now }: StoryProps) => {
  const { t, lang } = c.var;
  const { title, lang: titleLang } = titleIn(story, lang);
  const count = t('portal.stories.count', { items: story.items, outlets: story.outletIds.length });
  const first = items.find((item) => !item.copy);
  return (
    <Page
      c={c}
      site={site}
      title={title}
      description={`${count} · ${languageNames(story.langs, lang)}`}
      paths={everywhere(site, `/stories/${story.id}`)}
    >
      <article class="article">
        <header class="article-head">
          <p class="article-kicker">{t('portal.search.story')}</p>
          <h1 lang={foreign(titleLang, lang)}>{title}</h1>
          <Meta
            items={[count, languageNames(story.langs, lang), <Span c={c} from={story.firstAt} to={story.lastAt} />]}
          />
        </header>
        {texts.length > 0 ? (
          <section class="tellings" aria-labelledby="ours">
            <h2 class="section-title" id="ours">
              {t('portal.story.articles')}
            </h2>
            <div class="river">
              {texts.map((text) => (
                <ArticleTeaser c={c} text={text} level={3} />
              ))}
            </div>
          </section>
        ) : null}
        {byLanguage(items, lang).map(([told, list]) => (
          <Tellings c={c} told={told} items={list} first={first} now={now} />
        ))}
        <p class="story-note">
          {t('portal.story.hint')}{' '}
          {items.length < story.items ? t('portal.story.more', { shown: items.length, count: story.items }) : ''}
        </p>
      </article>
    </Page>
  );
};

/** From the first day to the last, or the one day with its hour. */
const Span = ({ c, from, to }: { c: Context<Env>; from: Date; to: Date }) => {
  const oneDay = to.getTime() - from.getTime() < 86_400_000;
  if (oneDay) return <Time at={to} reader={c.var} />;
  return (
    <>
      <Time at={from} reader={c.var} format="day" /> – <Time at={to} reader={c.var} format="day" />
    </>
  );
};

type Group = readonly [lang: string, items: readonly PublicItem[]];

/** Items by language: the reader's own first, then the one with most to say; those of no known language last. */
function byLanguage(items: readonly PublicItem[], lang: string): Group[] {
  const weight = ([told, list]: Group) => (told === lang ? Infinity : told === 'und' ? -1 : list.length);
  return [...Map.groupBy(items, (item) => item.lang)].sort((a, b) => weight(b) - weight(a));
}

type TellingsProps = {
  c: Context<Env>;
  told: string;
  items: readonly PublicItem[];
  first: PublicItem | undefined;
  now: Date;
};

/** What is said in one language: those with words of their own, then who carried them. */
const Tellings = ({ c, told, items, first, now }: TellingsProps) => {
  const { t, lang } = c.var;
  const copies = items.filter((item) => item.copy);
  return (
    <section class="tellings" aria-labelledby={`in-${told}`}>
      <h2 class="section-title" id={`in-${told}`}>
        {languageName(told, lang) ?? t('portal.story.unknown')}
      </h2>
      <div class="river">
        {items
          .filter((item) => !item.copy)
          .map((item) => (
            <Voice c={c} item={item} now={now} first={item === first} />
          ))}
        {copies.length > 0 ? (
          <div class="copies">
            <h3>{t('portal.story.copies')}</h3>
            <ul>
              {copies.map(({ outlet, title, url }) => (
                <li>
                  <Outward href={url}>{outlet}</Outward>: <bdi lang={foreign(told, lang)}>{title}</bdi>
                </li>
              ))}
            </ul>
          </div>
        ) : null}
      </div>
    </section>
  );
};
