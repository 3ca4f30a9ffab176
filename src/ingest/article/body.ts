import { Readability } from '@mozilla/readability';
import type { Found, Selectors } from './article.ts';
import { linkDensity, type Node, type Page, select, textOf } from './page.ts';

export type Body = { nodes: Node[]; by: Found['by'] };

/** Text of this length alone is an article, whatever stands beside it. */
const ENOUGH = 250;

/** Share of text in links from which a page is a list of articles and not one. */
const MOSTLY_LINKS = 0.6;

/** Classes that publishing systems mark the body with. */
const containerClass =
  /(?:^|\s)(?:fck_detail|singular-content|detail-content|detail__content|article__body|article-body|content-detail|cms-body|entry-content|post-content|journal-content-article)(?:$|\s)/;

/** What stands in a body but is not of it. */
const foreign =
  'nav, aside, form, button, noscript, footer, [role="navigation"], [role="complementary"], [aria-hidden="true"], [hidden]';
const foreignClass =
  /(?:^|[\s_-])(?:related|relate|lienquan|lien-quan|tinlienquan|tin-lien-quan|read-?more|share|sharing|social|breadcrumbs?|tags?|tag-list|comments?|binh-luan|newsletter|subscribe|advert|adv|ads|quangcao|quang-cao|banner|popup|toolbar|author-box|rating|print|sharedaddy|jp-relatedposts)(?:$|[\s_-])/i;

/** The element or elements that hold the article; undefined when nothing on the page looks like one. */
export function findBody(page: Page, selectors: Selectors, marked: readonly Node[]): Body | undefined {
  const chosen = selectors.body ? select(page, selectors.body) : [];
  const outer = chosen.filter((node) => !chosen.some((other) => other !== node && other.contains(node)));
  if (outer.some((node) => textOf(node) !== '')) {
    for (const node of outer) strip(node, selectors.remove ?? []);
    return { nodes: outer, by: 'selectors' };
  }
  const container = markedBody(marked);
  if (container) {
    strip(container, selectors.remove ?? []);
    return { nodes: [container], by: 'container' };
  }
  for (const node of selectors.remove?.flatMap((selector) => select(page, selector)) ?? []) node.remove();
  const dense = byDensity(page);
  if (dense === undefined || linkDensity(dense) > MOSTLY_LINKS) return undefined;
  strip(dense, []);
  return { nodes: [dense], by: 'density' };
}

/** The one element that is marked as the body, by microdata before class; none when several are. */
function markedBody(marked: readonly Node[]): Node | undefined {
  for (const found of [marked.filter(isArticleBody), marked.filter((node) => containerClass.test(node.className))]) {
    const [only, ...others] = found.filter((node) => !found.some((other) => other !== node && other.contains(node)));
    if (only === undefined || others.length > 0) continue;
    if (textOf(only).length >= ENOUGH && linkDensity(only) < 0.4) return only;
  }
  return undefined;
}

function isArticleBody(node: Node): boolean {
  return node.getAttribute('itemprop') === 'articleBody';
}

function byDensity(page: Page): Node | undefined {
  try {
    const reader = new Readability<Node>(page as never, {
      charThreshold: ENOUGH,
      disableJSONLD: true,
      keepClasses: true,
      serializer: (node: unknown) => node as Node,
    });
    return reader.parse()?.content ?? undefined;
  } catch {
    return undefined;
  }
}

/** Takes out what is not of the body. */
function strip(body: Node, extra: readonly string[]): void {
  for (const selector of [foreign, ...extra]) for (const node of select(body, selector)) node.remove();
  for (const node of select(body, '[class], [id]')) {
    if (!foreignClass.test(`${node.className} ${node.id}`)) continue;
    const length = textOf(node).length;
    if (length < 40 || linkDensity(node) > 0.3) node.remove();
  }
}
