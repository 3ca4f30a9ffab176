import { sql } from 'kysely';
import type { Db, Trx } from '../platform/index.ts';
import type { Gazetteer } from './pack.ts';
import { type Atlas, atlasOf, type Mark, type Place, type PlaceKey } from './place.ts';
import type { CountingRule, Programme, Title } from './title.ts';

/** Every place through time. Throws a RangeError when the stored lineage is broken. */
export async function readAtlas(db: Db | Trx): Promise<Atlas> {
  const { rows } = await sql<Place & { tileColumn: number | null; tileRow: number | null }>`
    select p.code, p.valid_from::text as "validFrom", p.valid_to::text as "validTo", p.slug, p.type, p.names,
      p.iso, p.iso_status as "isoStatus", p.seat, p.communes, p.source, p.confidence,
      p.tile_column as "tileColumn", p.tile_row as "tileRow",
      coalesce((select jsonb_agg(jsonb_build_object('code', from_code, 'validFrom', from_valid_from)
          order by from_valid_from, from_code)
        from places.succession where (to_code, to_valid_from) = (p.code, p.valid_from)), '[]') as "formedFrom",
      coalesce((select jsonb_agg(jsonb_build_object('code', to_code, 'validFrom', to_valid_from)
          order by to_valid_from, to_code)
        from places.succession where (from_code, from_valid_from) = (p.code, p.valid_from)), '[]') as "mergedInto"
    from places.place p order by p.valid_from, p.code`.execute(db);
  return atlasOf(
    rows.map(({ tileColumn, tileRow, ...place }) => ({
      ...place,
      tile: tileColumn === null || tileRow === null ? null : { column: tileColumn, row: tileRow },
    })),
  );
}

/** The names that the map shows without a square of their own, from north to south. */
export async function readMarks(db: Db | Trx): Promise<Mark[]> {
  const { rows } = await sql<Mark>`
    select code, valid_from::text as "validFrom", names, tile_column as "column", tile_row as "row"
    from places.mark order by tile_row, position`.execute(db);
  return rows;
}

/** Every UNESCO title, by year. */
export async function readTitles(db: Db | Trx): Promise<Title[]> {
  const held = (period: 'then' | 'now') => sql`coalesce((
    select jsonb_agg(jsonb_build_object('code', code, 'validFrom', valid_from) order by position)
    from places.title_place where title = t.id and period = ${period}), '[]')`;
  const { rows } = await sql<Title>`
    select t.id, t.programme, t.year, t.names, t.details, t.source, t.confidence,
      ${held('then')} as "placesThen", ${held('now')} as "placesNow"
    from places.title t order by t.year, t.id`.execute(db);
  return rows;
}

/** The programmes of UNESCO in the order in which pages list them. */
export async function readProgrammes(db: Db | Trx): Promise<Programme[]> {
  const { rows } = await sql<Programme>`select id, names from places.programme order by position`.execute(db);
  return rows;
}

/** The rules by which titles are counted, the usual one first. */
export async function readCountingRules(db: Db | Trx): Promise<CountingRule[]> {
  const { rows } = await sql<CountingRule>`
    select id, programmes, text from places.counting_rule order by position`.execute(db);
  return rows;
}

/** Makes the tables say what the country pack says: adds, changes and removes. Doing it again changes nothing. */
export async function writeGazetteer(db: Db, gazetteer: Gazetteer): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await sql`lock table places.place in share row exclusive mode`.execute(trx);
    await writePlaces(trx, gazetteer.places);
    await writeMarks(trx, gazetteer.marks);
    await writeProgrammes(trx, gazetteer);
    await writeTitles(trx, gazetteer.titles);
    const programmes = gazetteer.programmes.map(({ id }) => id);
    await sql`delete from places.programme where not (id = any(${programmes}))`.execute(trx);
  });
}

async function writePlaces(trx: Trx, places: readonly Place[]): Promise<void> {
  const rows = places.map((place) => ({
    code: place.code,
    valid_from: place.validFrom,
    valid_to: place.validTo,
    slug: place.slug,
    type: place.type,
    names: place.names,
    iso: place.iso,
    iso_status: place.isoStatus,
    seat: place.seat,
    communes: place.communes,
    tile_column: place.tile?.column ?? null,
    tile_row: place.tile?.row ?? null,
    source: place.source,
    confidence: place.confidence,
  }));
  await sql`delete from places.place p where not exists (
    select from jsonb_to_recordset(${json(rows)}) as n(code text, valid_from date)
    where (n.code, n.valid_from) = (p.code, p.valid_from))`.execute(trx);
  await sql`insert into places.place as p
    select * from jsonb_populate_recordset(null::places.place, ${json(rows)})
    on conflict (code, valid_from) do update set valid_to = excluded.valid_to, slug = excluded.slug,
      type = excluded.type, names = excluded.names, iso = excluded.iso, iso_status = excluded.iso_status,
      seat = excluded.seat, communes = excluded.communes, tile_column = excluded.tile_column,
      tile_row = excluded.tile_row, source = excluded.source, confidence = excluded.confidence
    where p is distinct from excluded`.execute(trx);
  await writeSuccessions(trx, places);
}

async function writeSuccessions(trx: Trx, places: readonly Place[]): Promise<void> {
  const rows = places.flatMap((place) => place.formedFrom.map((from) => link(from, place)));
  await sql`delete from places.succession`.execute(trx);
  await sql`insert into places.succession
    select * from jsonb_populate_recordset(null::places.succession, ${json(rows)})`.execute(trx);
}

async function writeMarks(trx: Trx, marks: readonly Mark[]): Promise<void> {
  const rows = marks.map(({ code, validFrom, names, column, row }, position) => ({
    position,
    code,
    valid_from: validFrom,
    names,
    tile_column: column,
    tile_row: row,
  }));
  await sql`delete from places.mark`.execute(trx);
  await sql`insert into places.mark
    select * from jsonb_populate_recordset(null::places.mark, ${json(rows)})`.execute(trx);
}

const link = (from: PlaceKey, to: PlaceKey) => ({
  from_code: from.code,
  from_valid_from: from.validFrom,
  to_code: to.code,
  to_valid_from: to.validFrom,
});

async function writeProgrammes(trx: Trx, { programmes, countingRules }: Gazetteer): Promise<void> {
  await sql`insert into places.programme
    select * from jsonb_populate_recordset(null::places.programme, ${json(inOrder(programmes))})
    on conflict (id) do update set position = excluded.position, names = excluded.names`.execute(trx);
  await sql`delete from places.counting_rule`.execute(trx);
  await sql`insert into places.counting_rule
    select * from jsonb_populate_recordset(null::places.counting_rule, ${json(inOrder(countingRules))})`.execute(trx);
}

async function writeTitles(trx: Trx, titles: readonly Title[]): Promise<void> {
  const ids = titles.map((title) => title.id);
  await sql`delete from places.title where not (id = any(${ids}))`.execute(trx);
  await sql`insert into places.title as t
    select * from jsonb_populate_recordset(null::places.title, ${json(titles)})
    on conflict (id) do update set programme = excluded.programme, year = excluded.year, names = excluded.names,
      details = excluded.details, source = excluded.source, confidence = excluded.confidence
    where t is distinct from excluded`.execute(trx);
  const held = titles.flatMap((title) => [
    ...title.placesThen.map((key, position) => holding(title.id, 'then', position, key)),
    ...title.placesNow.map((key, position) => holding(title.id, 'now', position, key)),
  ]);
  await sql`delete from places.title_place`.execute(trx);
  await sql`insert into places.title_place
    select * from jsonb_populate_recordset(null::places.title_place, ${json(held)})`.execute(trx);
}

const holding = (title: string, period: 'then' | 'now', position: number, key: PlaceKey) => ({
  title,
  period,
  position,
  code: key.code,
  valid_from: key.validFrom,
});

const inOrder = <T extends object>(list: readonly T[]) => list.map((entry, position) => ({ ...entry, position }));

const json = (value: unknown) => sql`${JSON.stringify(value)}::jsonb`;
