import { align } from '../align.ts';
import type { Revision } from '../revision.ts';
import { isStale } from '../store/deeds.ts';
import { readRevision } from '../store/texts.ts';
import type { Sheet } from '../views/translate.tsx';
import type { Posted } from './form.ts';
import type { Desk, House } from './house.ts';

/** The revision that a form says it showed; the working one when it names none of this text. */
export async function basedOn({ db }: House, { text }: Desk, posted: Posted): Promise<Revision> {
  const named = await readRevision(db, posted.id('based')).catch(() => undefined);
  return named?.textId === text.id ? named : readRevision(db, text.workingId);
}

/**
 * A translation beside its source: as both stand now, or as a form showed them
 * (`revision` of the translation, `sourceId` the revision of the source).
 */
export async function sheetOf(
  { db }: House,
  { text, source }: Desk,
  revision?: Revision,
  sourceId?: number,
): Promise<Sheet> {
  const present = source.publicId ?? source.workingId;
  const named = sourceId === undefined ? undefined : await readRevision(db, sourceId).catch(() => undefined);
  const now = named?.textId === source.id ? named : await readRevision(db, present);
  const shown = revision ?? (await readRevision(db, text.workingId));
  const followed = text.followedId === null ? now : await readRevision(db, text.followedId);
  const beside = shown.beside && (await readRevision(db, shown.beside.revisionId));
  const rows = align({
    now: now.body.content,
    followed: followed.body.content,
    beside: shown.beside && beside ? { source: beside.body.content, blocks: shown.beside.blocks } : undefined,
    target: shown.body.content,
  });
  return { revision: shown, source: now, followed, rows, stale: await isStale(db, text, source) };
}
