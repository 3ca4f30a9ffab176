import type { Fetched } from '../../../platform/index.ts';
import { parseDate, trustDate } from '../../dates.ts';
import { type Feed, type Item, present } from '../../feed/feed.ts';
import { firstPicture } from '../../feed/shared.ts';
import { address, isObject, type Json, objects, parsed, string } from '../../feed/values.ts';
import { plainText } from '../../markup/plain.ts';
import { sanitise } from '../../markup/sanitise.ts';
import { notAFeed, type Trouble } from '../../outcome.ts';
import { type Ask, type Kind, Troubled } from '../kind.ts';

const perPage = 50;
/** Pages of posts asked at first contact, and of changes since. */
const firstPages = 2;
const laterPages = 10;
const postBytes = 16_000_000;
/** Clocks of servers are not to be relied on: so much is asked again. */
const overlap = 60 * 60_000;

const fields =
  'id,date_gmt,date,modified_gmt,modified,guid.rendered,link,title.rendered,excerpt.rendered,content.rendered,content.protected,_links,_embedded';

/**
 * The posts of a WordPress site by its REST interface (`wp/v2/posts`), whole and with their changes: after first
 * contact only what was modified since is asked (`modified_after`, WordPress 5.7; older sites ignore it and give the
 * newest). The channel's address is that of the collection, with a filter where people want one (`?categories=7`).
 */
export const wordpress: Kind = {
  async read({ channel, ask, now }) {
    const since = typeof channel.memory.since === 'string' ? new Date(channel.memory.since) : undefined;
    const items: Item[] = [];
    let newest = since?.getTime() ?? 0;
    let first: Fetched | undefined;
    for (let page = 1, pages = 1; page <= pages; page++) {
      const answer = await askPosts(ask, pageOf(channel.fetchUrl, since, page));
      first ??= answer;
      const posts = postsIn(answer);
      for (const post of posts) {
        items.push(itemOf(post, answer.url, now));
        newest = Math.max(newest, dateOf(post, 'modified', now)?.getTime() ?? 0);
      }
      const total = Number(answer.headers['x-wp-totalpages'] ?? 1);
      pages = posts.length === 0 ? 0 : Math.min(Number.isInteger(total) ? total : 1, since ? laterPages : firstPages);
    }
    if (first === undefined) throw new Error('wordpress: a first page is always asked');
    const answer = ofCollection(first);
    if (since !== undefined && items.length === 0) return { unchanged: true, answer };
    const feed: Feed = {
      kind: 'wordpress',
      version: 'wp/v2',
      encoding: 'utf-8',
      link: new URL('/', channel.fetchUrl).href,
      hubs: [],
      authors: [],
      categories: [],
      pace: {},
      items: items.filter((item) => item.title !== undefined || item.content !== undefined),
      faults: [],
    };
    return { answer, feed, ...(newest > 0 ? { memory: { since: new Date(newest).toISOString() } } : {}) };
  },
};

/** The address of one page of posts: since a moment those modified after it, else the newest. */
function pageOf(collection: string, since: Date | undefined, page: number): string {
  const url = new URL(collection);
  const set = (name: string, value: string): void => url.searchParams.set(name, value);
  set('per_page', String(perPage));
  set('page', String(page));
  set('_embed', 'author,wp:featuredmedia,wp:term');
  set('_fields', fields);
  if (since) {
    set('modified_after', new Date(since.getTime() - overlap).toISOString().slice(0, 19));
    set('orderby', 'modified');
  }
  return url.href;
}

async function askPosts(ask: Ask, url: string): Promise<Fetched> {
  try {
    return await ask(url, { accept: 'application/json', maxBytes: postBytes });
  } catch (error) {
    if (!(error instanceof Troubled) || error.answer === undefined) throw error;
    const said = refusal(error.answer);
    if (said === undefined) throw error;
    const outcome = said.missing ? ('not-found' as const) : error.trouble.outcome;
    throw new Troubled({ ...error.trouble, outcome, detail: said.words }, error.answer);
  }
}

/** What the JSON of a refusal says: WordPress and its plugins for security answer with a code and a sentence. */
function refusal(answer: Fetched): { words: string; missing: boolean } | undefined {
  const said = jsonIn(answer);
  if (!isObject(said) || typeof said.code !== 'string') return undefined;
  const { host } = new URL(answer.url);
  const sentence = typeof said.message === 'string' ? plainText(said.message).slice(0, 200) : '';
  const missing = said.code === 'rest_no_route';
  const disabled =
    missing || /disabled|not_logged_in|forbidden|cannot_access|login_required|unauthorized/.test(said.code);
  const why = disabled ? `${host} has its WordPress interface switched off for the public` : `${host} refuses`;
  return { words: `${why} (${said.code.slice(0, 60)}: ${sentence})`, missing };
}

/** The posts in an answer; throws a Troubled when it holds something else. */
function postsIn(answer: Fetched): Json[] {
  const said = jsonIn(answer);
  if (Array.isArray(said)) return objects(said);
  const trouble: Trouble = notAFeed(answer, 'the posts of a WordPress site');
  throw new Troubled({ ...trouble, detail: refusal(answer)?.words ?? trouble.detail }, answer);
}

/** JSON, also where a plugin wrote a warning or a byte order mark before it. */
function jsonIn({ body }: Fetched): unknown {
  const text = new TextDecoder().decode(body);
  return parsed(text) ?? parsed(text.slice(Math.max(0, text.search(/[[{]/))));
}

/** An answer as the collection's own: without what this visit asked for, and without what validates that alone. */
function ofCollection(answer: Fetched): Fetched {
  const { etag: _, 'last-modified': __, ...headers } = answer.headers;
  const url = new URL(answer.url);
  for (const name of ['per_page', 'page', '_embed', '_fields', 'modified_after', 'orderby'])
    url.searchParams.delete(name);
  return { ...answer, headers, url: url.href };
}

function itemOf(post: Json, base: string, now: Date): Item {
  const link = address(post.link, base);
  const content = isObject(post.content) && post.content.protected === true ? undefined : rendered(post.content);
  const embedded = isObject(post._embedded) ? post._embedded : {};
  const clean = (html: string | undefined) =>
    html === undefined ? undefined : sanitise(html, { base: link ?? base }).trim();
  const plain = (html: string | undefined) => (html === undefined ? undefined : plainText(html));
  const terms = Array.isArray(embedded['wp:term']) ? embedded['wp:term'].flatMap(objects) : [];
  const body = clean(content);
  return present({
    id: rendered(post.guid) ?? (typeof post.id === 'number' ? String(post.id) : undefined),
    title: plain(rendered(post.title)),
    link,
    published: dateOf(post, 'date', now),
    updated: dateOf(post, 'modified', now),
    authors: objects(embedded.author).flatMap((author) => {
      const name = plain(string(author.name));
      return name ? [{ name }] : [];
    }),
    summary: clean(rendered(post.excerpt)),
    content: body,
    whole: body ? (true as const) : undefined,
    categories: terms.flatMap((one) => {
      const term = plain(string(one.name));
      return term ? [{ term }] : [];
    }),
    enclosures: [],
    media: [],
    image: address(objects(embedded['wp:featuredmedia'])[0]?.source_url, base) ?? firstPicture([body]),
  });
}

/** The time of a post in UTC where the site says it; its local time, of a zone that is not told, else. */
function dateOf(post: Json, name: 'date' | 'modified', now: Date): Date | undefined {
  for (const written of [post[`${name}_gmt`], post[name]]) {
    const date = typeof written === 'string' && !written.startsWith('0000') ? parseDate(written) : undefined;
    const trusted = trustDate(date, now);
    if (trusted) return trusted;
  }
  return undefined;
}

/** The HTML of a field of WordPress: `{ rendered }`. */
const rendered = (value: unknown): string | undefined => string(isObject(value) ? value.rendered : value);
