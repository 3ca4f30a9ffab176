import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../test/harness/database.ts';
import { testDesk, type Visitor } from '../../test/harness/desk.ts';
import { packageRoot, readLanguages, systemClock } from '../platform/index.ts';
import { newsroom, parseTextPath, publishedText, type StoryBrief, translationsOf, withdrawnText } from './index.ts';

const database = testDatabase();
const story: StoryBrief = {
  id: 7,
  title: 'Khai mạc lễ hội hoa sen <2026>',
  items: [
    {
      id: 70,
      outlet: 'Cổng Đồng Tháp',
      lang: 'vi',
      title: 'Lễ hội khai mạc',
      summary: 'Tin',
      url: 'https://a.example/1',
      published: new Date(0),
    },
    {
      id: 71,
      outlet: 'The Herald',
      lang: 'en',
      title: 'Lotus festival opens',
      summary: 'News',
      url: 'https://b.example/2',
      published: null,
    },
  ],
};
let desk: ReturnType<typeof testDesk>;
let editor: Visitor;
let translator: Visitor;
let contributor: Visitor;
let provincial: Visitor;

beforeAll(async () => {
  const module = newsroom({
    db: database.db,
    clock: systemClock,
    languages: readLanguages(`${packageRoot}/locales`, 'vi'),
    storyBrief: async (id) => (id === story.id ? story : undefined),
  });
  desk = testDesk(database.db, [module]);
  editor = await desk.person('editor');
  translator = await desk.person('translator');
  contributor = await desk.person('contributor', 'province');
  provincial = await desk.person('editor', 'ministry');
});

/** Sends a form in which a field may be there more than once, or asks for JSON as the island does. */
async function send(who: Visitor, path: string, form: readonly (readonly [string, string])[], accept = 'text/html') {
  const headers = {
    accept,
    origin: 'http://cuaso.test',
    cookie: [...who.cookies].map((pair) => pair.join('=')).join('; '),
  };
  const body = new URLSearchParams(form.map(([name, value]): [string, string] => [name, value]));
  const response = await desk.app.request(`http://cuaso.test${path}`, { method: 'POST', headers, body });
  return { status: response.status, location: response.headers.get('location') ?? '', text: await response.text() };
}

const fieldValue = (page: string, name: string): string =>
  new RegExp(`name="${name}"[^>]* value="([^"]*)"`).exec(page)?.[1] ?? '';
const based = async (who: Visitor, address: string): Promise<string> =>
  fieldValue((await who.get(address)).text, 'based');
const article = async (who: Visitor = editor, form: Record<string, string> = {}): Promise<string> => {
  const { location } = await who.post('/desk/articles', { title: 'Bài thử', lang: 'vi', kind: 'official', ...form });
  return (location ?? '').split('?')[0] ?? '';
};
const write = async (who: Visitor, address: string, form: Record<string, string>) =>
  who.post(`${address}/save`, { based: await based(who, address), kind: 'official', ...form });
const vietnamese = {
  title: 'Lễ hội hoa sen khai mạc',
  lead: 'Hàng nghìn người dự lễ khai mạc.',
  body: 'Sáng nay, **lễ hội** bắt đầu.\n\nKhách đến từ 20 nước.',
};

describe('from a story to the public and back', () => {
  it('goes the whole way by forms alone', async () => {
    const form = (await editor.get('/desk/articles/new?story=7')).text;
    expect(form).toContain('value="Khai mạc lễ hội hoa sen &lt;2026&gt;"');
    const begun = await send(editor, '/desk/articles', [
      ['story', '7'],
      ['title', 'Lễ hội'],
      ['lang', 'vi'],
      ['kind', 'promotional'],
      ['cite', 'https://b.example/2'],
      ['cite', 'https://elsewhere.example/'],
    ]);
    const vi = begun.location.split('?')[0] ?? '';
    const page = (await editor.get(vi)).text;
    expect(page).toMatch(/value="https:\/\/b.example\/2" checked/);
    expect(page).toMatch(/value="https:\/\/a.example\/1"(?! checked)/);
    expect(page).not.toContain('elsewhere.example');

    expect((await write(editor, vi, { ...vietnamese, kind: 'promotional', cite: 'https://a.example/1' })).status).toBe(
      303,
    );
    expect((await editor.get(`${vi}/preview`)).text).toContain('<strong>lễ hội</strong>');

    const begin = await translator.post(`${vi.replace(/\/vi$/, '')}/translations`, { lang: 'en' });
    const en = (begin.location ?? '').split('?')[0] ?? '';
    const sheet = (await translator.get(en)).text;
    expect(sheet.match(/name="cell"/g)).toHaveLength(2);
    await send(translator, `${en}/save`, [
      ['based', fieldValue(sheet, 'based')],
      ['beside', fieldValue(sheet, 'beside')],
      ['title', 'Lotus festival opens'],
      ['lead', 'Thousands came.'],
      ['cell', 'This morning the **festival** began.'],
      ['cell', 'Guests from 20 countries.'],
      ['next', 'submit'],
    ]);
    expect((await editor.get('/desk/articles?state=waiting')).text).toContain('Lotus festival opens');

    for (const address of [vi, en]) {
      const panel = (await editor.get(`${address}/publish`)).text;
      const done = await editor.post(`${address}/publish`, {
        revision: fieldValue(panel, 'revision'),
        slug: fieldValue(panel, 'slug'),
      });
      expect(done.location).toBe(`${address}/publish?done=newsroom.done.publish`);
    }
    const path = /href="(\/en\/lotus-festival-opens-\w+)"/.exec((await editor.get(`${en}/publish`)).text)?.[1] ?? '';
    const english = parseTextPath(path);
    expect(english).toBeDefined();
    const { lang, id } = english ?? { lang: '', id: 0 };
    const published = await publishedText(database.db, { lang, id });
    expect(published).toMatchObject({
      kind: 'promotional',
      storyId: 7,
      sources: [{ url: 'https://a.example/1', itemId: 70 }],
    });
    expect((await translationsOf(database.db, published?.articleId ?? 0)).map((link) => link.lang)).toEqual([
      'vi',
      'en',
    ]);

    await write(editor, vi, {
      ...vietnamese,
      kind: 'promotional',
      body: 'Sáng nay, **lễ hội** bắt đầu.\n\nKhách đến từ 21 nước.',
      cite: 'https://a.example/1',
    });
    const panel = (await editor.get(`${vi}/publish`)).text;
    const silent = await editor.post(`${vi}/correct`, { revision: fieldValue(panel, 'revision'), note: ' ' });
    expect(silent.status).toBe(422);
    expect(silent.text).toContain('Write a sentence for the readers.');
    await editor.post(`${vi}/correct`, { revision: fieldValue(panel, 'revision'), note: '21 nước, không phải 20.' });
    const stale = (await translator.get(en)).text;
    expect(stale).toContain('The source changed since this translation was made');
    expect(stale).toMatch(/<del>20<\/del><ins>21<\/ins>/);
    expect(stale).toContain('>Guests from 20 countries.</textarea>');

    await editor.post(`${en}/withdraw`, { note: 'The number of countries is wrong.' });
    expect(await publishedText(database.db, { lang, id })).toBeUndefined();
    expect(await withdrawnText(database.db, { lang, id })).toMatchObject({
      reason: 'The number of countries is wrong.',
    });
    const back = (await editor.get(`${en}/publish`)).text;
    expect((await editor.post(`${en}/restore`, { revision: fieldValue(back, 'revision') })).text).toContain(
      'Tick this when you have looked',
    );
    await editor.post(`${en}/restore`, { revision: fieldValue(back, 'revision'), confirmed: '1' });
    expect(await publishedText(database.db, { lang, id })).toBeDefined();

    const { rows } = await sql<{
      event: string;
    }>`select event || ' ' || (payload->>'lang') as event from platform.outbox
      where event like 'text.%' order by id`.execute(database.db);
    expect(rows.map(({ event }) => event)).toEqual([
      'text.published vi',
      'text.published en',
      'text.corrected vi',
      'text.withdrawn en',
      'text.published en',
    ]);
  });
});

describe('writing', () => {
  it('keeps what was typed when something in it is wrong', async () => {
    const vi = await article();
    const answer = await write(editor, vi, { ...vietnamese, 'source-url': 'javascript:alert(1)' });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('Give the full address of the source');
    expect(answer.text).toContain(`value="${vietnamese.title}"`);
    expect(answer.text).toContain('Khách đến từ 20 nước.</textarea>');
    const nameless = await editor.post('/desk/articles', { title: ' ', lang: 'vi', kind: 'promotional' });
    expect(nameless.status).toBe(422);
    expect(nameless.text).toMatch(/value="promotional" checked/);
  });

  it('keeps both and shows the difference when two save on the same revision', async () => {
    const vi = await article();
    const stand = await based(editor, vi);
    await write(editor, vi, { ...vietnamese, title: 'Nhan đề của tôi' });
    const late = await editor.post(`${vi}/save`, { based: stand, ...vietnamese, title: 'Nhan đề đến muộn' });
    expect(late.status).toBe(303);
    const compare = (await editor.get(late.location ?? '')).text;
    expect(compare).toContain('Somebody else saved meanwhile');
    expect(compare).toMatch(/<del>của tôi<\/del>|<del>của<\/del>/);
    const mine = /name="revision" value="(\d+)"/.exec(compare)?.[1] ?? '';
    await editor.post(`${vi}/revert`, { based: fieldValue(compare, 'based'), revision: mine });
    expect((await editor.get(vi)).text).toContain('value="Nhan đề đến muộn"');
    expect((await editor.get(`${vi}/history?all=1`)).text).toContain('Nhan đề của tôi');
  });

  it('answers the editor in JSON: saved, unchanged, conflict, refused', async () => {
    const vi = await article();
    const stand = await based(editor, vi);
    const body = JSON.stringify({
      type: 'doc',
      content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Chữ' }] }],
    });
    const save = async (form: Record<string, string>) => {
      const answer = await send(
        editor,
        `${vi}/save`,
        Object.entries({ title: 'T', lead: 'L', document: body, ...form }),
        'application/json',
      );
      return { status: answer.status, json: JSON.parse(answer.text) };
    };
    const first = await save({ based: stand });
    expect(first).toMatchObject({ status: 200, json: { outcome: 'saved', words: 1 } });
    expect(await save({ based: String(first.json.revision) })).toMatchObject({
      status: 200,
      json: { outcome: 'unchanged' },
    });
    expect(await save({ based: stand, title: 'Khác' })).toMatchObject({ status: 409, json: { outcome: 'conflict' } });
    expect(await save({ based: stand, document: '{"type":"doc","content":[{"type":"script"}]}' })).toMatchObject({
      status: 422,
    });
    expect(await save({ based: stand, document: '[' })).toMatchObject({ status: 422, json: { outcome: 'refused' } });
  });

  it('loses nothing of what Markdown cannot say when the box was not touched', async () => {
    const vi = await article();
    const content = [
      {
        type: 'paragraph',
        content: [
          { type: 'text', text: 'a' },
          { type: 'text', text: '“b”', marks: [{ type: 'bold' }] },
          { type: 'text', text: 'c' },
        ],
      },
    ];
    await send(editor, `${vi}/save`, [
      ['based', await based(editor, vi)],
      ['title', 'T'],
      ['document', JSON.stringify({ type: 'doc', content })],
    ]);
    const page = (await editor.get(vi)).text;
    const shown = /<textarea id="f-body"[^>]*>([\s\S]*?)<\/textarea>/.exec(page)?.[1] ?? '';
    await editor.post(`${vi}/save`, { based: fieldValue(page, 'based'), title: 'T2', body: shown });
    expect((await editor.get(`${vi}/preview`)).text).toContain('<p>a<strong>“b”</strong>c</p>');
  });

  it('shows no one a script that was typed', async () => {
    const vi = await article(editor, { title: '<script>alert(1)</script>' });
    await write(editor, vi, {
      title: '"><script>',
      lead: '</textarea><script>',
      body: '<script>alert(1)</script> [x](javascript:alert(1))',
    });
    for (const page of ['', '/preview', '/history', '/publish'])
      expect(
        (await editor.get(vi + page)).text.replace(/<script type="module" src="[^"]*"><\/script>/g, ''),
      ).not.toContain('<script');
  });
});

describe('who may do what', () => {
  it('an author of a province writes and submits, and the national desk publishes', async () => {
    const vi = await article(contributor);
    const submitted = await write(contributor, vi, { ...vietnamese, next: 'submit' });
    expect(submitted.location).toContain('newsroom.done.submit');
    const panel = (await contributor.get(`${vi}/publish`)).text;
    expect(panel).not.toContain(`action="${vi}/publish"`);
    expect((await contributor.post(`${vi}/publish`, { revision: '1' })).status).toBe(403);
    expect((await translator.post(`${vi}/save`, { based: '1', title: 'x' })).status).toBe(403);
    await editor.post(`${vi}/return`, { note: 'Thiếu nguồn chính thức.' });
    expect((await contributor.get(vi)).text).toContain('Thiếu nguồn chính thức.');
  });

  it('another organisation sees nothing of it', async () => {
    const vi = await article(contributor);
    for (const page of ['', '/preview', '/history', '/publish', '/compare?a=1&b=1'])
      expect((await provincial.get(vi + page)).status).toBe(404);
    expect((await provincial.post(`${vi}/save`, { title: 'x' })).status).toBe(404);
    expect((await provincial.get('/desk/articles')).text).toContain('No article yet');
    expect((await desk.visitor().get(vi)).status).toBe(302);
  });
});

describe('the list', () => {
  it('is filtered by its address and says how many', async () => {
    await article(editor, { title: 'Một bài về Huế', kind: 'clarification' });
    const { text } = await editor.get('/desk/articles?kind=clarification&q=hue&lang=vi&state=draft');
    expect(text).toContain('Một bài về Huế');
    expect(text).not.toContain('Bài thử');
    expect((await editor.get('/desk/articles?kind=clarification&q=%25')).text).toContain(
      'No text matches these filters',
    );
    expect((await editor.get('/desk/articles?page=99999999999&state=x&lang=%00&story=-1')).status).toBe(200);
  });

  it('has no page for what is not there', async () => {
    for (const path of ['/desk/articles/999999', '/desk/articles/999999/vi', '/desk/articles/99999999999999/vi'])
      expect((await editor.get(path)).status).toBe(404);
  });
});
