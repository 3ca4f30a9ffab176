import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../../../test/harness/database.ts';
import { dangers, sendJson, testIngest } from '../../../../test/harness/ingest.ts';

const test = testDatabase();
const house = testIngest(test);
afterAll(() => house.close());

type Status = Record<string, unknown> & { id: string };

/** A server that speaks the API as docs.joinmastodon.org has it: accounts, statuses, pages by Link, rate limits. */
async function server(statuses: () => readonly Status[], faults: Faults = {}) {
  const asked: URL[] = [];
  const gone = new Set<string>();
  const origin = await house.host((request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
    asked.push(url);
    if (faults.answer?.(url, response)) return;
    const headers = { 'x-ratelimit-limit': '300', 'x-ratelimit-remaining': faults.remaining ?? '299' };
    if (url.pathname === '/api/v1/accounts/lookup') {
      if (url.searchParams.get('acct') !== 'langnghe') response.writeHead(404).end('{"error":"Record not found"}');
      else sendJson(response, { ...account, ...faults.account, url: `${url.origin}/@langnghe` }, headers);
      return;
    }
    const single = /^\/api\/v1\/statuses\/(\d+)$/.exec(url.pathname)?.[1];
    if (single !== undefined) {
      const found = statuses().find(({ id }) => id === single);
      if (!found || gone.has(single)) response.writeHead(404).end('{"error":"Record not found"}');
      else sendJson(response, found, headers);
      return;
    }
    if (url.pathname !== '/api/v1/accounts/109/statuses') {
      response.writeHead(404).end();
      return;
    }
    const since = url.searchParams.get('since_id') ?? '0';
    const max = url.searchParams.get('max_id') ?? '99999';
    const all = statuses()
      .filter(({ id }) => !gone.has(id) && Number(id) > Number(since) && Number(id) < Number(max))
      .toSorted((a, b) => Number(b.id) - Number(a.id));
    const page = all.slice(0, faults.pageSize ?? 40);
    const next = new URL(url);
    next.searchParams.set('max_id', faults.loop ? '99999' : (page.at(-1)?.id ?? '0'));
    const link = all.length > page.length || faults.loop ? { link: `<${next}>; rel="next", <${url}>; rel="prev"` } : {};
    sendJson(response, page, { ...headers, ...link });
  });
  return { origin, asked, gone, profile: `${origin}/@langnghe` };
}

type Faults = {
  pageSize?: number;
  loop?: boolean;
  remaining?: string;
  account?: Record<string, unknown>;
  answer?: (url: URL, response: ServerResponse) => boolean;
};

const account = {
  id: '109',
  username: 'langnghe',
  acct: 'langnghe',
  display_name: 'Làng nghề Việt',
  note: '<p>Ghi chép</p>',
};
const status = (id: number, more: Record<string, unknown> = {}): Status => ({
  id: String(id),
  uri: `https://mang.example/users/langnghe/statuses/${id}`,
  url: `https://mang.example/@langnghe/${id}`,
  created_at: '2026-11-23T07:00:00.000Z',
  edited_at: null,
  visibility: 'public',
  sensitive: false,
  spoiler_text: '',
  language: 'vi',
  content: `<p>Bài số ${id}: thợ gốm mở lò đón khách <a href="https://gom.example/${id}" rel="nofollow"><span class="invisible">https://</span>gom.example/${id}</a></p>`,
  reblog: null,
  in_reply_to_id: null,
  in_reply_to_account_id: null,
  account,
  media_attachments: [],
  tags: [{ name: 'gốm', url: 'https://mang.example/tags/gom' }],
  ...more,
});

describe('an account on Mastodon', () => {
  it('brings its posts with language, tags, pictures and what is written for them', async () => {
    const picture = {
      id: '1',
      type: 'image',
      url: 'https://anh.example/lo-gom.jpg',
      preview_url: 'https://anh.example/nho.jpg',
      description: 'Một lò gốm bốn trăm năm tuổi',
      meta: { original: { width: 1200, height: 800 } },
    };
    const { profile, asked } = await server(() => [
      status(1),
      status(2, { content: '', media_attachments: [picture], tags: [] }),
      status(3, { spoiler_text: 'Cảnh báo: ảnh lũ', sensitive: true }),
    ]);
    const id = await house.register(profile, 'mastodon');
    expect(await house.visit(id)).toMatchObject({ outcome: 'items', found: 3, fresh: 3, pages: 0, format: 'mastodon' });
    const rows = await house.rows(id);
    const byUrl = new Map(rows.map((row) => [row.url?.split('/').at(-1), row]));
    expect(byUrl.get('1')).toMatchObject({
      lang: 'vi',
      authors: ['Làng nghề Việt'],
      categories: ['gốm'],
      origin: 'channel',
      published: new Date('2026-11-23T07:00:00Z'),
    });
    expect(byUrl.get('1')?.text).toContain('thợ gốm mở lò đón khách https://gom.example/1');
    expect(byUrl.get('2')).toMatchObject({
      title: 'Một lò gốm bốn trăm năm tuổi',
      image: 'https://anh.example/lo-gom.jpg',
    });
    expect(byUrl.get('3')?.title).toBe('Cảnh báo: ảnh lũ');
    const query = asked.find(({ pathname }) => pathname.endsWith('/statuses'))?.searchParams;
    expect([query?.get('exclude_replies'), query?.get('exclude_reblogs')]).toEqual(['true', 'true']);
  });

  it('leaves out boosts, answers to others, and what was not said to everybody', async () => {
    const { profile } = await server(() => [
      status(1),
      status(2, { reblog: status(99) }),
      status(3, { in_reply_to_id: '50', in_reply_to_account_id: '7' }),
      status(4, { in_reply_to_id: '1', in_reply_to_account_id: '109' }),
      status(5, { visibility: 'private' }),
    ]);
    const id = await house.register(profile, 'mastodon');
    await house.visit(id);
    expect((await house.rows(id)).map(({ url }) => url?.split('/').at(-1)).toSorted()).toEqual(['1', '4']);
  });

  it('asks later only for what is newer, page by page, and sees edits', async () => {
    let statuses = [status(1), status(2)];
    const { profile, asked } = await server(() => statuses, { pageSize: 3 });
    const id = await house.register(profile, 'mastodon');
    await house.visit(id);
    statuses = [status(1), status(2, { content: '<p>Bài số 2, đã sửa</p>', edited_at: '2026-11-23T08:30:00.000Z' })];
    for (let n = 3; n <= 10; n++) statuses.push(status(n));
    house.wait(60);
    asked.length = 0;
    expect(await house.visit(id)).toMatchObject({ fresh: 8, changed: 1 });
    const rows = await house.rows(id);
    expect(rows).toHaveLength(11);
    expect(rows.find(({ version }) => version === 2)?.text).toBe('Bài số 2, đã sửa');
    expect(asked.every(({ pathname }) => pathname.endsWith('/statuses'))).toBe(true);
    expect(asked).toHaveLength(4);
    expect(asked[0]?.searchParams.get('since_id')).toBe('0');
  });

  it('takes a post for deleted only when its server says so', async () => {
    const statuses = [status(1), status(2), status(3)];
    const hidden = await server(() => statuses);
    const id = await house.register(hidden.profile, 'mastodon');
    await house.visit(id);
    hidden.gone.add('2');
    house.wait(60);
    await house.visit(id);
    const asked = hidden.asked.filter(({ pathname }) => pathname === '/api/v1/statuses/2');
    expect(asked).toHaveLength(1);
    const states = (await house.rows(id)).map(({ url, version, withdrawn }) => [url?.at(-1), version, withdrawn]);
    expect(states.toSorted()).toEqual([
      ['1', 1, null],
      ['2', 1, null],
      ['2', 2, 'channel'],
      ['3', 1, null],
    ]);
    house.wait(60);
    expect(await house.visit(id)).toMatchObject({ changed: 0 });
    expect(hidden.asked.filter(({ pathname }) => pathname === '/api/v1/statuses/2')).toHaveLength(1);
  });

  it('does not go round in circles, and stops when the rate limit is nearly used up', async () => {
    let statuses = [status(1)];
    const looping = await server(() => statuses, { loop: true, pageSize: 2 });
    const spent = await server(() => statuses, { remaining: '1', pageSize: 2 });
    const ids = [await house.register(looping.profile, 'mastodon'), await house.register(spent.profile, 'mastodon')];
    for (const id of ids) await house.visit(id);
    statuses = Array.from({ length: 20 }, (_, n) => status(n + 1));
    house.wait(60);
    looping.asked.length = 0;
    spent.asked.length = 0;
    for (const id of ids) await house.visit(id);
    expect(looping.asked.filter(({ pathname }) => pathname.endsWith('/statuses')).length).toBeLessThanOrEqual(3);
    expect(spent.asked.filter(({ pathname }) => pathname.endsWith('/statuses'))).toHaveLength(1);
  });

  it.each<[string, Faults, string, string, string]>([
    ['is not there', {}, '/@ailaai', 'not-found', 'knows no account ailaai'],
    ['is suspended', { account: { suspended: true } }, '/@langnghe', 'gone', 'is suspended'],
    [
      'has moved',
      { account: { moved: { acct: 'moi@x.example', url: 'https://x.example/@moi' } } },
      '/@langnghe',
      'gone',
      'has moved to https://x.example/@moi',
    ],
    [
      'is shown to members only',
      {
        answer: (_, response) =>
          !!response.writeHead(401).end('{"error":"This method requires an authenticated user"}'),
      },
      '/@langnghe',
      'forbidden',
      'only to programs that sign in',
    ],
    ['was deleted', { answer: (_, response) => !!response.writeHead(410).end() }, '/@langnghe', 'gone', 'was deleted'],
    [
      'sends half a document',
      {
        answer: (url, response) =>
          url.pathname.endsWith('/statuses') && !!response.writeHead(200).end('[{"id":"1","uri":'),
      },
      '/@langnghe',
      'not-a-feed',
      'where a list of posts should be',
    ],
    [
      'sends something else',
      {
        answer: (url, response) => url.pathname.endsWith('/statuses') && !!response.writeHead(200).end('{"error":"x"}'),
      },
      '/@langnghe',
      'not-a-feed',
      'where a list of posts should be',
    ],
    ['is no profile', {}, '/about', 'address', 'names no account'],
  ])('that %s says so in plain words', async (_name, faults, path, outcome, words) => {
    const { origin } = await server(() => [status(1)], faults);
    const visit = await house.visit(await house.register(origin + path, 'mastodon'));
    expect(visit.outcome).toBe(outcome);
    expect(visit.detail).toContain(words);
  });

  it('leaves its host alone until the rate limit ends', async () => {
    const reset = new Date(house.clock().getTime() + 2 * 3_600_000);
    const { profile } = await server(() => [], {
      answer: (_, response) => !!response.writeHead(429, { 'x-ratelimit-reset': reset.toISOString() }).end(),
    });
    const id = await house.register(profile, 'mastodon');
    expect((await house.visit(id)).trouble).toMatchObject({ outcome: 'rate-limited', host: true });
    expect((await house.channel(id)).dueAt?.getTime()).toBeGreaterThanOrEqual(reset.getTime());
  });

  it('never brings a script along', async () => {
    const evil =
      '<p>Lời <b onclick="x()">chào</b></p><script>alert(1)</script><img src=x onerror=alert(1)><a href="javascript:alert(1)">x</a>';
    const { profile } = await server(() => [
      status(1, {
        content: evil,
        spoiler_text: '<script>alert(1)</script>',
        url: 'javascript:alert(1)',
        account: { ...account, display_name: '<img src=x onerror=alert(1)>' },
        media_attachments: [
          {
            type: 'image',
            url: 'https://anh.example/a.jpg"onerror="alert(1)',
            description: '"><script>alert(1)</script>',
          },
        ],
      }),
    ]);
    const id = await house.register(profile, 'mastodon');
    await house.visit(id);
    const [row] = await house.rows(id);
    expect(row?.url).toBeNull();
    expect(row?.text).toContain('Lời chào');
    expect(row?.html).toBeTruthy();
    expect(dangers(row?.html)).toEqual([]);
  });
});
