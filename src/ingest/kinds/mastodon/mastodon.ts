import type { Fetched } from '../../../platform/index.ts';
import { Faults, type Item } from '../../feed/feed.ts';
import { isObject, type Json, objects, plainString, string } from '../../feed/values.ts';
import { webAddress } from '../../markup/address.ts';
import { sanitise } from '../../markup/sanitise.ts';
import { feedOf, inWords, isGone, jsonOf, nextLink, objectOf, trouble, unlike, withdrawnItem } from '../answer.ts';
import { type Ask, type Kind, Troubled } from '../kind.ts';
import { statusItem } from './status.ts';

const accept = 'application/json';
const pageSize = 40;
const mostPages = 5;
/** Of posts that were there and are no more, so many are asked after in one visit: deleted, or only out of sight. */
const mostAskedAfter = 5;
const lookAgain = 24 * 3_600_000;

/** The account, and the newest posts that were there at the last visit: id and address, the newest first. */
type Memory = { account?: string; lookedAt?: string; window?: [string, string][] };

/**
 * An account by the public API of Mastodon and of what speaks like it (docs.joinmastodon.org/methods/accounts). The
 * newest posts are asked for again at every visit, so that edits are seen; those that have gone are asked after one by
 * one, and only a clear "not there" counts as deleted.
 */
export const mastodon: Kind = {
  async read({ channel, ask, now }) {
    const { server, acct } = accountAt(channel.url);
    const memory = channel.memory as Memory;
    const known = memory.window ?? [];
    const stale = now.getTime() - Date.parse(memory.lookedAt ?? '') < lookAgain ? undefined : true;
    const account = memory.account === undefined || stale ? await lookUp(ask, server, acct) : undefined;
    const accountId = string(account?.id) ?? memory.account ?? '';
    const { answer, statuses } = await newest(ask, server, accountId, known);
    const faults = new Faults();
    const moment = { now, faults };
    const items = statuses.flatMap((status) => statusItem(status, { accountId, server }, moment) ?? []);
    const gone = await deleted(ask, server, known, statuses);
    const there = statuses.map((status): [string, string] => [
      String(status.id),
      string(status.uri) ?? String(status.id),
    ]);
    const missing = known.filter(
      ([id, uri]) => !there.some(([one]) => one === id) && !gone.some((item) => item.id === uri),
    );
    const window = [...there, ...missing].toSorted(([a], [b]) => (isOlder(a, b) ? 1 : -1)).slice(0, pageSize);
    return {
      answer,
      feed: feedOf({ kind: 'mastodon', ...headOf(account) }, [...items, ...gone], faults.list()),
      memory: {
        account: accountId,
        lookedAt: account ? now.toISOString() : memory.lookedAt,
        window,
      },
    };
  },
};

/**
 * Server and account of an address that people know: `https://server/@name`, `/@name@elsewhere`, `/users/name`.
 * Throws a Troubled when it names none.
 */
export function accountAt(address: string): { server: string; acct: string } {
  const { origin, host, pathname } = new URL(address);
  const acct = /^\/(?:web\/)?(?:@|users\/)([\w.-]+(?:@[\w.-]+)?)\/?$/.exec(pathname)?.[1];
  if (acct !== undefined) return { server: origin, acct };
  const detail = `${host}${pathname} names no account; write the address of its profile, like https://${host}/@name`;
  throw new Troubled(trouble('address', null, detail));
}

const locked = (host: string) => ({
  forbidden: `${host} shows its posts only to programs that sign in (status 401 or 403); ask its owners, or use the feed of the profile (its address with .rss)`,
});

async function lookUp(ask: Ask, server: string, acct: string): Promise<Json> {
  const { host } = new URL(server);
  const answer = await inWords(
    {
      ...locked(host),
      'not-found': `${host} knows no account ${acct}; it was renamed or deleted, or this is no Mastodon server`,
      gone: `the account ${acct} was deleted or suspended by ${host}`,
    },
    () => ask(`${server}/api/v1/accounts/lookup?acct=${encodeURIComponent(acct)}`, { accept }),
  );
  const account = objectOf(answer, 'an account');
  if (string(account.id) === undefined) throw new Troubled(unlike(answer, 'an account'), answer);
  if (account.suspended === true)
    throw new Troubled(trouble('gone', answer.status, `the account ${acct} is suspended by ${host}`), answer);
  if (isObject(account.moved)) {
    const to = string(account.moved.url) ?? string(account.moved.acct) ?? 'another account';
    const detail = `the account ${acct} has moved to ${to}; register that address instead`;
    throw new Troubled(trouble('gone', answer.status, detail), answer);
  }
  return account;
}

/** The posts since the window of the last visit began, and at the first visit one page. */
async function newest(ask: Ask, server: string, accountId: string, known: readonly [string, string][]) {
  const oldest = known.at(-1)?.[0];
  const query = new URLSearchParams({
    limit: String(pageSize),
    exclude_replies: 'true',
    exclude_reblogs: 'true',
    ...(oldest === undefined ? {} : { since_id: before(oldest) }),
  });
  let url: string | undefined = `${server}/api/v1/accounts/${encodeURIComponent(accountId)}/statuses?${query}`;
  const { host } = new URL(server);
  const asked = new Set<string>();
  const statuses = new Map<string, Json>();
  let first: Fetched | undefined;
  while (url !== undefined && asked.size < mostPages && !asked.has(url) && new URL(url).host === host) {
    asked.add(url);
    const address: string = url;
    const answer: Fetched = await inWords(locked(host), () => ask(address, { accept }));
    first ??= answer;
    const page = jsonOf(answer, 'a list of posts');
    if (!Array.isArray(page)) throw new Troubled(unlike(answer, 'a list of posts'), answer);
    const size = statuses.size;
    for (const status of objects(page)) {
      const id = string(status.id);
      if (id !== undefined && (oldest === undefined || !isOlder(id, oldest)) && !statuses.has(id))
        statuses.set(id, status);
    }
    // Nothing new on a page: the end, a loop, or what the last visit has seen.
    const spent = Number(answer.headers['x-ratelimit-remaining'] ?? Number.POSITIVE_INFINITY) < 2;
    url = oldest === undefined || statuses.size === size || spent ? undefined : nextLink(answer);
  }
  if (!first) throw new Error(`mastodon: ${server} was not asked`);
  return { answer: first, statuses: [...statuses.values()] };
}

async function deleted(ask: Ask, server: string, known: readonly [string, string][], statuses: readonly Json[]) {
  const there = new Set(statuses.map((status) => string(status.id)));
  const missing = known.filter(([id]) => !there.has(id)).slice(0, mostAskedAfter);
  const gone: Item[] = [];
  for (const [id, uri] of missing)
    if (await isGone(() => ask(`${server}/api/v1/statuses/${encodeURIComponent(id)}`, { accept })))
      gone.push(withdrawnItem(uri));
  return gone;
}

const headOf = (account: Json | undefined) =>
  account === undefined
    ? {}
    : {
        title: plainString(account.display_name) ?? plainString(account.acct),
        link: webAddress(string(account.url) ?? ''),
        description: sanitise(string(account.note) ?? ''),
        image: webAddress(string(account.avatar) ?? ''),
      };

// Ids are numbers too large for numbers, or texts that sort by time; a shorter number is the older one.
const isOlder = (a: string, b: string): boolean => (a.length === b.length ? a < b : a.length < b.length);

/** An id just before another, so that the other one is still asked for. */
const before = (id: string): string => (/^[1-9]\d*$/.test(id) ? (BigInt(id) - 1n).toString() : id);
