import { join } from 'node:path';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '../../src/identity/index.ts';
import { identify } from '../../src/language/index.ts';
import { translatedTexts } from '../../src/newsroom/index.ts';
import { readMarkdown } from '../../src/newsroom/markdown/read.ts';
import { publish } from '../../src/newsroom/store/deeds.ts';
import { findText } from '../../src/newsroom/store/texts.ts';
import { addTranslation, createArticle, saveRevision } from '../../src/newsroom/store/writing.ts';
import { openPack } from '../../src/platform/pack.ts';
import { packageRoot } from '../../src/platform/paths.ts';
import { conceptsOf } from '../../src/stories/concepts.ts';
import { weavable } from '../../src/stories/fixtures.ts';
import { learnLexicon } from '../../src/stories/lexicon/lexicon.ts';
import { openTerms } from '../../src/stories/lexicon/terms.ts';
import { readLexicon } from '../../src/stories/store/lexicon.ts';
import { openWeaver } from '../../src/stories/weaver.ts';
import { testDatabase } from '../harness/database.ts';
import { terminal } from '../harness/terminal.ts';

const database = testDatabase();
const cuaso = terminal(database);
const pack = openPack(join(packageRoot, 'country', 'vn'));
const now = new Date('2026-12-05T08:00:00Z');
const clock = () => now;
const person: Person = {
  id: 'p1',
  name: 'Mai Lan',
  email: 'mai@example.org',
  role: 'editor',
  organisation: { id: 'o1', name: 'Desk', kind: 'national-desk' },
};
const by = { person, clock };

/** Writes a text that nobody but this test reads, and lets the public have it. */
async function put(articleId: number, lang: string, title: string, body: string): Promise<void> {
  const { db } = database;
  const before = await findText(db, articleId, lang);
  if (!before) throw new RangeError(`no text in ${lang}`);
  const wording = { title, lead: title, body: readMarkdown(body), sources: [] };
  await saveRevision(db, by, { textId: before.id, basedOn: before.workingId, wording });
  const { id, workingId } = (await findText(db, articleId, lang)) ?? before;
  await publish(db, by, { textId: id, revisionId: workingId, identify, confirmed: true, slug: 'bai' });
}

async function translate(vi: [string, string], en: [string, string]): Promise<number> {
  const wording = { title: vi[0], lead: vi[0], body: readMarkdown(vi[1]), sources: [] };
  const { articleId } = await createArticle(database.db, by, { kind: 'official', lang: 'vi', storyId: null, wording });
  await put(articleId, 'vi', ...vi);
  await addTranslation(database.db, by, articleId, 'en', false);
  await put(articleId, 'en', ...en);
  return articleId;
}

const learnAnew = () =>
  learnLexicon({
    ...{ db: database.db, clock, pack, home: 'vi' },
    translations: (most) => translatedTexts(database.db, most),
  });

/** Weaves a Vietnamese and an English report of one happening, and gives the stories they are in; `hours` says when. */
async function woven(first: number, hours: number): Promise<number[]> {
  const items = [
    weavable(
      first,
      {
        lang: 'vi',
        title: 'Lũ quét cuốn cầu treo ở Nậm Pồ',
        summary: '',
        text: 'Rạng sáng nay lũ quét cuốn trôi cầu treo tại Nậm Pồ. Bản làng bị cô lập, 217 hộ dân phải sơ tán.',
      },
      1,
      hours,
    ),
    weavable(
      first + 1,
      {
        lang: 'en',
        title: 'Flash flood takes out suspension bridge',
        summary: '',
        text: 'A suspension bridge is gone after a flash flood before dawn. Officials moved 217 households out of the valley.',
      },
      2,
      hours + 3,
    ),
  ];
  const weaver = openWeaver({
    db: database.db,
    clock,
    terms: openTerms(conceptsOf([]), 'vi'),
    readItems: async (ids) => items.filter(({ id }) => ids.includes(id)),
  });
  await weaver.weave(items.map(({ id }) => id));
  const { rows } = await sql<{ story: number }>`
    select story_id as story from stories.member where item_id in (${first}, ${first + 1}) order by item_id`.execute(
    database.db,
  );
  return rows.map(({ story }) => Number(story));
}

describe('what the newsroom translates teaches the weaver', { timeout: 60_000 }, () => {
  let before: number[] = [];
  beforeAll(async () => {
    before = await woven(1, -1_000);
    const lines = [
      ['Lũ quét ở bản Mẫu', 'Flash flood in Mau', 'Trường học đóng cửa.', 'The school is closed.'],
      ['Sau trận lũ quét', 'After the flash flood', 'Cầu treo đã hỏng.', 'The suspension bridge is damaged.'],
      [
        'Ba nhà mất vì lũ quét',
        'Three houses lost to flash flood',
        'Dân xin cầu treo.',
        'People ask for a suspension bridge.',
      ],
      [
        'Sửa đường về xã',
        'Road to the commune mended',
        'Cầu treo dài bốn mươi mét.',
        'The suspension bridge is forty metres long.',
      ],
      ...Array.from({ length: 30 }, (_, at) => [
        `Bài số ${at}`,
        `The article, ${at}`,
        `Chuyện khác ${at}.`,
        `The other matter, ${at}.`,
      ]),
    ] as [string, string, string, string][];
    for (const [vi, en, viBody, enBody] of lines) await translate([vi, viBody], [en, enBody]);
  });

  it('learns the terms of public translations, and says so once', async () => {
    expect(await learnAnew()).toBe(true);
    expect((await readLexicon(database.db))?.entries.map(({ shown }) => shown.join(' = ')).sort()).toEqual([
      'cầu treo = suspension bridge',
      'lũ quét = flash flood',
    ]);
    expect(await learnAnew()).toBe(false);
    expect((await readLexicon(database.db))?.version).toBe(1);
  });

  it('links two reports across languages that share one number and two learnt terms, and not before', async () => {
    expect(new Set(before).size).toBe(2);
    const after = await woven(11, 0);
    expect(new Set(after).size).toBe(1);
    const { rows } = await sql<{ why: { by: string; terms: string[]; numbers: string[] } }>`
      select why from stories.member where item_id = 12`.execute(database.db);
    expect(rows[0]?.why).toMatchObject({ by: 'marks', terms: ['suspension bridge', 'Flash flood'], numbers: ['217'] });
  });

  it('lets the last lexicon hold when translations cannot be read', async () => {
    const failing = learnLexicon({
      ...{ db: database.db, clock, pack, home: 'vi' },
      translations: async () => Promise.reject(new Error('the database is gone')),
    });
    await expect(failing).rejects.toThrow('the database is gone');
    expect(await learnAnew()).toBe(false);
  });

  it('forgets what is withdrawn, and reads no draft', async () => {
    await sql`update newsroom.text set withdrawn_at = ${now} where lang = 'en' and id in
      (select text_id from newsroom.revision where title ~ 'flash flood')`.execute(database.db);
    expect(await learnAnew()).toBe(true);
    const lexicon = await readLexicon(database.db);
    expect(lexicon?.version).toBe(2);
    expect(lexicon?.entries).toEqual([]);
  });

  it('is listed in a terminal', async () => {
    expect((await cuaso('stories', 'lexicon')).out).toContain('0 terms, learnt on 2026-12-05 08:00 UTC');
    const learnt = JSON.parse((await cuaso('stories', 'lexicon', '--learn', '--lang', 'en', '--json')).out);
    expect(learnt).toMatchObject({ entries: [], pairs: expect.any(Number) });
    expect(await cuaso('stories', 'lexicon', '--lnag')).toMatchObject({ code: 2 });
  });
});
