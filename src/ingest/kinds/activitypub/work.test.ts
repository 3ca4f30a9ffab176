import type { ServerResponse } from 'node:http';
import { sql } from 'kysely';
import { afterAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../../../test/harness/database.ts';
import { dangers, testIngest } from '../../../../test/harness/ingest.ts';

const test = testDatabase();
const house = testIngest(test);
afterAll(() => house.close());

const everybody = 'https://www.w3.org/ns/activitystreams#Public';
type Thing = Record<string, unknown>;
type World = {
  /** The activities, newest first, given the origin of the server. */
  activities: (origin: string) => unknown[];
  pageSize?: number;
  /** Page numbers come back to the first page. */
  loop?: boolean;
  /** People know the account by a page; only WebFinger knows the actor. */
  hidden?: boolean;
  answer?: (url: URL, response: ServerResponse) => boolean;
};

/** A server of the fediverse: WebFinger, actor, outbox by pages, things by their ids. */
async function server(world: World) {
  const asked: { path: string; accept: string }[] = [];
  const origin = await house.host((request, response) => {
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
    const path = url.pathname + url.search;
    asked.push({ path, accept: request.headers.accept ?? '' });
    if (world.answer?.(url, response)) return;
    const here = url.origin;
    const send = (value: unknown, type = 'application/activity+json') =>
      response.writeHead(200, { 'content-type': type }).end(JSON.stringify(value));
    const activities = world.activities(here);
    const pageSize = world.pageSize ?? 20;
    if (url.pathname === '/.well-known/webfinger') {
      const known = url.searchParams.get('resource') === `acct:hoian@${url.host}`;
      if (!known) response.writeHead(404).end();
      else
        send(
          { subject: 'x', links: [{ rel: 'self', type: 'application/activity+json', href: `${here}/actor` }] },
          'application/jrd+json',
        );
    } else if (url.pathname === '/actor' || (url.pathname === '/@hoian' && !world.hidden)) {
      send({
        '@context': 'https://www.w3.org/ns/activitystreams',
        id: `${here}/actor`,
        type: 'Organization',
        name: 'Phố cổ thử',
        inbox: `${here}/inbox`,
        outbox: `${here}/outbox`,
        url: `${here}/@hoian`,
      });
    } else if (url.pathname === '/@hoian') {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html><title>Phố cổ thử</title></html>');
    } else if (url.pathname === '/outbox') {
      const page = Number(url.searchParams.get('page') ?? 0);
      if (page === 0)
        send({ type: 'OrderedCollection', id: `${here}/outbox`, totalItems: 9, first: `${here}/outbox?page=1` });
      else {
        const from = (page - 1) * pageSize;
        const more = from + pageSize < activities.length;
        const next = world.loop
          ? { next: `${here}/outbox?page=1` }
          : more
            ? { next: `${here}/outbox?page=${page + 1}` }
            : {};
        send({ type: 'OrderedCollectionPage', orderedItems: activities.slice(from, from + pageSize), ...next });
      }
    } else {
      const found = activities
        .map((one) => (one as Thing).object)
        .find(
          (object) =>
            typeof object === 'object' && object !== null && (object as Thing).id === `${here}${url.pathname}`,
        );
      if (found) send(found);
      else response.writeHead(404).end();
    }
  });
  return { origin, asked, profile: `${origin}/@hoian` };
}

const note = (origin: string, key: string, more: Thing = {}): Thing => ({
  id: `${origin}/things/${key}`,
  type: 'Note',
  url: `${origin}/@hoian/${key}`,
  attributedTo: `${origin}/actor`,
  to: [everybody],
  published: '2026-11-23T05:00:00Z',
  content: `<p>Tin ${key} từ phố cổ</p>`,
  contentMap: { vi: `<p>Tin ${key} từ phố cổ</p>` },
  ...more,
});
const act = (type: string, object: unknown): Thing => ({
  type,
  id: `urn:act:${Math.random()}`,
  object,
  to: [everybody],
});

const lastPart = ({ url }: { url: string | null }) => url?.split('/').at(-1);

describe('somebody of the fediverse', () => {
  it('is read by the outbox: notes, articles, films and events, in the language that was chosen', async () => {
    const { profile, asked } = await server({
      activities: (origin) => [
        act('Create', note(origin, 'n1', { tag: [{ type: 'Hashtag', name: '#HộiAn' }] })),
        act(
          'Create',
          note(origin, 'a1', {
            type: 'Article',
            name: 'Đèn lồng Hội An',
            summary: '<p>Tóm lược</p>',
            content: '<p>Lanterns</p>',
            contentMap: { en: '<p>Lanterns</p>', vi: '<p>Đèn lồng</p>' },
            attachment: [
              { type: 'Image', mediaType: 'image/jpeg', url: 'https://anh.example/den.jpg', name: 'Đèn lồng bên sông' },
            ],
          }),
        ),
        act(
          'Create',
          note(origin, 'v1', {
            type: 'Video',
            name: 'Một đêm rằm',
            content: 'Phim ngắn\n\nvề đêm rằm',
            contentMap: undefined,
            mediaType: 'text/markdown',
            duration: 'PT2M5S',
            icon: [
              { url: 'https://anh.example/nho.jpg', width: 100 },
              { url: 'https://anh.example/to.jpg', width: 800 },
            ],
            url: [
              { type: 'Link', mediaType: 'video/mp4', href: 'https://phim.example/dem.mp4' },
              { type: 'Link', mediaType: 'text/html', href: `${origin}/w/v1` },
            ],
          }),
        ),
        act(
          'Create',
          note(origin, 'e1', {
            type: 'Event',
            name: 'Lễ hội đèn',
            startTime: '2026-12-01T18:00:00+07:00',
            location: { type: 'Place', name: 'Hội An', latitude: 15.88, longitude: 108.33 },
          }),
        ),
      ],
    });
    const id = await house.register(profile, 'activitypub');
    expect(await house.visit(id)).toMatchObject({ outcome: 'items', fresh: 4, pages: 0, format: 'activitypub' });
    expect(asked.every(({ accept }) => accept.includes('application/activity+json'))).toBe(true);
    const rows = new Map((await house.rows(id)).map((row) => [lastPart(row), row]));
    expect(rows.get('n1')).toMatchObject({
      title: 'Tin n1 từ phố cổ',
      categories: ['HộiAn'],
      authors: ['Phố cổ thử'],
      lang: 'vi',
    });
    expect(rows.get('a1')).toMatchObject({ title: 'Đèn lồng Hội An', image: 'https://anh.example/den.jpg' });
    expect(rows.get('a1')?.text).toContain('Đèn lồng bên sông');
    expect(rows.get('v1')).toMatchObject({
      title: 'Một đêm rằm',
      image: 'https://anh.example/to.jpg',
      text: 'Phim ngắn\nvề đêm rằm',
    });
    expect(rows.get('e1')).toMatchObject({ title: 'Lễ hội đèn' });
  });

  it('is found by WebFinger where the address is a page for people', async () => {
    const { profile, asked } = await server({
      hidden: true,
      activities: (origin) => [act('Create', note(origin, 'n1'))],
    });
    const id = await house.register(profile, 'activitypub');
    expect(await house.visit(id)).toMatchObject({ outcome: 'items', fresh: 1 });
    expect(asked.some(({ path }) => path.startsWith('/.well-known/webfinger?resource=acct%3Ahoian%40'))).toBe(true);
    house.wait(60);
    asked.length = 0;
    await house.visit(id);
    expect(asked.map(({ path }) => path)).toEqual(['/outbox', '/outbox?page=1']);
  });

  it('tells the language wished for', async () => {
    const words = {
      content: '<p>Lanterns</p>',
      contentMap: { en: '<p>Lanterns on the river tonight</p>', vi: '<p>Đèn lồng trên sông đêm nay</p>' },
    };
    const { profile } = await server({ activities: (origin) => [act('Create', note(origin, 'n1', words))] });
    const id = await house.register(profile, 'activitypub');
    await sql`update sources.channel set language = 'vi' where id = ${id}`.execute(test.db);
    await house.visit(id);
    expect((await house.rows(id))[0]).toMatchObject({ text: 'Đèn lồng trên sông đêm nay', lang: 'vi' });
  });

  it('leaves out what was passed on, said to few, answered to others, or claimed of another server', async () => {
    const { profile } = await server({
      activities: (origin) => [
        act('Create', note(origin, 'own')),
        act('Announce', 'https://noi-khac.example/1'),
        act('Announce', note(origin, 'boost')),
        act('Create', note(origin, 'few', { to: [`${origin}/followers`] })),
        act('Create', note(origin, 'reply', { inReplyTo: 'https://noi-khac.example/2' })),
        act('Create', note(origin, 'forged', { id: 'https://noi-khac.example/3' })),
        act('Like', note(origin, 'liked')),
        'không phải địa chỉ',
        null,
      ],
    });
    const id = await house.register(profile, 'activitypub');
    await house.visit(id);
    expect((await house.rows(id)).map(lastPart)).toEqual(['own']);
  });

  it('follows things named by their address, sees updates, and asks after what has gone', async () => {
    let activities = (origin: string): unknown[] => [
      act('Create', note(origin, 'n3')),
      act('Create', note(origin, 'n2')),
      act('Create', note(origin, 'n1')),
    ];
    const { profile, asked } = await server({ activities: (origin) => activities(origin) });
    const id = await house.register(profile, 'activitypub');
    await house.visit(id);
    activities = (origin) => [
      act('Update', note(origin, 'n1', { content: '<p>Tin đã sửa</p>', contentMap: { vi: '<p>Tin đã sửa</p>' } })),
      act('Create', note(origin, 'n3')),
      act('Create', note(origin, 'n1')),
    ];
    house.wait(60);
    asked.length = 0;
    expect(await house.visit(id)).toMatchObject({ fresh: 0, changed: 2 });
    expect(asked.map(({ path }) => path)).toContain('/things/n2');
    const second = (await house.rows(id)).filter(({ version }) => version === 2);
    expect(second.map((row) => [lastPart(row), row.text, row.withdrawn])).toEqual([
      ['n1', 'Tin đã sửa', null],
      ['n2', '', 'channel'],
    ]);
  });

  it('pages back to what it knows, and not in circles', async () => {
    let count = 1;
    const world = {
      pageSize: 3,
      activities: (origin: string) =>
        Array.from({ length: count }, (_, n) => act('Create', note(origin, `n${count - n}`))),
    };
    const plain = await server(world);
    const circle = await server({ ...world, loop: true });
    const [id, round] = [
      await house.register(plain.profile, 'activitypub'),
      await house.register(circle.profile, 'activitypub'),
    ];
    await house.visit(id);
    await house.visit(round);
    count = 9;
    house.wait(60);
    circle.asked.length = 0;
    expect(await house.visit(id)).toMatchObject({ fresh: 8 });
    await house.visit(round);
    expect(circle.asked.filter(({ path }) => path.startsWith('/outbox')).length).toBeLessThanOrEqual(3);
  });

  it.each<[string, World['answer'], string, string]>([
    ['wants signed requests', (_, response) => !!response.writeHead(401).end(), 'forbidden', 'sign their requests'],
    ['was deleted', (_, response) => !!response.writeHead(410).end(), 'gone', 'was deleted or suspended'],
    ['is not there', (_, response) => !!response.writeHead(404).end(), 'not-found', '404'],
    [
      'has an outbox that is none',
      (url, response) => url.pathname === '/outbox' && !!response.writeHead(200).end('{"type":"Note"}'),
      'not-a-feed',
      'where an outbox should be',
    ],
    [
      'shows a page where nobody is',
      (_, response) => !!response.writeHead(200, { 'content-type': 'text/html' }).end('<html></html>'),
      'not-a-feed',
      'nobody of the fediverse',
    ],
  ])('that %s says so in plain words', async (_name, answer, outcome, words) => {
    const { profile } = await server({ activities: () => [], ...(answer ? { answer } : {}) });
    const visit = await house.visit(await house.register(profile, 'activitypub'));
    expect(visit.outcome).toBe(outcome);
    expect(visit.detail).toContain(words);
  });

  it('never brings a script along', async () => {
    const { profile } = await server({
      activities: (origin) => [
        act(
          'Create',
          note(origin, 'x', {
            name: '<img src=x onerror=alert(1)>',
            content:
              '<p onclick="x()">Lời<script>alert(1)</script></p><svg onload=alert(1)><iframe src="javascript:alert(1)">',
            contentMap: undefined,
            attachment: [
              { type: 'Image', url: 'javascript:alert(1)', name: 'x' },
              { type: 'Image', url: 'https://a.example/"onload="x', name: '"><script>x</script>' },
            ],
          }),
        ),
      ],
    });
    const id = await house.register(profile, 'activitypub');
    await house.visit(id);
    const [row] = await house.rows(id);
    expect(row?.text).toContain('Lời');
    expect(dangers(row?.html)).toEqual([]);
  });
});
