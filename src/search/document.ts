/** Something that can be found, in one language. */
export type Document = {
  kind: 'article' | 'story';
  /** The id of the thing in its own module; with kind and language the key of the document. */
  ref: number;
  lang: string;
  /** Where a reader gets to it. */
  path: string;
  visibility: 'public' | 'desk';
  title: string;
  summary: string;
  /** Plain text. */
  body: string;
  published: Date;
};

/** What somebody looks for. */
export type Search = {
  text: string;
  /** The language of the page: of documents equally good, those in it stand first. */
  lang: string;
  /** Only documents in this language. */
  only?: string | undefined;
  kind?: Document['kind'] | undefined;
  /** The desk also finds what is not public. */
  desk?: boolean | undefined;
  /** From 1 on. */
  page?: number | undefined;
  size?: number | undefined;
};

/** A piece of text; `hit` where it is what was looked for. Written out piece by piece, so that no markup is ever made from text. */
export type Segment = { text: string; hit: boolean };

export type Hit = Pick<Document, 'kind' | 'ref' | 'lang' | 'path' | 'published'> & {
  title: Segment[];
  snippet: Segment[];
};

export type Found = {
  hits: Hit[];
  /** How many there are, counted up to `mostRanked`. */
  count: number;
  /** There are more than were counted. */
  more: boolean;
  /** Nothing had all the words; these have all but one. */
  loose: boolean;
  /** The search took too long and was given up: fewer or longer words will help. */
  late: boolean;
  /** What may have been meant, when nothing was found. */
  suggestion: string | undefined;
};

/** Of all that match, so many of the newest are ranked. */
export const mostRanked = 500;
