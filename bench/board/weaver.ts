/**
 * Stores so many items a second, weaves them and hangs their stories on events, as a worker of the program does. Says after
 * each commit, a line of JSON each, when it was and what the board then stood at. A process of its own for `bench/board.ts`.
 */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { type Db, openDb, openPool } from '../../src/platform/db.ts';
import { packageRoot, systemClock } from '../../src/platform/index.ts';
import { openPack } from '../../src/platform/pack.ts';
import { stories } from '../../src/stories/index.ts';
import { boardState } from '../../src/stories/store/stories.ts';
import { reports } from '../stories/made-up.ts';

const [connection, rate, seconds] = JSON.parse(process.argv[2] ?? '[]');
const db = openDb(openPool(connection, 4));
const pack = openPack(join(packageRoot, 'country', 'vn'));
const { listens = [] } = stories({
  db,
  clock: systemClock,
  pack,
  home: { country: 'VN', language: 'vi', names: {}, timeZone: 'UTC' },
  translations: async () => [],
});
const handle = (name: string, payload: object) => listens.find((each) => each.name === name)?.handle(payload);

/** Items a turn: five turns a second. */
const few = Math.max(1, Math.round(rate / 5));
const made = reports(rate * seconds, 23);
let [woven, hung, after] = [0, 0, await lastEvent(db)];
const began = performance.now();
while (performance.now() - began < seconds * 1000) {
  await sleep(Math.max(0, (woven / rate) * 1000 - (performance.now() - began)));
  const itemIds = await store(few);
  if (itemIds.length === 0) break;
  await handle('stories.weave', { itemIds });
  const { version } = await boardState(db);
  woven += itemIds.length;
  console.log(JSON.stringify({ at: Date.now(), version }));
  const { rows } = await sql<{ id: number; payload: { storyId: number } }>`
    select id, payload from platform.outbox where event = 'story.changed' and id > ${after} order by id`.execute(db);
  for (const { payload } of rows) await handle('stories.hang', payload);
  after = rows.at(-1)?.id ?? after;
  hung += rows.length;
}
console.log(JSON.stringify({ woven, hung, seconds: (performance.now() - began) / 1000 }));
await db.destroy();

async function lastEvent(db: Db): Promise<number> {
  const { rows } = await sql<{ id: number }>`select coalesce(max(id), 0) as id from platform.outbox`.execute(db);
  return rows[0]?.id ?? 0;
}

async function store(many: number): Promise<number[]> {
  const now = new Date();
  const items = Array.from({ length: many }, () => made.next().value).flatMap((report) =>
    report
      ? [
          {
            ...report,
            key: createHash('sha256')
              .update(report.title + report.text)
              .digest('hex')
              .slice(0, 32),
          },
        ]
      : [],
  );
  const { rows } = await sql<{ id: number }>`
    with given as materialized (
      select nextval('ingest.item_id') as id, 1 + floor(random() * 3000)::int as outlet, r.*
      from jsonb_to_recordset(${JSON.stringify(items)}::jsonb) as r(lang text, title text, summary text, text text, key text)
    ), items as (
      insert into ingest.item (id, seen_at, outlet_id, channel_id, first_id, lang, title, titled, summary, url, published_at, dated, content_hash)
      select id, ${now}, outlet, 1, id, lang, title, true, summary, 'https://o' || outlet || '.example/' || id, ${now}, true, decode(key, 'hex') from given
    ), keys as (
      insert into ingest.item_key (outlet_id, key, channel_id, first_id, item_id, version, content_hash, published_at, dated)
      select outlet, decode(key, 'hex'), 1, id, id, 1, decode(key, 'hex'), ${now}, true from given
    ), bodies as (
      insert into ingest.body (item_id, seen_at, origin, text, at) select id, ${now}, 'channel', text, ${now} from given
    )
    select id from given order by id`.execute(db);
  return rows.map(({ id }) => id);
}
