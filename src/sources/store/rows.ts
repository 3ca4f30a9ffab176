import { sql } from 'kysely';

const outletFacts = sql`o.pack_id as "packId", o.origin, o.class, o.name, o.names, o.domain, o.home,
  o.languages, o.country, case when o.place_code is not null
    then jsonb_build_object('code', o.place_code, 'validFrom', o.place_valid_from) end as place,
  o.valid_from::text as "validFrom", o.valid_to::text as "validTo", o.rights, o.agreement,
  o.rights_from::text as "rightsFrom", o.rights_until::text as "rightsUntil", o.note, o.organisation_id as "organisationId"`;

/** The columns of an outlet, named as the type `Outlet` has them. */
export const outletColumns = sql`o.id, ${outletFacts}`;

/** The same, of the outlet `o` that an outlet `a` was joined to, under the id of `a`. */
export const joinedColumns = sql`a.id, ${outletFacts}`;

/** The columns of a channel, named as the type `Channel` has them. */
export const channelColumns = sql`c.id, c.outlet_id as "outletId", c.kind, c.title, c.url, c.language, c.state, c.note, c.unverified, c.verified_at as "verifiedAt",
  c.settings, c.memory, c.fetch_url as "fetchUrl", c.host, c.etag, c.last_modified as "lastModified", c.body_hash as "bodyHash",
  nullif(c.due_at, '-infinity') as "dueAt", c.interval_seconds as "intervalSeconds", c.visited_at as "visitedAt",
  c.succeeded_at as "succeededAt", c.failing_since as "failingSince", c.failures, c.outcome, c.status, c.detail,
  c.item_at as "itemAt", c.gap_seconds as "gapSeconds", c.pulse, c.signs, c.page_marks as "pageMarks",
  array(select f.id::int from sources.channel f where f.joined_to = c.id) as "formerIds",
  array(select f.id::int from sources.outlet f where f.joined_to = c.outlet_id) as "formerOutletIds"`;

/** A value as jsonb. */
export const json = (value: unknown) => sql`${JSON.stringify(value)}::jsonb`;
