import { sql } from 'kysely';
import type { Db, Trx } from '../../platform/index.ts';
import { packStrand, type Strand, unpackStrand } from '../strand.ts';
import type { Move, Near } from '../weave.ts';
import type { Why } from '../why.ts';
import type { Thread, Window } from '../window.ts';

/** An item that was just woven, as it is stored. */
export type Woven = Thread & {
  state: number;
  lang: string;
  title: string;
  summary: string;
  url: string | null;
  words: string;
  why: Why | null;
};

type Row = {
  item: number;
  state: number;
  story: number;
  outlet: number;
  at: Date;
  dated: boolean;
  copyOf: number | null;
  fixed: boolean;
  seq: number;
  bytes: Buffer;
  vector: Buffer | null;
};

const page = 500;

/**
 * Brings a window up to what the tables say after `seq`, at most the last `capacity` items, and gives the new `seq`.
 * Strands that another version of the analysis made are handed to `remake`.
 */
export async function catchUp(
  trx: Trx,
  window: Window,
  { seq, capacity, model = null }: { seq: number; capacity: number; model?: string | null },
  remake: (states: readonly number[]) => Promise<Map<number, Strand>>,
): Promise<number> {
  let reached = seq === 0 ? await floorOf(trx, capacity) : seq;
  for (;;) {
    const { rows } = await sql<Row>`
      select m.item_id as item, m.state_id as state, m.story_id as story, m.outlet_id as outlet, m.published_at as at,
        m.dated, m.copy_of as "copyOf", m.held or t.decided as fixed, m.seq, s.bytes, case when s.model = ${model} then s.vector end as vector
      from stories.member m join stories.strand s using (item_id) join stories.story t on t.id = m.story_id
      where m.seq > ${reached} order by m.seq limit ${page}`.execute(trx);
    const old = rows.filter(({ bytes }) => unpackStrand(bytes) === undefined);
    const remade = old.length === 0 ? new Map<number, Strand>() : await remake(old.map(({ state }) => state));
    if (remade.size > 0)
      await putStrands(
        trx,
        old.flatMap(({ item, state }) => {
          const strand = remade.get(state);
          return strand ? [{ item, strand }] : [];
        }),
      );
    for (const { state, bytes, seq: _, at, vector, ...row } of rows) {
      const strand = unpackStrand(bytes) ?? remade.get(state);
      if (strand)
        window.put({ ...row, at: at.getTime(), strand, ...(vector ? { vector: new Int8Array(vector) } : {}) });
    }
    reached = rows.at(-1)?.seq ?? reached;
    if (rows.length < page) return reached;
  }
}

/** Below this number lie members that a window of `capacity` does not hold any more. */
async function floorOf(trx: Trx, capacity: number): Promise<number> {
  const { rows } = await sql<{ seq: number }>`
    select seq from stories.member order by seq desc offset ${capacity} limit 1`.execute(trx);
  return rows[0]?.seq ?? 0;
}

/** The number of the last change: only under the lock does it tell that there are none in progress. */
export async function lastSeq(trx: Trx): Promise<number> {
  const { rows } = await sql<{ seq: number }>`select last_value as seq from stories.thread_seq`.execute(trx);
  return rows[0]?.seq ?? 0;
}

/** Which of some items are woven already, and in which state. */
export async function wovenStates(
  trx: Db | Trx,
  items: readonly number[],
): Promise<Map<number, { state: number; story: number }>> {
  const { rows } = await sql<{ item: number; state: number; story: number }>`
    select item_id as item, state_id as state, story_id as story from stories.member
    where item_id = any(${items})`.execute(trx);
  return new Map(rows.map(({ item, state, story }) => [item, { state, story }]));
}

/** Begins a story and gives its id. */
export async function beginStory(trx: Trx, now: Date): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into stories.story (begun_at, changed_at) values (${now}, ${now}) returning id`.execute(trx);
  return rows[0]?.id as number;
}

/** Stores items with their stories; one that is there already keeps its story and takes the new state. `model`: whose vectors they have. */
export async function putMembers(
  trx: Trx,
  woven: readonly Woven[],
  now: Date,
  model: string | null = null,
): Promise<void> {
  if (woven.length === 0) return;
  const rows = woven.map(({ strand: _, vector: __, at, ...member }) => ({ ...member, at: new Date(at) }));
  await sql`
    insert into stories.member (item_id, state_id, story_id, outlet_id, lang, title, summary, url, words, published_at,
      dated, copy_of, why, woven_at)
    select item, state, story, outlet, lang, title, summary, url, words, at, dated, "copyOf", why, ${now}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(item bigint, state bigint, story bigint, outlet bigint,
      lang text, title text, summary text, url text, words text, at timestamptz, dated boolean, "copyOf" bigint, why jsonb)
    on conflict (item_id) do update set state_id = excluded.state_id, lang = excluded.lang, title = excluded.title,
      summary = excluded.summary, url = excluded.url, words = excluded.words, published_at = excluded.published_at, dated = excluded.dated,
      seq = nextval('stories.thread_seq')`.execute(trx);
  await putStrands(trx, woven, model);
}

async function putStrands(
  trx: Trx,
  strands: readonly Pick<Woven, 'item' | 'strand' | 'vector'>[],
  model: string | null = null,
): Promise<void> {
  const vectors = strands.map(({ vector }) =>
    vector ? Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength) : null,
  );
  await sql`
    insert into stories.strand as kept (item_id, bytes, vector, model)
    select item, bytes, vector, case when vector is not null then ${model} end
    from unnest(${strands.map(({ item }) => item)}::bigint[], ${strands.map(({ strand }) => packStrand(strand))}::bytea[],
      ${vectors}::bytea[]) as given(item, bytes, vector)
    on conflict (item_id) do update set bytes = excluded.bytes, vector = coalesce(excluded.vector, kept.vector),
      model = coalesce(excluded.model, kept.model)`.execute(trx);
}

/** Makes one item a copy of another, and its copies too. */
export async function overtake(trx: Trx, former: number, source: number): Promise<void> {
  await sql`
    update stories.member set copy_of = ${source}, seq = nextval('stories.thread_seq')
    where item_id = ${former} or copy_of = ${former}`.execute(trx);
}

/**
 * Moves an item and its copies to where the second look places it, and notes that. A story that loses its last item leads to the other
 * one. Gives whether the item was still there to be moved.
 */
export async function moveItem(trx: Trx, { item, from, to, why }: Move, now: Date): Promise<boolean> {
  const { rows } = await sql<{ id: number }>`
    update stories.member set story_id = ${to}, seq = nextval('stories.thread_seq'),
      why = case when item_id = ${item} then ${JSON.stringify(why)}::jsonb else why end
    where story_id = ${from} and not held and (item_id = ${item} or copy_of = ${item}) returning item_id as id`.execute(
    trx,
  );
  if (rows.length === 0) return false;
  const { numAffectedRows: emptied } = await sql`
    update stories.story set merged_into = ${to}
    where id = ${from} and not exists (select from stories.member where story_id = ${from})`.execute(trx);
  await sql`
    insert into stories.decision (kind, story_id, other_id, item_ids, why, at)
    values (${emptied ? 'join' : 'move'}, ${to}, ${from}, ${rows.map(({ id }) => id)}, ${JSON.stringify(why)}::jsonb, ${now})`.execute(
    trx,
  );
  return true;
}

/** Notes stories that may be one. The latest reason stands. */
export async function putNear(trx: Trx, story: number, near: readonly Near[], now: Date): Promise<void> {
  for (const { story: other, why } of near)
    if (other !== story)
      await sql`
        insert into stories.near (story_id, other_id, why, at)
        values (${Math.min(story, other)}, ${Math.max(story, other)}, ${JSON.stringify(why)}::jsonb, ${now})
        on conflict (story_id, other_id) do update set why = excluded.why, at = excluded.at`.execute(trx);
}

/** Forgets the strands that no window of `capacity` holds any more, but for items that people judged. Gives how many there were. */
export async function forgetStrands(db: Db, capacity: number): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const floor = await floorOf(trx, capacity);
    const { numAffectedRows } = await sql`
      delete from stories.strand s using stories.member m where m.item_id = s.item_id and m.seq < ${floor}
        and not m.held and not exists (select from stories.story t where t.id = m.story_id and t.decided)`.execute(trx);
    return Number(numAffectedRows ?? 0);
  });
}
