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

const session = 15 * 60_000;

/**
 * Of a history (newest first) what is worth showing: of the revisions that one person saved in a row, with less than a
 * quarter of an hour between two, the last; and all that carry a note, are kept aside, or are in `kept`.
 */
export function milestones(history: readonly Revision[], kept: ReadonlySet<number | null>): Revision[] {
  return history.filter((revision, index) => {
    const newer = history[index - 1];
    if (!newer || revision.aside || revision.note !== '' || kept.has(revision.id)) return true;
    const sameHand = newer.author.id === revision.author.id && !newer.aside;
    return !sameHand || newer.createdAt.getTime() - revision.createdAt.getTime() > session;
  });
}
