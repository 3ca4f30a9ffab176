import { createHash } from 'node:crypto';
import type { Fetched } from '../../../platform/index.ts';
import type { Channel } from '../../../sources/index.ts';
import type { Feed, Item } from '../../feed/feed.ts';
import { present } from '../../feed/feed.ts';
import { escapeText } from '../../markup/entities.ts';
import { notAList } from '../../outcome.ts';
import { decode } from '../../text/decode.ts';
import { type Ask, type Kind, Troubled } from '../kind.ts';
import { type Found, pageOf, readList } from './read.ts';
import type { Entry } from './selectors.ts';
import { type ListingSettings, listingSettings } from './settings.ts';

const accept = 'text/html, application/xhtml+xml;q=0.9, */*;q=0.5';
const pageBytes = 5_000_000;
/** So many addresses of the last visit are remembered, to know where a list goes on with what is known. */
const remembered = 30;

/**
 * A page with a list of articles, read by selectors. Follows the link to the next page as far as the settings let it,
 * and only while everything on the page is new.
 */
export const listing: Kind = {
  async read({ channel, ask, now }) {
    const settings = settingsOf(channel);
    const seen = new Set(linksIn(channel.memory));
    const entries = new Map<string, Entry>();
    const first = await ask(channel.fetchUrl, { accept, conditional: true, maxBytes: pageBytes });
    if (first.notModified) return { unchanged: true, answer: first };
    let encoding = 'utf-8';
    for await (const { answer, found, encoding: read } of pagesOf(first, settings, ask, now)) {
      if (answer === first) encoding = read;
      for (const { entry } of found) if (!entries.has(entry.link)) entries.set(entry.link, entry);
      if (found.some(({ entry }) => seen.has(entry.link))) break;
    }
    const all = [...entries.values()];
    const hash = createHash('sha256')
      .update(all.map(({ link, title }) => `${link} ${title}`).join('\n'))
      .digest()
      .subarray(0, 16);
    if (channel.bodyHash?.equals(hash)) return { unchanged: true, answer: first };
    const memory = { links: all.slice(0, remembered).map(({ link }) => link) };
    return { answer: first, feed: feedOf(all, encoding), hash, memory };
  },
};

/** What people chose for the channel. Throws a Troubled when it cannot be understood. */
function settingsOf(channel: Channel): ListingSettings {
  const read = listingSettings.safeParse(channel.settings);
  if (read.success) return read.data;
  const wrong = read.error.issues[0]?.path.join('.') ?? '';
  const detail = `the settings of ${channel.url} name no list that can be read (${wrong || 'empty'}); choose the list on its page`;
  throw new Troubled({ outcome: 'not-a-list', status: null, detail, host: false, retryAfter: 0 });
}

type Read = { answer: Fetched; found: Found[]; encoding: string };

/** The pages of a list, the first one first. A later page that cannot be had ends the list; what was read counts. */
async function* pagesOf(first: Fetched, { list, pages }: ListingSettings, ask: Ask, now: Date): AsyncGenerator<Read> {
  const asked = new Set([first.url]);
  let answer = first;
  for (let n = 1; ; n++) {
    const { text, encoding } = decode(answer.body, answer.headers['content-type']);
    const read = listIn(answer, text, list, now);
    if (read.found.length === 0 && n > 1) return;
    yield { answer, found: read.found, encoding };
    if (n >= pages || read.next === undefined || asked.has(read.next)) return;
    asked.add(read.next);
    try {
      answer = await ask(read.next, { accept, maxBytes: pageBytes });
    } catch (error) {
      if (error instanceof Troubled) return;
      throw error;
    }
  }
}

function listIn(answer: Fetched, html: string, list: ListingSettings['list'], now: Date) {
  const host = URL.parse(answer.url)?.host ?? answer.url;
  try {
    const read = readList(pageOf(html), answer.url, list, now);
    if (read.found.length > 0) return read;
    const why =
      read.seen === 0
        ? `“${list.item}” names nothing on the page that ${host} sent: it was rebuilt, or a script draws its list`
        : `“${list.item}” names ${read.seen} elements on the page that ${host} sent, none with a link and a title`;
    throw new Troubled(notAList(answer, `${why}; choose the list again`), answer);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new Troubled(notAList(answer, `${error.message}; choose the list again`), answer);
  }
}

function feedOf(entries: readonly Entry[], encoding: string): Feed {
  const items = entries.map(
    ({ link, title, published, picture, summary }): Item =>
      present({
        title,
        link,
        published,
        image: picture,
        summary: summary === undefined ? undefined : escapeText(summary),
        authors: [],
        categories: [],
        enclosures: [],
        media: [],
      }),
  );
  return { kind: 'listing', encoding, hubs: [], authors: [], categories: [], pace: {}, items, faults: [] };
}

function linksIn({ links }: Readonly<Record<string, unknown>>): string[] {
  return Array.isArray(links) ? links.filter((link) => typeof link === 'string') : [];
}
