import { fold } from '../language/index.ts';
import type { ChannelState, Outcome } from './health.ts';
import type { Pulse } from './pulse.ts';
import type { Signs } from './signs.ts';

/** What kinds of place an outlet publishes in, as far as the program can read them. */
const channelKinds = [
  'feed',
  'sitemap',
  'wordpress',
  'listing',
  'mastodon',
  'bluesky',
  'activitypub',
  'package',
  'push',
] as const;
export type ChannelKind = (typeof channelKinds)[number];

/** Whether a text names a kind of channel, for names that come from data. */
export const isKind = (text: string): text is ChannelKind => (channelKinds as readonly string[]).includes(text);

/** Where an outlet publishes, when it is fetched, and how it fares. */
export type Channel = {
  id: number;
  outletId: number;
  kind: ChannelKind;
  title: string | null;
  url: string;
  language: string | null;
  state: ChannelState;
  note: string | null;
  /** Nobody has seen anything at its address yet; the first visit that succeeds ends that, at `verifiedAt`. */
  unverified: boolean;
  verifiedAt: Date | null;
  /** What people set for a channel of its kind, as that kind understands it. */
  settings: Readonly<Record<string, unknown>>;
  /** What its last visit left for the next one, as its kind understands it. */
  memory: Readonly<Record<string, unknown>>;
  /** Where it is fetched now: `url`, or the address that it has moved to for good. */
  fetchUrl: string;
  host: string;
  etag: string | null;
  lastModified: string | null;
  bodyHash: Buffer | null;
  /** When it is fetched next; null when it never was and is due at once. */
  dueAt: Date | null;
  intervalSeconds: number;
  visitedAt: Date | null;
  succeededAt: Date | null;
  failingSince: Date | null;
  /** Visits in a row that failed. */
  failures: number;
  outcome: Outcome | null;
  status: number | null;
  /** The technical reason of the last failure, in English. */
  detail: string | null;
  /** When an item was last new. */
  itemAt: Date | null;
  /** Its rhythm: the usual time between two items. */
  gapSeconds: number | null;
  /** When it publishes; null before anything of it was read. */
  pulse: Pulse | null;
  /** What its last answer that could be read showed; null before there was one. */
  signs: Signs | null;
  /** The last pages of its articles, oldest first: `+` an article was found in it, `-` none was. */
  pageMarks: string;
  /** Channels that turned out to be this one, and outlets that turned out to be its outlet: their items are its own. */
  formerIds: readonly number[];
  formerOutletIds: readonly number[];
};

/** What is needed to register a channel. */
export type NewChannel = {
  url: string;
  kind?: ChannelKind;
  title?: string | null;
  language?: string | null;
  state?: ChannelState;
  note?: string | null;
  /** Nobody could check its address, or a visit did on a day. */
  unverified?: boolean;
  verifiedAt?: Date | null;
  settings?: Readonly<Record<string, unknown>>;
};

/** A channel as it would be if it were registered now: for looking at an address before anybody decides on it. */
export const unregistered = (kind: ChannelKind, url: string, settings: Channel['settings'] = {}): Channel => ({
  id: 0,
  outletId: 0,
  kind,
  title: null,
  url,
  language: null,
  state: 'active',
  note: null,
  unverified: false,
  verifiedAt: null,
  settings,
  memory: {},
  fetchUrl: url,
  host: new URL(url).host,
  etag: null,
  lastModified: null,
  bodyHash: null,
  dueAt: null,
  intervalSeconds: 0,
  visitedAt: null,
  succeededAt: null,
  failingSince: null,
  failures: 0,
  outcome: null,
  status: null,
  detail: null,
  itemAt: null,
  gapSeconds: null,
  signs: null,
  pulse: null,
  pageMarks: '',
  formerIds: [],
  formerOutletIds: [],
});

/** Why an address cannot be a channel's. */
export const addressFaults = ['missing', 'unreadable', 'scheme', 'credentials', 'long'] as const;
export type AddressFault = (typeof addressFaults)[number];

/**
 * Reads an address as people type or paste it: `feed://` and a missing scheme are understood.
 * Gives the address in its usual form, or what is wrong with it.
 */
export function readAddress(text: string): { url: URL } | { fault: AddressFault } {
  const typed = text
    .trim()
    .replace(/^feed:(\/\/)?(?=https?:)/i, '')
    .replace(/^feed:\/\//i, 'https://');
  if (typed === '') return { fault: 'missing' };
  if (typed.length > 2_000) return { fault: 'long' };
  const hasScheme = /^[a-z][a-z0-9+.-]*:(?!\d+(\/|$))/i.test(typed);
  const url = URL.parse(hasScheme ? typed : `https://${typed}`);
  if (!url || /\s/.test(typed)) return { fault: 'unreadable' };
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return { fault: 'scheme' };
  if (url.username !== '' || url.password !== '') return { fault: 'credentials' };
  if (!url.hostname.includes('.') && !url.hostname.includes(':') && url.hostname !== 'localhost')
    return { fault: 'unreadable' };
  url.hash = '';
  return { url };
}

/** What two addresses of one channel have in common: no scheme, no `www.`, no slash at the end. */
export function addressKey(url: URL): string {
  return `${url.host.replace(/^www\./, '')}${url.pathname.replace(/\/+$/, '')}${url.search}`;
}

// Many outlets live side by side on these, so that the host says nothing about who publishes.
const shared =
  /(^|\.)(youtube\.com|feedburner\.com|feedproxy\.google\.com|medium\.com|substack\.com|rss\.app|facebook\.com|t\.me|x\.com|twitter\.com|tiktok\.com|github\.io|google\.com)$/;

/** The host by which an outlet is known, without `www.`; null for an IP address, a local name, and hosts that many share. */
export function domainOf(url: URL): string | null {
  const host = url.hostname.replace(/^www\./, '');
  if (/^[\d.]+$/.test(host) || host.startsWith('[') || !host.includes('.') || shared.test(host)) return null;
  return host;
}

/** Names that differ only in case, marks and spaces are one name. */
export const nameKey = (name: string): string => fold(name).replace(/\s+/g, ' ').trim();
