import { sql } from 'kysely';
import type { Db, Trx } from '../../platform/index.ts';
import { outletsByIds } from '../../sources/index.ts';
import { takeTurn } from './lock.ts';

/** Notes the classes of the outlets of some stories, as far as none is noted yet. */
export async function knowVoices(trx: Trx, storyIds: readonly number[]): Promise<void> {
  const { rows } = await sql<{ id: number }>`
    select distinct m.outlet_id as id from stories.member m
    where m.story_id = any(${storyIds}) and not exists (select from stories.voice v where v.outlet_id = m.outlet_id)`.execute(
    trx,
  );
  await putVoices(
    trx,
    await outletsByIds(
      trx,
      rows.map(({ id }) => id),
    ),
  );
}

/** The class by which the stories of an outlet are found; empty while it is not known. */
export type Voice = { id: number; class: string };

async function putVoices(trx: Trx, voices: readonly Voice[]): Promise<void> {
  if (voices.length === 0) return;
  await sql`insert into stories.voice (outlet_id, class)
    select * from unnest(${voices.map(({ id }) => id)}::bigint[], ${voices.map((voice) => voice.class)}::text[])
    on conflict (outlet_id) do update set class = excluded.class`.execute(trx);
}

/** Every outlet that has words in a story. */
export async function knownVoices(db: Db | Trx): Promise<Voice[]> {
  const { rows } = await sql<Voice>`select outlet_id as id, class from stories.voice order by outlet_id`.execute(db);
  return rows;
}

/** Lets the stories of an outlet be found by another class; gives those with own words since a moment. Takes the turn. */
export async function changeVoice(trx: Trx, voice: Voice, since: Date): Promise<number[]> {
  await takeTurn(trx);
  await putVoices(trx, [voice]);
  const { rows } = await sql<{ id: number; recent: boolean }>`
    update stories.story s set classes =
      coalesce((select array_agg(distinct v.class) from stories.voice v where v.outlet_id = any(s.outlet_ids) and v.class <> ''), '{}')
    where s.merged_into is null and s.items > 0 and s.outlet_ids @> array[${voice.id}::bigint]
    returning s.id, s.last_at >= ${since} as recent`.execute(trx);
  if (rows.length > 0) await sql`update stories.board set version = version + 1`.execute(trx);
  return rows.flatMap(({ id, recent }) => (recent ? [id] : []));
}
