import type { ChannelKind } from '../../src/sources/index.ts';

/** What a portal answers at an address. */
export type Given = { type: string; body: string };

/** An outlet that speaks the protocol of a kind of channel, with so many things to tell as its edition has. */
export type Portal = {
  /** The address that people register, and what they set; `origin` is where its server listens. */
  channel(origin: string, number: number): { url: string; settings?: Record<string, unknown> };
  /** Undefined where there is nothing. `shuffled` gives every thing another id. */
  answer(url: URL, world: { edition: number; now: Date; shuffled: string }): Given | undefined;
};

const json = (value: unknown): Given => ({
  type: 'application/json; charset=utf-8',
  body: JSON.stringify(value),
});
const long = 'Làng rèn nổi lửa từ canh năm, tiếng búa vọng qua cánh đồng đến tận bến sông. '.repeat(20);
const title = (n: number): string => `Chuyện thứ ${n} của làng rèn bên sông`;
const numbers = (edition: number): number[] => Array.from({ length: edition }, (_, n) => edition - n);
const hoursBefore = (now: Date, hours: number): string => new Date(now.getTime() - hours * 3_600_000).toISOString();
const article = (n: number): Given => ({
  type: 'text/html; charset=utf-8',
  body: `<!doctype html><html lang="vi"><head><title>${title(n)}</title></head>
    <body><article><h1>${title(n)}</h1><p>${long}</p><p>${long}</p></article></body></html>`,
});
const articleAt = ({ pathname }: URL): Given | undefined => {
  const n = /^\/chuyen-lang-ren-(\d+)\.html$/.exec(pathname)?.[1];
  return n === undefined ? undefined : article(Number(n));
};
const pathOf = (n: number): string => `/chuyen-lang-ren-${n}.html`;

/** A portal for each kind of channel that is fetched. A new kind needs one: then every fault is tried on it too. */
export const portals: Readonly<Record<Exclude<ChannelKind, 'push'>, Portal>> = {
  feed: {
    channel: (origin) => ({ url: `${origin}/rss` }),
    answer(url, { edition, now, shuffled }) {
      if (url.pathname !== '/rss') return articleAt(url);
      const items = numbers(edition).map(
        (n) => `<item><guid isPermaLink="false">${n}${shuffled}</guid><link>${url.origin}${pathOf(n)}</link>
          <title>${title(n)}</title><pubDate>${new Date(hoursBefore(now, n)).toUTCString()}</pubDate>
          <description>${long.slice(0, 100)}</description><content:encoded><![CDATA[<p>${long}</p>]]></content:encoded></item>`,
      );
      return {
        type: 'application/rss+xml; charset=utf-8',
        body: `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
          <title>Làng rèn</title><language>vi</language>${items.join('')}</channel></rss>`,
      };
    },
  },
  sitemap: {
    channel: (origin) => ({ url: `${origin}/sitemap.xml` }),
    answer(url, { edition, now }) {
      if (url.pathname !== '/sitemap.xml') return articleAt(url);
      const urls = numbers(edition).map(
        (n) => `<url><loc>${url.origin}${pathOf(n)}</loc><lastmod>${hoursBefore(now, n)}</lastmod></url>`,
      );
      return {
        type: 'application/xml',
        body: `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${urls.join('')}</urlset>`,
      };
    },
  },
  wordpress: {
    channel: (origin) => ({ url: `${origin}/wp-json/wp/v2/posts` }),
    answer(url, { edition, now, shuffled }) {
      if (url.pathname !== '/wp-json/wp/v2/posts') return articleAt(url);
      if (Number(url.searchParams.get('page') ?? 1) > 1) return json([]);
      return json(
        numbers(edition).map((n) => ({
          id: `${n}${shuffled}`,
          date_gmt: hoursBefore(now, n),
          modified_gmt: hoursBefore(now, n),
          guid: { rendered: `${url.origin}/?p=${n}${shuffled}` },
          link: `${url.origin}${pathOf(n)}`,
          title: { rendered: title(n) },
          excerpt: { rendered: `<p>${long.slice(0, 100)}</p>` },
          content: { rendered: `<p>${long}</p>`, protected: false },
        })),
      );
    },
  },
  listing: {
    channel: (origin) => ({ url: `${origin}/tin`, settings: { list: { item: 'ul.tin > li' } } }),
    answer(url, { edition, now }) {
      if (url.pathname !== '/tin') return articleAt(url);
      const day = (n: number) => hoursBefore(now, n).slice(0, 16).replace('T', ' ');
      const items = numbers(edition).map(
        (n) => `<li><a href="${pathOf(n)}">${title(n)}</a><span>${day(n)}</span></li>`,
      );
      return {
        type: 'text/html; charset=utf-8',
        body: `<html><body><ul class="tin">${items.join('')}</ul></body></html>`,
      };
    },
  },
  mastodon: {
    channel: (origin) => ({ url: `${origin}/@langren` }),
    answer({ pathname, origin, searchParams }, { edition, now, shuffled }) {
      const account = {
        id: '109',
        username: 'langren',
        acct: 'langren',
        display_name: 'Làng rèn',
        url: `${origin}/@langren`,
      };
      if (pathname === '/api/v1/accounts/lookup') return json(account);
      if (pathname !== '/api/v1/accounts/109/statuses' || searchParams.has('max_id')) return undefined;
      return json(
        numbers(edition).map((n) => ({
          id: String(1_000 + n),
          uri: `${origin}/users/langren/statuses/${n}${shuffled}`,
          url: `${origin}${pathOf(n)}`,
          created_at: hoursBefore(now, n),
          edited_at: null,
          visibility: 'public',
          sensitive: false,
          spoiler_text: '',
          language: 'vi',
          content: `<p>${title(n)}</p><p>${long.slice(0, 300)}</p>`,
          account,
          media_attachments: [],
          tags: [],
          reblog: null,
        })),
      );
    },
  },
  bluesky: {
    channel: (origin, number) => ({
      url: `https://bsky${number}.example/profile/langren.example`,
      settings: { api: origin },
    }),
    answer({ pathname }, { edition, now, shuffled }) {
      const author = { did: 'did:plc:langren', handle: 'langren.example', displayName: 'Làng rèn' };
      if (pathname === '/xrpc/app.bsky.actor.getProfile') return json({ ...author, labels: [] });
      if (pathname === '/xrpc/app.bsky.feed.getPosts') return json({ posts: [] });
      if (pathname !== '/xrpc/app.bsky.feed.getAuthorFeed') return undefined;
      const feed = numbers(edition).map((n) => ({
        post: {
          uri: `at://${author.did}/app.bsky.feed.post/${n}${shuffled}`,
          cid: `cid-${n}`,
          author,
          record: {
            $type: 'app.bsky.feed.post',
            text: `${title(n)}. ${long.slice(0, 150)}`,
            createdAt: hoursBefore(now, n),
            langs: ['vi'],
          },
          indexedAt: hoursBefore(now, n),
        },
      }));
      return json({ feed });
    },
  },
  activitypub: {
    channel: (origin) => ({ url: `${origin}/@langren` }),
    answer({ pathname, origin, searchParams }, { edition, now, shuffled }) {
      const everybody = 'https://www.w3.org/ns/activitystreams#Public';
      const activity = (value: unknown): Given => ({ ...json(value), type: 'application/activity+json' });
      if (pathname === '/@langren' || pathname === '/actor')
        return activity({
          '@context': 'https://www.w3.org/ns/activitystreams',
          id: `${origin}/actor`,
          type: 'Organization',
          name: 'Làng rèn',
          inbox: `${origin}/inbox`,
          outbox: `${origin}/outbox`,
          url: `${origin}/@langren`,
        });
      if (pathname !== '/outbox') return undefined;
      if (!searchParams.has('page'))
        return activity({ type: 'OrderedCollection', id: `${origin}/outbox`, first: `${origin}/outbox?page=1` });
      const orderedItems = numbers(edition).map((n) => ({
        type: 'Create',
        id: `${origin}/acts/${n}${shuffled}`,
        to: [everybody],
        object: {
          id: `${origin}/things/${n}${shuffled}`,
          type: 'Note',
          url: `${origin}${pathOf(n)}`,
          attributedTo: `${origin}/actor`,
          to: [everybody],
          published: hoursBefore(now, n),
          contentMap: { vi: `<p>${title(n)}</p><p>${long.slice(0, 200)}</p>` },
          content: `<p>${title(n)}</p><p>${long.slice(0, 200)}</p>`,
        },
      }));
      return activity({ type: 'OrderedCollectionPage', orderedItems });
    },
  },
  package: {
    channel: (origin) => ({ url: `${origin}/goi` }),
    answer(url, { edition, now, shuffled }) {
      if (url.pathname !== '/goi') return articleAt(url);
      return json(
        numbers(edition).map((n) => ({
          uri: `urn:newsml:langren.example:${n}${shuffled}`,
          type: 'text',
          version: '1',
          versioncreated: hoursBefore(now, n),
          pubstatus: 'usable',
          language: 'vi',
          headline: title(n),
          body_xhtml: `<p>${long}</p>`,
        })),
      );
    },
  },
};
