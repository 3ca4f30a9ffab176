import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { fold } from '../../language/index.ts';
import type { Db, Trx } from '../../platform/index.ts';
import type { AgendaEvent, Day, EventFacts, EventKind } from '../event.ts';

const columns = sql`e.id, e.origin, e.kind, e.names, e.aliases, e.queries, e.first_day::text as "firstDay",
  e.last_day::text as "lastDay", to_char(e.start_time, 'HH24:MI') as "startTime", e.zone, e.venue, e.country,
  case when e.place_code is not null
    then jsonb_build_object('code', e.place_code, 'validFrom', e.place_valid_from) end as place,
  e.organisations, e.langs, e.weight, e.source, e.note, e.rule, e.series_id as "seriesId",
  e.occurrence::text as occurrence, e.edited, e.cancelled_at is not null as cancelled`;

/** One event, or series; undefined when there is none of this id. */
export async function eventById(db: Db | Trx, id: number): Promise<AgendaEvent | undefined> {
  const { rows } = await sql<AgendaEvent>`select ${columns} from agenda.event e where e.id = ${id}`.execute(db);
  return rows[0];
}

/** Some events, by id. */
export async function eventsByIds(db: Db | Trx, ids: readonly number[]): Promise<Map<number, AgendaEvent>> {
  const { rows } = await sql<AgendaEvent>`select ${columns} from agenda.event e where e.id = any(${ids})`.execute(db);
  return new Map(rows.map((event) => [event.id, event]));
}

/** What the agenda is narrowed to. `from` and `to` are days that an event touches. */
export type AgendaFilter = {
  from?: Day | undefined;
  to?: Day | undefined;
  kind?: EventKind | undefined;
  place?: string | undefined;
  words?: string | undefined;
};

function narrowed({ from, to, kind, place, words }: AgendaFilter): RawBuilder<SqlBool> {
  const parts = [sql<SqlBool>`e.rule is null`];
  if (from) parts.push(sql`e.last_day >= ${from}::date`);
  if (to) parts.push(sql`e.first_day <= ${to}::date`);
  if (kind) parts.push(sql`e.kind = ${kind}`);
  if (place) parts.push(sql`e.place_code = ${place}`);
  for (const word of fold(words ?? '')
    .split(/\s+/)
    .filter(Boolean)
    .slice(0, 8))
    parts.push(
      sql`lower(public.unaccent(e.names::text || e.aliases::text || coalesce(e.venue, ''))) like ${`%${word.replace(/[\\%_]/g, '\\$&')}%`}`,
    );
  return sql.join(parts, sql` and `);
}

/** The events of the agenda, by day; the latest first with `latest`. */
export async function listEvents(
  db: Db | Trx,
  filter: AgendaFilter,
  { limit, offset = 0, latest = false }: { limit: number; offset?: number; latest?: boolean },
): Promise<AgendaEvent[]> {
  const order = latest ? sql`e.last_day desc, e.id desc` : sql`e.first_day, e.weight desc, e.id`;
  const { rows } = await sql<AgendaEvent>`select ${columns} from agenda.event e where ${narrowed(filter)}
    order by ${order} limit ${limit} offset ${offset}`.execute(db);
  return rows;
}

/** How many events the agenda has. */
export async function countEvents(db: Db | Trx, filter: AgendaFilter): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from agenda.event e where ${narrowed(filter)}`.execute(db);
  return rows[0]?.count ?? 0;
}

/** The series, by name of their first language. */
export async function listSeries(db: Db | Trx): Promise<AgendaEvent[]> {
  const { rows } = await sql<AgendaEvent>`
    select ${columns} from agenda.event e where e.rule is not null order by e.first_day, e.id limit 500`.execute(db);
  return rows;
}

type Made = Pick<AgendaEvent, 'origin'> &
  EventFacts & { key?: string; rule?: string | null; seriesId?: number; occurrence?: Day; cancelled?: boolean };

const json = (value: unknown) => sql`${JSON.stringify(value)}::jsonb`;

const factsSet = (facts: EventFacts, now: Date) => sql`kind = ${facts.kind}, names = ${json(facts.names)},
  aliases = ${json(facts.aliases)}, queries = ${json(facts.queries)}, first_day = ${facts.firstDay}::date,
  last_day = ${facts.lastDay}::date, start_time = ${facts.startTime}::time, zone = ${facts.zone}, venue = ${facts.venue},
  country = ${facts.country}, place_code = ${facts.place?.code ?? null},
  place_valid_from = ${facts.place?.validFrom ?? null}::date, organisations = ${facts.organisations}::text[],
  langs = ${facts.langs}::text[], weight = ${facts.weight}, source = ${facts.source}, note = ${facts.note},
  changed_at = ${now}`;

/** Puts an event on the agenda and gives its id; undefined when one of its key, or of its day in the series, is there. */
export async function insertEvent(trx: Db | Trx, event: Made, now: Date): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`insert into agenda.event (key, origin, kind, names, aliases, queries,
      first_day, last_day, start_time, zone, venue, country, place_code, place_valid_from, organisations, langs, weight,
      source, note, rule, series_id, occurrence, cancelled_at, created_at, changed_at)
    values (${event.key ?? null}, ${event.origin}, ${event.kind}, ${json(event.names)}, ${json(event.aliases)},
      ${json(event.queries)}, ${event.firstDay}::date, ${event.lastDay}::date, ${event.startTime}::time, ${event.zone},
      ${event.venue}, ${event.country}, ${event.place?.code ?? null}, ${event.place?.validFrom ?? null}::date,
      ${event.organisations}::text[], ${event.langs}::text[], ${event.weight}, ${event.source}, ${event.note},
      ${event.rule ?? null}, ${event.seriesId ?? null}, ${event.occurrence ?? null}::date,
      ${event.cancelled ? now : null}, ${now}, ${now})
    on conflict do nothing returning id`.execute(trx);
  return rows[0]?.id;
}

/** Changes what is known of an event; by a person it is then kept from changes by its series or its calendar. */
export async function updateEvent(
  trx: Db | Trx,
  id: number,
  facts: EventFacts & { rule?: string | null },
  { now, byPerson }: { now: Date; byPerson: boolean },
): Promise<void> {
  await sql`update agenda.event set ${factsSet(facts, now)}, rule = ${facts.rule ?? null}, edited = edited or ${byPerson}
    where id = ${id}`.execute(trx);
}

/** Calls an event off, or on again. Gives whether that changed anything. */
export async function cancelEvent(trx: Db | Trx, id: number, cancelled: boolean, now: Date): Promise<boolean> {
  const { rows } = await sql`update agenda.event
    set cancelled_at = case when ${cancelled} then ${now}::timestamptz end, changed_at = ${now}
    where id = ${id} and (cancelled_at is not null) <> ${cancelled} returning id`.execute(trx);
  return rows.length > 0;
}

/** What is on the agenda under some keys. */
export async function eventsByKeys(db: Db | Trx, keys: readonly string[]): Promise<Map<string, AgendaEvent>> {
  const { rows } = await sql<AgendaEvent & { key: string }>`
    select e.key, ${columns} from agenda.event e where e.key = any(${keys})`.execute(db);
  return new Map(rows.map(({ key, ...event }) => [key, event]));
}

/** The occurrences of a series from a day on that no person has changed. */
export async function dropOccurrences(trx: Db | Trx, seriesId: number, from: Day): Promise<void> {
  await sql`delete from agenda.event e where e.series_id = ${seriesId} and e.first_day >= ${from}::date and not e.edited
      and not exists (select from agenda.link l where l.event_id = e.id)
      and not exists (select from agenda.assignment a where a.event_id = e.id)`.execute(trx);
}

/** Keeps two from unfolding, importing or seeding the agenda at once, until the end of the transaction. */
export async function holdAgenda(trx: Trx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('agenda.event'))`.execute(trx);
}

/** Changes whenever anything on the agenda does. */
export async function agendaVersion(db: Db | Trx): Promise<string> {
  const { rows } = await sql<{ version: string }>`
    select count(*) || ' ' || coalesce(max(changed_at), '-infinity') as version from agenda.event`.execute(db);
  return rows[0]?.version ?? '';
}
