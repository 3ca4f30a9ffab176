import { systemClock } from '../../platform/index.ts';
import { plainText } from '../markup/plain.ts';
import { sanitise } from '../markup/sanitise.ts';
import type { Article, EmptyReason, Facts, Selectors } from './article.ts';
import { findBody } from './body.ts';
import { readFacts } from './facts.ts';
import { takeLead } from './lead.ts';
import { linkDensity, type Node, openPage, type Page, textOf } from './page.ts';
import { picturesOf } from './pictures.ts';
import { prune } from './prune.ts';
import { sameTitle } from './title.ts';

export type ExtractOptions = {
  /** Address of the page, after redirects. */
  url?: string | undefined;
  /** Where this source's pages have their parts; tried first. */
  selectors?: Selectors | undefined;
  /** The moment by which dates are believed; the present one when left out. */
  now?: Date | undefined;
};

/** Characters of text below which nothing is taken for an article. */
const SHORTEST = 80;

/** Captions are the pictures': the body's text is what its author wrote as running text. */
const captions = new Set(['figcaption', 'caption']);

/**
 * The article on a page: title, byline, time, lead, body, pictures, language. The source's own selectors first, then
 * containers that are marked as the body, then Readability over linkedom. Reads at most 4 million characters, 30,000
 * elements and 200 levels; never throws: a page without an article gives an `empty` outcome with the reason.
 */
export function extractArticle(html: string, options: ExtractOptions = {}): Article {
  const { url, selectors = {}, now = systemClock() } = options;
  const { html: pruned, data, script } = prune(html);
  const page = openPage(pruned);
  const facts = readFacts(page, { url, now, selectors, data });
  if (textOf(page.body).length === 0) return { ...facts, outcome: 'empty', reason: script > 0 ? 'gate' : 'blank' };
  const lead = takeLead(page, selectors, facts.title);
  const whole: Facts = lead === undefined ? facts : { ...facts, lead };
  const density = linkDensity(page.body ?? page);
  const length = textOf(page.body).length;
  const body = findBody(page, selectors);
  if (body === undefined) return { ...whole, outcome: 'empty', reason: reasonFor(page, density, length, script) };
  for (const node of body.nodes) dropTitle(node, facts.title);
  const pictures = body.nodes.flatMap((node) => picturesOf(node, url));
  const clean = sanitise(body.nodes.map((node) => node.innerHTML).join('\n'), {
    base: url,
    lang: facts.language,
  }).trim();
  const text = plainText(clean, captions);
  if (text.length < SHORTEST && body.by !== 'selectors') {
    return { ...whole, outcome: 'empty', reason: reasonFor(page, density, length, script) };
  }
  return { ...whole, outcome: 'found', by: body.by, html: clean, text, pictures };
}

function reasonFor(page: Page, density: number, length: number, script: number): EmptyReason {
  const text = textOf(page.body);
  if (
    length < 1_000 &&
    (script > length * 2 || /javascript|cookie|captcha|cloudflare|checking your browser/i.test(text))
  )
    return 'gate';
  return density > 0.5 ? 'list' : 'short';
}

/** The title repeated at the head of the body is not part of it. */
function dropTitle(body: Node, title: string | undefined): void {
  if (title === undefined) return;
  for (const heading of body.querySelectorAll('h1, h2')) if (sameTitle(textOf(heading), title)) heading.remove();
}
