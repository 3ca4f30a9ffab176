import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startCluster } from '../../src/platform/embedded.ts';
import { dataFolder, type House, openHouse } from '../harness/house.ts';
import { type Outlets, openOutlets } from '../harness/outlets.ts';
import { Owner } from '../harness/owner.ts';

const KILLS = 20;
const OUTLETS_A_ROUND = 3;
const ITEMS_EACH = 12;
const PATIENCE_MS = 20_000;

const { folder, remove } = dataFolder();
const options = { folder, args: ['--no-demo'], env: { CUASO_FETCH_ALLOW: '127.0.0.0/8' } };
let outlets: Outlets;
let house: House | undefined;

beforeAll(async () => {
  outlets = await openOutlets();
});
afterAll(async () => {
  await house?.kill();
  await outlets?.close();
  remove();
});

/** What the desk has acknowledged: it must all be there in the end, once. */
type Acknowledged = { imports: number; saved: Map<string, string>; published: Map<string, string> };

/** Waits until none, one or two more texts were published, and then a moment that is different in each round. */
async function someWork({ published }: Acknowledged, round: number): Promise<void> {
  const enough = published.size + (round % 3);
  const deadline = performance.now() + PATIENCE_MS;
  while (published.size < enough && performance.now() < deadline) await sleep(20);
  await sleep((round * 379) % 900);
}

/** Works at the desk until the house is killed under its feet. */
async function work(owner: Owner, round: number, done: Acknowledged): Promise<void> {
  const file = new File([outlets.add(OUTLETS_A_ROUND, ITEMS_EACH)], 'sources.opml', { type: 'text/x-opml' });
  const imported = await owner.post('/desk/sources/import', {
    file,
    class: 'domestic-press',
    active: '1',
    step: 'import',
  });
  if (imported.status < 400) done.imports += OUTLETS_A_ROUND;
  for (let n = 1; ; n++) {
    const title = `A harvest of paper lanterns, ${round}.${n}`;
    const address = await owner.begin({ title });
    const lead = `Round ${round}, text ${n}: neighbours of the old quay met to make lanterns out of paper.`;
    if (
      !(await owner.save(address, {
        title,
        lead,
        body: `${lead}\n\nThey hung them over the water and waited for the evening.`,
      }))
    )
      continue;
    done.saved.set(address, title);
    done.published.set(await owner.release(address), title);
  }
}

it(`loses nothing acknowledged and doubles nothing when killed ${KILLS} times while it fetches and publishes`, {
  timeout: 900_000,
}, async () => {
  const done: Acknowledged = { imports: 0, saved: new Map(), published: new Map() };
  house = await openHouse(options);
  const owner = await Owner.welcome(house);
  for (let round = 1; round <= KILLS; round++) {
    const working = work(owner, round, done).catch((error: Error) => error);
    await someWork(done, round);
    await house.kill();
    await working;
    house = await openHouse({ ...options, port: Number(new URL(house.url).port) });
  }
  const file = new File([outlets.add(1, 1)], 'sources.opml');
  expect(
    (await owner.post('/desk/sources/import', { file, class: 'domestic-press', active: '1', step: 'import' })).status,
  ).toBeLessThan(400);

  expect(done.published.size).toBeGreaterThan(KILLS / 4);
  for (const [path, title] of done.published) {
    const page = await fetch(house.url + path);
    expect([path, page.status, (await page.text()).includes(title)]).toEqual([path, 200, true]);
  }
  for (const [address, title] of done.saved) expect((await owner.get(address)).text).toContain(title);

  await inDatabase(async (rows) => {
    await settled(rows);
    const channels = (await rows("select url from sources.channel where state = 'active'")).map(({ url }) =>
      String(url),
    );
    expect(channels.length).toBeGreaterThan(done.imports);
    const served = outlets.addresses.filter((address) =>
      channels.includes(address.replace(/item-\d+\.html$/, 'feed.xml')),
    );

    const items = await rows('select url, count(*)::int as times from ingest.item group by url order by url');
    expect(items).toEqual(served.toSorted().map((url) => ({ url, times: 1 })));
    expect(await rows('select item_id from ingest.body group by item_id having count(*) > 1')).toEqual([]);
    expect(await rows('select id from ingest.item where id not in (select item_id from ingest.body)')).toEqual([]);
    expect(await rows('select count(*)::int as woven from stories.member')).toEqual([{ woven: served.length }]);

    const texts = (await rows("select id from newsroom.text where state = 'published' order by id")).map(
      ({ id }) => id,
    );
    expect(texts.length).toBeGreaterThanOrEqual(done.published.size);
    const once = texts.map((id) => ({ id, times: 1 }));
    const told = `select (payload->>'textId')::int as id, count(*)::int as times from platform.outbox where event = 'text.published' group by 1 order by 1`;
    expect(await rows(told)).toEqual(once);
    expect(
      await rows('select text_id as id, count(*)::int as times from newsroom.release group by 1 order by 1'),
    ).toEqual(once);
    expect(
      await rows(
        `select ref::int as id, count(*)::int as times from search.document where kind = 'article' group by 1 order by 1`,
      ),
    ).toEqual(once);
    const audit = await rows("select count(*)::int as times from identity.audit where action = 'article.publish'");
    expect(audit).toEqual([{ times: texts.length }]);
  });
});

type Rows = (query: string) => Promise<Record<string, unknown>[]>;

async function inDatabase(look: (rows: Rows) => Promise<void>): Promise<void> {
  const { connection, stop } = await startCluster(folder, { join: true });
  const client = new pg.Client(connection);
  await client.connect();
  try {
    await look(async (query) => (await client.query(query)).rows);
  } finally {
    await client.end();
    await stop();
  }
}

/** Waits until every channel was visited, every page read, every event handed on and every job done. */
async function settled(rows: Rows): Promise<void> {
  const open = `select
    (select count(*)::int from platform.outbox where relayed_at is null) as events,
    (select json_object_agg(name, n) from (select name, count(*) as n from pgboss.job
      where state in ('created', 'retry', 'active') and name not like '\\_\\_%' and name <> 'ingest.pass' group by name) j) as jobs,
    (select count(*)::int from sources.channel where state = 'active' and visited_at is null) as channels,
    (select count(*)::int from ingest.page) as pages`;
  let left: Record<string, unknown> = {};
  for (let tries = 0, quiet = 0; quiet < 8; tries++) {
    if (tries > 800) throw new Error(`kill: still to be done: ${JSON.stringify(left)}`);
    left = (await rows(open))[0] ?? {};
    quiet = left.events === 0 && left.jobs === null && left.channels === 0 && left.pages === 0 ? quiet + 1 : 0;
    await sleep(250);
  }
}
