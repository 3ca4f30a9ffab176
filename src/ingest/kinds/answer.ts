import type { Fetched } from '../../platform/index.ts';
import { type Fault, type Feed, type Item, type Medium, present } from '../feed/feed.ts';
import { isObject, type Json, parsed } from '../feed/values.ts';
import { escapeAttribute, escapeText } from '../markup/entities.ts';
import type { Trouble } from '../outcome.ts';
import { decode } from '../text/decode.ts';
import { Troubled } from './kind.ts';

/** The JSON of an answer. Throws a Troubled that says what should have been there when it is none. */
export function jsonOf(answer: Fetched, what: string): unknown {
  const value = parsed(decode(answer.body, answer.headers['content-type']).text);
  if (value === undefined) throw new Troubled(unlike(answer, what), answer);
  return value;
}

/** The JSON object of an answer. Throws like `jsonOf`. */
export function objectOf(answer: Fetched, what: string): Json {
  const value = jsonOf(answer, what);
  if (!isObject(value)) throw new Troubled(unlike(answer, what), answer);
  return value;
}

/** The trouble with an answer that is not what this kind of channel gives. */
export function unlike(answer: Fetched, what: string): Trouble {
  const type = answer.headers['content-type'] ?? 'no content type';
  const sent = answer.body.length === 0 ? 'sent nothing' : 'sent something else';
  return trouble('not-a-feed', answer.status, `${new URL(answer.url).host} ${sent} where ${what} should be (${type})`);
}

/** A trouble of the channel itself, not of its host. */
export const trouble = (outcome: Trouble['outcome'], status: number | null, detail: string): Trouble => ({
  outcome,
  status,
  detail,
  host: false,
  retryAfter: 0,
});

/**
 * What some work gives; a trouble with one of these outcomes is told in other words, which speak of the channel and of
 * what to do.
 */
export async function inWords<T>(
  words: Partial<Record<Trouble['outcome'], string>>,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const detail = error instanceof Troubled ? words[error.trouble.outcome] : undefined;
    if (!(error instanceof Troubled) || detail === undefined) throw error;
    throw new Troubled({ ...error.trouble, detail }, error.answer);
  }
}

/** Whether an address answers that nothing is there, now or any more. Throws a Troubled when its host cannot be had. */
export async function isGone(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return false;
  } catch (error) {
    if (!(error instanceof Troubled) || error.trouble.host) throw error;
    return error.trouble.outcome === 'not-found' || error.trouble.outcome === 'gone';
  }
}

type Head = { kind: Feed['kind']; version?: string | undefined; title?: string | undefined; link?: string | undefined };

/** A feed of some items, with what is known of the channel. */
export const feedOf = (
  head: Head & { description?: string | undefined; image?: string | undefined; language?: string | undefined },
  items: Item[],
  faults: Fault[],
): Feed => ({
  ...present(head),
  kind: head.kind,
  encoding: 'utf-8',
  hubs: [],
  authors: [],
  categories: [],
  pace: {},
  items,
  faults,
});

/** An item that the source took back. */
export const withdrawnItem = (id: string, link?: string): Item => ({
  ...present({ id, link }),
  authors: [],
  categories: [],
  enclosures: [],
  media: [],
  withdrawn: true,
});

/** Pictures and the stills of films as HTML, each with what its author wrote for those who cannot see it. */
export function pictured(media: readonly Medium[]): string {
  return media
    .flatMap(({ kind, url, thumbnail, description = '' }) => {
      const source = kind === 'image' ? url : thumbnail;
      if (source === undefined) return description === '' ? [] : [`<p>${escapeText(description)}</p>`];
      const caption = description === '' ? '' : `<figcaption>${escapeText(description)}</figcaption>`;
      const alt = escapeAttribute(description);
      return [`<figure><img src="${escapeAttribute(source)}" alt="${alt}">${caption}</figure>`];
    })
    .join('');
}

/** Plain text as HTML: a paragraph for each block, a line for each line. `inline` writes the words of a line. */
export function paragraphs(text: string, inline: (text: string) => string = escapeText): string {
  return text
    .split(/\n\s*\n/)
    .filter((block) => block.trim() !== '')
    .map((block) => `<p>${inline(block.trim()).replaceAll('\n', '<br>')}</p>`)
    .join('');
}

/** The address named by the `next` relation of a Link header (RFC 8288), resolved. */
export const nextLink = (answer: Fetched): string | undefined => linksOf(answer, 'next')[0];

/** The addresses that the Link headers of an answer name for a relation, resolved. */
export function linksOf(answer: Fetched, relation: string): string[] {
  const header = (answer.headers.link ?? '').slice(0, 8_000);
  return [...header.matchAll(/<([^<>]*)>([^<]*)/g)].flatMap(([, target = '', parameters = '']) => {
    const named = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,]+))/i.exec(parameters);
    const relations = (named?.[1] ?? named?.[2] ?? '').toLowerCase().split(/\s+/);
    const url = relations.includes(relation) ? URL.parse(target, answer.url) : null;
    return url && /^https?:$/.test(url.protocol) ? [url.href] : [];
  });
}
