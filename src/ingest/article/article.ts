/** Where the parts of an article stand on the pages of one source: CSS selectors, each optional. */
export type Selectors = {
  title?: string | undefined;
  byline?: string | undefined;
  published?: string | undefined;
  lead?: string | undefined;
  body?: string | undefined;
  /** What to leave out of the body. */
  remove?: readonly string[] | undefined;
};

export type Picture = {
  url: string;
  alt?: string;
  /** Plain text, without the credit. */
  caption?: string;
  credit?: string;
  /** Pixels, as the page states them. */
  width?: number;
  height?: number;
};

/** What a page tells of its article apart from the body. */
export type Facts = {
  title?: string;
  /** Who wrote it, as the page says it. */
  byline?: string;
  published?: Date;
  updated?: Date;
  /** The paragraph (sapo) that stands before the body. */
  lead?: string;
  /** BCP 47, as the page states it. */
  language?: string;
  /** Address that the page says is its own. */
  canonical?: string;
  /** Address of the picture that stands for it. */
  image?: string;
  /** Name of the outlet. */
  site?: string;
};

/**
 * - `blank`: no text in the page at all;
 * - `gate`: the page asks for a script or a cookie before it shows anything;
 * - `list`: mostly links: a front page or a list of articles;
 * - `short`: no run of text long enough to be an article.
 */
export type EmptyReason = 'blank' | 'gate' | 'list' | 'short';

export type Found = Facts & {
  outcome: 'found';
  /** How the body was found: the source's selectors, a marked or well-known container, or by its density of text. */
  by: 'selectors' | 'container' | 'density';
  /** The body as sanitised HTML, without title and lead. */
  html: string;
  /** The body as plain text, a line a block, without captions. */
  text: string;
  pictures: Picture[];
};

type Empty = Facts & { outcome: 'empty'; reason: EmptyReason };

/** What came of reading a page. */
export type Article = Found | Empty;
