import { parseDate, trustDate } from '../dates.ts';
import { present } from '../feed/feed.ts';
import { webAddress } from '../markup/address.ts';
import { plainText } from '../markup/plain.ts';
import type { Facts, Selectors } from './article.ts';
import { type Linked, linkedData } from './linked.ts';
import { type Page, select, textOf } from './page.ts';
import { cleanTitle, holdsTitle } from './title.ts';

const MAX_TITLE = 400;

export type Circumstances = { url: string | undefined; now: Date; selectors: Selectors; data: readonly string[] };

/** What the page says of its article: in JSON-LD, in its meta elements, or visibly. The source's selectors come first. */
export function readFacts(page: Page, { url, now, selectors, data }: Circumstances): Facts {
  const linked = linkedData(data);
  const meta = metaOf(page);
  const site = meta.first('og:site_name', 'application-name') ?? linked.publisher;
  const canonical = select(page, 'link[rel="canonical"]')[0]?.getAttribute('href') ?? meta.first('og:url');
  const image = linked.image ?? meta.first('og:image', 'og:image:url', 'twitter:image', 'image');
  return present({
    title: titleOf(page, selectors, linked, meta, { site, host: hostOf(url) }),
    byline: bylineOf(page, selectors, linked, meta),
    published: publishedOf(page, selectors, linked, meta, now),
    updated: trustDate(
      dateOf(linked.modified ?? meta.first('article:modified_time', 'og:updated_time', 'datemodified')),
      now,
    ),
    language: languageOf(page, linked, meta),
    canonical: canonical ? webAddress(canonical, url) : undefined,
    image: image ? webAddress(image, url) : undefined,
    site,
  });
}

type Meta = { first(...names: readonly string[]): string | undefined };

function metaOf(page: Page): Meta {
  const values = new Map<string, string>();
  for (const element of select(page, 'meta')) {
    const content = element.getAttribute('content')?.trim();
    if (!content) continue;
    for (const key of ['property', 'name', 'itemprop', 'http-equiv']) {
      const name = element.getAttribute(key)?.toLowerCase();
      if (name && !values.has(name)) values.set(name, plainText(content));
    }
  }
  return { first: (...names) => names.map((name) => values.get(name)).find((value) => value !== undefined) };
}

function hostOf(url: string | undefined): string | undefined {
  return url === undefined ? undefined : URL.parse(url)?.hostname;
}

type Outlet = { site: string | undefined; host: string | undefined };

function titleOf(page: Page, selectors: Selectors, linked: Linked, meta: Meta, outlet: Outlet): string | undefined {
  const chosen = selectors.title ? textOf(select(page, selectors.title)[0]) : '';
  if (chosen !== '') return chosen.slice(0, MAX_TITLE);
  const inHead = textOf(select(page, 'title')[0]);
  const stated = meta.first('og:title', 'twitter:title') ?? linked.headline ?? inHead;
  // The heading that the page's title repeats is the title as its author wrote it.
  const headings = select(
    page,
    'h1, [itemprop="headline"], h2.title, .article-title, .title-detail, .detail-title',
  ).map(textOf);
  const heading = headings.find((text) => text.length > 8 && (holdsTitle(stated, text) || holdsTitle(inHead, text)));
  if (heading) return heading.slice(0, MAX_TITLE);
  const cleaned = cleanTitle(stated, outlet);
  return (cleaned === '' ? headings.find((text) => text !== '') : cleaned)?.slice(0, MAX_TITLE);
}

const bylines = [
  '[itemprop="author"] [itemprop="name"]',
  '[itemprop="author"]',
  '[rel="author"]',
  '.author-name',
  '.article-author',
  '.author_mail',
  '.detail-author',
  '.byline',
  '.author',
  '.tac-gia',
  '.tacgia',
];

function bylineOf(page: Page, selectors: Selectors, linked: Linked, meta: Meta): string | undefined {
  const chosen = selectors.byline ? select(page, selectors.byline).map(textOf).filter(Boolean).join(', ') : '';
  if (chosen !== '') return tidyByline(chosen);
  const stated = linked.author ?? meta.first('author', 'article:author', 'dc.creator', 'byl');
  if (stated && !/^https?:|^www\./i.test(stated)) return tidyByline(stated);
  for (const selector of bylines) {
    const text = textOf(select(page, selector)[0]);
    if (text.length > 1 && text.length < 80) return tidyByline(text);
  }
  return undefined;
}

function tidyByline(text: string): string | undefined {
  const tidy = text.replace(/^(?:by|theo|bài|tác giả|thực hiện|tin,? ảnh|author)\s*:?\s+/i, '').trim();
  return tidy === '' ? undefined : tidy.slice(0, 120);
}

const visibleDates =
  'time, [itemprop="datePublished"], .date, .time, .publish-date, .published, .post-date, .article-date, .detail-time, ' +
  '.ngay-dang, .ngaydang, .date-time, .datetime, [class*="publish"], [class*="date"], [class*="time"]';

function publishedOf(page: Page, selectors: Selectors, linked: Linked, meta: Meta, now: Date): Date | undefined {
  const chosen = selectors.published ? select(page, selectors.published)[0] : undefined;
  const texts = [
    chosen?.getAttribute('datetime') ?? undefined,
    chosen ? textOf(chosen) : undefined,
    linked.published,
    meta.first(
      'article:published_time',
      'og:article:published_time',
      'datepublished',
      'pubdate',
      'publishdate',
      'publish-date',
    ),
    meta.first(
      'dc.date.issued',
      'dcterms.issued',
      'dc.date',
      'date',
      'sailthru.date',
      'parsely-pub-date',
      'article.published',
    ),
  ];
  for (const text of texts) {
    const date = trustDate(dateOf(text), now);
    if (date) return date;
  }
  for (const element of select(page, visibleDates).slice(0, 40)) {
    const text = element.getAttribute('datetime') ?? element.getAttribute('content') ?? textOf(element);
    const date = text.length < 80 && /\d{4}|\d\/\d\d/.test(text) ? trustDate(dateOf(text), now) : undefined;
    if (date) return date;
  }
  return undefined;
}

function dateOf(text: string | undefined): Date | undefined {
  return text === undefined ? undefined : parseDate(text);
}

function languageOf(page: Page, linked: Linked, meta: Meta): string | undefined {
  const stated =
    page.documentElement?.getAttribute('lang') ||
    linked.language ||
    meta.first('content-language', 'og:locale', 'language');
  const tag = stated?.trim().replaceAll('_', '-');
  return tag && /^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i.test(tag) ? tag : undefined;
}
