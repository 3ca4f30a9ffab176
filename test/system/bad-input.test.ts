import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { agenda } from '../../src/agenda/index.ts';
import { itemsByIds } from '../../src/ingest/index.ts';
import { itemsDesk } from '../../src/ingest/items.tsx';
import { places } from '../../src/places/index.ts';
import { packageRoot } from '../../src/platform/index.ts';
import { openPack } from '../../src/platform/pack.ts';
import { storyEvents } from '../../src/stories/agenda.ts';
import { conceptsOf } from '../../src/stories/concepts.ts';
import { storiesDesk } from '../../src/stories/desk.tsx';
import { kinOf } from '../../src/stories/store/kin.ts';
import { storyById } from '../../src/stories/store/stories.ts';
import { openWeaver } from '../../src/stories/weaver.ts';
import { testDatabase } from '../harness/database.ts';
import { type TestDesk, testDesk, type Visitor } from '../harness/desk.ts';
import { sendJson, testIngest } from '../harness/ingest.ts';

/** What outlets should not send and do: fetched, read, woven and shown by the program itself. */
const database = testDatabase();
const ingest = testIngest(database, '2026-12-05T12:00:00Z');
const timeZone = 'Asia/Ho_Chi_Minh';
let desk: TestDesk;
let editor: Visitor;
let channels = 0;

type Entry = Record<string, unknown>;

/** Fetches entries from a channel of a new outlet, weaves them, and gives the ids of the items in the order of the entries. */
async function arrive(entries: readonly Entry[], language = 'vi'): Promise<number[]> {
  const number = ++channels;
  const items = entries.map((entry, at) => ({
    id: `${number}-${at}`,
    date_published: '2026-12-05T08:00:00Z',
    ...entry,
  }));
  const feed = { version: 'https://jsonfeed.org/version/1.1', title: 'Thử', language, items };
  const channel = await ingest.register(
    `${await ingest.host((_, answer) => sendJson(answer, feed))}/feed.json`,
    'feed',
  );
  await ingest.visit(channel);
  expect((await ingest.lastVisit(channel))?.outcome).toBe('items');
  const ids = (await ingest.rows(channel)).map(({ id }) => id);
  const { db } = database;
  await openWeaver({
    db,
    clock: ingest.clock,
    terms: async () => conceptsOf([]),
    readItems: (wanted) => itemsByIds(db, wanted),
  }).weave(ids);
  return ids;
}

const storyOf = async (item: number | undefined): Promise<number> =>
  (await kinOf(database.db, item ?? 0))?.storyId ?? 0;
const storiesOf = (items: readonly number[]) => Promise.all(items.map(storyOf));
const read = async (path: string): Promise<string> => {
  const { status, text } = await editor.get(path);
  expect([path, status]).toEqual([path, 200]);
  return text;
};
/** The page of an item's story, in both languages of the desk; gives the English one. */
const pageOf = async (item: number | undefined): Promise<string> => {
  editor.cookies.set('lang', 'vi');
  await read(`/desk/stories/${await storyOf(item)}`);
  editor.cookies.set('lang', 'en');
  return read(`/desk/stories/${await storyOf(item)}`);
};

beforeAll(async () => {
  const { db } = database;
  const pack = openPack(`${packageRoot}/country/vn`);
  const clock = ingest.clock;
  const atlas = places({ db, pack });
  await atlas.seeds?.();
  desk = testDesk(
    db,
    [
      atlas,
      agenda({ db, clock, pack, zone: timeZone, langs: ['vi', 'en'], country: 'VN' }),
      {
        name: 'stories',
        routes: (app) => {
          itemsDesk(app, {
            db,
            clock,
            timeZone,
            kinOf: (id) => kinOf(db, id),
            pictures: async () => ({ refused: '' }),
          });
          storiesDesk(app, { db, clock, timeZone });
        },
        desk: [],
      },
    ],
    { clock },
  );
  editor = await desk.person('editor');
  editor.cookies.set('lang', 'en');
});
afterAll(() => ingest.close());

describe('items that are hardly any', () => {
  test('an empty one is not taken, one without words is called by its address', async () => {
    const ids = await arrive([
      {},
      { title: ' \u200b\u202e ', content_text: '\u0000' },
      { title: '', url: 'https://tinh.example/tin/le-hoi-ao-dai-mua-dong.html', content_text: '' },
    ]);
    expect(ids).toHaveLength(1);
    const [row] = await itemsByIds(database.db, ids);
    expect(row?.title).toBe('le hoi ao dai mua dong');
    // Its page has not been read: until then there is nothing to weave it by but these words.
    expect(await pageOf(ids[0])).toContain('le hoi ao dai mua dong');
  });

  test('an enormous one is kept up to half a million characters, and its pages stay small', async () => {
    const text = 'Nước sông dâng cao, người dân sơ tán trong đêm. '.repeat(110_000);
    expect(text.length).toBeGreaterThan(5_000_000);
    const [id] = await arrive([{ title: `Lũ lớn ${'dài '.repeat(5_000)}`, content_text: text }]);
    const [item] = await itemsByIds(database.db, [id ?? 0]);
    expect(item?.text.length).toBeLessThanOrEqual(500_000);
    expect(item?.text.endsWith('…')).toBe(true);
    expect((await pageOf(id)).length).toBeLessThan(100_000);
    expect(await read('/desk/stories')).toContain('Lũ lớn dài');
  });
});

const words = (seed: number, many: number): string => {
  let state = seed;
  const next = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state;
  };
  return Array.from({ length: many }, () => next().toString(36)).join(' ');
};

describe('items that a machine made', () => {
  test('are stories of their own, each under its title, and nothing of them acts on the page', async () => {
    const odd: [title: string, text: string, shown?: string][] = [
      [words(7, 12), words(8, 3_000)],
      [words(9, 12), words(10, 3_000)],
      ['lặp', 'lặp '.repeat(10_000)],
      ['12 34 56 78 90', '31415926535 '.repeat(400)],
      ['🎉🎊🥳', '🎉🎊 '.repeat(2_000)],
      ['\u202eđảo ngược\u202c \u2066đôi chiều', 'chữ \u202eđảo\u202c '.repeat(300), 'đảo ngược đôi chiều'],
      ['rỗng\u0000 và \ud800 lẻ', 'rỗng\u0000 và \udfff lẻ '.repeat(300), 'rỗng và \ufffd lẻ'],
      [
        '<script>alert(1)</script> & "họp"',
        '<img src=x onerror=alert(1)> họp '.repeat(200),
        '&lt;script&gt;alert(1)&lt;/script&gt;',
      ],
      [`${'a\u0301\u0323\u0302'.repeat(200)} zalgo`, `${'\u0300'.repeat(3_000)} zalgo`, 'zalgo'],
    ];
    const ids = await arrive(odd.map(([title, content_text]) => ({ title, content_text })));
    expect(ids).toHaveLength(odd.length);
    expect(new Set(await storiesOf(ids)).size).toBe(odd.length);
    for (const [at, [title, , shown = title]] of odd.entries()) {
      const page = await pageOf(ids[at]);
      if (shown !== 'zalgo') expect(page).toContain(shown);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what must not come through
      expect(page).not.toMatch(/[\u0000\u202a-\u202e\u2066-\u2069]|<script>alert|<img src=x/);
      await read(`/desk/items/${ids[at]}`);
    }
  });

  test('a thousand copies of one text are one story with one voice, and no higher on the board for it', async () => {
    const text =
      'Khách sạn Bình Minh mời quý khách nghỉ đông với giá 799.000 đồng, gồm bữa sáng và xe đưa đón sân bay. '.repeat(
        12,
      );
    const [first] = await arrive([{ title: 'Khách sạn Bình Minh ưu đãi 799.000 đồng', content_text: text }]);
    const ids = await arrive(
      Array.from({ length: 1_000 }, (_, at) => ({
        title: `Khách sạn Bình Minh ưu đãi 799.000 đồng (${at})`,
        content_text: text,
      })),
    );
    expect(ids).toHaveLength(1_000);
    const story = await storyById(database.db, await storyOf(first));
    expect(story).toMatchObject({ items: 1_001, copies: 1_000 });
    expect(story?.outletIds).toHaveLength(1);
    const [other] = await arrive([
      { title: 'Làng rèn Phúc Sen đỏ lửa', content_text: 'Lò rèn Phúc Sen đỏ lửa suốt mùa. '.repeat(40) },
    ]);
    expect(story?.rank).toBeCloseTo((await storyById(database.db, await storyOf(other)))?.rank ?? 0, 6);
    const page = await pageOf(first);
    expect(page).toContain('1,000 of them copies');
    expect(page).toContain('The first 500 of 1,001 items are shown.');
  }, 120_000);
});

test('off-language items are told by what they are written in, whatever their channel says, and join nothing', async () => {
  const ids = await arrive([
    {
      title: '越南总理会见中国客人',
      content_text: '越南总理六日在河内会见来访的中国代表团，双方就经贸合作交换了意见。'.repeat(8),
    },
    {
      title: 'Xin chào 世界 hello',
      content_text: `${'Hội nghị bàn về hợp tác biển. '.repeat(6)}${'双方就海上合作交换了意见。'.repeat(6)}${'The two sides discussed cooperation at sea. '.repeat(6)}`,
    },
    { title: '👋 1 2 3', content_text: '👋 4 5 6 '.repeat(60) },
    { title: 'qwrtz plmk vbnx', content_text: 'qwrtz plmk vbnx jhgf dsfk '.repeat(60) },
  ]);
  expect(new Set(await storiesOf(ids)).size).toBe(ids.length);
  expect((await itemsByIds(database.db, ids))[0]?.lang).toBe('zh');
  const page = await pageOf(ids[0]);
  expect(page).toContain('Chinese');
  expect(page).toContain('lang="zh"');
  for (const id of ids) await pageOf(id);
  expect(await read('/desk/stories?lang=zh')).toContain('越南总理会见中国客人');
  expect(await read('/desk/stories?lang=vi')).not.toContain('越南总理会见中国客人');
});

describe('dates', () => {
  const flood = (at: number) =>
    `Tối 4/12, thủy điện Sông Tranh xả lũ 1.250 m³ mỗi giây, ông Đinh Văn Lượng báo cho ${40 + at} thôn vùng hạ du. `.repeat(
      6,
    );

  test('that are missing, to come, or before there was news online keep no item from its story, and are not shown', async () => {
    const ids = await arrive([
      { title: 'Thủy điện Sông Tranh xả lũ 1.250 m³ mỗi giây', content_text: flood(0) },
      { title: 'Sông Tranh xả lũ 1.250 m³/giây trong đêm', content_text: flood(1), date_published: undefined },
      { title: 'Xả lũ thủy điện Sông Tranh 1.250 m³', content_text: flood(2), date_published: '2099-01-01T00:00:00Z' },
      { title: 'Sông Tranh: xả lũ 1.250 m³ mỗi giây', content_text: flood(3), date_published: '1970-01-01T00:00:00Z' },
      { title: 'Thủy điện Sông Tranh lại xả lũ 1.250 m³', content_text: flood(4), date_published: 'không rõ' },
    ]);
    expect(new Set(await storiesOf(ids)).size).toBe(1);
    const story = await storyById(database.db, await storyOf(ids[0]));
    expect(story?.lastAt.getTime()).toBeLessThanOrEqual(ingest.clock().getTime());
    const page = await pageOf(ids[0]);
    expect(page).not.toContain('2099');
    expect(page).not.toContain('1970');
    for (const id of ids.slice(1)) expect(await read(`/desk/items/${id}`)).toContain('no date given');
    expect(await read(`/desk/items/${ids[0]}`)).not.toContain('no date given');
  });

  test('of decades ago are a story of that time, at the end of the board', async () => {
    const [old] = await arrive([
      {
        title: 'Thủy điện Sông Tranh xả lũ 1.250 m³ năm ấy',
        content_text: flood(9),
        date_published: '1998-12-04T12:00:00Z',
      },
    ]);
    const [present] = await arrive([{ title: 'Sông Tranh hôm nay xả lũ 1.250 m³', content_text: flood(10) }]);
    expect(await storyOf(old)).not.toBe(await storyOf(present));
    expect(await pageOf(old)).toContain('1998');
    const rank = async (item: number | undefined) => (await storyById(database.db, await storyOf(item)))?.rank ?? 0;
    expect(await rank(old)).toBeLessThan(await rank(present));
  });
});

describe('what has one name', () => {
  const eventNamed = async (form: Record<string, string>) =>
    Number(/agenda\/(\d+)/.exec((await editor.post('/desk/agenda/new', { weight: '2', ...form })).location ?? '')?.[1]);
  const hang = async (storyId: number) => {
    const listeners = storyEvents({ db: database.db, clock: ingest.clock });
    await listeners.find(({ event }) => event === 'story.changed')?.handle({ storyId });
  };

  test('two events of one name and day stay two: a story shows both, and a person says which', async () => {
    const name = { 'name.vi': 'Ngày hội Trăng Rằm', firstDay: '2026-12-05' };
    const [north, south] = [await eventNamed(name), await eventNamed(name)];
    const later = await eventNamed({ ...name, firstDay: '2027-12-05' });
    expect(new Set([north, south, later]).size).toBe(3);
    const [item] = await arrive([
      {
        title: 'Ngày hội Trăng Rằm đông khách',
        content_text: 'Ngày hội Trăng Rằm mở cửa từ sáng, khách đến từ nhiều nơi. '.repeat(20),
      },
    ]);
    const story = await storyOf(item);
    await hang(story);
    const page = await pageOf(item);
    expect(page).toContain(`href="/desk/agenda/${north}"`);
    expect(page).toContain(`href="/desk/agenda/${south}"`);
    expect(page).not.toContain(`href="/desk/agenda/${later}"`);
    await editor.post(`/desk/stories/${story}/events`, { event: String(north), judged: 'no' });
    expect(await read(`/desk/agenda/${south}`)).toContain(`href="/desk/stories/${story}"`);
  });

  test('a place that is no more is still told to be one, and is not the one that it went into', async () => {
    const ids = await arrive([
      {
        title: 'Tuyết phủ đèo Mã Pí Lèng, Hà Giang dày 3 cm',
        content_text:
          'Chiều 5/12, tuyết phủ đèo Mã Pí Lèng ở Hà Giang dày 3 cm. Bà Sùng Thị Mai, chủ quán trên đèo, cho biết 12 xe khách phải quay đầu. Hà Giang khuyên du khách chưa lên đèo trong hai ngày tới.',
      },
      {
        title: 'Hà Giang: đèo Mã Pí Lèng đón 3 cm tuyết, 12 xe khách quay đầu',
        content_text:
          'Đèo Mã Pí Lèng của Hà Giang trắng xóa chiều 5/12 với 3 cm tuyết, theo bà Sùng Thị Mai bán quán ở đó; 12 xe khách không qua được đèo. Du khách được khuyên chờ hai ngày.',
      },
    ]);
    expect(new Set(await storiesOf(ids)).size).toBe(1);
    const page = await pageOf(ids[0]);
    expect(page).toMatch(/same places? \([^)]*Hà Giang/);
    expect(page).not.toContain('Tuyên Quang');
  });
});

describe('two editors who contradict each other at the same moment', () => {
  const meeting = (at: number) =>
    `Ngày 5/12, chợ phiên Bắc Hà họp lại sau ${12} năm, ông Vàng A Páo kể, khách ${at} nghìn người. `.repeat(6);
  const seenOn = (page: string) => /name="seen" value="(\d+)"/.exec(page)?.[1] ?? '';

  test.each([
    ['a split and a merger', 'split', 'merge'],
    ['a pin and a mute', 'pin', 'mute'],
  ])('%s: one holds, the other is shown what happened, and both can go on', async (_, one, two) => {
    const ids = await arrive([
      { title: 'Chợ phiên Bắc Hà họp lại sau 12 năm', content_text: meeting(3) },
      { title: 'Bắc Hà họp chợ phiên sau 12 năm', content_text: meeting(4) },
    ]);
    const [other] = await arrive([
      { title: `Thuyền rồng ${one} ra khơi`, content_text: 'Thuyền rồng ra khơi trong sương sớm. '.repeat(40) },
    ]);
    const story = await storyOf(ids[0]);
    const seen = seenOn(await pageOf(ids[0]));
    const form: Record<string, [path: string, form: Record<string, string>]> = {
      split: ['split', { item: String(ids[1]) }],
      merge: ['merge', { other: String(await storyOf(other)) }],
      pin: ['mark', { deed: 'pin' }],
      mute: ['mark', { deed: 'mute' }],
    };
    const colleague = await desk.person('editor');
    const answers = await Promise.all(
      (
        [
          [one, editor],
          [two, colleague],
        ] as const
      ).map(([deed, who]) => {
        const [path, fields] = form[deed] ?? ['', {}];
        return who.post(`/desk/stories/${story}/${path}`, { ...fields, seen });
      }),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 409]);
    const refused = answers.find(({ status }) => status === 409)?.text ?? '';
    expect(refused).toContain('Somebody else decided');
    const again = answers[0]?.status === 409 ? one : two;
    const [path, fields] = form[again] ?? ['', {}];
    const late = await editor.post(`/desk/stories/${story}/${path}`, { ...fields, seen: seenOn(refused) });
    expect(late.status).toBe(303);
    // Both stand among the decisions, and each can be undone.
    const page = (await editor.get(`/desk/stories/${story}`)).text;
    expect(page.match(/decisions\/\d+\/undo/g)?.length).toBeGreaterThanOrEqual(2);
  });
});
