import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { testDatabase } from '../../../../test/harness/database.ts';
import { visiting } from '../../../../test/harness/visiting.ts';

const outlets = visiting(testDatabase(), { now: new Date('2026-11-23T08:00:00Z') });
afterEach(() => outlets.rest());
afterAll(() => outlets.close());

type Post = { id: number; title: string; date: string; modified?: string; html?: string; locked?: boolean };

const json = { 'content-type': 'application/json; charset=UTF-8' };

/** A WordPress site: its REST interface as far as posts go, with paging, filters by time, and pretty or plain addresses. */
async function wordpress(posts: Post[], { plain = false } = {}) {
  const asked: URLSearchParams[] = [];
  const origin = await outlets.host((request, response) => {
    const { pathname, searchParams: given } = new URL(request.url ?? '', 'http://site');
    const route = plain ? given.get('rest_route') : pathname.replace(/^\/wp-json/, '');
    if (route !== '/wp/v2/posts' || (plain && pathname !== '/')) return response.writeHead(404).end();
    asked.push(given);
    const after = given.get('modified_after');
    const size = Number(given.get('per_page') ?? 10);
    const by = (post: Post) => (given.get('orderby') === 'modified' ? (post.modified ?? post.date) : post.date);
    const found = posts
      .filter((post) => after === null || (post.modified ?? post.date) > after)
      .toSorted((a, b) => (by(a) < by(b) ? 1 : -1));
    const pages = Math.max(1, Math.ceil(found.length / size));
    const page = Number(given.get('page') ?? 1);
    if (page > pages)
      return response
        .writeHead(400, json)
        .end(JSON.stringify({ code: 'rest_post_invalid_page_number', message: 'No.' }));
    response.writeHead(200, { ...json, 'x-wp-total': found.length, 'x-wp-totalpages': pages, etag: `"${page}"` });
    return response.end(JSON.stringify(found.slice((page - 1) * size, page * size).map((post) => rest(origin, post))));
  });
  return { origin, asked };
}

const rest = (
  origin: string,
  { id, title, date, modified = date, html = `<p>Nội dung số ${id}, đủ cả.</p>`, locked = false }: Post,
) => ({
  id,
  date,
  date_gmt: date,
  modified_gmt: modified,
  guid: { rendered: `${origin}/?p=${id}` },
  link: `${origin}/tin-${id}/`,
  title: { rendered: title },
  excerpt: { rendered: '<p>Tóm tắt&hellip;</p>' },
  content: { rendered: locked ? '' : html, protected: locked },
  _embedded: {
    author: [{ id: 1, name: 'Thu &amp; Hà' }],
    'wp:featuredmedia': [{ source_url: `${origin}/anh-${id}.jpg` }],
    'wp:term': [[{ name: 'Du lịch' }], [{ name: 'Huế' }]],
  },
});

describe('a WordPress site', () => {
  it('gives its posts whole, with authors, picture and categories, in UTC, made safe', async () => {
    const html = '<p>Thân bài <script>alert(1)</script><img src="/a.jpg" onerror="x()"></p>';
    const { origin, asked } = await wordpress([
      { id: 1, title: 'Huế &#8211; &ldquo;mưa&rdquo;', date: '2026-11-22T02:00:00', html },
    ]);
    const id = await outlets.register('wordpress', `${origin}/wp-json/wp/v2/posts`);
    expect(await outlets.pass()).toMatchObject({ items: 1, failed: 0, pages: 0 });
    const [item] = await outlets.items(id);
    expect(item).toMatchObject({
      title: 'Huế – “mưa”',
      text: 'Thân bài',
      origin: 'channel',
      authors: ['Thu & Hà'],
      categories: ['Du lịch', 'Huế'],
      image: `${origin}/anh-1.jpg`,
      url: `${origin}/tin-1/`,
      published: new Date('2026-11-22T02:00:00Z'),
    });
    expect(asked[0]?.get('_fields')).toContain('content.rendered');
    expect(await outlets.visit(id)).toMatchObject({ format: 'wordpress wp/v2', url: `${origin}/wp-json/wp/v2/posts` });
  });

  it('is read page by page at first, later only for what was modified since', async () => {
    const posts = Array.from(
      { length: 130 },
      (_, n): Post => ({
        id: n,
        title: `Tin số ${n}`,
        date: new Date(Date.parse('2026-11-22T00:00:00Z') - n * 3_600_000).toISOString().slice(0, 19),
      }),
    );
    const { origin, asked } = await wordpress(posts, { plain: true });
    const id = await outlets.register('wordpress', `${origin}/?rest_route=/wp/v2/posts`);
    expect(await outlets.pass()).toMatchObject({ items: 100, failed: 0 });
    expect(asked.map((given) => given.get('page'))).toEqual(['1', '2']);
    posts[3] = { ...(posts[3] as Post), title: 'Tin số 3, đã sửa', modified: '2026-11-23T09:00:00' };
    posts.push({ id: 500, title: 'Tin mới', date: '2026-11-23T09:30:00' });
    outlets.wait(1_500);
    expect(await outlets.pass()).toMatchObject({ items: 1, changed: 1 });
    expect(asked.at(-1)?.get('modified_after')).toBe('2026-11-21T23:00:00');
    outlets.wait(1_500);
    await outlets.pass();
    expect(await outlets.visit(id)).toMatchObject({ outcome: 'unchanged' });
    expect(await outlets.items(id)).toHaveLength(101);
  });

  it('keeps behind its password what is behind one, and takes a post without a date', async () => {
    const { origin } = await wordpress([
      { id: 1, title: 'Bài có mật khẩu', date: '2026-11-22T02:00:00', locked: true },
      { id: 2, title: 'Bài không ngày', date: '0000-00-00T00:00:00' },
    ]);
    const id = await outlets.register('wordpress', `${origin}/wp-json/wp/v2/posts`);
    await outlets.pass();
    expect((await outlets.items(id)).map(({ title, dated }) => [title, dated]).toSorted()).toEqual([
      ['Bài có mật khẩu', true],
      ['Bài không ngày', false],
    ]);
  });
});

describe('a WordPress site that gives no posts', () => {
  const cases: [string, number, string, string, RegExp][] = [
    [
      'has its interface off',
      401,
      JSON.stringify({ code: 'rest_disabled', message: 'The REST API is disabled.' }),
      'forbidden',
      /switched off for the public \(rest_disabled: The REST/,
    ],
    [
      'knows no such route',
      404,
      JSON.stringify({ code: 'rest_no_route', message: 'No route.' }),
      'not-found',
      /switched off for the public/,
    ],
    [
      'says so with a status of success',
      200,
      JSON.stringify({ code: 'rest_cannot_access', message: 'Chỉ người dùng' }),
      'not-a-feed',
      /switched off/,
    ],
    [
      'gives a page',
      200,
      '<html><p>Trang chủ</p></html>',
      'not-a-feed',
      /a web page where the posts of a WordPress site should be|something else where the posts/,
    ],
    ['is none', 404, '<html>404</html>', 'not-found', /status 404/],
    ['gives half an array', 200, '[{"id":1,"title":{"rendered":"x"}', 'not-a-feed', /something else/],
  ];
  it.each(cases)('because it %s', async (_, status, body, outcome, detail) => {
    const origin = await outlets.host((_request, response) => response.writeHead(status, json).end(body));
    const id = await outlets.register('wordpress', `${origin}/wp-json/wp/v2/posts`);
    await outlets.pass();
    const visit = await outlets.visit(id);
    expect(visit).toMatchObject({ outcome, found: 0 });
    expect(visit.detail).toMatch(detail);
  });

  it('is read in spite of warnings that a plugin writes before the JSON', async () => {
    const post = rest('http://a.example', { id: 1, title: 'Vẫn đọc được', date: '2026-11-22T02:00:00' });
    const body = `\ufeff<br />Warning: x in y.php\n${JSON.stringify([post])}`;
    const origin = await outlets.host((_request, response) => response.writeHead(200, json).end(body));
    const id = await outlets.register('wordpress', `${origin}/wp-json/wp/v2/posts`);
    await outlets.pass();
    expect((await outlets.items(id)).map(({ title }) => title)).toEqual(['Vẫn đọc được']);
  });
});
