import type { Selectors } from './article.ts';
import { type Page, select, textOf } from './page.ts';

/** What outlets call the paragraph between title and body. */
const leads = [
  '.sapo',
  '.chapeau',
  '[class$="-sapo"]',
  '[class*="__sapo"]',
  '[class*="sapo-"]',
  'h2.lead',
  'p.lead',
  'div.lead',
  'p.description',
  'h2.description',
  '.article-summary',
  '.detail-lead',
  '.article__lead',
  '.standfirst',
];

/** The lead of the page, taken out of it so that the body does not repeat it; undefined when it has none. */
export function takeLead(page: Page, selectors: Selectors, title: string | undefined): string | undefined {
  for (const selector of selectors.lead ? [selectors.lead] : leads) {
    const node = select(page, selector)[0];
    const text = textOf(node);
    if (node === undefined || text.length < 20 || text.length > 1_500 || text === title) continue;
    // A lead that holds paragraphs of its own is the body under a misleading name.
    if (!selectors.lead && select(node, 'p').length > 2) continue;
    if (select(node, 'img').length === 0) node.remove();
    return text;
  }
  return undefined;
}
