import { createHash } from 'node:crypto';
import { type Identify, normaliseLine } from '../language/index.ts';
import { addressKey, isFront, withoutTracking } from './address.ts';
import { type Attachment, attachmentsOf, markOf } from './attachment/attachment.ts';
import { trustDate } from './dates.ts';
import type { Item as Entry, Feed, Source } from './feed/feed.ts';
import { plainText } from './markup/plain.ts';
import { sanitise } from './markup/sanitise.ts';

/** One thing that a channel published, as it stood at one time, with the text as far as it could be had. */
export type Item = {
  id: number;
  /** The first state of the same item; its own id when it is the first. */
  firstId: number;
  /** The state before this one; null for the first. */
  supersedes: number | null;
  version: number;
  outletId: number;
  channelId: number;
  /** ISO 639-1, `und` when it cannot be told. */
  lang: string;
  title: string;
  /** Plain text. */
  summary: string;
  /** Plain text, a line for each paragraph. */
  text: string;
  /** Where the text comes from; null while the page of the article waits to be read. */
  origin: 'channel' | 'page' | 'summary' | null;
  url: string | null;
  authors: readonly string[];
  categories: readonly string[];
  image: string | null;
  /** When the outlet published it, or when it was first seen if it did not say. Never in the future. */
  published: Date;
  /** Whether the outlet said when. */
  dated: boolean;
  seen: Date;
  /** What showed this state: the channel, or the page of the article when it was read again. */
  cause: 'channel' | 'page';
  /** How its source withdrew it; null while it stands. A withdrawn state has no text. */
  withdrawn: Withdrawal | null;
  /** Whom its channel says it was taken over from. */
  source: Source | null;
  /** The address on another site that its page says is its own: there it stood first. */
  elsewhere: string | null;
  /** The first state of another item of the outlet that its page says it is. */
  twin: number | null;
};

/** How a source withdraws an item: its channel says so, or its page is not there any more (404, 410). */
export type Withdrawal = 'channel' | 'not-found' | 'gone';

/** An entry of a feed made ready to be stored. */
export type Draft = {
  /** By what it is recognised, the surest first. */
  keys: readonly string[];
  /** By what it was recognised in channels that were joined to its own: looked for, and never stored. */
  formerKeys: readonly string[];
  title: string;
  /** False when the channel named only an address: title, date and language are then for its page to say. */
  titled: boolean;
  summary: string;
  url: string | null;
  authors: readonly string[];
  categories: readonly string[];
  image: string | null;
  attachments: readonly Attachment[];
  lang: string;
  /** Null when the channel gave no date, or none that can be believed. */
  published: Date | null;
  /** When its page was last changed, where the channel tells that. */
  revised: Date | null;
  /** The text as far as the channel gives it: content, or summary. */
  text: string;
  html: string | null;
  /** Whether the channel gave only a foretaste, so that the page of the article must be read. */
  partial: boolean;
  source: Source | null;
  /** The channel says that it is withdrawn: nothing but its keys tells then what it is. */
  withdrawn: boolean;
  hash: string;
};

/** Of a feed that goes on and on, the first so many entries are taken. */
const mostEntries = 2_000;
/** Of the channels that were joined to one, so many are thought of. */
const mostFormer = 10;

const longestTitle = 500;
const longestSummary = 4_000;
const longestText = 500_000;
// So many characters of its text tell the language of an item; more cost time and tell no more.
const telling = 300;
// Below this a text is a foretaste; the shortest whole notices of portals have some hundred characters more.
const wholeText = 900;

type Ground = {
  channelId: number;
  /** Channels that were joined to it. */
  formerIds?: readonly number[];
  language: string | null;
  now: Date;
  identify: Identify;
};

/**
 * Makes the entries of a feed ready to be stored: titles, texts, language, dates and keys. Entries with neither words nor address
 * are left out, unless they say that an item is withdrawn.
 */
export function draftsOf(feed: Feed, ground: Ground): Draft[] {
  const entries = feed.items.slice(0, mostEntries).map((entry) => ({
    entry,
    link: entry.link === undefined || isFront(entry.link) ? undefined : addressKey(entry.link),
  }));
  const guids = ambiguous(
    entries,
    ({ entry }) => entry.id,
    ({ link }) => link,
  );
  const links = ambiguous(
    entries,
    ({ link }) => link,
    ({ entry }) => entry.id ?? entry.title,
  );
  return entries.flatMap(({ entry, link }) => {
    const draft = entry.withdrawn ? tombstone : draftOf(entry, feed.language ?? ground.language, ground);
    if (!draft) return [];
    const { id } = entry;
    const byId = id !== undefined && !guids.has(id) ? (channelId: number) => `g${channelId} ${id}` : undefined;
    const keys = [
      ...(byId ? [byId(ground.channelId)] : []),
      ...(link !== undefined && !links.has(link) ? [`u${link}`] : []),
    ];
    if (keys.length === 0 && draft.withdrawn) return [];
    const byTitle = (channelId: number) => `t${channelId} ${draft.title} ${draft.published?.toISOString() ?? ''}`;
    const inChannel = byId ?? (keys.length === 0 ? byTitle : undefined);
    if (keys.length === 0) keys.push(byTitle(ground.channelId));
    const former = inChannel ? (ground.formerIds ?? []).slice(0, mostFormer).map(inChannel) : [];
    return [{ ...draft, keys: keys.map(digest), formerKeys: former.map(digest) }];
  });
}

/** The key by which an item is recognised by its id within a channel. */
export const keyOfId = (channelId: number, id: string): string => digest(`g${channelId} ${id}`);

/** The key by which an item is recognised at an address. */
export const keyOfAddress = (address: string): string => digest(`u${addressKey(address)}`);

type Keyless = Omit<Draft, 'keys' | 'formerKeys'>;

function draftOf(entry: Entry, language: string | null, { now, identify }: Ground): Keyless | undefined {
  const summary = cut(entry.summary === undefined ? '' : plainText(entry.summary), longestSummary);
  const content = cut(entry.content === undefined ? '' : plainText(entry.content), longestText);
  const text = content.length >= summary.length ? content : summary;
  const said = normaliseLine(entry.title ?? '') || normaliseLine(text.slice(0, 140));
  const title = cut(said || nameOfAddress(entry.link), longestTitle);
  if (title === '') return undefined;
  const declared = primary(entry.language ?? language ?? undefined);
  const attachments = attachmentsOf(entry);
  const whole = entry.whole === true || (content.length >= wholeText && content.length > 1.5 * summary.length);
  return {
    title,
    titled: said !== '',
    summary: summary || cut(content, 600),
    url: entry.link === undefined ? null : withoutTracking(entry.link),
    authors: entry.authors
      .map((author) => author.name ?? author.email ?? '')
      .filter((name) => name !== '')
      .slice(0, 20),
    categories: [...new Set(entry.categories.map((category) => normaliseLine(category.label ?? category.term)))]
      .filter((term) => term !== '')
      .slice(0, 40),
    image: entry.image ?? null,
    attachments,
    lang: languageOf(title, text, declared, identify),
    published: trustDate(entry.published, now) ?? trustDate(entry.updated, now) ?? null,
    revised: entry.revised ?? null,
    text,
    // A feed may hold whatever does no harm; what may be shown some day keeps to what articles are made of.
    html: whole ? sanitise(entry.content ?? '') : null,
    partial: !whole && entry.link !== undefined && /^https?:/.test(entry.link),
    source: entry.source ?? null,
    withdrawn: false,
    hash: digest(`${title}\n${summary}\n${content}${markOf(attachments)}`),
  };
}

/** The language of an entry: the title tells it at once where it agrees with what the feed declares, else more is read. */
function languageOf(title: string, text: string, declared: string | undefined, identify: Identify): string {
  const hint = declared === undefined ? {} : { prior: declared };
  const byTitle = identify(title, hint);
  if (byTitle.lang === declared && byTitle.score >= 0.9) return byTitle.lang;
  return identify(`${title}\n${text.slice(0, telling)}`, hint).lang;
}

/** What stands for the title of an article until its page has been read: the last words of its address. */
function nameOfAddress(address: string | undefined): string {
  const url = address === undefined || !/^https?:/.test(address) ? null : URL.parse(address);
  if (!url || url.pathname === '/') return '';
  const last = url.pathname.replace(/\/+$/, '').split('/').at(-1) ?? '';
  const words = last.replace(/\.[a-z]{2,5}$/i, '').replace(/[-_+]|%20/g, ' ');
  return normaliseLine(words) || url.host;
}

/** The marks that several entries of a feed bear although they differ: nobody can be recognised by those. */
function ambiguous<T>(
  entries: readonly T[],
  mark: (entry: T) => string | undefined,
  otherwise: (entry: T) => string | undefined,
): Set<string> {
  const seen = new Map<string, string | undefined>();
  const found = new Set<string>();
  for (const entry of entries) {
    const value = mark(entry);
    if (value === undefined) continue;
    if (seen.has(value) && seen.get(value) !== otherwise(entry)) found.add(value);
    seen.set(value, otherwise(entry));
  }
  return found;
}

const primary = (tag: string | undefined): string | undefined => tag?.toLowerCase().split('-')[0];
const cut = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most - 1).toWellFormed()}…` : text;

// 128 bits are plenty to tell the items of one outlet apart.
const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32);

/** An entry that only says that its item is withdrawn. Seen again and again it says nothing new. */
const tombstone: Keyless = {
  title: '',
  titled: true,
  summary: '',
  url: null,
  authors: [],
  categories: [],
  image: null,
  attachments: [],
  lang: 'und',
  published: null,
  revised: null,
  text: '',
  html: null,
  partial: false,
  source: null,
  withdrawn: true,
  hash: digest('withdrawn'),
};
