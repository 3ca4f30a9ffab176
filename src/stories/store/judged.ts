import { sql } from 'kysely';
import type { Db, Trx } from '../../platform/index.ts';
import { companions } from '../companions.ts';
import type { Frequencies } from '../frequencies.ts';
import type { Judged } from '../refit.ts';
import { unpackStrand } from '../strand.ts';
import type { Tuning } from '../weave.ts';
import type { Arriving } from '../window.ts';

type Row = { id: number; kind: string; undone: boolean; moved: number[]; others: number[] };

const pairsEach = 60;
const mostDecisions = 5_000;

/**
 * The pairs of items that people judged with what they did to stories, with their evidence as the window weighs it now: taken apart by a
 * split, put together by a merger, and the contrary of what was undone. Copies, other languages and items whose strand is gone say nothing.
 */
export async function judgedPairs(db: Db | Trx, frequencies: Frequencies, { worth }: Tuning): Promise<Judged[]> {
  const { rows } = await sql<Row>`
    select d.id, d.kind, d.undone_at is not null as undone, to_jsonb(d.item_ids) as moved,
      coalesce((select jsonb_agg(item_id order by item_id) from (
        select m.item_id from stories.member m
        where m.story_id = d.story_id and m.woven_at <= d.at and not m.item_id = any(d.item_ids) limit 100) others), '[]') as others
    from stories.decision d
    where d.kind in ('split', 'merge') or (d.kind in ('move', 'join') and d.undone_at is not null)
    order by d.id desc limit ${mostDecisions}`.execute(db);
  const items = await itemsOf(db, [...new Set(rows.flatMap(({ moved, others }) => [...moved, ...others]))]);
  const judged: Judged[] = [];
  for (const { id, kind, undone, moved, others } of rows) {
    const together = (kind === 'merge') !== undone && kind !== 'move' && kind !== 'join';
    const among = companions(frequencies, worth);
    const take = (pairs: readonly (readonly [number, number])[], verdict: boolean) => {
      const held = pairs.flatMap(([a, b]) => {
        const [one, other] = [items.get(a), items.get(b)];
        return one && other && one.strand.lang === other.strand.lang ? [[one, other] as const] : [];
      });
      const step = Math.max(1, held.length / pairsEach);
      for (let at = 0; at < held.length; at += step) {
        const [a, b] = held[Math.floor(at)] as (typeof held)[number];
        judged.push({ decision: id, evidence: among.evidence(a, b), together: verdict });
      }
    };
    take(
      moved.flatMap((a) => others.map((b) => [a, b] as const)),
      together,
    );
    // Who takes items out together leaves them together.
    if (kind === 'split' && !undone)
      take(
        moved.flatMap((a, at) => moved.slice(at + 1).map((b) => [a, b] as const)),
        true,
      );
  }
  return judged;
}

async function itemsOf(db: Db | Trx, ids: readonly number[]): Promise<Map<number, Arriving>> {
  const { rows } = await sql<{ item: number; outlet: number; at: Date; dated: boolean; bytes: Buffer }>`
    select m.item_id as item, m.outlet_id as outlet, m.published_at as at, m.dated, s.bytes
    from stories.member m join stories.strand s using (item_id)
    where m.item_id = any(${ids}) and m.copy_of is null`.execute(db);
  return new Map(
    rows.flatMap(({ bytes, at, ...row }) => {
      const strand = unpackStrand(bytes);
      return strand ? [[row.item, { ...row, at: at.getTime(), strand }] as const] : [];
    }),
  );
}
