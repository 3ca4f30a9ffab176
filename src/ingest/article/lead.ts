import type { Selectors } from './article.ts';
import { type Node, type Page, select, textOf } from './page.ts';

/** What outlets call the paragraph between title and body. */
const leadClass =
  /(?:^|[\s_-])sapo(?:$|[\s_-])|(?:^|\s)(?:chapeau|lead|article-summary|detail-lead|article__lead|standfirst)(?:$|\s)/i;

/** The lead of the page, taken out of it so that the body does not repeat it; undefined when it has none. */
export function takeLead(
  page: Page,
  selectors: Selectors,
  marked: readonly Node[],
  title: string | undefined,
): string | undefined {
  const candidates = selectors.lead ? select(page, selectors.lead) : marked.filter(isLead);
  for (const node of candidates) {
    const text = textOf(node);
    if (text.length < 20 || text.length > 1_500 || text === title) continue;
    // A lead that holds paragraphs of its own is the body under a misleading name.
    if (!selectors.lead && select(node, 'p').length > 2) continue;
    if (select(node, 'img').length === 0) node.remove();
    return text;
  }
  return undefined;
}

function isLead(node: Node): boolean {
  return (
    leadClass.test(node.className) ||
    (/^(?:P|H2)$/.test(node.tagName) && /(?:^|\s)description(?:$|\s)/.test(node.className))
  );
}
