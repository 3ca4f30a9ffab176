import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'kysely';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { itemsByIds } from '../../src/ingest/index.ts';
import { itemsDesk } from '../../src/ingest/items.tsx';
import { openPictures } from '../../src/ingest/pictures/pictures.ts';
import { safeFetch } from '../../src/platform/fetch/fetch.ts';
import { addOutletWithChannel } from '../../src/sources/index.ts';
import { conceptsOf } from '../../src/stories/concepts.ts';
import { storiesDesk } from '../../src/stories/desk.tsx';
import { kinOf } from '../../src/stories/store/kin.ts';
import { openWeaver } from '../../src/stories/weaver.ts';
import { testDatabase } from '../harness/database.ts';
import { type TestDesk, testDesk, type Visitor } from '../harness/desk.ts';

const database = testDatabase();
const timeZone = 'Asia/Ho_Chi_Minh';
const fetch = safeFetch({ allow: ['127.0.0.0/8'], userAgent: 'cuaso-test' });
let now = new Date('2026-11-23T09:00:00Z');
let server: Server;
let origin = '';
const asked: string[] = [];
let desk: TestDesk;
let editor: Visitor;

/** Outlets by what they allow today, each with an item that has a picture of its own. */
const allowing = {
  full: { rights: 'full', rightsUntil: '2026-11-23' },
  ended: { rights: 'full', rightsUntil: '2026-11-22' },
  excerpt: { rights: 'excerpt', rightsUntil: null },
  link: { rights: 'link', rightsUntil: null },
} as const;
const items: Record<string, { id: number; outletId: number; storyId: number }> = {};
const page = async (name: string) => (await editor.get(`/desk/stories/${items[name]?.storyId}`)).text;
const image = (name: string, who = editor) => who.get(`/desk/items/${items[name]?.id}/image`);

async function put(
  name: string,
  outletId: number,
  image: string | null,
  firstId: number | null,
  withdrawn: string | null,
) {
  const { rows } = await sql<{ id: number }>`
    with given as materialized (select nextval('ingest.item_id') as id)
    insert into ingest.item (id, seen_at, outlet_id, channel_id, first_id, supersedes, version, lang, title, titled, summary,
      image, published_at, dated, content_hash, withdrawn)
    select id, ${now}, ${outletId}, 1, coalesce(${firstId}::bigint, id), ${firstId}::bigint, ${firstId === null ? 1 : 2}, 'vi', ${`Chuyện riêng của ${name}`}, true,
      ${`Phố ${name} lên đèn.`}, ${image}, ${now}, true, '', ${withdrawn} from given returning id`.execute(database.db);
  const id = rows[0]?.id ?? 0;
  await sql`insert into ingest.body (item_id, seen_at, origin, text, at) values (${id}, ${now}, 'channel', '', ${now})`.execute(
    database.db,
  );
  await sql`insert into ingest.item_key (outlet_id, key, channel_id, first_id, item_id, version, content_hash, published_at, dated)
    values (${outletId}, decode(md5(${name}), 'hex'), 1, ${firstId ?? id}, ${id}, 1, '', ${now}, true)
    on conflict (outlet_id, key) do update set item_id = excluded.item_id`.execute(database.db);
  return id;
}

beforeAll(async () => {
  const { db } = database;
  const picture = await sharp({ create: { width: 64, height: 48, channels: 3, background: '#1F6B5C' } })
    .png()
    .toBuffer();
  server = createServer((request, answer) => {
    asked.push(request.url ?? '');
    answer.writeHead(200, { 'content-type': 'image/png' }).end(picture);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const clock = () => now;
  desk = testDesk(
    db,
    [
      {
        name: 'pictures',
        routes: (app) => {
          itemsDesk(app, { db, clock, timeZone, kinOf: (id) => kinOf(db, id), pictures: openPictures(fetch) });
          storiesDesk(app, { db, clock, timeZone });
        },
        desk: [],
      },
    ],
    { clock },
  );
  editor = await desk.person('editor');
  const weaver = openWeaver({ db, clock, terms: async () => conceptsOf([]), readItems: (ids) => itemsByIds(db, ids) });
  for (const [name, { rights, rightsUntil }] of Object.entries(allowing)) {
    const { outletId } = await addOutletWithChannel(
      db,
      { name: `Báo ${name}`, class: 'official', origin: 'desk', rights, agreement: 'CV 1', rightsUntil },
      { url: `https://${name}.example/feed` },
    );
    const id = await put(name, outletId, `${origin}/${name}.png`, null, null);
    await weaver.weave([id]);
    items[name] = { id, outletId, storyId: (await kinOf(db, id))?.storyId ?? 0 };
  }
});
afterAll(async () => {
  await fetch.close();
  server.closeAllConnections();
  server.close();
});

describe('the own picture of a source', () => {
  it('stands on the page of a story with its credit where an agreement allows it', async () => {
    const text = await page('full');
    expect(text).toContain(`src="/desk/items/${items.full?.id}/image"`);
    expect(text).toContain('loading="lazy"');
    expect(text).toMatch(/Picture: .*Báo full.*shown by its agreement/s);
    // No browser of ours asks the host of the source.
    expect(text).not.toContain(origin);
  });

  it.each([
    ['ended', 'only its title and link may be shown'],
    ['link', 'only its title and link may be shown'],
    ['excerpt', 'its rights allow words, no pictures'],
  ])('does not where they do not: %s, and the page says so', async (name, words) => {
    const text = await page(name);
    expect(text).toContain(words);
    expect(text).not.toContain('/image"');
    expect((await image(name)).status).toBe(404);
    expect(asked).not.toContain(`/${name}.png`);
  });

  it('is given by us as WebP that can do nothing but be seen, to those who may read items', async () => {
    const answer = await image('full');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('image/webp');
    expect(answer.headers.get('content-security-policy')).toContain('sandbox');
    expect((await image('full', desk.visitor())).status).toBe(302);
    for (const path of ['/desk/items/999999/image', '/desk/items/x/image', '/desk/items/99999999999999999/image'])
      expect((await editor.get(path)).status).toBe(404);
    expect(asked).toEqual(['/full.png']);
  });

  it('is gone at midnight after the last day of the agreement, and when the source withdraws it', async () => {
    const before = now;
    now = new Date('2026-11-23T17:00:00Z');
    expect((await image('full')).status).toBe(404);
    now = before;
    expect((await image('full')).status).toBe(200);
    const { id = 0, outletId = 0 } = items.full ?? {};
    await put('full', outletId, `${origin}/full.png`, id, 'gone');
    expect((await image('full')).status).toBe(404);
  });
});
