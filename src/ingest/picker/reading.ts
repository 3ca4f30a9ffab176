import type { Article } from '../article/article.ts';
import { extractArticle } from '../article/extract.ts';
import { type Node, type Page, select } from '../article/page.ts';
import { guessOn, type ListGuess } from '../kinds/listing/guess.ts';
import { pageOf, readList } from '../kinds/listing/read.ts';
import type { Entry } from '../kinds/listing/selectors.ts';
import { aim, type Miss } from './aim.ts';
import { articleParts, type Choice } from './choice.ts';
import { numbersOf } from './sheet.ts';
import type { Snapshot } from './snapshots.ts';

/** Numbers of the elements that each chosen or found part stands in. */
export type Marks = Record<string, number[]>;

/** What a choice gives on the page of a list. */
export type ListReading = {
  choice: Choice;
  guesses: ListGuess[];
  entries: Entry[];
  /** Elements that the item's selector names, with an entry or without. */
  seen: number;
  next: string | undefined;
  marks: Marks;
  miss: Miss | undefined;
  /** A selector that cannot be read, in words. */
  fault: string | undefined;
};

/**
 * Reads a list as it is chosen so far. Where nothing is chosen, the likeliest list is; where somebody pointed at an
 * element (`pick`, its number), the part that the choice waits for becomes that.
 */
export function readListing({ html, url }: Snapshot, asked: Choice, pick: number | undefined, now: Date): ListReading {
  const page = pageOf(html);
  const guesses = guessOn(page, url, now);
  const guessed = guesses[0]?.selectors.item;
  const begun = asked.list.item === undefined && guessed !== undefined ? withItem(asked, guessed) : asked;
  const { choice, miss } = pointed(page, url, begun, pick, now);
  const { item } = choice.list;
  const marks: Marks = {};
  if (item === undefined)
    return { choice, guesses, entries: [], seen: 0, next: undefined, marks, miss, fault: undefined };
  try {
    const { found, seen, next } = readList(page, url, { ...choice.list, item }, now);
    const numbers = numbersOf(page);
    const add = (part: string, node: Node | undefined): void => {
      const number = node && numbers.get(node);
      if (number !== undefined) marks[part] = [...(marks[part] ?? []), number];
    };
    for (const each of found) {
      add('item', each.item);
      for (const [part, node] of Object.entries(each.parts)) if (part !== 'link') add(part, node);
    }
    if (choice.list.next !== undefined) add('next', select(page, choice.list.next)[0]);
    return { choice, guesses, entries: found.map(({ entry }) => entry), seen, next, marks, miss, fault: undefined };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { choice, guesses, entries: [], seen: 0, next: undefined, marks, miss, fault: error.message };
  }
}

const withItem = (choice: Choice, item: string): Choice => ({ ...choice, list: { ...choice.list, item } });

/** What a choice gives on the page of an article. */
export type ArticleReading = { choice: Choice; article: Article; marks: Marks; miss: Miss | undefined };

/** Reads an article as its parts are chosen so far. */
export function readSample(
  { html, url }: Snapshot,
  asked: Choice,
  pick: number | undefined,
  now: Date,
): ArticleReading {
  const page = pageOf(html);
  const { choice, miss } = pointed(page, url, asked, pick, now);
  const numbers = numbersOf(page);
  const marks: Marks = {};
  for (const part of articleParts) {
    const chosen = choice.article[part] ?? [];
    const selectors = typeof chosen === 'string' ? [chosen] : chosen;
    const nodes = selectors.flatMap((selector) => select(page, selector).slice(0, 50));
    const found = nodes.map((node) => numbers.get(node)).filter((number) => number !== undefined);
    if (found.length > 0) marks[part] = found;
  }
  return { choice, article: extractArticle(html, { url, now, selectors: choice.article }), marks, miss };
}

function pointed(page: Page, url: string, choice: Choice, pick: number | undefined, now: Date) {
  const node = pick === undefined ? undefined : select(page, '*')[pick];
  const aimed = node ? aim(page, url, choice, node, now) : choice;
  if (typeof aimed === 'string') return { choice, miss: aimed };
  return { choice: aimed, miss: undefined };
}
