import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../../test/harness/database.ts';
import type { Document, Found, Search } from './document.ts';
import { find, put, remove } from './store.ts';

const database = testDatabase();
const now = new Date('2026-12-05T12:00:00Z');

let made = 0;
const document = (given: Partial<Document>): Document => ({
  kind: 'article',
  ref: ++made,
  lang: 'vi',
  path: `/vi/bai-${made}`,
  visibility: 'public',
  title: '',
  summary: '',
  body: '',
  published: now,
  ...given,
});

const look = (text: string, more: Partial<Search> = {}): Promise<Found> =>
  find(database.db, { text, lang: 'vi', ...more });
const titles = (found: Found) => found.hits.map(({ title }) => title.map(({ text }) => text).join(''));

beforeAll(async () => {
  for (const given of [
    {
      title: 'Gốm Bàu Trúc qua tay nghệ nhân Chăm',
      body: 'Đất sét bờ sông Quao được nhào bằng chân. Không có bàn xoay; người thợ đi quanh khối đất.',
    },
    { title: 'Bạn trẻ làm phim về chợ nổi' },
    { title: 'Bàn về ẩm thực Huế' },
    { title: 'Ban nhạc dân tộc lưu diễn' },
    {
      title: 'Bau Truc pottery, made by walking around the clay',
      lang: 'en',
      body: 'The potters of Bau Truc use no wheel.',
    },
    { title: '越南会安古城的灯笼节', lang: 'zh' },
    { title: 'เทศกาลโคมไฟเมืองฮอยอัน', lang: 'th' },
    { title: 'Ghi chú nội bộ về gốm Bàu Trúc', visibility: 'desk' as const },
    { kind: 'story' as const, title: 'Gốm Bàu Trúc lên đường sang Lyon' },
    { title: 'Lễ hội đèn lồng Hội An mở cửa', published: new Date('2026-12-01T00:00:00Z') },
  ])
    await put(database.db, document(given), now);
});

describe('finding', () => {
  test('words with their marks find first what is written so, and still what is not', async () => {
    const found = titles(await look('bạn'));
    expect(found[0]).toBe('Bạn trẻ làm phim về chợ nổi');
    expect(found).toEqual(expect.arrayContaining(['Bàn về ẩm thực Huế', 'Ban nhạc dân tộc lưu diễn']));
    expect(titles(await look('bàn'))[0]).toBe('Bàn về ẩm thực Huế');
  });

  test('words without marks, old placement of tones and decomposed letters find the same', async () => {
    const wanted = 'Gốm Bàu Trúc qua tay nghệ nhân Chăm';
    for (const text of ['gom bau truc nghe nhan', 'GỐM BÀU TRÚC nghệ nhân', 'gốm bàu trúc nghệ nhân'.normalize('NFD')])
      expect(titles(await look(text))[0]).toBe(wanted);
  });

  test('articles stand before stories, and the language of the page before others', async () => {
    expect(titles(await look('gốm bàu trúc')).slice(0, 2)).toEqual([
      'Gốm Bàu Trúc qua tay nghệ nhân Chăm',
      'Gốm Bàu Trúc lên đường sang Lyon',
    ]);
    expect(titles(await look('bau truc', { lang: 'en' }))[0]).toContain('pottery');
    expect(titles(await look('bau truc', { only: 'en' }))).toHaveLength(1);
    expect(titles(await look('bau truc', { kind: 'story' }))).toHaveLength(1);
  });

  test('the public does not find what is for the desk', async () => {
    expect(titles(await look('nội bộ'))).toEqual([]);
    expect(titles(await look('nội bộ', { desk: true }))).toHaveLength(1);
  });

  test('the last word may be a beginning, a phrase in quotes stands together', async () => {
    expect(titles(await look('lễ hội đèn lồ'))[0]).toBe('Lễ hội đèn lồng Hội An mở cửa');
    expect(titles(await look('"đèn lồng"'))).toHaveLength(1);
    expect((await look('"lồng đèn"')).hits).toEqual([]);
  });

  test('scripts without spaces are found by words and parts', async () => {
    expect(titles(await look('会安古城', { lang: 'zh' }))).toHaveLength(1);
    expect(titles(await look('โคมไฟ', { lang: 'th' }))).toHaveLength(1);
  });

  test('a hit shows the place in the text, in pieces that are never markup', async () => {
    await put(
      database.db,
      document({ ref: 900, title: 'Đoạn mã', body: 'trước <script>alert(1)</script> bẫyxss sau' }),
      now,
    );
    const [hit] = (await look('bẫyxss')).hits;
    expect(hit?.snippet).toEqual([
      { text: 'trước <script>alert(1)</script> ', hit: false },
      { text: 'bẫyxss', hit: true },
      { text: ' sau', hit: false },
    ]);
    await remove(database.db, { kind: 'article', ref: 900 });
    expect((await look('bẫyxss')).count).toBe(0);
  });

  test('when nothing has all words all but one will do, and a slip of the finger is mended', async () => {
    const loose = await look('gốm bàu trúc zzzz');
    expect(loose.loose).toBe(true);
    expect(loose.hits.length).toBeGreaterThan(0);
    const typo = await look('bafu trúc');
    expect(typo.suggestion).toBe('Bàu Trúc');
    expect((await look('xyzzyx')).suggestion).toBeUndefined();
  });

  test('whatever is typed is only looked for', async () => {
    for (const text of [
      '',
      '   ',
      "'; drop table search.document; --",
      '"',
      '"""',
      '& | !',
      "':*",
      '\u0000',
      '<->',
      'a'.repeat(10_000),
      '\\',
      '%_',
    ])
      await expect(look(text)).resolves.toMatchObject({ late: false });
    expect((await look('gốm')).count).toBeGreaterThan(0);
  });

  test('pages lead on without overlap and count the whole', async () => {
    for (let at = 0; at < 45; at++)
      await put(database.db, document({ kind: 'story', ref: 2_000 + at, title: `Trang sen số ${at}` }), now);
    const pages = await Promise.all([1, 2, 3].map((page) => look('trang sen', { page })));
    expect(pages.map(({ hits }) => hits.length)).toEqual([20, 20, 5]);
    expect(pages[0]?.count).toBe(45);
    expect(new Set(pages.flatMap(titles)).size).toBe(45);
  });

  test('a search that takes too long is given up and says so', async () => {
    const slow = database.db.transaction().execute(async (trx) => {
      await sql`lock table search.document in access exclusive mode`.execute(trx);
      return look('gốm');
    });
    await expect(slow).resolves.toMatchObject({ late: true, hits: [] });
  });
});

test('putting a document again changes it and makes no second one', async () => {
  const one = document({ ref: 5_000, title: 'Sen Tây Hồ vào mùa' });
  await put(database.db, one, now);
  await put(database.db, { ...one, title: 'Sen Tây Hồ cuối mùa' }, now);
  expect(titles(await look('sen tây hồ'))).toEqual(['Sen Tây Hồ cuối mùa']);
  await remove(database.db, one, { except: ['vi'] });
  expect((await look('sen tây hồ')).count).toBe(1);
});
