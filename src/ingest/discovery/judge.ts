import { type Identify, normaliseLine } from '../../language/index.ts';
import type { ChannelKind } from '../../sources/index.ts';
import type { Feed, Item } from '../feed/feed.ts';
import { plainText } from '../markup/plain.ts';
import type { Candidate, Reason, Why } from './found.ts';

const DAY = 86_400_000;
const shown = 5;

/** How much each kind is worth by itself: whole posts with their edits, then feeds, then lists of addresses. */
const worth: Readonly<Record<ChannelKind, number>> = {
  wordpress: 66,
  feed: 70,
  sitemap: 40,
  listing: 20,
  mastodon: 80,
  bluesky: 80,
  activitypub: 60,
  package: 60,
  push: 0,
};

type Seen = {
  kind: ChannelKind;
  url: string;
  title?: string | undefined;
  settings?: Readonly<Record<string, unknown>>;
  why: Why;
  feed: Feed;
  /** The language of the page that led there. */
  language: string | undefined;
};

/** What a channel is worth, judged by what it gave: kind, items, age of the newest, whole texts or not; with the reasons. */
export function judge(seen: Seen, { now, identify }: { now: Date; identify: Identify }): Candidate {
  const { kind, url, feed, why, settings } = seen;
  const { items } = feed;
  const times = items.flatMap((item) => (item.published ?? item.updated)?.getTime() ?? []);
  const newest = times.length === 0 ? null : new Date(times.reduce((a, b) => Math.max(a, b)));
  const share = (test: (item: Item) => boolean): number => items.filter(test).length / Math.max(1, items.length);
  const full = share(isFull) > 0.5;
  const title = normaliseLine(plainText(feed.title ?? seen.title ?? '')) || null;
  const reasons: Reason[] = [];
  let score = worth[kind];
  const because = (reason: Reason, points: number): void => {
    reasons.push(reason);
    score += points;
  };
  if (why === 'declared' || why === 'given') because('declared', why === 'given' ? 14 : 8);
  if (items.length === 0) because('empty', -130);
  else if (full) because('full-text', 14);
  else if (share((item) => (item.summary ?? '') !== '') > 0.5) because('summaries', 4);
  else if (kind === 'feed' || kind === 'listing') because('titles', 0);
  if (kind === 'wordpress') because('edits', 6);
  if (kind === 'sitemap' && share((item) => item.title !== undefined) > 0.5) because('news', 20);
  if (newest === null) {
    if (items.length > 0) because('undated', -12);
  } else {
    const days = (now.getTime() - newest.getTime()) / DAY;
    if (days <= 7) because('fresh', 16);
    else if (days <= 60) because('quiet', 4);
    else if (days > 365) because('stale', -45);
    else because('quiet', -8);
  }
  if (isComments(url, title)) because('comments', -130);
  else if (kind === 'feed' && /\/(?:category|tag|chuyen-muc|topic)\//i.test(url)) because('section', -6);
  if (kind === 'listing') because('last-resort', 0);
  score += Math.min(6, items.length / 5);
  const newestFirst = items.toSorted((a, b) => (b.published?.getTime() ?? 0) - (a.published?.getTime() ?? 0));
  return {
    kind,
    url,
    title,
    ...(settings ? { settings } : {}),
    why,
    items: items.length,
    newest: newest?.toISOString() ?? null,
    full,
    language: languageOf(seen, identify),
    score: Math.round(score),
    reasons,
    previews: newestFirst.slice(0, shown).map((item) => ({
      title: titleOf(item),
      link: item.link ?? null,
      published: (item.published ?? item.updated)?.toISOString() ?? null,
    })),
  };
}

/** Whole posts say so; of a feed, texts that are longer than any foretaste. */
function isFull({ whole, content, summary }: Item): boolean {
  if (whole) return true;
  return content !== undefined && content.length > 900 && content.length > 1.5 * (summary ?? '').length;
}

/** What an item is called: its title, else how its text begins, else its address. */
const titleOf = (item: Item): string => (wordsOf(item) || item.link || '').slice(0, 300);

const wordsOf = ({ title, summary, content }: Item): string =>
  normaliseLine(title ?? '') || normaliseLine(plainText((summary ?? content ?? '').slice(0, 1_000)).slice(0, 140));

function isComments(url: string, title: string | null): boolean {
  return (
    /\/comments\/(?:feed|default)|comments?[-_]?(?:rss|feed)/i.test(url) ||
    /^(?:comments (?:for|on)|(?:phản hồi|bình luận) (?:cho|về))/i.test(title ?? '')
  );
}

function languageOf({ feed, language }: Seen, identify: Identify): string | null {
  const titles = feed.items.slice(0, 10).map(wordsOf).join('. ');
  const prior = (feed.language ?? language)?.toLowerCase().split('-')[0];
  if (titles.trim() === '') return prior ?? null;
  const told = identify(titles, prior === undefined ? {} : { prior }).lang;
  return told === 'und' ? (prior ?? null) : told;
}

/**
 * The candidates, the best first: each once, and of several that give the very same items the best alone. Nearly equal
 * ones stay in the order in which the site names them.
 */
export function rank(candidates: readonly Candidate[]): Candidate[] {
  const ranked = candidates.toSorted((a, b) => b.score - a.score);
  const seen = new Set<string>();
  return ranked.filter((candidate) => {
    const { kind, url, previews } = candidate;
    const links = previews.map(({ link }) => link).join(' ');
    const marks = [`${kind} ${url.replace(/^https?:\/\/(?:www\.)?/, '').replace(/\/+$/, '')}`];
    if (links.trim() !== '') marks.push(`${kind} ${links}`);
    if (marks.some((mark) => seen.has(mark))) return false;
    for (const mark of marks) seen.add(mark);
    return true;
  });
}
