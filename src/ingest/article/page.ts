import { parseHTML } from 'linkedom';

/** The part of the DOM that extraction uses. */
export type Node = {
  readonly tagName: string;
  readonly className: string;
  readonly id: string;
  readonly textContent: string | null;
  readonly innerHTML: string;
  readonly parentElement: Node | null;
  readonly nextElementSibling: Node | null;
  readonly children: Iterable<Node> & { readonly length: number };
  getAttribute(name: string): string | null;
  querySelector(selector: string): Node | null;
  querySelectorAll(selector: string): Iterable<Node>;
  contains(other: Node): boolean;
  closest(selector: string): Node | null;
  remove(): void;
};

export type Page = Node & { readonly documentElement: Node | null; readonly body: Node | null };

/** The DOM of a pruned page. */
export function openPage(html: string): Page {
  const whole = /<html[\s>]/i.test(html) ? html : `<!doctype html><html><head></head><body>${html}</body></html>`;
  return parseHTML(whole).document as unknown as Page;
}

/** The elements that a selector names; none when it cannot be read. */
export function select(within: Node, selector: string): Node[] {
  try {
    return [...within.querySelectorAll(selector)];
  } catch {
    return [];
  }
}

/** The elements that a class, a microdata property or a relation tells something about, in their order. */
export function markedElements(page: Page): Node[] {
  return select(page, '[class], [itemprop], [rel="author"], time');
}

/** Text of an element on one line. */
export function textOf(node: Node | null | undefined): string {
  return (node?.textContent ?? '').replace(/[^\S ]\s*| \s+/g, ' ').trim();
}

/** Share of an element's text that stands in links, 0 to 1. */
export function linkDensity(node: Node): number {
  const all = textOf(node).length;
  if (all === 0) return 0;
  let linked = 0;
  for (const link of node.querySelectorAll('a')) linked += textOf(link).length;
  return Math.min(1, linked / all);
}
