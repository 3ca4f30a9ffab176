/**
 * How fast search answers beside a plain `ILIKE`, on made-up documents in one embedded PostgreSQL of its own.
 *
 *   node bench/search.ts [--documents 100000] [--queries 100]
 */
import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import type { Document } from '../src/search/document.ts';
import { find, put } from '../src/search/store.ts';
import { openBenchDatabase } from './database.ts';
import { seeded, textMaker } from './stories/made-up.ts';

const { values } = parseArgs({
  options: { documents: { type: 'string', default: '100000' }, queries: { type: 'string', default: '100' } },
});
const documents = Number(values.documents);
const queries = Number(values.queries);

const { db, close } = await openBenchDatabase({ durable: false, connections: 8 });
try {
  await measure();
} finally {
  await close();
}

async function measure(): Promise<void> {
  const write = textMaker(5);
  const chance = seeded(6);
  const titles: string[] = [];
  const drafts = Array.from({ length: documents }, (_, at): Document => {
    const title = write(8);
    if (at % 100 === 0) titles.push(title);
    const published = new Date(Date.UTC(2026, 0, 1) + at * 60_000);
    const texts = { title, summary: write(25), body: write(120) };
    return {
      kind: 'article',
      ref: at + 1,
      lang: 'vi',
      path: `/vi/bai-${at}`,
      visibility: 'public',
      published,
      ...texts,
    };
  });
  const began = performance.now();
  const batches = Array.from({ length: Math.ceil(documents / 500) }, (_, at) => drafts.slice(at * 500, at * 500 + 500));
  const next = batches.values();
  const putSome = async () => {
    for (const batch of next)
      await db.transaction().execute(async (trx) => {
        for (const document of batch) await put(trx, document, document.published);
      });
  };
  await Promise.all([putSome(), putSome(), putSome(), putSome()]);
  const seconds = (performance.now() - began) / 1_000;
  await sql`analyze search.document`.execute(db);
  const { rows } = await sql<{
    size: string;
  }>`select pg_size_pretty(pg_total_relation_size('search.document')) as size`.execute(db);
  console.log(
    `${documents.toLocaleString('en')} documents put in ${seconds.toFixed(0)} s (${Math.round(documents / seconds)}/s), ${rows[0]?.size} with indexes`,
  );

  const pick = (count: number) => {
    const words = (titles[Math.floor(chance() * titles.length)] ?? '').split(' ');
    return Array.from({ length: count }, () => words[Math.floor(chance() * words.length)] ?? '').join(' ');
  };
  const asked = Array.from({ length: queries }, () => pick(2));
  const unmarked = asked.map((text) => text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd'));
  const ours = await times(asked, (text) => find(db, { text, lang: 'vi' }));
  print('two words, all of them', ours);
  print('two words without marks', await times(unmarked, (text) => find(db, { text, lang: 'vi' })));
  print(
    'a word nobody wrote, with spelling help',
    await times(
      asked.map((text) => `${text}zq`),
      (text) => find(db, { text, lang: 'vi' }),
    ),
  );
  const plain = await times(asked.slice(0, 30), (text) => {
    const parts = text.split(' ').map((word) => sql`(title || ' ' || summary || ' ' || body) ilike ${`%${word}%`}`);
    return sql`select id, title from search.document where ${sql.join(parts, sql` and `)}
      order by published_at desc limit 20`.execute(db);
  });
  print('ILIKE of the same words', plain);
  console.log(`ratio to ILIKE: p50 ${(ours.p50 / plain.p50).toFixed(3)} · p95 ${(ours.p95 / plain.p95).toFixed(3)}`);
}

type Times = { p50: number; p95: number };

async function times(given: readonly string[], ask: (text: string) => Promise<unknown>): Promise<Times> {
  const taken: number[] = [];
  for (const text of given) {
    const began = performance.now();
    await ask(text);
    taken.push(performance.now() - began);
  }
  taken.sort((a, b) => a - b);
  const at = (share: number) => taken[Math.min(taken.length - 1, Math.floor(taken.length * share))] ?? 0;
  return { p50: at(0.5), p95: at(0.95) };
}

function print(name: string, { p50, p95 }: Times): void {
  console.log(`${name.padEnd(42)} p50 ${p50.toFixed(1)} ms · p95 ${p95.toFixed(1)} ms`);
}
