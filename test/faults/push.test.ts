import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, expect, it } from 'vitest';
import { startCluster } from '../../src/platform/embedded.ts';
import { dataFolder, type House, openHouse } from '../harness/house.ts';
import { Owner } from '../harness/owner.ts';

const KILLS = 8;
const SENDERS = 4;
const ITEMS_EACH = 5;

const { folder, remove } = dataFolder();
const options = { folder, args: ['--no-demo'] };
let house: House | undefined;
afterAll(async () => {
  await house?.kill();
  remove();
});

/** A request as its sender knows it: it sends the same one, by the same key, until it is answered. */
type Request = { key: string; ids: string[]; body: string; answered: boolean };

let made = 0;
function newRequest(): Request {
  const n = ++made;
  const ids = Array.from({ length: ITEMS_EACH }, (_, item) => `tin-${n}-${item}`);
  const items = ids.map((id) => ({
    id,
    title: `Thông báo ${id} về lịch tàu ra đảo`,
    url: `https://cong.example/${id}`,
    content_text: `Chuyến tàu ${id} chạy vào sáng mai.`,
    language: 'vi',
  }));
  return { key: `lan-${n}`, ids, body: JSON.stringify({ items }), answered: false };
}

/** Sends a request once; gives its status, or nothing when the house fell. */
async function send(url: string, token: string, { key, body }: Request): Promise<number | undefined> {
  try {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': key };
    return (await fetch(url, { method: 'POST', headers, body })).status;
  } catch {
    return undefined;
  }
}

it(`loses no push that was acknowledged and doubles none when killed ${KILLS} times`, {
  timeout: 600_000,
}, async () => {
  house = await openHouse(options);
  const owner = await Owner.welcome(house);
  await owner.post('/desk/sources/import', {
    text: 'outlet,class\nCổng thử,official',
    class: 'official',
    step: 'import',
  });
  const list = (await owner.get('/desk/sources/outlets?q=cong+thu')).text;
  const path = /\/desk\/sources\/outlets\/\d+/.exec(list)?.[0] ?? '';
  const { location: pushPage } = await owner.post(`${path}/push`, {});
  const token = /cspush_[\w-]{43}/.exec((await owner.post(`${pushPage}/tokens`, {})).text)?.[0] ?? '';
  const channel = /channels\/(\d+)/.exec(pushPage)?.[1];

  const requests: Request[] = [];
  let falling = false;
  const sender = async (url: string): Promise<void> => {
    while (!falling) {
      // What was not answered is sent again before anything new.
      const open = requests.find((one) => !one.answered && !busy.has(one));
      const request = open ?? newRequest();
      if (!open) requests.push(request);
      busy.add(request);
      const status = await send(url, token, request);
      busy.delete(request);
      if (status === 201 || status === 200) request.answered = true;
      else if (status === undefined) return;
      else await sleep(200);
    }
  };
  const busy = new Set<Request>();
  for (let round = 1; round <= KILLS; round++) {
    falling = false;
    const url = `${house.url}/api/push/${channel}`;
    const senders = Array.from({ length: SENDERS }, () => sender(url));
    await sleep(300 + ((round * 379) % 700));
    await house.kill();
    falling = true;
    await Promise.all(senders);
    house = await openHouse({ ...options, port: Number(new URL(house.url).port) });
  }
  for (const request of requests.filter(({ answered }) => !answered))
    for (let tries = 0; !request.answered && tries < 100; tries++) {
      const status = await send(`${house.url}/api/push/${channel}`, token, request);
      if (status === 201 || status === 200) request.answered = true;
      else await sleep(300);
    }
  expect(requests.length).toBeGreaterThan(KILLS);
  expect(requests.filter(({ answered }) => !answered)).toEqual([]);

  const { connection, stop } = await startCluster(folder, { join: true });
  const client = new pg.Client(connection);
  await client.connect();
  try {
    const rows = async (query: string) => (await client.query(query)).rows as Record<string, unknown>[];
    const items = await rows('select url, count(*)::int as times from ingest.item group by url order by url');
    const sent = requests.flatMap(({ ids }) => ids.map((id) => `https://cong.example/${id}`));
    expect(items).toEqual(sent.toSorted().map((url) => ({ url, times: 1 })));
    expect(await rows('select id from ingest.item where id not in (select item_id from ingest.body)')).toEqual([]);
    const visits = await rows(`select sum(fresh)::int as fresh from ingest.visit where cause = 'push'`);
    expect(visits).toEqual([{ fresh: sent.length }]);
    const told =
      await rows(`select distinct jsonb_array_elements_text(payload -> 'itemIds')::int as id from platform.outbox
      where event = 'items.arrived' order by 1`);
    const ids = await rows('select id::int as id from ingest.item order by 1');
    expect(told).toEqual(ids);
  } finally {
    await client.end();
    await stop();
  }
});
