import { systemClock } from '../../../platform/index.ts';
import { type Node, type Page, select, textOf } from '../../article/page.ts';
import { lastingClasses, rowOf, shape } from './point.ts';
import { addressOf, type List, pageOf, readList } from './read.ts';
import type { Entry, ListSelectors } from './selectors.ts';

/** A list that a page seems to hold. */
export type ListGuess = {
  selectors: ListSelectors;
  /** 0 to 1: how much it looks like a list of articles. */
  score: number;
  entries: Entry[];
};

const MOST_LINKS = 1_500;
const MOST_LEVELS = 7;
const MOST_GUESSES = 5;
/** So many elements alike, each with a link of its own, make a list. */
const FEWEST = 3;
/** Lists below this look like menus. */
const LEAST = 0.3;

/** Where lists of articles do not stand. */
const furniture =
  /(?:^|[\s_-])(?:nav|navbar|menu|mainmenu|submenu|breadcrumbs?|footer|foot|tags?|related|lienquan|lien-quan|most-?(?:read|viewed)|xem-?nhieu|docnhieu|doc-nhieu|sidebar|side|aside|right-?col|widget|banner|weblink|lienket|lien-ket|partner|pager|pagination|paging|ticker|marquee|social|share|lang(?:uage)?s?)(?:$|[\s_-])/i;

/**
 * The lists of articles on a page, the likeliest first, at most five; empty when it holds none. `url` is the page's
 * address after redirects. Looks for siblings alike that each hold a link with a title, and prefers many entries, with
 * dates (as seen at `now`), whole sentences as titles, addresses of one form, summaries and pictures. Throws nothing.
 */
export function guessList(html: string, url: string, now: Date = systemClock()): ListGuess[] {
  return guessOn(pageOf(html), url, now);
}

/** The same on a page that is open already. */
export function guessOn(page: Page, url: string, now: Date): ListGuess[] {
  const tried = new Set<string>();
  const guesses: ListGuess[] = [];
  for (const rows of groupsOf(page, url)) {
    for (const item of selectorsOf(page, rows)) {
      if (tried.has(item)) continue;
      tried.add(item);
      const list = readList(page, url, { item }, now);
      const score = list.found.length < FEWEST ? 0 : scoreOf(list, url);
      if (score >= LEAST) guesses.push({ selectors: { item }, score, entries: list.found.map(({ entry }) => entry) });
    }
  }
  guesses.sort((one, other) => other.score - one.score || one.selectors.item.length - other.selectors.item.length);
  return distinct(guesses).slice(0, MOST_GUESSES);
}

/** How much the elements that a selector names look like the entries of a list, 0 to 1; 0 when they are fewer than two. */
export function rate(page: Page, url: string, item: string, now: Date): number {
  const list = readList(page, url, { item }, now);
  return list.found.length < 2 ? 0 : scoreOf(list, url);
}

/** Elements alike under one parent, each over a link that bears a title; the groups with most of them first. */
function groupsOf(page: Page, url: string): Node[][] {
  const byParent = new Map<Node, Map<string, Set<Node>>>();
  const host = hostOf(url);
  for (const link of select(page, 'a[href]').slice(0, MOST_LINKS)) {
    const address = addressOf(link, url);
    if (address === undefined || !sameSite(hostOf(address), host)) continue;
    if (!isTitle(textOf(link) || (link.getAttribute('title') ?? ''))) continue;
    let node: Node | null = link;
    for (let level = 0; level < MOST_LEVELS && node?.parentElement; level++, node = node.parentElement) {
      const kinds = byParent.get(node.parentElement) ?? new Map<string, Set<Node>>();
      byParent.set(node.parentElement, kinds);
      // Of a row and a heading in between, only those alike make a list: their tag, and their first class where they differ.
      for (const kind of new Set([node.tagName, shape(node, lastingClasses(node).slice(0, 1))])) {
        const rows = kinds.get(kind) ?? new Set<Node>();
        kinds.set(kind, rows.add(node));
      }
    }
  }
  return [...byParent.values()]
    .flatMap((kinds) => [...kinds.values()])
    .filter((rows) => rows.size >= FEWEST || (rows.size === 2 && lastingClasses([...rows][0]!).length > 0))
    .map((rows) => [...rows])
    .sort((one, other) => other.length - one.length)
    .slice(0, 60);
}

/** What may name these rows: within their parent, and on the whole page, for lists that are broken into columns or groups. */
function selectorsOf(page: Page, rows: readonly Node[]): string[] {
  const within = rows.length >= FEWEST ? rowOf(page, rows) : undefined;
  const shared = lastingClasses(rows[0]!).filter((each) => rows.every((row) => lastingClasses(row).includes(each)));
  const everywhere = shared.length > 0 ? shape(rows[0]!, shared.slice(0, 2)) : undefined;
  return [within, everywhere].filter((each) => each !== undefined);
}

function isTitle(text: string): boolean {
  return text.length >= 15 && text.length <= 400 && text.split(' ').length >= 3;
}

function scoreOf({ found, seen }: List, url: string): number {
  const share = (holds: (each: (typeof found)[number]) => boolean): number => found.filter(holds).length / found.length;
  const dated = share(({ entry }) => entry.published !== undefined);
  const titled = share(({ entry }) => entry.title.length >= 20 && entry.title.split(' ').length >= 4);
  const summed = share(({ entry }) => entry.summary !== undefined);
  const pictured = share(({ entry }) => entry.picture !== undefined);
  const told = 0.7 * Math.max(summed, pictured) + 0.3 * Math.min(summed, pictured);
  // An element that holds many articles is a block of a front page, not an entry.
  const single = share(({ item }) => linksIn(item, url) <= 2);
  const whole = found.length / Math.max(1, seen);
  const home = share(({ entry }) => sameSite(hostOf(entry.link), hostOf(url)));
  const quality = 0.3 * dated + 0.25 * titled + 0.15 * oneForm(found.map(({ entry }) => entry.link)) + 0.15 * told;
  const many = Math.min(1, Math.log2(found.length + 1) / Math.log2(17));
  const place = found.some(({ item }) => inFurniture(item)) ? 0.5 : 1;
  return (quality + 0.15 * many) * (0.25 + 0.75 * single) * (0.5 + 0.5 * whole) * home * place;
}

/** Distinct addresses behind links with a title. */
function linksIn(item: Node, url: string): number {
  if (item.tagName === 'A') return 1;
  const links = select(item, 'a[href]').filter((link) => isTitle(textOf(link)));
  return new Set(links.slice(0, 20).map((link) => addressOf(link, url))).size;
}

/** Share of addresses that have the commonest form: depth, ending, whether digits stand in the last part. */
function oneForm(links: readonly string[]): number {
  const counts = new Map<string, number>();
  for (const link of links) {
    const path = URL.parse(link)?.pathname ?? '';
    const last = path.split('/').at(-1) ?? '';
    const form = `${path.split('/').length} ${/\.\w+$/.exec(last)?.[0] ?? ''} ${/\d{3,}/.test(last)}`;
    counts.set(form, (counts.get(form) ?? 0) + 1);
  }
  return Math.max(0, ...counts.values()) / Math.max(1, links.length);
}

function inFurniture(node: Node): boolean {
  for (let above: Node | null = node; above && above.tagName !== 'BODY'; above = above.parentElement) {
    if (/^(?:NAV|FOOTER|ASIDE)$/.test(above.tagName) || furniture.test(`${above.className} ${above.id}`)) return true;
  }
  return false;
}

/** Of guesses with the same entries, or nearly, only the first. */
function distinct(guesses: readonly ListGuess[]): ListGuess[] {
  const kept: { guess: ListGuess; links: Set<string> }[] = [];
  for (const guess of guesses) {
    const links = new Set(guess.entries.map(({ link }) => link));
    const known = kept.some((other) => {
      const shared = [...links].filter((link) => other.links.has(link)).length;
      return shared >= 0.8 * Math.min(links.size, other.links.size) && links.size <= other.links.size * 1.2;
    });
    if (!known) kept.push({ guess, links });
  }
  return kept.map(({ guess }) => guess);
}

const hostOf = (address: string): string => (URL.parse(address)?.host ?? '').replace(/^www\./, '');

const sameSite = (one: string, other: string): boolean =>
  one === other || one.endsWith(`.${other}`) || other.endsWith(`.${one}`);
