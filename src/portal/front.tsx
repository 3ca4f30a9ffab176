import type { Context, Hono } from 'hono';
import { open } from '../identity/index.ts';
import { type PublishedText, publishedTexts, textPath } from '../newsroom/index.ts';
import type { Clock, Db, Env } from '../platform/index.ts';
import { allOutlets } from '../sources/index.ts';
import { boardStories, latestStories, type PublicItem, type Story, storyItems, titleIn } from '../stories/index.ts';
import { Empty, Notice, Teaser, Time } from '../ui/index.ts';
import { siteData } from './linked-data.ts';
import { keep, tag } from './policy.ts';
import { everywhere, Page, type Site, untranslated } from './site.tsx';
import { StoryTeaser } from './stories.tsx';
import { Voice } from './voice.tsx';
import { foreign } from './words.ts';

const ARTICLES = 10;
const STORIES = 9;
const VOICES = 4;
/** Fewer than a row of stories are no section. */
const LOCAL = { least: 3, most: 6 } as const;

type Front = {
  texts: readonly PublishedText[];
  /** The story told by most, while there is no article to lead with. */
  lead: { story: Story; voices: readonly PublicItem[] } | undefined;
  stories: readonly Story[];
  /** Stories that outlets of single places tell. */
  local: readonly Story[];
};

/** `/{lang}`: the newest articles, then what the outlets report. */
export function frontRoutes(app: Hono<Env>, { db, clock, site }: { db: Db; clock: Clock; site: Site }): void {
  app.get('/:lang', open, async (c, next) => {
    const { lang } = c.req.param();
    if (!site.languages.has(lang)) return next();
    const front = await readFront({ db, clock, timeZone: site.timeZone }, lang);
    keep(c, 'front', [tag.articles(lang), ...(front.stories.length === 0 ? [tag.noStories] : [])]);
    return c.html(<FrontPage c={c} site={site} now={clock()} {...front} />);
  });
}

async function readFront(
  { db, clock, timeZone }: { db: Db; clock: Clock; timeZone: string },
  lang: string,
): Promise<Front> {
  const [texts, found] = await Promise.all([publishedTexts(db, { lang, limit: ARTICLES }), storiesFor(db, lang)]);
  const broadest = texts.length > 0 ? undefined : found.reduce<Story | undefined>(broader, undefined);
  const items = broadest && (await storyItems(db, [broadest.id], { clock, timeZone, lang })).get(broadest.id);
  const stories = found.filter((story) => story !== broadest).slice(0, STORIES);
  return {
    texts,
    lead: broadest && { story: broadest, voices: voicesOf(items ?? [], titleIn(broadest, lang).title) },
    stories,
    local: await localStories(db, new Set(found.map(({ id }) => id))),
  };
}

/** Stories that have words in the page's language first; others fill up, so that the page is never empty. */
async function storiesFor(db: Db, lang: string): Promise<Story[]> {
  const most = STORIES + 1;
  const own = await latestStories(db, { lang, limit: most });
  if (own.length === most) return own;
  const known = new Set(own.map(({ id }) => id));
  const others = await latestStories(db, { limit: most * 2 });
  return [...own, ...others.filter(({ id }) => !known.has(id))].slice(0, most);
}

const broader = (best: Story | undefined, story: Story): Story =>
  best && best.outletIds.length >= story.outletIds.length ? best : story;

/** A few of those who tell a story in words of their own, beside its title: one for each language before a second one. */
function voicesOf(items: readonly PublicItem[], title: string): PublicItem[] {
  const own = items.filter((item) => !item.copy && item.title !== title);
  const heard = new Set<string>();
  const others: PublicItem[] = [];
  const first = own.filter((item) => {
    if (!heard.has(item.lang)) return heard.add(item.lang);
    others.push(item);
    return false;
  });
  return [...first, ...others].slice(0, VOICES);
}

/** What outlets of provinces and cities tell, as far as it does not stand on the page already. */
async function localStories(db: Db, shown: ReadonlySet<number>): Promise<Story[]> {
  const outletIds = (await allOutlets(db)).filter(({ place }) => place !== null).map(({ id }) => id);
  if (outletIds.length === 0) return [];
  const stories = await boardStories(db, { outletIds }, { limit: LOCAL.most + shown.size, offset: 0 });
  const fresh = stories.filter(({ id }) => !shown.has(id)).slice(0, LOCAL.most);
  return fresh.length < LOCAL.least ? [] : fresh;
}

const FrontPage = ({ c, site, now, texts, lead, stories, local }: Front & PageProps) => {
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
      {c.req.query(untranslated) === undefined ? null : (
        <Notice title={t('portal.front.untranslated')}>{t('portal.front.untranslated.text')}</Notice>
      )}
      {first ? <ArticleTeaser c={c} text={first} lead /> : null}
      {others.length > 0 ? (
        <div class="teasers">
          {others.map((text) => (
            <ArticleTeaser c={c} text={text} />
          ))}
        </div>
      ) : null}
      {lead ? <Opening c={c} now={now} {...lead} /> : null}
      {first || lead ? null : <Empty title={t('portal.front.empty')} text={t('portal.front.empty.text')} />}
      <Stories c={c} now={now} id="stories" stories={stories} title={t('portal.front.stories')} more />
      <Stories c={c} now={now} id="provinces" stories={local} title={t('portal.front.provinces')} />
    </Page>
  );
};

type PageProps = { c: Context<Env>; site: Site; now: Date };

/** The story that opens the page when there is no article: its title, and beside it those who tell it. */
const Opening = ({ c, now, story, voices }: Omit<PageProps, 'site'> & NonNullable<Front['lead']>) => (
  <div class="opening">
    <div>
      <StoryTeaser c={c} story={story} now={now} lead />
      <p class="story-note">{c.var.t('portal.front.none')}</p>
    </div>
    <div class="voices">
      {voices.map((item) => (
        <Voice c={c} item={item} now={now} told />
      ))}
    </div>
  </div>
);

type StoriesProps = Omit<PageProps, 'site'> & { id: string; stories: readonly Story[]; title: string; more?: boolean };

const Stories = ({ c, now, id, stories, title, more }: StoriesProps) =>
  stories.length === 0 ? null : (
    <section aria-labelledby={id}>
      <h2 class="section-title">
        <span id={id}>{title}</span>
        {more ? <a href={`/${c.var.lang}/stories`}>{c.var.t('portal.front.more')}</a> : null}
      </h2>
      <div class="teasers">
        {stories.map((story) => (
          <StoryTeaser c={c} story={story} now={now} />
        ))}
      </div>
    </section>
  );

type ArticleTeaserProps = { c: Context<Env>; text: PublishedText; lead?: boolean; level?: 2 | 3 };

/** An article in a list: its kind, title and standfirst, when it was published and whether it was corrected. */
export const ArticleTeaser = ({ c, text, lead, level = 2 }: ArticleTeaserProps) => (
  <Teaser
    lead={lead}
    level={level}
    href={textPath(text)}
    kicker={c.var.t(`newsroom.kind.${text.kind}`)}
    title={text.title}
    text={text.lead}
    lang={foreign(text.lang, c.var.lang)}
    meta={[
      <Time at={text.publishedAt} reader={c.var} format="day" />,
      text.correctedAt ? c.var.t('portal.corrected') : null,
    ]}
  />
);
