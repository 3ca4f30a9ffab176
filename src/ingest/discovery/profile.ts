/** A profile on a network, as its address or a handle names it. */
export type Profile =
  | { network: 'youtube'; feed?: string }
  | { network: 'fediverse'; user: string; host: string }
  | { network: 'bluesky'; actor: string };

/**
 * The profile that an address or a handle names: a channel of YouTube (`/channel/UC…`, `/@handle`, a playlist), an account
 * of Mastodon and its relatives (`@user@host`, `https://host/@user`), one of Bluesky (`@name.bsky.social`,
 * `bsky.app/profile/…`). Undefined for any other address.
 */
export function profileAt(typed: string): Profile | undefined {
  const text = typed.trim();
  const acct = /^(?:acct:)?@?([\w.-]{1,100})@([a-z0-9-]+(?:\.[a-z0-9-]+)*(?::\d+)?)$/i.exec(text);
  if (acct?.[1] && acct[2]) return { network: 'fediverse', user: acct[1], host: acct[2].toLowerCase() };
  const bare = /^@([a-z0-9-]+(?:\.[a-z0-9-]+)+)$/i.exec(text)?.[1];
  if (bare) return { network: 'bluesky', actor: bare.toLowerCase() };
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`);
  if (!url) return undefined;
  const host = url.hostname.replace(/^(?:www|m)\./, '');
  if (host === 'youtube.com') return youtube(url);
  if (host === 'bsky.app') {
    const actor = /^\/profile\/([\w.:-]{3,253})/.exec(url.pathname)?.[1];
    return actor ? { network: 'bluesky', actor } : undefined;
  }
  const user = /^\/(?:@|users\/|web\/@)([\w.-]{1,100})\/?$/.exec(url.pathname)?.[1];
  // TikTok, Medium and others name their people alike.
  return user && !/(?:^|\.)(?:tiktok|medium|threads|instagram|x|twitter|facebook)\.(?:com|net)$/.test(host)
    ? { network: 'fediverse', user, host: url.host }
    : undefined;
}

const feeds = 'https://www.youtube.com/feeds/videos.xml';

function youtube(url: URL): Profile {
  const id = /^\/channel\/(UC[\w-]{22})/.exec(url.pathname)?.[1];
  const list = url.searchParams.get('list');
  if (id) return { network: 'youtube', feed: youtubeFeed(id) };
  if (url.pathname === '/playlist' && list && /^[\w-]{10,60}$/.test(list))
    return { network: 'youtube', feed: `${feeds}?playlist_id=${list}` };
  return { network: 'youtube' };
}

/** The feed of a YouTube channel. */
export const youtubeFeed = (id: string): string => `${feeds}?channel_id=${id}`;
