import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { testDatabase } from '../../test/harness/database.ts';
import type { Person } from '../identity/index.ts';
import { identify } from '../language/index.ts';
import { NotReady } from './checks.ts';
import { readMarkdown } from './markdown/read.ts';
import type { Wording } from './revision.ts';
import {
  approve,
  ChangedMeanwhile,
  confirmFollows,
  correct,
  publish,
  restore,
  submit,
  unsubmit,
  withdraw,
} from './store/deeds.ts';
import { listTexts } from './store/list.ts';
import { publishedText, publishedTexts, translationsOf, withdrawnText } from './store/published.ts';
import { findText, type Text } from './store/texts.ts';
import { addTranslation, createArticle, readHistory, saveRevision } from './store/writing.ts';

const database = testDatabase();
const person: Person = {
  id: 'p1',
  name: 'Mai Lan',
  email: 'mai@example.org',
  role: 'editor',
  organisation: { id: 'o1', name: 'Desk', kind: 'national-desk' },
};
const other: Person = { ...person, id: 'p2', name: 'Quốc Huy' };
let minute = 0;
const clock = () => new Date(Date.UTC(2026, 10, 23, 9, minute++));
const by = { person, clock };

const wording = (title: string, body = 'Thân bài.'): Wording => ({
  title,
  lead: 'Câu mở đầu của bài.',
  body: readMarkdown(body),
  sources: [],
});

let articleId = 0;
const text = async (lang = 'vi'): Promise<Text> => (await findText(database.db, articleId, lang)) as Text;
const save = async (words: Wording, lang = 'vi') => {
  const { id, workingId } = await text(lang);
  return saveRevision(database.db, by, { textId: id, basedOn: workingId, wording: words });
};
const releasing = async (lang = 'vi') => {
  const { id, workingId } = await text(lang);
  return { textId: id, revisionId: workingId, identify, confirmed: false };
};
const put = async (lang = 'vi') => publish(database.db, by, { ...(await releasing(lang)), slug: 'bai' });

const events = async (): Promise<string[]> => {
  const { rows } = await sql<{ said: string }>`
    select event || ' ' || (payload->>'lang') as said from platform.outbox
    where event like 'text.%' and (payload->>'articleId')::int = ${articleId} order by id`.execute(database.db);
  return rows.map(({ said }) => said);
};
const trail = async (): Promise<string[]> => {
  const { rows } = await sql<{ action: string }>`
    select action from identity.audit where subject = ${`article:${articleId}`} order by id`.execute(database.db);
  return rows.map(({ action }) => action.replace('article.', ''));
};

beforeEach(async () => {
  const given = { kind: 'official', lang: 'vi', storyId: null, wording: wording('Hà Nội đón khách') } as const;
  articleId = (await createArticle(database.db, by, given)).articleId;
});

describe('saving', () => {
  it('makes a new revision each time the words change, and none when they do not', async () => {
    expect((await save(wording('Hà Nội đón khách'))).outcome).toBe('unchanged');
    expect((await save(wording('Hà Nội đón thêm khách'))).outcome).toBe('saved');
    const history = await readHistory(database.db, (await text()).id);
    expect(history.map(({ number, title, author }) => [number, title, author.name])).toEqual([
      [2, 'Hà Nội đón thêm khách', 'Mai Lan'],
      [1, 'Hà Nội đón khách', 'Mai Lan'],
    ]);
  });

  it('keeps both when two editors save at once, whatever the order', async () => {
    const { id, workingId } = await text();
    const outcomes = await Promise.all(
      [person, other].map((who) =>
        saveRevision(
          database.db,
          { person: who, clock },
          { textId: id, basedOn: workingId, wording: wording(`Của ${who.name}`) },
        ),
      ),
    );
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['conflict', 'saved']);
    const history = await readHistory(database.db, id);
    expect(history.map(({ title }) => title).sort()).toEqual(['Của Mai Lan', 'Của Quốc Huy', 'Hà Nội đón khách']);
    expect(history.filter(({ aside }) => aside)).toHaveLength(1);
    expect(history.find(({ aside }) => aside)?.id).not.toBe((await text()).workingId);
  });

  it('keeps the words of a conflict once, however often they are sent', async () => {
    const { id, workingId } = await text();
    await save(wording('Mới'));
    const late = { textId: id, basedOn: workingId, wording: wording('Muộn') };
    const [first, second] = [await saveRevision(database.db, by, late), await saveRevision(database.db, by, late)];
    expect(first.outcome === 'conflict' && second.outcome === 'conflict' && first.mine.id === second.mine.id).toBe(
      true,
    );
  });

  it('cannot change what was written', async () => {
    await expect(sql`update newsroom.revision set title = 'x'`.execute(database.db)).rejects.toThrow('append-only');
  });
});

describe('publishing', () => {
  it('tells once, however often and however fast the button is pressed', async () => {
    const given = { ...(await releasing()), slug: 'ha-noi-don-khach' };
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => publish(database.db, by, given)));
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1);
    expect(await events()).toEqual(['text.published vi']);
    expect((await trail()).filter((action) => action === 'publish')).toHaveLength(1);
  });

  it('shows the public revision while a newer draft is worked on', async () => {
    await put();
    await save(wording('Bản nháp mới'));
    const { id } = await text();
    expect((await publishedText(database.db, { lang: 'vi', id }))?.title).toBe('Hà Nội đón khách');
    expect(await text()).toMatchObject({ state: 'published', changed: true });
  });

  it('refuses what the checks stop, and publishes nothing', async () => {
    await save({ ...wording('Hà Nội'), lead: '' });
    await expect(put()).rejects.toThrow(NotReady);
    expect(await events()).toEqual([]);
    expect((await text()).state).toBe('draft');
  });

  it('refuses a revision that is no longer the newest', async () => {
    const given = { ...(await releasing()), slug: 's' };
    await save(wording('Khác'));
    await expect(publish(database.db, by, given)).rejects.toThrow(ChangedMeanwhile);
  });

  it('publishes nothing and tells nothing when a step fails', async () => {
    // No text of PostgreSQL holds this name, and the release that bears it is the last step but one.
    const broken = { person: { ...person, name: 'Mai\u0000' }, clock };
    await expect(publish(database.db, broken, { ...(await releasing()), slug: 's' })).rejects.toThrow();
    expect(await events()).toEqual([]);
    expect((await text()).state).toBe('draft');
  });
});

describe('the way of a text', () => {
  it('goes through review, correction, withdrawal and back, and tells each', async () => {
    const { id } = await text();
    expect([await submit(database.db, by, id), await submit(database.db, by, id)]).toEqual(['done', 'already']);
    expect((await text()).state).toBe('review');
    await unsubmit(database.db, by, { textId: id, action: 'return', note: 'Thiếu nguồn' });
    expect(await text()).toMatchObject({ state: 'draft', returnedNote: 'Thiếu nguồn' });
    await submit(database.db, by, id);
    expect(await put()).toBe('done');
    expect(await text()).toMatchObject({ state: 'published', waiting: false, returnedNote: '' });

    await save(wording('Hà Nội đón 20 đoàn khách'));
    const correcting = { ...(await releasing()), note: 'Sửa số đoàn khách.' };
    expect([await correct(database.db, by, correcting), await correct(database.db, by, correcting)]).toEqual([
      'done',
      'already',
    ]);
    expect(await publishedText(database.db, { lang: 'vi', id })).toMatchObject({
      title: 'Hà Nội đón 20 đoàn khách',
      corrections: [{ note: 'Sửa số đoàn khách.' }],
    });

    const taking = { textId: id, note: 'Chưa kiểm chứng được.' };
    expect([await withdraw(database.db, by, taking), await withdraw(database.db, by, taking)]).toEqual([
      'done',
      'already',
    ]);
    expect(await publishedText(database.db, { lang: 'vi', id })).toBeUndefined();
    expect(await withdrawnText(database.db, { lang: 'vi', id })).toMatchObject({ reason: 'Chưa kiểm chứng được.' });

    expect(await restore(database.db, by, { ...(await releasing()), note: '' })).toBe('done');
    expect((await publishedText(database.db, { lang: 'vi', id }))?.title).toBe('Hà Nội đón 20 đoàn khách');
    expect(await withdrawnText(database.db, { lang: 'vi', id })).toBeUndefined();
    expect(await events()).toEqual([
      'text.published vi',
      'text.corrected vi',
      'text.withdrawn vi',
      'text.published vi',
    ]);
    expect((await trail()).slice(1)).toEqual([
      'submit',
      'return',
      'submit',
      'publish',
      'correct',
      'withdraw',
      'restore',
    ]);
  });
});

describe('a translation', () => {
  const english = {
    title: 'Hanoi welcomes visitors',
    lead: 'The opening line of this article.',
    body: readMarkdown('The body.'),
    sources: [],
  };
  const stale = async () =>
    (await listTexts(database.db, { lang: 'en', state: 'stale' }, { limit: 9, offset: 0 })).lines.some(
      (line) => line.article.id === articleId,
    );

  it('is added once and stands on its own', async () => {
    const [a, b] = await Promise.all([1, 2].map(() => addTranslation(database.db, by, articleId, 'en', false)));
    expect(a?.id).toBe(b?.id);
    await save(english, 'en');
    expect((await text('en')).state).toBe('draft');
    await put();
    await put('en');
    expect(await translationsOf(database.db, articleId)).toMatchObject([
      { lang: 'vi', isSource: true },
      { lang: 'en', title: 'Hanoi welcomes visitors', isSource: false },
    ]);
    await withdraw(database.db, by, { textId: (await text('en')).id, note: 'Lỗi dịch.' });
    expect((await translationsOf(database.db, articleId)).map(({ lang }) => lang)).toEqual(['vi']);
  });

  it('is stale when what the source says in public changes, until a person confirms it', async () => {
    await addTranslation(database.db, by, articleId, 'en', false);
    await save(english, 'en');
    await put();
    await save(wording('Hà Nội đón nhiều khách'));
    expect(await stale()).toBe(false);
    await correct(database.db, by, { ...(await releasing()), note: 'Sửa nhan đề.' });
    expect(await stale()).toBe(true);
    await expect(put('en')).rejects.toThrow(NotReady);
    await confirmFollows(database.db, by, (await text('en')).id, (await text()).publicId as number);
    expect(await stale()).toBe(false);
    expect(await put('en')).toBe('done');
  });

  it('made by a machine waits for a person, and says who it was', async () => {
    await addTranslation(database.db, by, articleId, 'en', true);
    await save(english, 'en');
    await put();
    await expect(put('en')).rejects.toThrow(NotReady);
    const { id } = await text('en');
    await approve(database.db, { person: other, clock }, id);
    await put('en');
    expect(await publishedText(database.db, { lang: 'en', id })).toMatchObject({
      machine: true,
      approvedBy: 'Quốc Huy',
    });
  });
});

describe('what readers get', () => {
  it('turns the pages of a language without a gap or a double', async () => {
    await put();
    for (let n = 0; n < 4; n += 1) {
      const made = await createArticle(database.db, by, {
        kind: 'official',
        lang: 'vi',
        storyId: null,
        wording: wording(`Bài ${n}`),
      });
      articleId = made.articleId;
      await put();
    }
    const seen: number[] = [];
    for (let before: { publishedAt: Date; id: number } | undefined; ; ) {
      const page = await publishedTexts(database.db, { lang: 'vi', limit: 2, before });
      seen.push(...page.map(({ id }) => id));
      const last = page.at(-1);
      if (!last) break;
      before = last;
    }
    const { rows } = await sql<{ id: number }>`select id from newsroom.text where state = 'published' and lang = 'vi'
      order by published_at desc, id desc`.execute(database.db);
    expect(seen).toEqual(rows.map(({ id }) => id));
    expect(seen.length).toBeGreaterThan(4);
  });
});
