import { z } from 'zod';
import { Faults, type Item } from '../../feed/feed.ts';
import { isObject, type Json, objects, plainString, string } from '../../feed/values.ts';
import { webAddress } from '../../markup/address.ts';
import { escapeText } from '../../markup/entities.ts';
import { feedOf, inWords, objectOf, trouble, unlike, withdrawnItem } from '../answer.ts';
import { type Ask, type Kind, Troubled } from '../kind.ts';
import { postItem } from './post.ts';

const accept = 'application/json';
const pageSize = 50;
const mostPages = 5;
/** As many posts as can be asked after at once (lexicon app.bsky.feed.getPosts). */
const window = 25;

/** The AppView that is asked when a channel names no other. */
const publicApi = 'https://public.api.bsky.app';

/** What people may set for a channel: the AppView that is asked, for those who run their own. */
export const blueskySettings = z.object({
  api: z
    .url({ protocol: /^https?$/ })
    .transform((url) => url.replace(/\/+$/, ''))
    .optional(),
});

/** The addresses of the newest posts that were there at the last visit. */
type Memory = { window?: string[] };

/**
 * An account on Bluesky, by the public API of an AppView. Its newest posts are asked for at every visit; further pages
 * only while they bring what the last visit had not seen. Posts that have gone are asked after, and count as deleted
 * when the AppView has none of that address. A post cannot be edited there.
 */
export const bluesky: Kind = {
  async read({ channel, ask, now }) {
    const settings = blueskySettings.safeParse(channel.settings);
    if (!settings.success)
      throw new Troubled(trouble('address', null, 'the setting "api" must be the address of an AppView, https://…'));
    const { origin: web } = new URL(channel.url);
    const api = `${settings.data.api ?? publicApi}/xrpc/`;
    const known = (channel.memory as Memory).window ?? [];
    const profile = await profileOf(ask, api, actorAt(channel.url));
    const did = string(profile.did) ?? '';
    const { answer, views } = await newest(ask, api, did, known);
    const faults = new Faults();
    const items = views.flatMap((view) => postItem(view, { did, web }, { now, faults }) ?? []);
    const gone = await deleted(ask, api, known, views);
    const there = views.flatMap((view) => uriOf(view) ?? []).filter((uri) => uri.startsWith(`at://${did}/`));
    const kept = known.filter((uri) => !there.includes(uri) && !gone.some((item) => item.id === uri));
    return {
      answer,
      feed: feedOf({ kind: 'bluesky', ...headOf(profile, web) }, [...items, ...gone], faults.list()),
      memory: { window: [...there, ...kept].slice(0, window) },
    };
  },
};

/** The handle or DID in the address of a profile. Throws a Troubled when it names none. */
export function actorAt(address: string): string {
  const { host, pathname } = new URL(address);
  const actor = /^\/profile\/((?:did:[a-z]+:)?[\w.:%-]+)\/?$/.exec(pathname)?.[1];
  if (actor !== undefined) return decodeURIComponent(actor);
  const detail = `${host}${pathname} is no profile; write its address, like https://bsky.app/profile/name.bsky.social`;
  throw new Troubled(trouble('address', null, detail));
}

async function profileOf(ask: Ask, api: string, actor: string): Promise<Json> {
  const url = `${api}app.bsky.actor.getProfile?actor=${encodeURIComponent(actor)}`;
  // An account that is not there, was suspended or deactivated is told with status 400.
  const words = `${new URL(api).host} knows no account ${actor}, or it was suspended or deactivated`;
  const answer = await inWords({ refused: words, 'not-found': words }, () => ask(url, { accept }));
  const profile = objectOf(answer, 'a profile');
  if (string(profile.did) === undefined) throw new Troubled(unlike(answer, 'a profile'), answer);
  if (objects(profile.labels).some((label) => label.val === '!no-unauthenticated')) {
    const detail = `${actor} asks that its posts be shown to people who are signed in only; they are left where they are`;
    throw new Troubled(trouble('forbidden', answer.status, detail), answer);
  }
  return profile;
}

/** The newest posts, page by page while a page is all new; at the first visit one page. */
async function newest(ask: Ask, api: string, did: string, known: readonly string[]) {
  const views: Json[] = [];
  const cursors = new Set<string>();
  let first: Awaited<ReturnType<Ask>> | undefined;
  let cursor: string | undefined;
  do {
    const query = new URLSearchParams({ actor: did, filter: 'posts_no_replies', limit: String(pageSize) });
    if (cursor !== undefined) query.set('cursor', cursor);
    const answer = await ask(`${api}app.bsky.feed.getAuthorFeed?${query}`, { accept });
    first ??= answer;
    const page = objectOf(answer, 'a list of posts');
    if (!Array.isArray(page.feed)) throw new Troubled(unlike(answer, 'a list of posts'), answer);
    const found = objects(page.feed);
    views.push(...found);
    const met = found.length === 0 || found.some((view) => known.includes(uriOf(view) ?? ''));
    const next = string(page.cursor);
    cursor = met || known.length === 0 || next === undefined || cursors.has(next) ? undefined : next;
    if (cursor !== undefined) cursors.add(cursor);
  } while (cursor !== undefined && cursors.size < mostPages);
  return { answer: first, views };
}

async function deleted(ask: Ask, api: string, known: readonly string[], views: readonly Json[]): Promise<Item[]> {
  const there = new Set(views.map(uriOf));
  const missing = known.filter((uri) => !there.has(uri)).slice(0, window);
  if (missing.length === 0) return [];
  const query = new URLSearchParams(missing.map((uri): [string, string] => ['uris', uri]));
  const answer = await ask(`${api}app.bsky.feed.getPosts?${query}`, { accept });
  const page = objectOf(answer, 'a list of posts');
  if (!Array.isArray(page.posts)) throw new Troubled(unlike(answer, 'a list of posts'), answer);
  const still = new Set(objects(page.posts).map((post) => string(post.uri)));
  return missing.filter((uri) => !still.has(uri)).map((uri) => withdrawnItem(uri));
}

const uriOf = (view: Json): string | undefined => (isObject(view.post) ? string(view.post.uri) : undefined);

const headOf = (profile: Json, web: string) => ({
  title: plainString(profile.displayName) ?? string(profile.handle),
  link: `${web}/profile/${string(profile.handle) ?? ''}`,
  description: escapeText(string(profile.description) ?? ''),
  image: webAddress(string(profile.avatar) ?? ''),
});
