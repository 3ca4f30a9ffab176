import type { Context } from 'hono';

/** How long a kind of page may be kept by caches, in seconds; twice as long it may be shown while it is made anew. */
const seconds = {
  front: 30,
  list: 30,
  search: 30,
  /** An article in its first six hours, when corrections come. */
  fresh: 45,
  article: 300,
  place: 3600,
} as const;

export type PageKind = keyof typeof seconds;

const DAY = 86_400;

/**
 * States how long this page may be kept and what it shows, so that it is purged when that changes.
 * The tags go to the page cache of the program and, as `Surrogate-Key`, to a CDN in front of it.
 */
export function keep(c: Context, kind: PageKind, tags: readonly string[]): void {
  const life = seconds[kind];
  c.header('cache-control', `public, max-age=${life}, stale-while-revalidate=${life * 2}, stale-if-error=${DAY}`);
  c.header('surrogate-key', tags.join(' '));
}

/** The names that pages are tagged with. */
export const tag = {
  /** Lists of articles in a language: the front page. */
  articles: (lang: string) => `articles-${lang}`,
  article: (id: number) => `article-${id}`,
  /** Pages that show articles of any language beside other things. */
  anyArticle: 'articles',
  story: (id: number) => `story-${id}`,
  /** A list that had no story to show: it should not stay so for long. */
  noStories: 'stories-none',
  places: 'places',
} as const;
