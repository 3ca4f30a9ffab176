import { sql } from 'kysely';
import { fold } from '../../language/index.ts';
import type { Db, Trx } from '../../platform/index.ts';
import { nameKey } from '../channel.ts';
import type { Changes } from '../form.ts';
import type { NewOutlet, Outlet } from '../outlet.ts';
import { joinedColumns, json, outletColumns } from './rows.ts';

/**
 * The outlets of some ids, in no order; ids that there are none of are left out. One that was joined to another is
 * answered with all that holds of that other, under its own id: items are stored under either.
 */
export async function outletsByIds(db: Db | Trx, ids: readonly number[]): Promise<Outlet[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<Outlet>`
    select ${joinedColumns} from sources.outlet a join sources.outlet o on o.id = coalesce(a.joined_to, a.id)
    where a.id = any(${[...new Set(ids)]})`.execute(db);
  return rows;
}

/** One outlet, or the one that it was joined to; undefined when there is none of this id. */
export async function outletById(db: Db | Trx, id: number): Promise<Outlet | undefined> {
  const { rows } = await sql<Outlet>`
    select ${outletColumns} from sources.outlet a join sources.outlet o on o.id = coalesce(a.joined_to, a.id)
    where a.id = ${id}`.execute(db);
  return rows[0];
}

/** Every outlet, by class and name. */
export async function allOutlets(db: Db | Trx): Promise<Outlet[]> {
  const { rows } = await sql<Outlet>`
    select ${outletColumns} from sources.outlet o where o.joined_to is null order by o.class, o.name_key, o.id`.execute(
    db,
  );
  return rows;
}

/** The outlets whose name, name in another language, domain or note hold the words. */
export async function findOutlets(db: Db | Trx, words: string): Promise<Outlet[]> {
  const pattern = `%${fold(words)
    .trim()
    .replace(/[\\%_]/g, '\\$&')}%`;
  const { rows } = await sql<Outlet>`
    select ${outletColumns} from sources.outlet o where o.joined_to is null and o.search_key like ${pattern}
    order by o.class, o.name_key, o.id`.execute(db);
  return rows;
}

const rowOf = (outlet: NewOutlet) => ({
  pack_id: outlet.packId ?? null,
  origin: outlet.origin,
  class: outlet.class,
  name: outlet.name,
  names: outlet.names ?? {},
  name_key: nameKey(outlet.name),
  search_key: fold(
    [outlet.name, ...Object.values(outlet.names ?? {}), outlet.domain ?? '', outlet.note ?? ''].join(' '),
  ),
  domain: outlet.domain ?? null,
  home: outlet.home ?? null,
  languages: outlet.languages ?? [],
  country: outlet.country ?? null,
  place_code: outlet.place?.code ?? null,
  place_valid_from: outlet.place?.validFrom ?? null,
  valid_from: outlet.validFrom ?? null,
  valid_to: outlet.validTo ?? null,
  rights: outlet.rights ?? 'link',
  agreement: outlet.agreement ?? null,
  rights_from: outlet.rightsFrom ?? null,
  rights_until: outlet.rightsUntil ?? null,
  note: outlet.note ?? null,
  organisation_id: outlet.organisationId ?? null,
});

const columns = sql.raw(
  'pack_id, origin, class, name, names, name_key, search_key, domain, home, languages, country, place_code, ' +
    'place_valid_from, valid_from, valid_to, rights, agreement, rights_from, rights_until, note, organisation_id',
);

/**
 * Registers outlets and gives their ids in the same order. One of a `packId` that is there already is left as it is,
 * and its id is given.
 */
export async function insertOutlets(trx: Db | Trx, outlets: readonly NewOutlet[]): Promise<number[]> {
  if (outlets.length === 0) return [];
  // The id is drawn first, so that each row knows its own.
  const { rows } = await sql<{ id: number }>`
    with given as materialized (
      select g.place, g.packed, nextval(pg_get_serial_sequence('sources.outlet', 'id')) as id, r.*
      from (select ordinality as place, value as packed from jsonb_array_elements(${json(outlets.map(rowOf))}) with ordinality) g,
        jsonb_to_record(g.packed) as r(pack_id text, origin text, class text, name text, names jsonb, name_key text,
          search_key text, domain text, home text, languages text[], country text, place_code text,
          place_valid_from date, valid_from date, valid_to date, rights text, agreement text, rights_from date,
          rights_until date, note text, organisation_id text)
    ), added as (
      insert into sources.outlet (id, ${columns}) overriding system value
      select id, ${columns} from given order by place
      on conflict (pack_id) do nothing returning id
    )
    select coalesce(added.id, (select o.id from sources.outlet o where o.pack_id = given.pack_id)) as id
    from given left join added on added.id = given.id order by given.place`.execute(trx);
  return rows.map((row) => row.id);
}

/** Changes an outlet to what is given. Its origin and its name in the country pack stay. */
export async function updateOutlet(trx: Db | Trx, id: number, outlet: NewOutlet): Promise<void> {
  const row = rowOf(outlet);
  await sql`update sources.outlet set (class, name, names, name_key, search_key, domain, home, languages, country,
      place_code, place_valid_from, rights, agreement, rights_from, rights_until, note, organisation_id) =
    (select r.class, r.name, r.names, r.name_key, r.search_key, r.domain, r.home, r.languages, r.country,
      r.place_code, r.place_valid_from, r.rights, r.agreement, r.rights_from, r.rights_until, r.note, r.organisation_id
      from jsonb_populate_record(null::sources.outlet, ${json(row)}) r)
    where id = ${id}`.execute(trx);
}

/** Changes some things of several outlets; what is left out stays as each has it. */
export async function changeOutlets(trx: Db | Trx, ids: readonly number[], changes: Changes): Promise<void> {
  const { place, rights } = changes;
  const set = [
    ...(changes.class === undefined ? [] : [sql`class = ${changes.class}`]),
    ...(place === undefined
      ? []
      : [sql`place_code = ${place?.code ?? null}, place_valid_from = ${place?.validFrom ?? null}::date`]),
    ...(changes.organisationId === undefined ? [] : [sql`organisation_id = ${changes.organisationId}`]),
    ...(rights === undefined
      ? []
      : [
          sql`rights = ${rights}, agreement = ${changes.agreement ?? null},
            rights_from = ${changes.rightsFrom ?? null}::date, rights_until = ${changes.rightsUntil ?? null}::date`,
        ]),
  ];
  if (set.length > 0) await sql`update sources.outlet set ${sql.join(set)} where id = any(${ids})`.execute(trx);
}

/** Holds the register until the end of the transaction, so that two imports do not add one outlet twice. */
export async function holdRegister(trx: Trx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('sources.register'))`.execute(trx);
}

/** By what an import recognises outlets, and which of some channel addresses are registered. */
export async function allKeys(
  trx: Trx,
  addressKeys: readonly string[],
): Promise<{ outlets: { id: number; name: string; domain: string | null }[]; channels: Map<string, number> }> {
  const { rows: outlets } = await sql<{ id: number; name: string; domain: string | null }>`
    select id, name, domain from sources.outlet where joined_to is null order by id`.execute(trx);
  const { rows } = await sql<{ key: string; outletId: number }>`
    select url_key as key, outlet_id as "outletId" from sources.channel where url_key = any(${addressKeys})`.execute(
    trx,
  );
  return { outlets, channels: new Map(rows.map(({ key, outletId }) => [key, outletId])) };
}
