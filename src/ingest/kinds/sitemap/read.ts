import type { Fetched } from '../../../platform/index.ts';
import type { Channel } from '../../../sources/index.ts';
import { parseDate, trustDate } from '../../dates.ts';
import { type Feed, type Item, present } from '../../feed/feed.ts';
import { escapeText } from '../../markup/entities.ts';
import { notAFeed } from '../../outcome.ts';
import { decode } from '../../text/decode.ts';
import { type Ask, type Kind, Troubled } from '../kind.ts';
import { chooseEntries, type Dated, datesOf, isArticle, type Memory, rankChildren } from './choose.ts';
import { inflated, sitemapBytes } from './inflate.ts';
import { type Child, parseSitemap, type Sitemap } from './parse.ts';

/** Of one visit: sitemaps below an index that are asked, new articles, and known ones beside them. */
const mostFiles = 8;
const mostFresh = 200;
const mostKnown = 60;
/** Levels of indexes below the first document. */
const deepest = 2;
/** Files below an index that are remembered. */
const mostRemembered = 2_000;

const accept = 'application/xml, text/xml;q=0.9, application/gzip;q=0.8, text/plain;q=0.7, */*;q=0.5';

/**
 * Sitemaps (sitemaps.org 0.9), news sitemaps, indexes of them, and lists of addresses. Of an index only the files that
 * changed since the last visit are asked, the newest first. At first contact with a large one the newest articles are
 * taken; older ones are never asked for. An article without a title gets it from its page.
 */
export const sitemap: Kind = {
  async read({ channel, ask, now }) {
    const memory = memoryOf(channel);
    const remembered = memory?.files ?? {};
    const answer = await ask(channel.fetchUrl, { accept, conditional: true, maxBytes: sitemapBytes });
    if (answer.notModified && !Object.values(remembered).includes('')) return { unchanged: true, answer };
    const { map, encoding } = answer.notModified ? nothingNew(remembered) : await opened(answer);
    const below = await readBelow(map.children, { ask, now, remembered, first: memory === undefined });
    if (map.kind === 'index' && below.asked === 0) return { unchanged: true, answer };

    const found = [...datesOf(map.entries, now), ...below.found].filter(({ entry }) => isArticle(entry));
    const { chosen, memory: next } = chooseEntries(found, memory, { most: mostFresh, known: mostKnown });
    const faults: Feed['faults'] = [];
    if (map.cut || below.cut) faults.push({ code: 'cut', count: 1 });
    if (map.more || below.more) faults.push({ code: 'too-many', count: 1 });
    const feed: Feed = {
      kind: 'sitemap',
      version: map.kind === 'urlset' ? '0.9' : map.kind,
      encoding,
      hubs: [],
      authors: [],
      categories: [],
      pace: {},
      items: chosen.map((one) => itemOf(one, now)),
      faults,
    };
    return {
      answer,
      feed,
      memory: { ...next, files: answer.notModified ? { ...remembered, ...below.files } : below.files },
    };
  },
};

type Opened = { map: Sitemap; encoding: string };

/** An index that did not change may still name files that say nothing of when they did: those are asked. */
function nothingNew(remembered: Readonly<Record<string, string>>): Opened {
  const children = Object.entries(remembered).flatMap(([url, changed]) => (changed === '' ? [{ url }] : []));
  return { map: { kind: 'index', entries: [], children, cut: false, more: false }, encoding: 'utf-8' };
}

/** The sitemap in an answer; throws a Troubled when there is none. */
async function opened(answer: Fetched): Promise<Opened> {
  const bytes = await inflated(answer.body);
  if (bytes === undefined) throw new Troubled({ ...notAFeed(answer, 'a sitemap'), outcome: 'too-large' }, answer);
  const { text, encoding } = decode(bytes, answer.headers['content-type']);
  const map = parseSitemap(text, answer.url);
  if (map.kind === 'none') throw new Troubled(notAFeed(answer, 'a sitemap'), answer);
  return { map, encoding };
}

type Below = {
  found: Dated[];
  files: Record<string, string>;
  asked: number;
  cut: boolean;
  more: boolean;
};

/**
 * Asks the files below an index that changed, until the visit has asked enough. What was not asked for want of room is
 * asked at the next visit, but at first contact counts as known. A file that fails costs only itself, unless all do.
 */
async function readBelow(
  children: readonly Child[],
  {
    ask,
    now,
    remembered,
    first,
  }: { ask: Ask; now: Date; remembered: Readonly<Record<string, string>>; first: boolean },
): Promise<Below> {
  const below: Below = { found: [], files: {}, asked: 0, cut: false, more: false };
  const named = new Map<string, string>();
  let trouble: Troubled | undefined;
  let worked = 0;
  const queue = [{ children, depth: 1 }];
  for (let level = queue.shift(); level; level = queue.shift()) {
    for (const child of rankChildren(level.children, now)) {
      const { url, changed = '' } = child;
      if (named.has(url)) continue;
      const known = remembered[url];
      const asks = changed === '' || changed !== known;
      const room = below.asked < mostFiles && !(first && below.found.length >= mostFresh);
      named.set(url, asks && !room && !first && changed !== '' ? (known ?? 'never') : changed);
      if (!asks || !room) continue;
      below.asked++;
      try {
        const { map } = await opened(await ask(url, { accept, maxBytes: sitemapBytes }));
        worked++;
        below.cut ||= map.cut;
        below.more ||= map.more;
        below.found.push(...datesOf(map.entries, now));
        if (map.children.length > 0 && level.depth < deepest)
          queue.push({ children: map.children, depth: level.depth + 1 });
      } catch (error) {
        if (!(error instanceof Troubled)) throw error;
        trouble ??= error;
        if (changed !== '') named.set(url, known ?? 'never');
      }
    }
  }
  if (trouble && worked === 0) throw trouble;
  below.files = Object.fromEntries([...named].slice(0, mostRemembered));
  return below;
}

function memoryOf({ memory }: Channel): Memory | undefined {
  const { files, since, recent, undated } = memory as Partial<Memory>;
  if (typeof files !== 'object' || files === null) return undefined;
  return {
    files,
    ...(typeof since === 'string' ? { since } : {}),
    recent: typeof recent === 'string' ? recent : '',
    undated: typeof undated === 'string' ? undated : '',
  };
}

/** The article that an entry names, as far as the sitemap tells. */
function itemOf({ entry, date }: Dated, now: Date): Item {
  const { url, news, video, image, alternates, changed } = entry;
  const stated = news?.published ?? video?.published;
  const published = stated === undefined ? undefined : trustDate(parseDate(stated), now);
  const touched = changed === undefined ? undefined : trustDate(parseDate(changed), now);
  return present({
    link: url,
    title: news?.title ?? video?.title,
    published,
    updated: touched ?? date,
    // A date that most entries share says when the sitemap was written.
    revised: date === undefined ? undefined : touched,
    summary: video?.description === undefined ? undefined : escapeText(video.description),
    language: news?.language ?? alternates.find((one) => one.url === url && one.language !== 'x-default')?.language,
    authors: [],
    categories: (news?.keywords ?? '')
      .split(/[,;]/)
      .map((word) => word.trim())
      .filter((word) => word !== '')
      .slice(0, 40)
      .map((term) => ({ term })),
    enclosures: [],
    media: [],
    image: image ?? video?.thumbnail,
  });
}
