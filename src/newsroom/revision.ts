import { createHash } from 'node:crypto';
import type { Source } from './article.ts';
import type { Document } from './document.ts';

/** What a text says: the part of a revision that a person writes. */
export type Wording = { title: string; lead: string; body: Document; sources: Source[] };

/** An immutable state of a text. */
export type Revision = Wording & {
  id: number;
  textId: number;
  /** Counts from 1 within a text. */
  number: number;
  basedOn: number | null;
  /** Somebody else had saved meanwhile: it is kept, but the working revision is another. */
  aside: boolean;
  /** For a translation: beside which source revision it was written, and how many of its blocks beside each block. */
  beside: { revisionId: number; blocks: number[] } | null;
  digest: string;
  note: string;
  author: { id: string; name: string };
  createdAt: Date;
};

/** A fingerprint of the words: equal for two revisions that say the same. Sources are not words. */
export const digestOf = ({ title, lead, body }: Pick<Wording, 'title' | 'lead' | 'body'>): string =>
  createHash('sha256')
    .update(JSON.stringify([title, lead, body]))
    .digest('base64url')
    .slice(0, 22);

/** Whether two wordings are the same in everything, sources included. */
export const sameWording = (a: Wording, b: Wording): boolean =>
  digestOf(a) === digestOf(b) && JSON.stringify(a.sources) === JSON.stringify(b.sources);
