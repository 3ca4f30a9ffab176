import { html, type Unmarked } from './constructs.ts';
import type { Element } from './element.ts';

/** In which fields titles, descriptions, summaries and contents come, whatever the format: feeds mix them. */

/** The title of a feed or an item. */
export function titleOf(parent: Element): Element | undefined {
  const own = parent.first('title', 'atom:title', 'dc:title');
  if (own !== undefined || !parent.extended) return own;
  return (
    parent.first('media:title') ??
    parent.first('media:group')?.first('media:title') ??
    parent.first('media:content')?.first('media:title')
  );
}

/** What a feed says of itself: the first such field that has words, and its HTML. */
export function descriptionOf(head: Element, unmarked: Unmarked): { description?: string; said?: Element } {
  for (const name of descriptions) {
    for (const said of head.all(name)) {
      const description = html(said, unmarkedIn(name, unmarked));
      if (description !== undefined) return { description, said };
    }
  }
  return {};
}

const descriptions =
  'subtitle description tagline abstract atom:subtitle itunes:summary dc:description itunes:subtitle media:description info'.split(
    ' ',
  );

export type Texts = {
  summary: string | undefined;
  content: string | undefined;
  /** The elements they stand in. */
  whole: Element | undefined;
  short: Element | undefined;
};

/**
 * Summary and content of an item. Content is what is named so, else the second of two summaries that say different
 * things: that is how feeds put a long text beside a short one.
 */
export function textsOf(item: Element, unmarked: Unmarked): Texts {
  const [short, other] = summaries(item);
  const summary = short && html(short, unmarkedIn(short.name, unmarked));
  const named = contentOf(item);
  const whole = named ?? other;
  const content = whole && html(whole, unmarkedIn(whole.name, unmarked));
  if (named === undefined && content === summary) return { summary, content: undefined, whole: undefined, short };
  return { summary, content, whole, short };
}

const plainSummaries = ['description', 'summary', 'abstract'];
const extendedSummaries = [...plainSummaries, 'atom:summary', 'itunes:summary', 'dc:description'];

/** The first two summaries, as they stand in the item; captions and the like only when there is nothing else. */
function summaries(item: Element): Element[] {
  const names = item.extended ? extendedSummaries : plainSummaries;
  let found: Element[] = [];
  for (const name of names) for (const one of item.all(name)) if (one.text.trim() !== '') found.push(one);
  if (found.length > 1) found = found.sort((a, b) => a.place - b.place);
  if (found.length > 0 || !item.extended) return found;
  const caption =
    item.first('itunes:subtitle', 'dcterms:abstract', 'media:description') ??
    item.first('media:group')?.first('media:description') ??
    item.first('media:content')?.first('media:description');
  return caption ? [caption] : [];
}

/** The content that can be shown: of several, the first that is HTML. */
function contentOf(item: Element): Element | undefined {
  const own = item
    .all('content')
    .flatMap((content) => (content.text.trim() === '' ? content.all('content') : content))
    .filter((content) => content.text.trim() !== '');
  const first = own.find((content) => /html/.test(content.attribute('type') ?? '')) ?? own[0];
  return first ?? item.first('content:encoded', 'fullitem', 'xhtml:body', 'body', 'xhtml:div', 'atom:content');
}

/** Atom says that a text without a type is plain; what comes from elsewhere into an Atom feed is as RSS has it. */
function unmarkedIn(name: string, format: Unmarked): Unmarked {
  if (format !== 'plain') return name.startsWith('atom:') ? 'by-looks' : format;
  return atomTexts.has(name) ? format : 'html';
}

const atomTexts = new Set(
  'title subtitle tagline info summary content media:description dc:description itunes:summary'.split(' '),
);
