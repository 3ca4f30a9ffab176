import { record } from '../../identity/index.ts';
import type { Identify } from '../../language/index.ts';
import type { Db, Trx } from '../../platform/index.ts';
import { type Action, requirePossible } from '../article.ts';
import { type Check, check, isReady, NotReady } from '../checks.ts';
import { textCorrected, textPublished, textWithdrawn } from '../events.ts';
import type { Revision } from '../revision.ts';
import type { Deed, Tables } from './tables.ts';
import { lockText, readRevision, type Text, textsOf } from './texts.ts';
import type { By } from './writing.ts';

/** Somebody saved while the person was looking at an older revision; they should look at the newer one first. */
export class ChangedMeanwhile extends Error {
  override name = 'ChangedMeanwhile';
  constructor() {
    super('newsroom: the text was changed meanwhile; look at its newest revision and do it again');
  }
}

/** Whether anything happened: a second click on the same button finds it done. */
export type Outcome = 'done' | 'already';

/** What a person gives the public: exactly the revision that they saw. */
export type Releasing = {
  textId: number;
  revisionId: number;
  identify: Identify;
  /** They looked at what the checks ask to confirm. */
  confirmed: boolean;
};

/** Gives a text to the public for the first time. Throws NotPossible, NotReady or ChangedMeanwhile. */
export async function publish(db: Db, by: By, given: Releasing & { slug: string }): Promise<Outcome> {
  return deed(db, given.textId, async (trx, text) => {
    if (isPublic(text, given.revisionId)) return 'already';
    const revision = await ready(trx, 'publish', text, given);
    const now = by.clock();
    await change(trx, by, text, {
      public_id: revision.id,
      slug: given.slug,
      published_at: text.publishedAt ?? now,
      ...settled,
    });
    await release(trx, by, text, 'publish', revision.id, '');
    await textPublished(trx, eventOf(text));
    return 'done';
  });
}

/** Gives the public the working revision instead of the present one, with a note that says what was wrong. */
export async function correct(db: Db, by: By, given: Releasing & { note: string }): Promise<Outcome> {
  return deed(db, given.textId, async (trx, text) => {
    if (isPublic(text, given.revisionId)) return 'already';
    const revision = await ready(trx, 'correct', text, given);
    await change(trx, by, text, { public_id: revision.id, corrected_at: by.clock(), ...settled });
    await release(trx, by, text, 'correct', revision.id, given.note);
    await textCorrected(trx, eventOf(text));
    return 'done';
  });
}

/** Takes a text back; its address then answers 410 with the reason. */
export async function withdraw(db: Db, by: By, given: { textId: number; note: string }): Promise<Outcome> {
  return deed(db, given.textId, async (trx, text) => {
    if (text.state === 'withdrawn') return 'already';
    requirePossible('withdraw', text);
    await change(trx, by, text, { withdrawn_at: by.clock(), ...settled });
    await release(trx, by, text, 'withdraw', text.publicId as number, given.note);
    await textWithdrawn(trx, eventOf(text));
    return 'done';
  });
}

/**
 * Gives a withdrawn text back to the public, as the working revision says it now. When that says something else than
 * what was withdrawn, the note is shown as a correction.
 */
export async function restore(db: Db, by: By, given: Releasing & { note: string }): Promise<Outcome> {
  return deed(db, given.textId, async (trx, text) => {
    if (isPublic(text, given.revisionId)) return 'already';
    const revision = await ready(trx, 'restore', text, given);
    const former = await readRevision(trx, text.publicId as number);
    const corrected = former.digest === revision.digest ? {} : { corrected_at: by.clock() };
    await change(trx, by, text, { public_id: revision.id, withdrawn_at: null, ...corrected, ...settled });
    await release(trx, by, text, 'restore', revision.id, given.note);
    await textPublished(trx, eventOf(text));
    return 'done';
  });
}

/** Asks the desk to look at the text. */
export async function submit(db: Db, by: By, textId: number): Promise<Outcome> {
  return deed(db, textId, async (trx, text) => {
    if (text.waiting) return 'already';
    requirePossible('submit', text);
    await change(trx, by, text, { submitted_by: by.person.id, submitted_at: by.clock(), returned_note: '' });
    await noted(trx, by, text, 'submit');
    return 'done';
  });
}

/** Takes a text out of review: the author takes it back, or the desk returns it with a note for the author. */
export async function unsubmit(
  db: Db,
  by: By,
  given: { textId: number; action: 'recall' | 'return'; note: string },
): Promise<Outcome> {
  return deed(db, given.textId, async (trx, text) => {
    if (!text.waiting) return 'already';
    requirePossible(given.action, text);
    await change(trx, by, text, { submitted_by: null, submitted_at: null, returned_note: given.note });
    await noted(trx, by, text, given.action, given.note === '' ? {} : { note: given.note });
    return 'done';
  });
}

/** A person answers for what a machine translated. */
export async function approve(db: Db, by: By, textId: number): Promise<Outcome> {
  return deed(db, textId, async (trx, text) => {
    if (!text.unapproved) return 'already';
    await change(trx, by, text, { approved_by: by.person.id, approved_name: by.person.name, approved_at: by.clock() });
    await noted(trx, by, text, 'approve');
    return 'done';
  });
}

/** States that a translation says what a revision of its source says. */
export async function confirmFollows(db: Db, by: By, textId: number, sourceRevisionId: number): Promise<Outcome> {
  return deed(db, textId, async (trx, text) => {
    if (text.followedId === sourceRevisionId) return 'already';
    const [source] = await textsOf(trx, text.article.id);
    const revision = await readRevision(trx, sourceRevisionId);
    if (revision.textId !== source?.id || !text.isTranslation)
      throw new RangeError('newsroom: not a revision of the source');
    await change(trx, by, text, { followed_id: sourceRevisionId });
    await noted(trx, by, text, 'follow', { revision: sourceRevisionId });
    return 'done';
  });
}

/** The checks of a text as it stands. */
export async function readChecks(db: Db | Trx, text: Text, identify: Identify): Promise<Check[]> {
  const revision = await readRevision(db, text.workingId);
  if (!text.isTranslation) return check({ lang: text.lang, revision, translation: undefined }, identify);
  const [source] = await textsOf(db, text.article.id);
  const translation = {
    stale: await isStale(db, text, source),
    sourceIsPublic: source?.state === 'published',
    unapproved: text.unapproved,
  };
  return check({ lang: text.lang, revision, translation }, identify);
}

/** Whether the source says something else now (publicly, where it is public) than when this translation was made. */
export async function isStale(db: Db | Trx, text: Text, source: Text | undefined): Promise<boolean> {
  if (!source || text.followedId === null) return false;
  const now = source.publicId ?? source.workingId;
  if (now === text.followedId) return false;
  const [then, today] = await Promise.all([readRevision(db, text.followedId), readRevision(db, now)]);
  return then.number < today.number && then.digest !== today.digest;
}

const settled = { submitted_by: null, submitted_at: null, returned_note: '' } as const;

const isPublic = (text: Text, revisionId: number): boolean =>
  text.state === 'published' && text.publicId === revisionId;

const eventOf = (text: Text) => ({ articleId: text.article.id, textId: text.id, lang: text.lang });

function deed(db: Db, textId: number, work: (trx: Trx, text: Text) => Promise<Outcome>): Promise<Outcome> {
  return db.transaction().execute(async (trx) => work(trx, await lockText(trx, textId)));
}

async function ready(trx: Trx, action: Action, text: Text, given: Releasing): Promise<Revision> {
  requirePossible(action, text);
  if (text.workingId !== given.revisionId) throw new ChangedMeanwhile();
  const checks = await readChecks(trx, text, given.identify);
  if (!isReady(checks, given.confirmed)) throw new NotReady(checks);
  return readRevision(trx, given.revisionId);
}

type Change = Partial<{
  public_id: number;
  followed_id: number;
  slug: string;
  approved_by: string;
  approved_name: string;
  approved_at: Date;
  submitted_by: string | null;
  submitted_at: Date | null;
  returned_note: string;
  published_at: Date;
  corrected_at: Date;
  withdrawn_at: Date | null;
}>;

async function change(trx: Trx, { clock }: By, text: Text, to: Change): Promise<void> {
  const q = trx.withTables<Tables>();
  await q
    .updateTable('newsroom.text')
    .set({ ...to, touched_at: clock() })
    .where('id', '=', text.id)
    .execute();
}

async function release(trx: Trx, by: By, text: Text, deed: Deed, revisionId: number, note: string): Promise<void> {
  await trx
    .withTables<Tables>()
    .insertInto('newsroom.release')
    .values({
      text_id: text.id,
      revision_id: revisionId,
      deed,
      note,
      by_id: by.person.id,
      by_name: by.person.name,
      at: by.clock(),
    })
    .execute();
  await noted(trx, by, text, deed, { revision: revisionId, ...(note === '' ? {} : { note }) });
}

async function noted(
  trx: Trx,
  { person }: By,
  text: Text,
  deed: string,
  detail: Record<string, unknown> = {},
): Promise<void> {
  const subject = `article:${text.article.id}`;
  await record(trx, { person, action: `article.${deed}`, subject, detail: { lang: text.lang, ...detail } });
}
