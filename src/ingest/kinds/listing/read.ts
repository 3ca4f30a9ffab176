import { type Node, openPage, type Page, select, textOf } from '../../article/page.ts';
import { picturesOf } from '../../article/pictures.ts';
import { prune } from '../../article/prune.ts';
import { present } from '../../feed/feed.ts';
import { webAddress } from '../../markup/address.ts';
import { listDate, withoutDate } from './moment.ts';
import type { Entry, ItemPart, ListSelectors } from './selectors.ts';

/** Of one page, so many entries are read. */
export const MOST_ENTRIES = 200;
const MAX_TITLE = 400;
const MAX_SUMMARY = 2_000;

/** The elements of one entry that were read, for showing them. */
export type Found = { item: Node; entry: Entry; parts: Partial<Record<ItemPart, Node>> };

/** What reading a list gave. `seen` is how many elements the item's selector names, with a link in them or not. */
export type List = { found: Found[]; seen: number; next?: string };

/** The address that the links of a page are read at: its `base`, where that lies on the same host, else its own. */
function baseOf(page: Page, url: string): string {
  const written = select(page, 'base[href]')[0]?.getAttribute('href');
  const base = written ? webAddress(written, url) : undefined;
  return base !== undefined && URL.parse(base)?.host === URL.parse(url)?.host ? base : url;
}

/** The page as lists are read on it. */
export const pageOf = (html: string): Page => openPage(prune(html).html);

/**
 * The entries of a listing page by its selectors, in their order, each address once; a part that has no selector is
 * found by itself. Items without a link are left out. Throws a SyntaxError when a selector cannot be read.
 */
export function readList(page: Page, address: string, selectors: ListSelectors, now: Date): List {
  const url = baseOf(page, address);
  const items = all(page, selectors.item);
  const found = new Map<string, Found>();
  const rows = new Set(items);
  for (const item of items.slice(0, MOST_ENTRIES * 2)) {
    const read = readItem(item, { url, selectors, now, rows });
    const known = read && found.get(read.entry.link);
    // Of two elements with one address (picture and title in cells of their own) the one that tells more counts.
    if (read && (!known || told(read) > told(known))) found.set(read.entry.link, read);
    if (found.size >= MOST_ENTRIES) break;
  }
  return present({ found: [...found.values()], seen: items.length, next: nextOf(page, url, selectors.next) });
}

const told = ({ entry }: Found): number => Object.keys(entry).length;

/** The elements that a selector names. Throws a SyntaxError when it cannot be read. */
function all(within: Node, selector: string): Node[] {
  try {
    return [...within.querySelectorAll(selector)];
  } catch {
    throw new SyntaxError(`“${selector}” is not a CSS selector`);
  }
}

const pick = (item: Node, selector: string | undefined): Node | undefined =>
  selector === undefined || selector === '' ? undefined : all(item, selector)[0];

type Reading = { url: string; selectors: ListSelectors; now: Date; rows: ReadonlySet<Node> };

function readItem(item: Node, { url, selectors, now, rows }: Reading): Found | undefined {
  const link = linkNode(item, url, pick(item, selectors.link));
  const address = link && addressOf(link, url);
  if (!link || !address) return undefined;
  const titled = pick(item, selectors.title) ?? titleNode(item, link, address, url);
  const title = titleOf(titled, link);
  if (title === '') return undefined;
  const dated = pick(item, selectors.date);
  const date = dated
    ? { node: dated, date: dateOf(dated, now) }
    : (dateNode(item, titled, now) ?? dateBelow(item, rows, now));
  const pictured = pick(item, selectors.picture);
  const picture = picturesOf(
    pictured?.tagName === 'IMG' ? (pictured.parentElement ?? item) : (pictured ?? item),
    url,
  )[0];
  const image = pictured ?? select(item, 'img')[0];
  const summed = pick(item, selectors.summary) ?? summaryNode(item, title);
  const summary = textOf(summed).slice(0, MAX_SUMMARY);
  return {
    item,
    entry: present({
      link: address,
      title: title.slice(0, MAX_TITLE),
      published: date?.date,
      picture: picture?.url,
      summary: summary === title ? undefined : summary,
    }),
    parts: present({ link, title: titled, date: date?.node, picture: picture && image, summary: summed }),
  };
}

/** The web address that a link leads to, without its fragment; undefined for the page itself. */
export function addressOf(link: Node, url: string): string | undefined {
  const written = link.getAttribute('href')?.trim();
  if (!written || written.startsWith('#')) return undefined;
  const address = webAddress(written, url)?.replace(/#.*$/s, '');
  return address === url.replace(/#.*$/s, '') ? undefined : address;
}

/** The link to the article: the chosen one, the item itself, that of the heading, or the one with the longest text. */
function linkNode(item: Node, url: string, chosen: Node | undefined): Node | undefined {
  if (chosen) return chosen.tagName === 'A' ? chosen : (chosen.closest('a[href]') ?? select(chosen, 'a[href]')[0]);
  if (item.tagName === 'A') return item;
  const links = select(item, 'a[href]')
    .slice(0, 60)
    .filter((link) => addressOf(link, url) !== undefined);
  const inHeading = links.find((link) => link.closest('h1, h2, h3, h4, h5') && textOf(link) !== '');
  if (inHeading) return inHeading;
  const length = (link: Node): number => (isMore(textOf(link)) ? 1 : textOf(link).length);
  return links.reduce<Node | undefined>(
    (best, link) => (best && length(best) >= length(link) ? best : link),
    undefined,
  );
}

const isMore = (text: string): boolean =>
  /^(?:xem (?:thêm|tiếp|chi tiết)|đọc (?:thêm|tiếp)|chi tiết|read more|more|continue)/iu.test(text);

const titleClass = /(?:^|[\s_-])(?:title|tieu-?de|headline|heading|name)(?:$|[\s_-])/i;

/** What bears the title: a heading, an element that is called so, or a link to the same address. */
function titleNode(item: Node, link: Node, address: string, url: string): Node {
  const heading = select(item, 'h1, h2, h3, h4, h5, h6').find((node) => textOf(node).length > 5);
  if (heading) return heading;
  const called = select(item, '[class]')
    .slice(0, 80)
    .find((node) => titleClass.test(node.className) && textOf(node).length > 5 && textOf(node).length < MAX_TITLE);
  if (called) return called;
  if (item.tagName === 'A') return item;
  const same = select(item, 'a[href]')
    .slice(0, 60)
    .filter((each) => addressOf(each, url) === address);
  return same.reduce(
    (best, each) => (!isMore(textOf(each)) && textOf(each).length > textOf(best).length ? each : best),
    link,
  );
}

function titleOf(node: Node, link: Node): string {
  const text = textOf(node);
  // Lists that cut a title keep the whole one in an attribute.
  const whole = (node.getAttribute('title') ?? link.getAttribute('title'))?.replace(/\s+/g, ' ').trim() ?? '';
  const cut = /(?:\.\.\.|…)$/u.test(text) && whole.length > text.length;
  const picture = text === '' ? (select(link, 'img')[0]?.getAttribute('alt')?.trim() ?? '') : '';
  return withoutDate(cut ? whole : text || whole || picture);
}

function dateOf(node: Node, now: Date): Date | undefined {
  return (
    listDate(node.getAttribute('datetime') ?? node.getAttribute('content') ?? '', now) ?? listDate(textOf(node), now)
  );
}

const dateClass = /date|time|ngay|publish|posted|created|thoi-?gian/i;

/** What bears the date: a time element, one that is called so, or whatever text names one. */
function dateNode(item: Node, title: Node, now: Date): { node: Node; date: Date } | undefined {
  const nodes = select(item, '*').slice(0, 120);
  const likely = [
    ...nodes.filter((node) => node.tagName === 'TIME'),
    ...nodes.filter((node) => dateClass.test(node.className)),
    ...nodes.filter((node) => node.children.length === 0 && node !== title && !title.contains(node)),
    ...nodes.filter((node) => node !== title && !node.contains(title) && textOf(node).length <= 120),
  ];
  for (const node of likely) {
    const date = textOf(node).length > 120 && node.tagName !== 'TIME' ? undefined : dateOf(node, now);
    if (date) return { node, date };
  }
  // Beside the title, as in `<li><a>Title</a> (23/11/2026)</li>`, or in it; never a day that the summary speaks of.
  const beside = textOf(item).length < 400 ? textOf(item).replace(textOf(title), ' ') : '';
  const date =
    listDate(beside.slice(-60), now) ?? listDate(beside.slice(0, 60), now) ?? listDate(bracketed(title), now);
  return date && { node: item, date };
}

/** In the element under the item, as `dd` under `dt` or a second row of a table, where that is no item itself. */
function dateBelow(item: Node, rows: ReadonlySet<Node>, now: Date): { node: Node; date: Date } | undefined {
  const below = item.nextElementSibling;
  if (!below || rows.has(below) || !/^(?:DT|TR|H[1-6])$/.test(item.tagName)) return undefined;
  const date = listDate(textOf(below).slice(0, 120), now);
  return date && { node: below, date };
}

const bracketed = (title: Node): string => /[([]([^()[\]]{8,40})[)\]]$/.exec(textOf(title))?.[1] ?? '';

const summaryClass =
  /(?:^|[\s_-])(?:summary|sapo|lead|desc|description|abstract|excerpt|intro|trich|tom-?tat|mota|mo-ta)(?:$|[\s_-])/i;

function summaryNode(item: Node, title: string): Node | undefined {
  const nodes = select(item, 'p, [class], div, dd').slice(0, 120);
  const fits = (node: Node): boolean => {
    const text = textOf(node);
    return text.length >= 40 && text !== title && !text.includes(title) && select(node, 'p, h2, h3, h4').length < 2;
  };
  return (
    nodes.find((node) => summaryClass.test(node.className) && fits(node)) ??
    nodes.find(
      (node) => (node.tagName === 'P' || node.children.length === 0) && textOf(node).length >= 60 && fits(node),
    )
  );
}

const nextWords =
  /^(?:next(?: page)?|trang (?:sau|tiếp|kế)(?: theo)?|tiếp(?: theo)?|sau|cũ hơn|older(?: posts| entries)?)?\s*(?:[›»>→]+|&gt;+)?$/iu;

/** The address of the next page of the list: of the chosen link, or of one that says it is. */
function nextOf(page: Page, url: string, selector: string | undefined): string | undefined {
  if (selector) {
    const node = pick(page, selector);
    const link = node && (node.tagName === 'A' ? node : (select(node, 'a[href]')[0] ?? node.closest('a[href]')));
    return link ? addressOf(link, url) : undefined;
  }
  const said = select(page, 'a[rel~="next"][href], link[rel~="next"][href]')[0];
  if (said) return addressOf(said, url);
  for (const link of select(page, 'a[href]').slice(-400)) {
    const words = textOf(link);
    const title = link.getAttribute('title') ?? '';
    const says = words === '' ? title !== '' && nextWords.test(title) : nextWords.test(words);
    const address = says ? addressOf(link, url) : undefined;
    if (address !== undefined && URL.parse(address)?.host === URL.parse(url)?.host) return address;
  }
  return undefined;
}
