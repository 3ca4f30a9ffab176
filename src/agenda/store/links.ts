import { sql } from 'kysely';
import type { Person } from '../../identity/index.ts';
import type { Db, Trx } from '../../platform/index.ts';
import type { Mention, Voice } from '../coverage.ts';
import type { Evidence } from '../match.ts';

/** Something that hangs on events: a story, a text. Whoever publishes it says what it is called and where it is. */
export type Subject = { subject: string; title: string; lang: string; path: string; at: Date };

/** Something that was published, as part of a subject: `item:55`. */
export type Published = { thing: string; lang: string; class: Voice; at: Date };

/** Something that hangs on an event, and why. */
export type Link = Subject & {
  eventId: number;
  evidence: Evidence | null;
  judged: 'yes' | 'no' | null;
  personName: string | null;
  /** Things published as part of it. */
  mentions: number;
};

const columns = sql`l.event_id as "eventId", l.subject, l.title, l.lang, l.path, l.at, l.evidence, l.judged,
  l.person_name as "personName",
  (select count(*) from agenda.mention m where m.event_id = l.event_id and m.subject = l.subject) as mentions`;
const holds = sql`(l.judged = 'yes' or (l.judged is null and l.evidence is not null))`;

/**
 * Hangs a subject on the events that evidence speaks for, and takes it off those for which it no longer does. What a
 * person judged stays as it was judged. What is published as part of it replaces what was told before. Idempotent.
 */
export async function hangOn(
  trx: Trx,
  { subject, title, lang, path, at }: Subject,
  matches: readonly { eventId: number; evidence: Evidence }[],
  published: readonly Published[],
  now: Date,
): Promise<void> {
  const found = JSON.stringify(matches.map(({ eventId, evidence }) => ({ event_id: eventId, evidence })));
  await sql`delete from agenda.link l where l.subject = ${subject} and l.judged is null
    and not (l.event_id = any(${matches.map(({ eventId }) => eventId)}))`.execute(trx);
  await sql`update agenda.link l set title = ${title}, lang = ${lang}, path = ${path}, at = ${at}
    where l.subject = ${subject}`.execute(trx);
  await sql`insert into agenda.link as l (event_id, subject, title, lang, path, at, evidence, changed_at)
    select f.event_id, ${subject}, ${title}, ${lang}, ${path}, ${at}, f.evidence, ${now}
    from jsonb_to_recordset(${found}::jsonb) as f(event_id bigint, evidence jsonb)
    join agenda.event e on e.id = f.event_id
    on conflict (event_id, subject) do update set evidence = excluded.evidence`.execute(trx);
  await sql`delete from agenda.mention m where m.subject = ${subject}`.execute(trx);
  const things = JSON.stringify(published);
  await sql`insert into agenda.mention (event_id, subject, thing, lang, class, at)
    select l.event_id, ${subject}, p.thing, p.lang, p.class, p.at
    from agenda.link l, jsonb_to_recordset(${things}::jsonb) as p(thing text, lang text, class text, at timestamptz)
    where l.subject = ${subject} and ${holds}
    on conflict do nothing`.execute(trx);
}

/** Takes a subject off every event: it is no more. */
export async function unhang(trx: Trx, subject: string): Promise<void> {
  await sql`delete from agenda.link where subject = ${subject}`.execute(trx);
}

/** Lets a person say that a subject is about an event, or that it is not. Gives whether that is new. */
export async function judgeLink(
  trx: Trx,
  eventId: number,
  { subject, title, lang, path, at }: Subject,
  judged: 'yes' | 'no',
  { person, now }: { person: Person; now: Date },
): Promise<boolean> {
  const { rows } = await sql`insert into agenda.link as l
      (event_id, subject, title, lang, path, at, judged, person_id, person_name, changed_at)
    values (${eventId}, ${subject}, ${title}, ${lang}, ${path}, ${at}, ${judged}, ${person.id}, ${person.name}, ${now})
    on conflict (event_id, subject) do update set judged = excluded.judged, person_id = excluded.person_id,
      person_name = excluded.person_name, changed_at = excluded.changed_at
    where l.judged is distinct from excluded.judged
    returning event_id`.execute(trx);
  return rows.length > 0;
}

/** One link, whatever was judged of it. */
export async function linkOf(db: Db | Trx, eventId: number, subject: string): Promise<Link | undefined> {
  const { rows } = await sql<Link>`
    select ${columns} from agenda.link l where l.event_id = ${eventId} and l.subject = ${subject}`.execute(db);
  return rows[0];
}

/** What hangs on an event, the newest first; with `refused` what a person said does not belong there. */
export async function linksOfEvent(
  db: Db | Trx,
  eventId: number,
  { limit, refused = false }: { limit: number; refused?: boolean },
): Promise<Link[]> {
  const which = refused ? sql`l.judged = 'no'` : holds;
  const { rows } = await sql<Link>`select ${columns} from agenda.link l
    where l.event_id = ${eventId} and ${which} order by l.at desc, l.subject limit ${limit}`.execute(db);
  return rows;
}

/** The events that a subject hangs on, and those from which a person took it. */
export async function linksOfSubject(db: Db | Trx, subject: string): Promise<Link[]> {
  const { rows } = await sql<Link>`
    select ${columns} from agenda.link l where l.subject = ${subject} order by l.event_id`.execute(db);
  return rows;
}

/** What was published about some events, each thing once however many stories hold it. */
export async function mentionsOf(db: Db | Trx, eventIds: readonly number[]): Promise<Map<number, Mention[]>> {
  const { rows } = await sql<Mention & { eventId: number }>`
    select distinct on (event_id, thing) event_id as "eventId", lang, class, at
    from agenda.mention where event_id = any(${eventIds}) order by event_id, thing`.execute(db);
  const byEvent = Map.groupBy(rows, ({ eventId }) => eventId);
  return new Map(eventIds.map((id) => [id, byEvent.get(id) ?? []]));
}

/** What hangs on an event, at most ten thousand, the newest first. */
export async function hangingOn(db: Db | Trx, eventId: number): Promise<string[]> {
  const { rows } = await sql<{ subject: string }>`
    select l.subject from agenda.link l where l.event_id = ${eventId} and ${holds}
    order by l.at desc, l.subject limit 10000`.execute(db);
  return rows.map(({ subject }) => subject);
}

/** Everything that hangs on an event or was taken off it. */
export async function subjectsOf(db: Db | Trx, eventId: number): Promise<string[]> {
  const { rows } = await sql<{ subject: string }>`
    select subject from agenda.link where event_id = ${eventId} order by subject`.execute(db);
  return rows.map(({ subject }) => subject);
}
