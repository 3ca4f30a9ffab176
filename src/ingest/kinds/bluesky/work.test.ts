import type { ServerResponse } from 'node:http';
import { afterAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../../../test/harness/database.ts';
import { dangers, sendJson, testIngest } from '../../../../test/harness/ingest.ts';

const test = testDatabase();
const house = testIngest(test);
afterAll(() => house.close());

const did = 'did:plc:thulamuseum';
const author = { did, handle: 'baotang.example', displayName: 'Bảo tàng thử' };
const uriOf = (key: string, by = did) => `at://${by}/app.bsky.feed.post/${key}`;
type View = { post: Record<string, unknown>; reason?: unknown };

const view = (
  key: string,
  text: string,
  record: Record<string, unknown> = {},
  more: Record<string, unknown> = {},
): View => ({
  post: {
    uri: uriOf(key),
    cid: `cid-${key}`,
    author,
    record: { $type: 'app.bsky.feed.post', text, createdAt: '2026-11-23T06:00:00.000Z', langs: ['vi'], ...record },
    indexedAt: '2026-11-23T06:00:01.000Z',
    ...more,
  },
});

type Faults = {
  pageSize?: number;
  loop?: boolean;
  labels?: unknown[];
  answer?: (url: URL, response: ServerResponse) => boolean;
};

/** An AppView that speaks the lexicons app.bsky.actor.getProfile, feed.getAuthorFeed and feed.getPosts. */
async function appView(views: () => readonly View[], faults: Faults = {}) {
  const asked: URL[] = [];
  const gone = new Set<string>();
  const origin = await house.host((request, response) => {
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
    asked.push(url);
    if (faults.answer?.(url, response)) return;
    const there = views().filter(({ post }) => !gone.has(String(post.uri)));
    const bad = (error: string) =>
      response.writeHead(400, { 'content-type': 'application/json' }).end(JSON.stringify({ error, message: error }));
    switch (url.pathname) {
      case '/xrpc/app.bsky.actor.getProfile':
        if (url.searchParams.get('actor') === 'baotang.example')
          sendJson(response, { ...author, labels: faults.labels ?? [] });
        else bad('InvalidRequest');
        return;
      case '/xrpc/app.bsky.feed.getAuthorFeed': {
        const from = Number(url.searchParams.get('cursor') ?? 0);
        const until = from + (faults.pageSize ?? 50);
        const cursor = faults.loop ? { cursor: '1' } : until < there.length ? { cursor: String(until) } : {};
        sendJson(response, { feed: there.slice(from, until), ...cursor });
        return;
      }
      case '/xrpc/app.bsky.feed.getPosts':
        sendJson(response, {
          posts: there
            .map(({ post }) => post)
            .filter(({ uri }) => url.searchParams.getAll('uris').includes(String(uri))),
        });
        return;
      default:
        bad('MethodNotImplemented');
    }
  });
  return { origin, asked, gone };
}

let channels = 0;
/** People know the profile; the AppView of the tests is a setting of the channel. */
const register = (api: string, actor = 'baotang.example') =>
  house.register(`https://bsky${++channels}.example/profile/${actor}`, 'bluesky', { api });

describe('an account on Bluesky', () => {
  it('brings its posts with links, languages, pictures and the address where people read them', async () => {
    const text = 'Gốm Bát Tràng ở đây, cùng @nguoikhac.example #gốm\n\nĐoạn hai';
    const at = (part: string) => {
      const byteStart = Buffer.byteLength(text.slice(0, text.indexOf(part)));
      return { byteStart, byteEnd: byteStart + Buffer.byteLength(part) };
    };
    const facets = [
      { index: at('ở đây'), features: [{ $type: 'app.bsky.richtext.facet#link', uri: 'https://gom.example/lich-su' }] },
      {
        index: at('@nguoikhac.example'),
        features: [{ $type: 'app.bsky.richtext.facet#mention', did: 'did:plc:khac' }],
      },
      { index: at('#gốm'), features: [{ $type: 'app.bsky.richtext.facet#tag', tag: 'gốm' }] },
    ];
    const images = [
      { fullsize: 'https://cdn.example/to.jpg', thumb: 'https://cdn.example/nho.jpg', alt: 'Bàn xoay gốm' },
    ];
    const { origin } = await appView(() => [
      view('aaa', text, { facets }, { embed: { $type: 'app.bsky.embed.images#view', images } }),
      view(
        'bbb',
        'Đọc bài này',
        {},
        {
          embed: {
            $type: 'app.bsky.embed.external#view',
            external: {
              uri: 'https://bao.example/1',
              title: 'Chợ phiên',
              description: 'Một sáng',
              thumb: 'https://cdn.example/t.jpg',
            },
          },
        },
      ),
      view(
        'ccc',
        'Xem lời này',
        {},
        {
          embed: {
            $type: 'app.bsky.embed.recordWithMedia#view',
            media: {
              $type: 'app.bsky.embed.video#view',
              playlist: 'https://video.example/p.m3u8',
              thumbnail: 'https://video.example/t.jpg',
              alt: 'Thợ nặn gốm',
              aspectRatio: { width: 1080, height: 1920 },
            },
            record: {
              record: {
                uri: uriOf('qqq', 'did:plc:khac'),
                author: { handle: 'khac.example' },
                value: { text: 'Lời được dẫn' },
              },
            },
          },
        },
      ),
    ]);
    const id = await register(origin);
    expect(await house.visit(id)).toMatchObject({ outcome: 'items', fresh: 3, pages: 0, format: 'bluesky' });
    const rows = new Map((await house.rows(id)).map((row) => [row.url?.split('/').at(-1), row]));
    const web = new URL((await house.channel(id)).url).origin;
    expect(rows.get('aaa')).toMatchObject({
      url: `${web}/profile/baotang.example/post/aaa`,
      lang: 'vi',
      authors: ['Bảo tàng thử'],
      categories: ['gốm'],
      image: 'https://cdn.example/to.jpg',
      published: new Date('2026-11-23T06:00:00Z'),
    });
    expect(rows.get('aaa')?.html).toContain('Bát Tràng <a href="https://gom.example/lich-su">ở đây</a>, cùng <a href=');
    expect(rows.get('aaa')?.html).toContain('<p>Đoạn hai</p>');
    expect(rows.get('aaa')?.text).toContain('Bàn xoay gốm');
    expect(rows.get('bbb')?.html).toContain('<a href="https://bao.example/1">Chợ phiên</a>');
    expect(rows.get('bbb')?.image).toBe('https://cdn.example/t.jpg');
    expect(rows.get('ccc')?.html).toContain('<blockquote><p>Lời được dẫn</p>');
    expect(rows.get('ccc')?.image).toBe('https://video.example/t.jpg');
  });

  it('leaves out what it only passed on, and answers to others', async () => {
    const reply = (parent: string) => ({ reply: { root: { uri: parent }, parent: { uri: parent } } });
    const { origin } = await appView(() => [
      view('own', 'Lời của mình'),
      { ...view('pin', 'Lời ghim'), reason: { $type: 'app.bsky.feed.defs#reasonPin' } },
      { ...view('rep', 'Chuyển tiếp'), reason: { $type: 'app.bsky.feed.defs#reasonRepost' } },
      { post: { ...view('oth', 'Người khác').post, author: { ...author, did: 'did:plc:khac' } } },
      view('ans', 'Trả lời', reply(uriOf('x', 'did:plc:khac'))),
      view('thr', 'Nối tiếp', reply(uriOf('own'))),
    ]);
    const id = await register(origin);
    await house.visit(id);
    expect((await house.rows(id)).map(({ url }) => url?.split('/').at(-1)).toSorted()).toEqual(['own', 'pin', 'thr']);
  });

  it('pages back to what it knows, and no further; cursors that go round are left', async () => {
    let views = [view('k1', 'Một')];
    const server = await appView(() => views, { pageSize: 2 });
    const looping = await appView(() => views, { pageSize: 2, loop: true });
    const [id, circle] = [await register(server.origin), await register(looping.origin)];
    await house.visit(id);
    await house.visit(circle);
    views = [...Array.from({ length: 5 }, (_, n) => view(`n${n}`, `Mới ${n}`)), ...views];
    house.wait(60);
    server.asked.length = 0;
    looping.asked.length = 0;
    expect(await house.visit(id)).toMatchObject({ fresh: 5 });
    expect(server.asked.filter(({ pathname }) => pathname.endsWith('getAuthorFeed'))).toHaveLength(3);
    await house.visit(circle);
    expect(looping.asked.length).toBeLessThanOrEqual(8);
  });

  it('asks after posts that have gone, all at once', async () => {
    const server = await appView(() => [view('k1', 'Một'), view('k2', 'Hai'), view('k3', 'Ba')]);
    const id = await register(server.origin);
    await house.visit(id);
    server.gone.add(uriOf('k2'));
    house.wait(60);
    await house.visit(id);
    const asked = server.asked.filter(({ pathname }) => pathname.endsWith('getPosts'));
    expect(asked.map(({ searchParams }) => searchParams.getAll('uris'))).toEqual([[uriOf('k2')]]);
    const taken = (await house.rows(id)).filter(({ withdrawn }) => withdrawn !== null);
    expect(taken.map(({ url, version }) => [url?.split('/').at(-1), version])).toEqual([['k2', 2]]);
    house.wait(60);
    await house.visit(id);
    expect(server.asked.filter(({ pathname }) => pathname.endsWith('getPosts'))).toHaveLength(1);
  });

  it.each<[string, Faults, string, string, string]>([
    ['is not there', {}, 'ai.example', 'refused', 'knows no account ai.example'],
    [
      'wants readers who are signed in',
      { labels: [{ val: '!no-unauthenticated' }] },
      'baotang.example',
      'forbidden',
      'signed in only',
    ],
    [
      'sends something else',
      {
        answer: (url, response) =>
          url.pathname.endsWith('getAuthorFeed') && !!response.writeHead(200).end('{"feed":"none"}'),
      },
      'baotang.example',
      'not-a-feed',
      'where a list of posts should be',
    ],
    [
      'asks to wait',
      { answer: (_, response) => !!response.writeHead(429, { 'ratelimit-reset': '1795424400' }).end() },
      'baotang.example',
      'rate-limited',
      '429',
    ],
  ])('that %s says so', async (_name, faults, actor, outcome, words) => {
    const { origin } = await appView(() => [view('a', 'Một')], faults);
    const visit = await house.visit(await register(origin, actor));
    expect(visit.outcome).toBe(outcome);
    expect(visit.detail).toContain(words);
  });

  it('with an AppView that is no address says which setting is wrong', async () => {
    const visit = await house.visit(await register('ở đâu đó'));
    expect([visit.outcome, visit.detail]).toEqual(['address', expect.stringContaining('"api"')]);
  });

  it('never brings a script along', async () => {
    const evil = '<script>alert(1)</script> & "x"';
    const { origin } = await appView(() => [
      view(
        'xss',
        evil,
        { facets: [{ index: { byteStart: 0, byteEnd: 8 }, features: [{ uri: 'javascript:alert(1)' }] }] },
        {
          embed: {
            $type: 'app.bsky.embed.external#view',
            external: { uri: 'https://a.example/"onclick="alert(1)', title: evil, description: evil },
          },
        },
      ),
    ]);
    const id = await register(origin);
    await house.visit(id);
    const [row] = await house.rows(id);
    expect(row?.text).toContain('<script>alert(1)</script> & "x"');
    expect(dangers(row?.html)).toEqual([]);
  });
});
