import { parseDate, trustDate } from '../dates.ts';
import { present } from '../feed/feed.ts';
import { webAddress } from '../markup/address.ts';
import type { Facts, Selectors } from './article.ts';
import { type Linked, linkedData } from './linked.ts';
import { type Node, type Page, select, textOf } from './page.ts';
import type { Pruned } from './prune.ts';
import { cleanTitle, holdsTitle } from './title.ts';

const MAX_TITLE = 400;

export type Circumstances = {
  url: string | undefined;
  now: Date;
  selectors: Selectors;
  /** What the head said. */
  head: Pruned;
  /** The elements that say what they are. */
  marked: readonly Node[];
};

/** What the page says of its article: in JSON-LD, in its meta elements, or visibly. The source's selectors come first. */
export function readFacts(page: Page, { url, now, selectors, head, marked }: Circumstances): Facts {
  const linked = linkedData(head.data);
  const meta = (...names: readonly string[]): string | undefined =>
    names.map((name) => head.meta.get(name)).find((value) => value !== undefined);
  const site = meta('og:site_name', 'application-name') ?? linked.publisher;
  const host = url === undefined ? undefined : URL.parse(url)?.hostname;
  const canonical = head.canonical ?? meta('og:url');
  const image = linked.image ?? meta('og:image', 'og:image:url', 'twitter:image', 'image');
  const modified = linked.modified ?? meta('article:modified_time', 'og:updated_time', 'datemodified');
  const given = { selectors, linked, meta, marked, now };
  return present({
    title: titleOf(page, given, head.title ?? '', { site, host }),
    byline: bylineOf(page, given),
    published: publishedOf(page, given),
    updated: trustDate(dateOf(modified), now),
    language: languageOf(head.lang, linked, meta),
    canonical: canonical ? webAddress(canonical, url) : undefined,
    image: image ? webAddress(image, url) : undefined,
    site,
  });
}

type Meta = (...names: readonly string[]) => string | undefined;
type Given = { selectors: Selectors; linked: Linked; meta: Meta; marked: readonly Node[]; now: Date };

type Outlet = { site: string | undefined; host: string | undefined };

const headingClass = /(?:^|\s)(?:article|news|detail|post|entry)?[-_]*title(?:[-_]*(?:detail|news|post))?(?:$|\s)/i;

function titleOf(
  page: Page,
  { selectors, linked, meta, marked }: Given,
  inHead: string,
  outlet: Outlet,
): string | undefined {
  const chosen = selectors.title ? textOf(select(page, selectors.title)[0]) : '';
  if (chosen !== '') return chosen.slice(0, MAX_TITLE);
  const stated = meta('og:title', 'twitter:title') ?? linked.headline ?? inHead;
  // The heading that the page's title repeats is the title as its author wrote it.
  const isTitle = (text: string): boolean => text.length > 8 && (holdsTitle(stated, text) || holdsTitle(inHead, text));
  const first = select(page, 'h1').map(textOf);
  const heading =
    first.find(isTitle) ??
    marked
      .filter((node) => node.getAttribute('itemprop') === 'headline' || headingClass.test(node.className))
      .map(textOf)
      .find(isTitle);
  if (heading) return heading.slice(0, MAX_TITLE);
  const cleaned = cleanTitle(stated, outlet);
  return (cleaned === '' ? first.find((text) => text !== '') : cleaned)?.slice(0, MAX_TITLE);
}

const bylineClass =
  /(?:^|\s)(?:author-name|article-author|author_mail|detail-author|byline|author|tac-gia|tacgia)(?:$|\s)/i;

function bylineOf(page: Page, { selectors, linked, meta, marked }: Given): string | undefined {
  const chosen = selectors.byline ? select(page, selectors.byline).map(textOf).filter(Boolean).join(', ') : '';
  if (chosen !== '') return tidyByline(chosen);
  const stated = linked.author ?? meta('author', 'article:author', 'dc.creator', 'byl');
  if (stated && !/^https?:|^www\./i.test(stated)) return tidyByline(stated);
  for (const node of marked) {
    const says =
      node.getAttribute('itemprop') === 'author' ||
      node.getAttribute('rel') === 'author' ||
      bylineClass.test(node.className);
    const text = says ? textOf(node) : '';
    if (text.length > 1 && text.length < 80) return tidyByline(text);
  }
  return undefined;
}

function tidyByline(text: string): string | undefined {
  const tidy = text.replace(/^(?:by|theo|bài|tác giả|thực hiện|tin,? ảnh|author)\s*:?\s+/i, '').trim();
  return tidy === '' ? undefined : tidy.slice(0, 120);
}

const dateClass = /date|time|publish|ngay/i;
const MAX_VISIBLE = 60;

function publishedOf(page: Page, { selectors, linked, meta, marked, now }: Given): Date | undefined {
  const chosen = selectors.published ? select(page, selectors.published)[0] : undefined;
  const texts = [
    chosen?.getAttribute('datetime') ?? undefined,
    chosen ? textOf(chosen) : undefined,
    linked.published,
    meta(
      'article:published_time',
      'og:article:published_time',
      'datepublished',
      'pubdate',
      'publishdate',
      'publish-date',
    ),
    meta(
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
  let seen = 0;
  for (const node of marked) {
    const says =
      node.tagName === 'TIME' || node.getAttribute('itemprop') === 'datePublished' || dateClass.test(node.className);
    if (!says || seen++ > MAX_VISIBLE) continue;
    const text = node.getAttribute('datetime') ?? node.getAttribute('content') ?? textOf(node);
    const date = text.length < 80 && /\d{4}|\d\/\d\d/.test(text) ? trustDate(dateOf(text), now) : undefined;
    if (date) return date;
  }
  return undefined;
}

function dateOf(text: string | undefined): Date | undefined {
  return text === undefined ? undefined : parseDate(text);
}

function languageOf(lang: string | undefined, linked: Linked, meta: Meta): string | undefined {
  const stated = lang || linked.language || meta('content-language', 'og:locale', 'language');
  const tag = stated?.trim().replaceAll('_', '-');
  return tag && /^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i.test(tag) ? tag : undefined;
}
