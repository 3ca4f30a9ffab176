import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../../test/harness/database.ts';
import type { TestDesk, Visitor } from '../../../test/harness/desk.ts';
import { dangers, testIngest } from '../../../test/harness/ingest.ts';
import { publicUrl, sourcesDesk } from '../../../test/harness/sources-desk.ts';
import { addOutletWithChannel } from '../../sources/index.ts';
import { runDueChannels } from '../pass.ts';

const test = testDatabase();
const house = testIngest(test);
let desk: TestDesk;
let editor: Visitor;
let outletId = 0;
let channelId = 0;
let token = '';

beforeAll(async () => {
  desk = await sourcesDesk(test.db, house);
  editor = await desk.person('editor');
  const outlet = { name: 'Cổng tỉnh thử', class: 'official', origin: 'desk' } as const;
  outletId = (await addOutletWithChannel(test.db, outlet, { url: 'https://cong.example/rss', state: 'paused' }))
    .outletId;
  const begun = await editor.post(`/desk/sources/outlets/${outletId}/push`);
  channelId = Number(/channels\/(\d+)\/push/.exec(begun.location ?? '')?.[1]);
  token = tokenIn((await editor.post(`/desk/sources/channels/${channelId}/push/tokens`)).text);
});
afterAll(() => house.close());

const tokenIn = (text: string): string => /cspush_[\w-]{43}/.exec(text)?.[0] ?? '';

type Answer = {
  status: number;
  headers: Headers;
  body: { detail?: string; visit?: number; items?: { id: string; result: string; reason?: string }[] };
};

async function push(
  body: unknown,
  more: { headers?: Record<string, string>; channel?: number | string; token?: string } = {},
): Promise<Answer> {
  const response = await desk.app.request(`${publicUrl}/api/push/${more.channel ?? channelId}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(more.token === '' ? {} : { authorization: `Bearer ${more.token ?? token}` }),
      ...more.headers,
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text.startsWith('{') ? JSON.parse(text) : {} };
}
const results = ({ body }: Answer) => body.items?.map(({ id, result }) => `${id} ${result}`);
let keys = 0;
const own = (id: string, more: Record<string, unknown> = {}) => ({
  id,
  title: `Thông báo ${id} ${++keys > 0 ? 'của tỉnh' : ''}`,
  url: `https://cong.example/${id}`,
  content_html: `<p>Từ ngày mai, bến phà ${id} hoạt động trở lại.</p>`,
  language: 'vi',
  date_published: '2026-11-23T08:00:00+07:00',
  ...more,
});

describe('a push', () => {
  it('stores what it brings, says what became of each item, and stands among the visits', async () => {
    const answer = await push({
      items: [
        own('a1', { authors: [{ name: 'Văn phòng' }], tags: ['giao thông'], image: 'https://cong.example/pha.jpg' }),
        own('a2'),
      ],
    });
    expect(answer.status).toBe(201);
    expect(results(answer)).toEqual(['a1 created', 'a2 created']);
    const rows = await house.rows(channelId);
    expect(rows.map(({ title, url, lang, origin, text }) => ({ title, url, lang, origin, text }))).toContainEqual({
      title: 'Thông báo a1 của tỉnh',
      url: 'https://cong.example/a1',
      lang: 'vi',
      origin: 'channel',
      text: 'Từ ngày mai, bến phà a1 hoạt động trở lại.',
    });
    expect(rows[0]).toMatchObject({
      authors: ['Văn phòng'],
      categories: ['giao thông'],
      image: 'https://cong.example/pha.jpg',
    });
    expect(await house.lastVisit(channelId)).toMatchObject({
      id: answer.body.visit,
      cause: 'push',
      outcome: 'items',
      fresh: 2,
      format: 'json',
    });
    const { rows: outbox } = await sql<{ ids: number[] }>`select payload -> 'itemIds' as ids from platform.outbox
      where event = 'items.arrived' order by id desc limit 1`.execute(test.db);
    expect(outbox[0]?.ids).toHaveLength(2);
    expect((await editor.get(`/desk/sources/visits/${answer.body.visit}`)).text).toContain('sent to us');
  });

  it('does nothing for the same state twice, updates a newer one, and passes over an older one', async () => {
    expect(results(await push({ items: [own('b', { version: 2 })] }))).toEqual(['b created']);
    expect(results(await push({ items: [own('b', { version: 2, title: 'Một tên khác' })] }))).toEqual(['b unchanged']);
    expect(results(await push({ items: [own('b', { version: 10, title: 'Bến phà b: giờ chạy mới' })] }))).toEqual([
      'b updated',
    ]);
    const old = await push({ items: [own('b', { version: 9, title: 'Cũ' })] });
    expect([old.status, results(old)]).toEqual([200, ['b stale']]);
    expect(results(await push({ items: [own('c')] }))).toEqual(['c created']);
    expect(results(await push({ items: [own('c')] }))).toEqual(['c unchanged']);
    const states = (await house.rows(channelId)).filter(({ url }) => url?.endsWith('/b'));
    expect(states.map(({ title, version }) => [title, version])).toEqual([
      ['Thông báo b của tỉnh', 1],
      ['Bến phà b: giờ chạy mới', 2],
    ]);
  });

  it('takes items back', async () => {
    await push({ items: [own('d')] });
    expect(
      results(
        await push({
          items: [
            { id: 'd', status: 'canceled' },
            { id: 'chua-tung-co', status: 'canceled' },
          ],
        }),
      ),
    ).toEqual(['d withdrawn', 'chua-tung-co unknown']);
    const states = (await house.rows(channelId)).filter(({ url }) => url?.endsWith('/d'));
    expect(states.map(({ withdrawn, text }) => [withdrawn, text === ''])).toEqual([
      [null, false],
      ['channel', true],
    ]);
  });

  it('keeps the good items beside bad ones, which are told one by one', async () => {
    const answer = await push({
      items: [
        own('e1'),
        { title: 'Không có mã' },
        7,
        own('e2', { url: 'javascript:alert(1)' }),
        own('e3', { embargoed_until: '2029-01-01' }),
        own('e4', { version: 2 }),
        own('e4', { version: 1 }),
      ],
    });
    expect(answer.status).toBe(201);
    expect(answer.body.items?.map(({ result }) => result)).toEqual([
      'created',
      'refused',
      'refused',
      'refused',
      'refused',
      'created',
      'stale',
    ]);
    expect(answer.body.items?.map(({ reason }) => reason ?? '')).toEqual([
      '',
      expect.stringContaining('id'),
      expect.stringContaining('no JSON object'),
      expect.stringContaining('url'),
      expect.stringContaining('embargoed until'),
      '',
      expect.stringContaining('newer state'),
    ]);
    const none = await push({ items: [{ nonsense: true }] });
    expect([none.status, none.headers.get('content-type')]).toEqual([422, 'application/problem+json']);
  });

  it('may be ninjs or NewsML-G2', async () => {
    const ninjs = {
      uri: 'urn:newsml:cong.example:n1',
      headline: 'Tin ninjs',
      body_xhtml: '<p>Thân tin</p>',
      version: '1',
      pubstatus: 'usable',
      language: 'vi',
    };
    expect(results(await push([ninjs], { headers: { 'content-type': 'application/ninjs+json' } }))).toEqual([
      'urn:newsml:cong.example:n1 created',
    ]);
    expect(results(await push({ ...ninjs, pubstatus: 'canceled', version: '2' }))).toEqual([
      'urn:newsml:cong.example:n1 withdrawn',
    ]);
    const newsml = `<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="tag:cong.example,2026:x1" version="1" xml:lang="vi">
      <itemMeta><pubStatus qcode="stat:usable"/></itemMeta><contentMeta><headline>Tin NewsML</headline></contentMeta>
      <contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><body><p>Thân</p></body></html></inlineXML></contentSet></newsItem>`;
    expect(
      results(await push(newsml, { headers: { 'content-type': 'application/vnd.iptc.g2.newsitem+xml' } })),
    ).toEqual(['tag:cong.example,2026:x1 created']);
    expect(await house.lastVisit(channelId)).toMatchObject({ format: 'newsml' });
  });

  it('with an Idempotency-Key is answered again as it was, also when both come at once', async () => {
    const headers = { 'idempotency-key': 'lan-1' };
    const body = JSON.stringify({ items: [own('f')] });
    const both = await Promise.all([push(body, { headers }), push(body, { headers })]);
    expect(both.map(({ status }) => status)).toEqual([201, 201]);
    expect(both.map(results)).toEqual([['f created'], ['f created']]);
    expect(both.filter((one) => one.headers.get('idempotency-replayed') === 'true')).toHaveLength(1);
    expect((await house.rows(channelId)).filter(({ url }) => url?.endsWith('/f'))).toHaveLength(1);
    const other = await push({ items: [own('g')] }, { headers });
    expect([other.status, other.body.detail]).toEqual([422, expect.stringContaining('another body')]);
    expect((await push(body, { headers: { 'idempotency-key': 'hai chu' } })).status).toBe(400);
  });

  it.each<[string, () => Promise<Answer>, number, string]>([
    ['without a token', () => push({ items: [] }, { token: '' }), 401, 'Authorization: Bearer'],
    [
      'with a token that nobody made',
      () => push({ items: [] }, { token: `cspush_${'x'.repeat(43)}` }),
      401,
      'a token of this channel',
    ],
    ['to another channel', () => push({ items: [] }, { channel: 1 }), 403, 'is not for channel 1'],
    ['to no channel', () => push({ items: [] }, { channel: 'abc' }), 404, 'takes no pushes'],
    [
      'of a form',
      () => push('id=1', { headers: { 'content-type': 'application/x-www-form-urlencoded' } }),
      415,
      'send application/json',
    ],
    ['of half a document', () => push('{"items":[{"id":"x"'), 400, 'no JSON'],
    ['of XML that is no news', () => push('<html/>', { headers: { 'content-type': 'text/xml' } }), 400, 'newsItem'],
    [
      'of too many items',
      () => push({ items: Array.from({ length: 201 }, (_, n) => ({ id: `z${n}`, title: 'x' })) }),
      413,
      'at most 200',
    ],
    ['of too many bytes', () => push(`{"items":[],"x":"${'x'.repeat(5_000_001)}"}`), 413, 'at most 5000000 bytes'],
  ])('%s is refused with the cause and the next step', async (_name, send, status, words) => {
    const before = (await house.rows(channelId)).length;
    const answer = await send();
    expect([answer.status, answer.headers.get('content-type')]).toEqual([status, 'application/problem+json']);
    expect(answer.body.detail).toContain(words);
    expect(answer.body).toMatchObject({
      type: expect.stringMatching(/^urn:cuaso:push:/),
      title: expect.any(String),
      status,
    });
    expect(await house.rows(channelId)).toHaveLength(before);
  });

  it('to a paused channel waits until it is started', async () => {
    await editor.post(`/desk/sources/channels/${channelId}/state`, { state: 'paused' });
    expect((await push({ items: [own('p')] })).status).toBe(409);
    await editor.post(`/desk/sources/channels/${channelId}/state`, { state: 'active' });
    expect((await push({ items: [own('p')] })).status).toBe(201);
  });

  it('never brings a script along', async () => {
    const evil =
      '<p onclick="x()">Lời<script>alert(1)</script></p><img src=x onerror=alert(1)><a href="javascript:alert(1)">x</a>';
    await push({
      items: [
        own('xss', {
          content_html: evil,
          title: '<img src=x onerror=alert(1)>',
          authors: [{ name: '<script>x</script>' }],
        }),
      ],
    });
    const row = (await house.rows(channelId)).at(-1);
    expect(row?.text).toContain('Lời');
    expect(dangers(row?.html)).toEqual([]);
    expect((await editor.get(`/desk/sources/outlets/${outletId}`)).text).not.toMatch(/<script>x|<img src=x/);
  });

  it('too often is told when to try again', async () => {
    const answers = await Promise.all(Array.from({ length: 70 }, () => push({ items: [] })));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
    house.wait(2);
    expect((await push({ items: [] })).status).toBe(200);
  });

  it('is described for programs', async () => {
    const response = await desk.app.request(`${publicUrl}/api/push/openapi.json`);
    const described = (await response.json()) as {
      paths: object;
      components: { schemas: { Request: { properties: object } } };
    };
    expect(Object.keys(described.paths)).toEqual(['/api/push/{channel}']);
    expect(JSON.stringify(described.components.schemas.Request)).toContain('content_html');
  });
});

describe('the tokens of a channel', () => {
  it('are shown once, kept as a hash, replaced with time to change over, and revoked at once', async () => {
    house.wait(5);
    const path = `/desk/sources/channels/${channelId}/push`;
    expect((await editor.get(path)).text).not.toContain(token);
    const { rows } = await sql<{ row: string }>`select t::text as row from ingest.push_token t`.execute(test.db);
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.some(({ row }) => row.includes(token.slice(7)))).toBe(false);
    const second = tokenIn((await editor.post(`${path}/tokens`)).text);
    expect([(await push({ items: [] })).status, (await push({ items: [] }, { token: second })).status]).toEqual([
      200, 200,
    ]);
    house.wait(24 * 60 + 1);
    expect([(await push({ items: [] })).status, (await push({ items: [] }, { token: second })).status]).toEqual([
      401, 200,
    ]);
    const { text } = await editor.get(path);
    await editor.post(/\/desk\/sources\/channels\/\d+\/push\/tokens\/\d+\/revoke/.exec(text)?.[0] ?? '');
    expect((await push({ items: [] }, { token: second })).status).toBe(401);
    expect((await editor.get('/desk/sources/channels/1/push')).status).toBe(303);
  });

  it('are for those alone who may change sources', async () => {
    const translator = await desk.person('translator');
    expect((await translator.post(`/desk/sources/channels/${channelId}/push/tokens`)).status).toBe(403);
    expect((await translator.get(`/desk/sources/channels/${channelId}/push`)).status).toBe(403);
  });

  it('stand on the page of the outlet, in both languages, and the channel is never asked', async () => {
    const page = await editor.get(`/desk/sources/outlets/${outletId}`);
    expect(page.text).toContain('The outlet sends by itself.');
    editor.cookies.set('lang', 'vi');
    expect((await editor.get(`/desk/sources/channels/${channelId}/push`)).text).toContain('Gửi tin đến cổng này');
    editor.cookies.delete('lang');
    house.wait(10_000);
    await runDueChannels(house.deps());
    expect((await house.channel(channelId)).failures).toBe(0);
    expect((await house.lastVisit(channelId))?.cause).toBe('push');
  });
});
