import type { Context, Hono } from 'hono';
import { open } from '../identity/index.ts';
import type { Db, Env } from '../platform/index.ts';
import { type Found, find, type Hit, type Segment } from '../search/index.ts';
import { Empty, Foreign, Pager, Teaser, Time, withParameters } from '../ui/index.ts';
import { keep } from './policy.ts';
import { everywhere, Page, type Site } from './site.tsx';

const PER_PAGE = 20;
const LONGEST = 200;
const LAST_PAGE = 50;

/** `/{lang}/search?q=…&page=…`: articles and stories that have the words, with or without diacritics. */
export function searchRoutes(app: Hono<Env>, { db, site }: { db: Db; site: Site }): void {
  app.get('/:lang/search', open, async (c, next) => {
    if (!site.languages.has(c.req.param('lang'))) return next();
    const text = (c.req.query('q') ?? '').trim().slice(0, LONGEST);
    const asked = Number(c.req.query('page') ?? 1);
    const page = Number.isInteger(asked) && asked >= 1 && asked <= LAST_PAGE ? asked : 1;
    const found = text === '' ? undefined : await find(db, { text, lang: c.var.lang, page, size: PER_PAGE });
    if (!found?.late) keep(c, 'search', []);
    return c.html(<SearchPage c={c} site={site} text={text} page={page} found={found} />);
  });
}

type SearchProps = { c: Context<Env>; site: Site; text: string; page: number; found: Found | undefined };

const SearchPage = ({ c, site, text, page, found }: SearchProps) => {
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
      {found ? (
        <Results c={c} text={text} page={page} found={found} />
      ) : (
        <Empty title={t('portal.search.ask')} text={t('portal.search.hint')} />
      )}
    </Page>
  );
};

const Results = ({ c, text, page, found }: Omit<SearchProps, 'site' | 'found'> & { found: Found }) => {
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
        {t('portal.search.found', { count: found.count, query: text })}
        {found.loose ? ` ${t('portal.search.loose')}` : ''}
      </p>
      <div class="river">
        {found.hits.map((hit) => (
          <HitTeaser c={c} hit={hit} />
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

const HitTeaser = ({ c, hit }: { c: Context<Env>; hit: Hit }) => {
  const { t, lang } = c.var;
  const name = new Intl.DisplayNames(lang, { type: 'language', fallback: 'code' }).of(hit.lang);
  return (
    <Teaser
      href={hit.path}
      kicker={t(hit.kind === 'article' ? 'portal.search.article' : 'portal.search.story')}
      title={<Marked segments={hit.title} />}
      text={<Marked segments={hit.snippet} />}
      lang={hit.lang === lang ? undefined : hit.lang}
      meta={[
        hit.lang === lang ? null : <Foreign>{name}</Foreign>,
        <Time at={hit.published} reader={c.var} format="day" />,
      ]}
    />
  );
};

const Marked = ({ segments }: { segments: readonly Segment[] }) => (
  <>{segments.map(({ text, hit }) => (hit ? <mark>{text}</mark> : text))}</>
);
