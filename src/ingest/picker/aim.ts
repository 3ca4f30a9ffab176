import { type Node, type Page, select } from '../article/page.ts';
import { rate } from '../kinds/listing/guess.ts';
import { lastingClasses, partOf, pathOf, rowOf, shape } from '../kinds/listing/point.ts';
import type { Choice } from './choice.ts';

/** Why what was pointed at cannot be that part. */
export type Miss = 'outside' | 'no-picture' | 'no-link' | 'whole';

const MOST_LEVELS = 10;

/** The choice after somebody pointed at `node` for the part that it waits for, or why that cannot be. */
export function aim(page: Page, url: string, choice: Choice, node: Node, now: Date): Choice | Miss {
  if (choice.step === 'article') return aimInArticle(page, choice, node);
  if (choice.part === 'item') return aimAtRow(page, url, choice, node, now);
  if (choice.part === 'next') {
    const link = linkOf(node);
    const next = link && pathOf(page, link);
    return next === undefined ? 'no-link' : { ...choice, list: { ...choice.list, next } };
  }
  const rows = choice.list.item === undefined ? [] : select(page, choice.list.item);
  const row = rows.find((each) => each.contains(node));
  if (!row) return 'outside';
  const target = choice.part === 'picture' ? pictureOf(node) : choice.part === 'link' ? linkOf(node) : node;
  if (!target) return choice.part === 'picture' ? 'no-picture' : 'no-link';
  const selector = partOf(row, target);
  if (selector === undefined) return 'outside';
  return { ...choice, list: { ...choice.list, [choice.part]: selector } };
}

/** The row of a list that an element belongs to: of the elements around it that have others like them, the likeliest, of several the outermost. */
function aimAtRow(page: Page, url: string, choice: Choice, node: Node, now: Date): Choice | Miss {
  let best: { item: string; score: number } | undefined;
  let at: Node | null = node;
  for (let level = 0; level < MOST_LEVELS && at?.parentElement; level++, at = at.parentElement) {
    for (const item of rowsLike(page, at)) {
      if (!select(page, item).some((row) => row.contains(node))) continue;
      const score = rate(page, url, item, now);
      if (score > 0 && (!best || score >= best.score)) best = { item, score };
    }
  }
  if (!best) return 'no-link';
  // The parts were chosen within another row: they are found anew.
  const same = best.item === choice.list.item;
  const { next } = choice.list;
  return { ...choice, list: same ? choice.list : { item: best.item, ...(next === undefined ? {} : { next }) } };
}

/** Selectors for an element and those like it beside it, or anywhere on the page. */
function rowsLike(page: Page, node: Node): string[] {
  const alike = [...(node.parentElement?.children ?? [])].filter((each) => each.tagName === node.tagName);
  const classes = lastingClasses(node);
  const called = alike.filter((each) => classes.length > 0 && lastingClasses(each).includes(classes[0] ?? ''));
  return [
    alike.length > 1 ? rowOf(page, alike) : undefined,
    called.length > 1 ? rowOf(page, called) : undefined,
    classes.length > 0 ? shape(node, classes.slice(0, 2)) : undefined,
  ].filter((each) => each !== undefined);
}

function aimInArticle(page: Page, choice: Choice, node: Node): Choice | Miss {
  // Who points at a paragraph of the body means what holds its paragraphs.
  const inline = choice.part === 'body' && /^(?:P|SPAN|A|B|I|EM|STRONG|IMG|BR|LI|H[2-6])$/.test(node.tagName);
  const target = inline ? (node.closest('p, li, h2, h3, h4')?.parentElement ?? node.parentElement) : node;
  const selector = target && pathOf(page, target);
  if (!selector || selector === 'body' || selector === 'html') return 'whole';
  if (choice.part !== 'remove') return { ...choice, article: { ...choice.article, [choice.part]: selector } };
  const lasting = generalised(page, target, selector);
  return {
    ...choice,
    article: { ...choice.article, remove: [...new Set([...(choice.article.remove ?? []), lasting])] },
  };
}

/** What is removed once is mostly meant wherever it stands: by its class, where that names nothing large. */
function generalised(page: Page, node: Node, selector: string): string {
  const [name] = lastingClasses(node);
  if (name === undefined) return selector;
  const whole = page.body?.textContent?.length ?? 0;
  const wide = select(page, `.${name}`).reduce((sum, each) => sum + (each.textContent?.length ?? 0), 0);
  return wide < 0.3 * whole ? `.${name}` : selector;
}

const linkOf = (node: Node): Node | undefined => node.closest('a[href]') ?? select(node, 'a[href]')[0];

const pictureOf = (node: Node): Node | undefined => (node.tagName === 'IMG' ? node : select(node, 'img')[0]);
