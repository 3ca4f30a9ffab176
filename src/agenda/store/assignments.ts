import { type SqlBool, sql } from 'kysely';
import type { Person } from '../../identity/index.ts';
import type { Db, Trx } from '../../platform/index.ts';
import type { Assignment, AssignmentState } from '../assignment.ts';
import type { Voice } from '../coverage.ts';
import type { Day } from '../event.ts';

const columns = sql`a.id, a.event_id as "eventId", e.names, e.first_day::text as "firstDay", a.lang, a.class,
  a.organisation_id as "organisationId", a.due_day::text as "dueDay", a.ask, a.state, a.answer,
  a.asked_by_name as "askedBy", a.asked_at as "askedAt", a.changed_by_name as "changedBy", a.changed_at as "changedAt"`;

export type Asked = {
  eventId: number;
  lang: string;
  class: Voice | null;
  organisationId: string;
  dueDay: Day | null;
  ask: string;
};

/** Asks an organisation to fill a hole. Gives the assignment; undefined when it was asked that already and has not ended it. */
export async function insertAssignment(
  trx: Trx,
  asked: Asked,
  { person, now }: { person: Person; now: Date },
): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`insert into agenda.assignment
      (event_id, lang, class, organisation_id, due_day, ask, asked_by, asked_by_name, asked_at, changed_by_name, changed_at)
    values (${asked.eventId}, ${asked.lang}, ${asked.class}, ${asked.organisationId}, ${asked.dueDay}::date, ${asked.ask},
      ${person.id}, ${person.name}, ${now}, ${person.name}, ${now})
    on conflict do nothing returning id`.execute(trx);
  return rows[0]?.id;
}

/** One assignment, held until the end of the transaction. */
export async function holdAssignment(trx: Trx, id: number): Promise<Assignment | undefined> {
  const { rows } = await sql<Assignment>`select ${columns} from agenda.assignment a
    join agenda.event e on e.id = a.event_id where a.id = ${id} for update of a`.execute(trx);
  return rows[0];
}

/** Moves an assignment on. */
export async function moveAssignment(
  trx: Trx,
  id: number,
  { state, answer }: { state: AssignmentState; answer: string },
  { person, now }: { person: Person; now: Date },
): Promise<void> {
  await sql`update agenda.assignment set state = ${state}, answer = ${answer}, changed_by_name = ${person.name},
    changed_at = ${now} where id = ${id}`.execute(trx);
}

export type AssignmentFilter = {
  eventIds?: readonly number[] | undefined;
  organisationId?: string | undefined;
  /** Only those that wait for somebody. */
  waiting?: boolean | undefined;
};

/** Assignments: those that wait first, by the day they are due. */
export async function listAssignments(
  db: Db | Trx,
  { eventIds, organisationId, waiting }: AssignmentFilter,
  limit: number,
): Promise<Assignment[]> {
  const parts = [sql<SqlBool>`true`];
  if (eventIds) parts.push(sql`a.event_id = any(${eventIds})`);
  if (organisationId !== undefined) parts.push(sql`a.organisation_id = ${organisationId}`);
  if (waiting) parts.push(sql`a.state in ('open', 'taken')`);
  const { rows } = await sql<Assignment>`select ${columns} from agenda.assignment a
    join agenda.event e on e.id = a.event_id where ${sql.join(parts, sql` and `)}
    order by a.state in ('open', 'taken') desc, a.due_day nulls last, a.id desc limit ${limit}`.execute(db);
  return rows;
}
