import { systemClock } from '../../platform/index.ts';
import { plainText } from '../markup/plain.ts';
import { sanitise } from '../markup/sanitise.ts';
import type { Article, EmptyReason, Facts, Selectors } from './article.ts';
import { findBody } from './body.ts';
import { readFacts } from './facts.ts';
import { takeLead } from './lead.ts';
import { markedElements, type Node, openPage, textOf } from './page.ts';
import { captionsIn, picturesOf } from './pictures.ts';
import { type Pruned, prune } from './prune.ts';
import { sameTitle } from './title.ts';
import { trim } from './trim.ts';

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
  const head = prune(html);
  const page = openPage(head.html);
  const marked = markedElements(page);
  const facts = readFacts(page, { url, now, selectors, head, marked });
  const lead = takeLead(page, selectors, marked, facts.title);
  const whole: Facts = lead === undefined ? facts : { ...facts, lead };
  const body = head.text === 0 ? undefined : findBody(page, selectors, marked);
  if (body === undefined) return { ...whole, outcome: 'empty', reason: reasonFor(head) };
  for (const node of body.nodes) {
    dropTitle(node, facts.title);
    if (body.by !== 'selectors') trim(node, whole);
  }
  const pictures = body.nodes.flatMap((node) => picturesOf(node, url));
  const clean = sanitise(body.nodes.map((node) => node.innerHTML).join('\n'), {
    base: url,
    lang: facts.language,
  }).trim();
  const text = runningText(body.nodes, clean);
  if (text.length < SHORTEST && body.by !== 'selectors') {
    return { ...whole, outcome: 'empty', reason: reasonFor(head) };
  }
  return { ...whole, outcome: 'found', by: body.by, html: clean, text, pictures };
}

/** The text of a body without what stands under its pictures. */
function runningText(nodes: readonly Node[], clean: string): string {
  const captioned = nodes.flatMap(captionsIn);
  if (captioned.length === 0) return plainText(clean, captions);
  for (const node of captioned) node.remove();
  return plainText(nodes.map((node) => node.innerHTML).join('\n'), captions);
}

function reasonFor({ html, text, linked, script }: Pruned): EmptyReason {
  if (text === 0) return script > 0 ? 'gate' : 'blank';
  if (text < 1_000 && (script > text * 2 || /javascript|cookie|captcha|checking your browser/i.test(html)))
    return 'gate';
  return linked > text / 2 ? 'list' : 'short';
}

/** The title repeated at the head of the body is not part of it. */
function dropTitle(body: Node, title: string | undefined): void {
  if (title === undefined) return;
  for (const heading of body.querySelectorAll('h1, h2')) if (sameTitle(textOf(heading), title)) heading.remove();
}
