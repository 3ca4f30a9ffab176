import type { Context, Hono } from 'hono';
import { open } from '../identity/index.ts';
import type { Db, Env } from '../platform/index.ts';
import { type Found, find, type Hit, type Segment } from '../search/index.ts';
import { Empty, Foreign, Pager, Teaser, Time, withParameters } from '../ui/index.ts';
import { keep } from './policy.ts';
import { everywhere, Page, type Site } from './site.tsx';
import { foreign, languageName } from './words.ts';

const PER_PAGE = 20;
/** Characters that are searched for. */
const LONGEST = 200;
const LAST_PAGE = 50;

/** `/{lang}/search?q=…&page=…`: articles and stories that have the words, with or without diacritics. */
export function searchRoutes(app: Hono<Env>, { db, site }: { db: Db; site: Site }): void {
  app.get('/:lang/search', open, async (c, next) => {
    if (!site.languages.has(c.req.param('lang'))) return next();
    const asked = (c.req.query('q') ?? '').trim();
    const text = asked.slice(0, LONGEST).toWellFormed();
    const page = pageNumber(c.req.query('page'));
    const found = text === '' ? undefined : await find(db, { text, lang: c.var.lang, page, size: PER_PAGE });
    if (!found?.late) keep(c, 'search', []);
    return c.html(<SearchPage c={c} site={site} text={text} cut={asked.length > LONGEST} page={page} found={found} />);
  });
}

function pageNumber(given: string | undefined): number {
  const page = Number(given ?? 1);
  return Number.isInteger(page) && page >= 1 && page <= LAST_PAGE ? page : 1;
}

type SearchProps = {
  c: Context<Env>;
  site: Site;
  text: string;
  /** More was asked than is searched for. */
  cut: boolean;
  page: number;
  found: Found | undefined;
};

const SearchPage = ({ c, site, text, cut, page, found }: SearchProps) => {
  const { t } = c.var;
  const paths = everywhere(site, withParameters('/search', { q: text }));
  return (
    <Page
      c={c}
      site={site}
      title={text ? t('portal.search.for', { query: text }) : t('portal.search')}
      paths={paths}
      query={text}
      hidden
    >
      <h1 class="page-title">{t('portal.search')}</h1>
      {cut ? <p class="page-lead">{t('portal.search.cut', { count: LONGEST })}</p> : null}
      {found ? (
        <Results c={c} text={text} page={page} found={found} />
      ) : (
        <Empty title={t('portal.search.ask')} text={t('portal.search.hint')} />
      )}
    </Page>
  );
};

const Results = ({ c, text, page, found }: Pick<SearchProps, 'c' | 'text' | 'page'> & { found: Found }) => {
  const { t, lang } = c.var;
  const here = `/${lang}/search`;
  if (found.late) return <Empty title={t('portal.search.late')} text={t('portal.search.hint')} />;
  if (found.hits.length === 0)
    return (
      <Empty title={t('portal.search.none', { query: text })} text={t('portal.search.hint')}>
        {found.suggestion ? (
          <p>
            {t('portal.search.mean')} <a href={withParameters(here, { q: found.suggestion })}>{found.suggestion}</a>?
          </p>
        ) : null}
      </Empty>
    );
  return (
    <>
      <p class="page-lead">
        {t(found.more ? 'portal.search.many' : 'portal.search.found', { count: found.count, query: text })}
        {found.loose ? ` ${t('portal.search.loose')}` : ''}
      </p>
      <div class="river">
        {byThing(found.hits).map((hits) => (
          <HitTeaser c={c} hits={hits} />
        ))}
      </div>
      <Pager
        reader={c.var}
        address={withParameters(here, { q: text, page })}
        page={page}
        pages={Math.min(LAST_PAGE, Math.ceil(found.count / PER_PAGE))}
      />
    </>
  );
};

type Hits = readonly [Hit, ...Hit[]];

/** A story is found once for each language it is told in, but shown once. */
function byThing(hits: readonly Hit[]): Hits[] {
  const groups = Map.groupBy(hits, ({ kind, ref }) => `${kind} ${ref}`);
  return [...groups.values()].flatMap(([best, ...others]) => (best ? [[best, ...others] as const] : []));
}

const HitTeaser = ({ c, hits: [best, ...others] }: { c: Context<Env>; hits: Hits }) => {
  const { t, lang } = c.var;
  const story = best.kind === 'story';
  return (
    <Teaser
      level={2}
      href={story ? `/${lang}/stories/${best.ref}` : best.path}
      kicker={t(story ? 'portal.search.story' : 'portal.search.article')}
      title={<Marked segments={best.title} />}
      text={best.snippet.length > 0 ? <Marked segments={best.snippet} /> : undefined}
      lang={foreign(best.lang, lang)}
      meta={[
        best.lang === lang ? null : languageName(best.lang, lang),
        <Time at={best.published} reader={c.var} format="day" />,
        ...others.map((hit) => (
          <Foreign lang={foreign(hit.lang, lang)}>
            <Marked segments={hit.title} />
          </Foreign>
        )),
      ]}
    />
  );
};

const Marked = ({ segments }: { segments: readonly Segment[] }) => (
  <>{segments.map(({ text, hit }) => (hit ? <mark>{text}</mark> : text))}</>
);
