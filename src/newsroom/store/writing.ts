import { sql } from 'kysely';
import { type Person, record } from '../../identity/index.ts';
import type { Clock, Db, Trx } from '../../platform/index.ts';
import type { Kind } from '../article.ts';
import { digestOf, type Revision, sameWording, type Wording } from '../revision.ts';
import type { Beside, Tables } from './tables.ts';
import { asRevision, findText, lockText, readRevision, type Text, textsOf } from './texts.ts';

/** Who does something, and when. */
export type By = { person: Person; clock: Clock };

/** Makes an article with its source text and first revision. */
export async function createArticle(
  db: Db,
  { person, clock }: By,
  given: { kind: Kind; lang: string; storyId: number | null; wording: Wording },
): Promise<{ articleId: number; lang: string }> {
  return db.transaction().execute(async (trx) => {
    const { id: articleId } = await trx
      .withTables<Tables>()
      .insertInto('newsroom.article')
      .values({
        kind: given.kind,
        source_lang: given.lang,
        story_id: given.storyId,
        organisation_id: person.organisation.id,
        created_by: person.id,
        created_at: clock(),
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await addText(trx, { person, clock }, { articleId, lang: given.lang, wording: given.wording, followedId: null });
    const detail = { lang: given.lang, kind: given.kind, story: given.storyId };
    await record(trx, { person, action: 'article.create', subject: `article:${articleId}`, detail });
    return { articleId, lang: given.lang };
  });
}

/** Changes what kind of information an article is; the same kind changes nothing. */
export async function setKind(trx: Trx, { person }: By, articleId: number, kind: Kind): Promise<void> {
  const changed = await trx
    .withTables<Tables>()
    .updateTable('newsroom.article')
    .set({ kind })
    .where('id', '=', articleId)
    .where('kind', '!=', kind)
    .executeTakeFirst();
  if (changed.numUpdatedRows > 0n)
    await record(trx, { person, action: 'article.kind', subject: `article:${articleId}`, detail: { kind } });
}

/**
 * Adds a language to an article: an empty translation of what the source text says now (its public revision,
 * where there is one). Gives the one that is there when the language was added before.
 */
export async function addTranslation(db: Db, by: By, articleId: number, lang: string, machine: boolean): Promise<Text> {
  return db.transaction().execute(async (trx) => {
    await trx
      .withTables<Tables>()
      .selectFrom('newsroom.article')
      .select('id')
      .where('id', '=', articleId)
      .forUpdate()
      .executeTakeFirstOrThrow();
    const known = await findText(trx, articleId, lang);
    if (known) return known;
    const [source] = await textsOf(trx, articleId);
    const followed = source && (await readRevision(trx, source.publicId ?? source.workingId));
    const wording: Wording = {
      title: '',
      lead: '',
      body: { type: 'doc', content: [] },
      sources: followed?.sources ?? [],
    };
    await addText(trx, by, { articleId, lang, wording, followedId: followed?.id ?? null, machine });
    const detail = { lang, machine };
    await record(trx, { person: by.person, action: 'article.translate', subject: `article:${articleId}`, detail });
    return (await findText(trx, articleId, lang)) as Text;
  });
}

async function addText(
  trx: Trx,
  by: By,
  given: { articleId: number; lang: string; wording: Wording; followedId: number | null; machine?: boolean },
): Promise<void> {
  const { id: textId } = await trx
    .withTables<Tables>()
    .insertInto('newsroom.text')
    .values({
      article_id: given.articleId,
      lang: given.lang,
      machine: given.machine ?? false,
      // The key is checked when the transaction ends; by then the first revision is there.
      working_id: 0,
      followed_id: given.followedId,
      touched_at: by.clock(),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const first = await insertRevision(trx, by, { textId, basedOn: null, wording: given.wording });
  await trx
    .withTables<Tables>()
    .updateTable('newsroom.text')
    .set({ working_id: first.id })
    .where('id', '=', textId)
    .execute();
}

export type Saving = {
  textId: number;
  /** The revision that the person had before them. */
  basedOn: number;
  wording: Wording;
  note?: string;
  beside?: Beside | null;
};

/**
 * What came of saving: a new working revision; nothing, as nothing had changed; or, when somebody else had saved
 * meanwhile, a revision kept aside (`mine`) beside the one that is worked on (`theirs`).
 */
export type Saved =
  | { outcome: 'saved' | 'unchanged'; revision: Revision }
  | { outcome: 'conflict'; mine: Revision; theirs: Revision };

/** Saves what a person wrote as a new revision. Nothing that was sent is ever lost: see Saved. */
export async function saveRevision(db: Db | Trx, by: By, saving: Saving): Promise<Saved> {
  const save = async (trx: Trx): Promise<Saved> => {
    const text = await lockText(trx, saving.textId);
    const working = await readRevision(trx, text.workingId);
    const noted = (saving.note ?? '') !== '' && saving.note !== working.note;
    if (sameWording(working, saving.wording) && !noted) return { outcome: 'unchanged', revision: working };
    if (text.workingId !== saving.basedOn) {
      const known = await keptAside(trx, by.person.id, saving);
      const mine = known ?? (await insertRevision(trx, by, { ...saving, aside: true }));
      return { outcome: 'conflict', mine, theirs: working };
    }
    const revision = await insertRevision(trx, by, saving);
    await trx
      .withTables<Tables>()
      .updateTable('newsroom.text')
      .set({ working_id: revision.id, touched_at: by.clock() })
      .where('id', '=', saving.textId)
      .execute();
    return { outcome: 'saved', revision };
  };
  return db.isTransaction ? save(db as Trx) : db.transaction().execute(save);
}

/** The same words sent twice in a conflict are kept once. */
async function keptAside(trx: Trx, authorId: string, { textId, wording }: Saving): Promise<Revision | undefined> {
  const row = await trx
    .withTables<Tables>()
    .selectFrom('newsroom.revision')
    .selectAll()
    .where('text_id', '=', textId)
    .where('author_id', '=', authorId)
    .where('aside', '=', true)
    .where('digest', '=', digestOf(wording))
    .executeTakeFirst();
  return row && asRevision(row);
}

async function insertRevision(
  trx: Trx,
  { person, clock }: By,
  given: Omit<Saving, 'basedOn'> & { basedOn: number | null; aside?: boolean },
): Promise<Revision> {
  const { textId, wording } = given;
  const row = await trx
    .withTables<Tables>()
    .insertInto('newsroom.revision')
    .values({
      text_id: textId,
      number: sql<number>`(select coalesce(max(number), 0) + 1 from newsroom.revision where text_id = ${textId})`,
      based_on: given.basedOn,
      aside: given.aside ?? false,
      title: wording.title,
      lead: wording.lead,
      body: JSON.stringify(wording.body),
      sources: JSON.stringify(wording.sources),
      beside: given.beside ? JSON.stringify(given.beside) : null,
      digest: digestOf(wording),
      note: given.note ?? '',
      author_id: person.id,
      author_name: person.name,
      created_at: clock(),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return asRevision(row);
}

/** The revisions of a text, newest first. */
export async function readHistory(db: Db | Trx, textId: number, most = 500): Promise<Revision[]> {
  const query = db.withTables<Tables>().selectFrom('newsroom.revision').selectAll().where('text_id', '=', textId);
  const rows = await query.orderBy('number', 'desc').limit(most).execute();
  return rows.map(asRevision);
}
