import { afterAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../../test/harness/database.ts';
import { frontPage, loopback, rssFeed, site, sitemapOf } from '../../../test/harness/sites.ts';
import { identify } from '../../language/index.ts';
import { safeFetch } from '../../platform/fetch/fetch.ts';
import type { Fetch } from '../../platform/index.ts';
import { openLanes } from '../lanes.ts';
import { bounds } from './ask.ts';
import { discover } from './discover.ts';
import type { Findings, Step } from './found.ts';

const now = new Date('2026-11-23T08:00:00Z');
const test = testDatabase();
const servers = loopback();
const fetch = safeFetch({ allow: ['127.0.0.0/8'], userAgent: 'cuaso-test' });
afterAll(async () => {
  await fetch.close();
  servers.close();
});

const deps = () => ({ db: test.db, fetch, lanes: openLanes(), clock: () => now, identify });

async function look(typed: string, { via = fetch, limits = bounds } = {}): Promise<Findings> {
  const steps: Step[] = [];
  const search = discover({ ...deps(), fetch: via }, typed, { limits });
  for (;;) {
    const { done, value } = await search.next();
    if (done) {
      expect(value.steps).toEqual(steps);
      return value;
    }
    steps.push(value);
  }
}

/** A fetch that finds the well-known hosts of others at one on the loopback. */
function standIn(hosts: Record<string, string>): Fetch {
  const there = (url: string) => Object.entries(hosts).reduce((text, [from, to]) => text.replace(from, to), url);
  const back = (url: string) => Object.entries(hosts).reduce((text, [from, to]) => text.replace(to, from), url);
  const asked: Fetch = Object.assign(
    async (url: string, options?: Parameters<Fetch>[1]) => {
      const answer = await fetch(there(url), options);
      return { ...answer, url: back(answer.url) };
    },
    { close: () => fetch.close() },
  );
  return asked;
}

const posts = JSON.stringify([
  {
    id: 7,
    date_gmt: '2026-11-22T02:00:00',
    link: 'http://outlet.example/?p=7',
    title: { rendered: 'Đèn lồng &#8211; nghề cũ' },
    content: { rendered: '<p>Cả bài.</p>', protected: false },
  },
]);
const brief = ({ candidates }: Findings) =>
  candidates.map(({ kind, url }) => `${kind} ${url.replace(/^https?:\/\/[^/]+/, '')}`);

describe('a site is asked for its channels', () => {
  it('by the feeds that its page declares, the main one before comments and dead ones', async () => {
    const head = `<link rel="alternate" type="application/rss+xml" title="Bình luận về Cổng" href="/comments/feed/">
      <link rel="alternate" type="application/rss+xml" title="Gãy" href="/gone.rss">
      <link rel="alternate" type="application/atom+xml" title="Tin" href="/tin.xml"><meta property="og:site_name" content="Cổng &amp; Sông">`;
    const origin = await servers.host(
      site({
        '/': frontPage('Trang chủ', { head }),
        '/tin.xml': rssFeed('Tin', 20, { now, whole: true }),
        '/comments/feed/': rssFeed('Comments for Cổng', 5, { now, origin: 'http://talk.example' }),
      }),
    );
    const found = await look(origin);
    expect(found.site).toMatchObject({ name: 'Cổng & Sông', language: 'vi', title: 'Trang chủ' });
    const [best] = found.candidates;
    expect(best).toMatchObject({
      kind: 'feed',
      url: `${origin}/tin.xml`,
      title: 'Tin',
      items: 20,
      full: true,
      language: 'vi',
    });
    expect(best?.reasons).toEqual(['declared', 'full-text', 'fresh']);
    expect(best?.newest).toBe('2026-11-23T07:00:00.000Z');
    expect(best?.previews).toHaveLength(5);
    expect(found.candidates.find(({ url }) => url.includes('comments'))?.score).toBeLessThan(0);
    expect(brief(found).at(-1)).toContain('comments');
    expect(found.steps.find(({ url }) => url.endsWith('/gone.rss'))).toMatchObject({ result: 'nothing' });
  });

  it('by the page on which it lists its feeds', async () => {
    const origin = await servers.host(
      site({
        '/': frontPage('Báo thử', { body: '<a href="/rss.html">RSS</a>' }),
        '/rss.html':
          '<html><body><a href="/rss/thoi-su.rss">Thời sự</a> <a href="/rss/van-hoa.rss">Văn hóa</a></body></html>',
        '/rss/thoi-su.rss': rssFeed('Thời sự', 12, { now }),
        '/rss/van-hoa.rss': rssFeed('Văn hóa', 12, { now, origin: 'http://van-hoa.example' }),
      }),
    );
    expect(brief(await look(origin))).toEqual(expect.arrayContaining(['feed /rss/thoi-su.rss']));
  });

  it('by the sitemaps that robots.txt names, where there is no feed; the list on its page is the last resort', async () => {
    const origin = await servers.host(
      site((at) => ({
        '/': frontPage('Cổng thông tin điện tử tỉnh'),
        '/robots.txt': `User-agent: *\nDisallow:\nSitemap: ${at}/ban-do/trang.xml\n`,
        '/ban-do/trang.xml': sitemapOf(at, 40, now),
      })),
    );
    const found = await look(origin);
    expect(brief(found)).toEqual(['sitemap /ban-do/trang.xml', 'listing /']);
    expect(found.candidates[1]).toMatchObject({
      reasons: expect.arrayContaining(['last-resort']),
      settings: { list: { item: expect.any(String) } },
    });
    expect(found.steps.length).toBeLessThanOrEqual(bounds.questions);
  });

  it('from a page of one of its sections as well', async () => {
    const head = '<link rel="alternate" type="application/rss+xml" href="/feed.xml">';
    const origin = await servers.host(
      site({
        '/': frontPage('Cổng', { head }),
        '/du-lich': frontPage('Du lịch'),
        '/feed.xml': rssFeed('Cổng', 9, { now }),
      }),
    );
    expect(brief(await look(`${origin}/du-lich`))[0]).toBe('feed /feed.xml');
  });

  it('when the address is a feed, a sitemap or posts already', async () => {
    const origin = await servers.host(
      site((at) => ({
        '/a.rss': rssFeed('A', 3, { now }),
        '/b.xml': sitemapOf(at, 12, now),
        '/wp-json/wp/v2/posts': posts,
      })),
    );
    expect(brief(await look(`${origin}/a.rss`))[0]).toBe('feed /a.rss');
    expect(brief(await look(`${origin}/b.xml`))[0]).toBe('sitemap /b.xml');
    expect(await look(`${origin}/nowhere`)).toMatchObject({ candidates: [], trouble: { outcome: 'not-found' } });
  });
});

describe('a platform is recognised, and asked where its channels are', () => {
  const feed = rssFeed('Tin', 10, { now });
  const cases: [string, Record<string, string>, string][] = [
    [
      'liferay',
      {
        '/': frontPage('Cổng', {
          body: '<script src="/o/x.js"></script><a href="/web/guest/tin-tuc?p_p_id=101">Tin</a>',
        }),
        '/rss': feed,
      },
      'feed /rss',
    ],
    [
      'sharepoint',
      { '/': frontPage('Cổng', { head: '<meta name="GENERATOR" content="Microsoft SharePoint">' }), '/rss': feed },
      'feed /rss',
    ],
    [
      'drupal',
      { '/': frontPage('Cổng', { head: '<meta name="Generator" content="Drupal 10">' }), '/rss.xml': feed },
      'feed /rss.xml',
    ],
    [
      'joomla',
      {
        '/': frontPage('Cổng', { head: '<meta name="generator" content="Joomla! - Open Source">' }),
        '/?format=feed&type=rss': feed,
      },
      'feed /?format=feed&type=rss',
    ],
    [
      'vnpt',
      {
        '/': frontPage('Cổng', { body: '<footer>Thiết kế: VNPT Portal</footer>' }),
        '/rss.html': `<html><a href="/a.rss">Tin RSS</a></html>`,
        '/a.rss': feed,
      },
      'feed /a.rss',
    ],
    [
      'dotnetnuke',
      {
        '/': frontPage('Cổng', { head: '<meta id="MetaGenerator" name="GENERATOR" content="DotNetNuke ">' }),
        '/rss.aspx': feed,
      },
      'feed /rss.aspx',
    ],
    [
      'nukeviet',
      { '/': frontPage('Cổng', { head: '<meta name="generator" content="NukeViet v4">' }), '/news/rss/': feed },
      'feed /news/rss/',
    ],
    [
      'hugo',
      { '/': frontPage('Cổng', { head: '<meta name="generator" content="Hugo 0.120">' }), '/index.xml': feed },
      'feed /index.xml',
    ],
  ];
  it.each(cases)('%s', async (platform, files, best) => {
    const origin = await servers.host(site(files));
    const found = await look(origin);
    expect(found.site?.platform).toBe(platform);
    expect(brief(found)[0]).toBe(best);
  });

  it('WordPress, by its REST interface, with pretty addresses and plain ones, also when only a header names it', async () => {
    const pretty = await servers.host(
      site((at) => ({
        '/': frontPage('Cổng', { head: `<link rel="https://api.w.org/" href="${at}/wp-json/">` }),
        '/wp-json/wp/v2/posts': posts,
      })),
    );
    const found = await look(pretty);
    expect(found.candidates[0]).toMatchObject({
      kind: 'wordpress',
      url: `${pretty}/wp-json/wp/v2/posts`,
      full: true,
      items: 1,
      reasons: ['declared', 'full-text', 'edits', 'fresh'],
    });
    const plain = await servers.host((request, response) => {
      const url = new URL(request.url ?? '', `http://${request.headers.host}`);
      if (url.searchParams.get('rest_route') === '/wp/v2/posts')
        response.writeHead(200, { 'content-type': 'application/json' }).end(posts);
      else if (url.pathname === '/' && url.search === '')
        response
          .writeHead(200, {
            'content-type': 'text/html',
            link: `<${url.origin}/index.php?rest_route=/>; rel="https://api.w.org/"`,
          })
          .end(frontPage('Cổng'));
      else response.writeHead(404).end();
    });
    expect(brief(await look(plain))[0]).toBe('wordpress /index.php?rest_route=/wp/v2/posts');
  });
});

describe('a profile leads to its channel', () => {
  const id = `UC${'abcdefgh1234567890-_xy'}`;
  const atom = `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Kênh thử</title><id>yt:channel:1</id>
    <entry><id>yt:video:1</id><title>Một phim ngắn về bến sông</title><link rel="alternate" href="https://www.youtube.com/watch?v=1"/><published>2026-11-20T00:00:00Z</published></entry></feed>`;

  it('on YouTube, from its address, its handle and a playlist', async () => {
    const origin = await servers.host(
      site({
        [`/feeds/videos.xml?channel_id=${id}`]: atom,
        '/feeds/videos.xml?playlist_id=PLabcdefghijkl': atom,
        '/@kenhthu': `<html><head><title>Kênh thử - YouTube</title></head><body><script>var ytInitialData = {"metadata":{"externalId":"${id}"}}</script></body></html>`,
      }),
    );
    const via = standIn({ 'https://www.youtube.com': origin });
    for (const typed of [
      `https://www.youtube.com/channel/${id}`,
      'https://www.youtube.com/@kenhthu',
      `www.youtube.com/channel/${id}/videos`,
      'https://www.youtube.com/playlist?list=PLabcdefghijkl',
    ]) {
      const { candidates } = await look(typed, { via });
      expect(candidates[0]).toMatchObject({ kind: 'feed', title: 'Kênh thử', items: 1 });
      expect(candidates[0]?.url).toContain('https://www.youtube.com/feeds/videos.xml?');
    }
  });

  it('in the fediverse, by WebFinger, and the interface that its server has', async () => {
    const status = (at: string) => ({
      id: '9',
      uri: `${at}/users/thu/statuses/9`,
      url: `${at}/@thu/9`,
      created_at: '2026-11-22T00:00:00.000Z',
      content: '<p>Đèn lồng vừa thắp bên sông.</p>',
      visibility: 'public',
      account: { id: '5' },
    });
    const origin = await servers.host(
      site((at) => ({
        '/.well-known/webfinger': JSON.stringify({
          subject: 'acct:thu@x',
          links: [{ rel: 'http://webfinger.net/rel/profile-page', href: `${at}/@thu` }],
        }),
        '/api/v1/accounts/lookup': JSON.stringify({ id: '5', acct: 'thu', url: `${at}/@thu`, display_name: 'Thu' }),
        '/api/v1/accounts/5/statuses': JSON.stringify([status(at)]),
        '/@thu.rss': rssFeed('Thu', 4, { now }),
      })),
    );
    const found = await look(`${origin}/@thu`);
    expect(brief(found)).toEqual(['mastodon /@thu', 'feed /@thu.rss']);
    expect(found.candidates[0]).toMatchObject({ title: 'Thu', items: 1, language: 'vi' });
    const other = await servers.host(site({ '/@ha.rss': rssFeed('Hà', 4, { now }) }));
    expect(brief(await look('@ha@mang.example', { via: standIn({ 'https://mang.example': other }) }))).toEqual([
      'feed /@ha.rss',
    ]);
  });

  it('on Bluesky, by the public interface', async () => {
    const post = {
      uri: 'at://did:plc:a/app.bsky.feed.post/1',
      cid: 'c',
      author: { did: 'did:plc:a', handle: 'thu.example' },
      indexedAt: '2026-11-22T00:00:00Z',
      record: {
        $type: 'app.bsky.feed.post',
        text: 'Bến sông đã lên đèn, mời bạn ghé.',
        createdAt: '2026-11-22T00:00:00Z',
      },
    };
    const origin = await servers.host(
      site({
        '/xrpc/app.bsky.actor.getProfile': JSON.stringify({
          did: 'did:plc:a',
          handle: 'thu.example',
          displayName: 'Thu',
        }),
        '/xrpc/app.bsky.feed.getAuthorFeed': JSON.stringify({ feed: [{ post }] }),
      }),
    );
    const via = standIn({ 'https://public.api.bsky.app': origin });
    for (const typed of ['https://bsky.app/profile/thu.example', '@thu.example']) {
      const { candidates } = await look(typed, { via });
      expect(candidates[0]).toMatchObject({ kind: 'bluesky', url: 'https://bsky.app/profile/thu.example', items: 1 });
    }
  });
});

describe('a search that is refused or held up', () => {
  it('says that a gate stands before the site, and still asks the few places that gates leave open', async () => {
    const asked: string[] = [];
    const origin = await servers.host((request, response) => {
      asked.push(request.url ?? '');
      response
        .writeHead(200, { 'content-type': 'text/html' })
        .end('<script>document.cookie="D1N=abc";window.location.reload(true);</script>');
    });
    const found = await look(origin);
    expect(found.candidates).toEqual([]);
    expect(asked.length).toBeLessThan(12);
    expect(found.trouble).toMatchObject({
      outcome: 'gate',
      detail: expect.stringContaining('a script that sets a cookie'),
    });
  });

  it('ends within its bounds of questions and of time, with what it has', async () => {
    const head = Array.from(
      { length: 6 },
      (_, n) => `<link rel="alternate" type="application/rss+xml" href="/${n}.rss">`,
    ).join('');
    const files = { '/': frontPage('Cổng', { head }), '/0.rss': rssFeed('Không', 5, { now }) };
    const origin = await servers.host(site(files));
    const few = await look(origin, { limits: { ...bounds, questions: 3 } });
    expect(few).toMatchObject({ cut: 'questions', candidates: [{ url: `${origin}/0.rss` }] });
    const slow = await servers.host((request, response) => {
      if (request.url === '/') site(files)(request, response);
    });
    expect(await look(slow, { limits: { ...bounds, milliseconds: 600 } })).toMatchObject({
      cut: 'time',
      candidates: [],
    });
  });

  it('does not go on asking a host that is not there, nor one that is private', async () => {
    const gone = await look('http://127.0.0.1:9/');
    expect(gone).toMatchObject({ candidates: [], trouble: { outcome: 'connect' } });
    expect(gone.steps).toHaveLength(1);
    expect(await look('http://192.168.1.1/')).toMatchObject({
      trouble: { outcome: 'private-address' },
      candidates: [],
    });
  });

  it('refuses what is no address', () => {
    for (const typed of ['', 'không phải địa chỉ', 'ftp://a.vn/', 'javascript:alert(1)'])
      expect(() => discover(deps(), typed)).toThrow(RangeError);
  });
});
