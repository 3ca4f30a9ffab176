import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../../test/harness/database.ts';
import type { Visitor } from '../../../test/harness/desk.ts';
import { type Handler, sendJson, testIngest } from '../../../test/harness/ingest.ts';
import { sourcesDesk } from '../../../test/harness/sources-desk.ts';
import type { ChannelKind } from '../../sources/index.ts';
import { historyOf } from '../store/history.ts';
import type { Attachment } from './attachment.ts';

const test = testDatabase();
const house = testIngest(test);
let editor: Visitor;
beforeAll(async () => {
  editor = await (await sourcesDesk(test.db, house)).person('editor');
});
afterAll(() => house.close());

const file = (more: Partial<Attachment>): Attachment => ({
  url: '',
  kind: 'audio',
  type: null,
  bytes: null,
  seconds: null,
  title: null,
  ...more,
});

const sendXml =
  (body: () => string): Handler =>
  (_, response) =>
    response.writeHead(200, { 'content-type': 'application/xml' }).end(body());
const podcast = (item: string) => `<?xml version="1.0"?>
<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:media="http://search.yahoo.com/mrss/"><channel>
<title>Chuyện làng</title><language>vi</language><item><guid isPermaLink="false">tap-1</guid><title>Tập 1: tiếng chuông chùa làng</title>
<description>Nghe ông từ kể chuyện đúc chuông.</description>${item}</item></channel></rss>`;
const episode = (address: string, length = 48_000_000) =>
  podcast(
    `<enclosure url="${address}" type="audio/mpeg" length="${length}"/><enclosure url="https://am.example/loi.pdf" type="application/pdf"/><itunes:duration>1:02:03</itunes:duration>`,
  );

/** Visits what a host gives as a channel of a kind, and gives the files of its only item. */
async function filesOf(kind: ChannelKind, handler: Handler, path = '/kenh'): Promise<readonly Attachment[]> {
  const id = await house.register((await house.host(handler)) + path, kind);
  await house.visit(id);
  const rows = await house.rows(id);
  expect(rows).toHaveLength(1);
  return (await historyOf(test.db, rows[0]?.id ?? 0))[0]?.attachments ?? [];
}

describe('the files of an item', () => {
  it('are kept of a podcast, with size and duration', async () => {
    expect(
      await filesOf(
        'feed',
        sendXml(() => episode('https://am.example/tap-1.mp3')),
      ),
    ).toEqual([
      file({ url: 'https://am.example/tap-1.mp3', type: 'audio/mpeg', bytes: 48_000_000, seconds: 3_723 }),
      file({ url: 'https://am.example/loi.pdf', kind: 'document', type: 'application/pdf' }),
    ]);
  });

  it('are kept of a channel of YouTube, by an address that can still be played', async () => {
    const atom = `<feed xmlns:media="http://search.yahoo.com/mrss/" xmlns="http://www.w3.org/2005/Atom"><title>Truyền hình</title>
      <entry><id>yt:video:dQw4w9WgXcQ</id><title>Phóng sự mùa lúa chín</title><link rel="alternate" href="https://www.youtube.com/watch?v=dQw4w9WgXcQ"/>
      <media:group><media:title>Phóng sự</media:title><media:content url="https://www.youtube.com/v/dQw4w9WgXcQ?version=3" type="application/x-shockwave-flash" width="640" height="390"/>
      <media:thumbnail url="https://i.ytimg.example/hq.jpg"/><media:description>Ruộng bậc thang.</media:description></media:group></entry></feed>`;
    expect(
      await filesOf(
        'feed',
        sendXml(() => atom),
      ),
    ).toEqual([file({ url: 'https://www.youtube.com/watch?v=dQw4w9WgXcQ', kind: 'video', title: 'Phóng sự' })]);
  });

  it('are kept of a JSON Feed, of Mastodon and of ninjs', async () => {
    const jsonFeed = {
      version: 'https://jsonfeed.org/version/1.1',
      title: 'Chuyện làng',
      items: [
        {
          id: '1',
          title: 'Tập hai của chuyện làng',
          content_text: 'Nghe.',
          attachments: [
            {
              url: 'https://am.example/2.mp3',
              mime_type: 'audio/mpeg',
              title: 'Tập hai',
              size_in_bytes: 900,
              duration_in_seconds: 61.4,
            },
            { url: 'https://am.example/2.pdf', mime_type: 'application/pdf' },
          ],
        },
      ],
    };
    expect(await filesOf('feed', (_, response) => sendJson(response, jsonFeed))).toEqual([
      file({ url: 'https://am.example/2.mp3', type: 'audio/mpeg', title: 'Tập hai', bytes: 900, seconds: 61 }),
      file({ url: 'https://am.example/2.pdf', kind: 'document', type: 'application/pdf' }),
    ]);
    const mastodon: Handler = (request, response) => {
      const { pathname, origin } = new URL(request.url ?? '/', `http://${request.headers.host}`);
      if (pathname.endsWith('/lookup'))
        return sendJson(response, {
          id: '9',
          username: 'lang',
          acct: 'lang',
          display_name: 'Làng',
          url: `${origin}/@lang`,
        });
      const meta = { original: { width: 640, height: 360, duration: 12.6 } };
      const film = {
        type: 'video',
        url: 'https://phim.example/a.mp4',
        preview_url: 'https://phim.example/a.jpg',
        meta,
      };
      sendJson(response, [
        {
          id: '5',
          uri: `${origin}/5`,
          url: `${origin}/@lang/5`,
          created_at: '2026-11-23T07:00:00Z',
          visibility: 'public',
          content: '<p>Lễ rước nước sáng nay.</p>',
          media_attachments: [film],
        },
      ]);
    };
    expect(await filesOf('mastodon', mastodon, '/@lang')).toEqual([
      file({ url: 'https://phim.example/a.mp4', kind: 'video', seconds: 13 }),
    ]);
    const ninjs = {
      uri: 'urn:tin:1',
      type: 'video',
      headline: 'Thuyền hoa về bến',
      body_text: 'Thuyền hoa về bến sáng nay.',
      renditions: {
        small: {
          href: 'https://phim.example/nho.mp4',
          mimetype: 'video/mp4',
          width: 320,
          duration: 95,
          sizeinbytes: 5_000,
        },
        main: {
          href: 'https://phim.example/to.mp4',
          mimetype: 'video/mp4',
          width: 1280,
          duration: 95,
          sizeinbytes: 9_000,
        },
      },
    };
    expect(await filesOf('package', (_, response) => sendJson(response, ninjs))).toEqual([
      file({
        url: 'https://phim.example/to.mp4',
        kind: 'video',
        type: 'video/mp4',
        bytes: 9_000,
        seconds: 95,
        title: 'Thuyền hoa về bến',
      }),
    ]);
  });

  it('are bounded, and have addresses of the web alone', async () => {
    const many = Array.from({ length: 50 }, (_, n) => `<enclosure url="https://am.example/${n}.mp3" length="-5"/>`);
    const odd = [
      'javascript:alert(1)',
      'file:///etc/passwd',
      `https://am.example/${'a'.repeat(3_000)}`,
      'magnet:?xt=1',
    ];
    const files = await filesOf(
      'feed',
      sendXml(() => podcast([...odd.map((url) => `<enclosure url="${url}"/>`), ...many].join(''))),
    );
    expect(files).toHaveLength(20);
    expect(files.every(({ url, bytes }) => /^https:\/\/am\.example\/\d+\.mp3$/.test(url) && bytes === null)).toBe(true);
  });
});

describe('a file that changes', () => {
  let said = '';
  let id = 0;
  const states = async () => historyOf(test.db, (await house.rows(id))[0]?.id ?? 0);

  it('makes a new state of its item, and the former one keeps its own', async () => {
    said = episode('https://am.example/tap-1.mp3?token=a');
    id = await house.register(`${await house.host(sendXml(() => said))}/rss`, 'feed');
    await house.visit(id);
    said = episode('https://am.example/tap-1-sua.mp3?token=b');
    expect(await house.visit(id)).toMatchObject({ changed: 1 });
    expect((await states()).map(({ attachments }) => attachments[0]?.url)).toEqual([
      'https://am.example/tap-1.mp3?token=a',
      'https://am.example/tap-1-sua.mp3?token=b',
    ]);
  });

  it('makes none when its host only signs the address anew or counts other bytes', async () => {
    said = episode('https://am.example/tap-1-sua.mp3?token=c', 48_000_123);
    expect(await house.visit(id)).toMatchObject({ changed: 0, outcome: 'unchanged' });
    expect(await states()).toHaveLength(2);
  });

  it('is shown on the page of the item with both states beside each other, and nothing of it is loaded', async () => {
    const { text } = await editor.get(`/desk/items/${(await states())[0]?.id}`);
    const plain = text.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
    expect(plain).toMatch(/Attachments.*tap-1-sua\.mp3\?token=b.*Audio.*48 MB.*1:02:03/);
    // What differs is marked, so that the former address stands in pieces.
    expect(text.replace(/<[^>]+>/g, '')).toContain('https://am.example/tap-1.mp3?token=a');
    expect(text).toMatch(/<a href="https:\/\/am\.example\/tap-1-sua\.mp3\?token=b" rel="noreferrer"/);
    expect(text).not.toMatch(/<(?:audio|video|source|embed|iframe|object)\b|src="https:\/\/am/);
  });
});
