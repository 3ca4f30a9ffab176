/**
 * How long a weaver that starts anew takes to read its window from the database and weave its first item.
 *
 *   npm run bench:restart                       100,000 items in the window
 *   npm run bench:restart -- --items 10000
 *
 * A durable PostgreSQL of its own is filled with made-up items by the program's own statements; then a new process of
 * the program weaves one more item, three times. Prints seconds and the memory it then holds beside the limit of 10 s.
 */
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import { type Connection, openDb, openPool } from '../src/platform/db.ts';
import type { Db } from '../src/platform/index.ts';
import { putMembers } from '../src/stories/store/threads.ts';
import { strandOf } from '../src/stories/strand.ts';
import { openWeaver } from '../src/stories/weaver.ts';
import { openBenchDatabase } from './database.ts';
import { glossary } from './stories/glossary.ts';
import { reports } from './stories/made-up.ts';

const { values } = parseArgs({
  options: { items: { type: 'string', default: '100000' }, first: { type: 'string' } },
});
const limit = 10;
const count = Number(values.items);
const now = new Date();

/** Weaves one more item in this process and prints what that took. */
async function first(connection: Connection): Promise<void> {
  const db = openDb(openPool(connection, 4));
  const [report] = reports(1, Math.floor(Math.random() * 1e6));
  if (!report) throw new Error('bench: no report was made');
  const id = count + 1 + Math.floor(Math.random() * 1e6);
  const item = { ...report, id, firstId: id, outletId: 1, url: null, published: now, dated: true };
  const terms = async () => glossary;
  const began = performance.now();
  await openWeaver({ db, clock: () => now, terms, readItems: async () => [item], capacity: count }).weave([id]);
  console.log(JSON.stringify({ seconds: (performance.now() - began) / 1_000, bytes: process.memoryUsage().rss }));
  await db.destroy();
}

async function fill(db: Db): Promise<void> {
  await sql`insert into stories.story (begun_at, changed_at) select ${now}, ${now} from generate_series(1, ${count}::int)`.execute(
    db,
  );
  const stories = new Map<string, number>();
  let rows: Parameters<typeof putMembers>[1][number][] = [];
  const put = () => db.transaction().execute((trx) => putMembers(trx, rows, now));
  let item = 0;
  for (const report of reports(count)) {
    item += 1;
    const story = stories.get(report.story) ?? item;
    stories.set(report.story, story);
    const { lang, title, summary } = report;
    const at = now.getTime() - (count - item) * 8_640;
    const thread = { item, story, outlet: 1 + (item % 200), at, dated: true, copyOf: null, fixed: false };
    rows.push({
      ...thread,
      strand: strandOf(report, glossary),
      state: item,
      lang,
      title,
      summary,
      url: null,
      words: title,
      why: null,
    });
    if (rows.length < 500) continue;
    await put();
    rows = [];
  }
  await put();
  await sql`analyze`.execute(db);
}

async function compare(): Promise<void> {
  const { connection, db, close } = await openBenchDatabase();
  try {
    await fill(db);
    const runs = Array.from({ length: 3 }, () => {
      const args = [...process.execArgv, import.meta.filename, '--items', `${count}`];
      const { stdout, stderr, status } = spawnSync(process.execPath, [...args, '--first', JSON.stringify(connection)]);
      if (status !== 0) throw new Error(`bench: the weaver ended with ${status}: ${stderr}`);
      return JSON.parse(`${stdout}`) as { seconds: number; bytes: number };
    });
    const worst = Math.max(...runs.map(({ seconds }) => seconds));
    const memory = Math.max(...runs.map(({ bytes }) => bytes)) / 2 ** 20;
    console.log(
      `${count.toLocaleString('en')} items in the window: first item woven after ${runs.map(({ seconds }) => seconds.toFixed(1)).join(', ')} s; the slowest is ${(worst / limit).toFixed(2)} × the limit of ${limit} s${worst <= limit ? '' : ' MISSED'} · process ${memory.toFixed(0)} MB`,
    );
    process.exitCode = worst <= limit ? 0 : 1;
  } finally {
    await close();
  }
}

if (values.first) await first(JSON.parse(values.first));
else await compare();
