-- What people are told of: an outlet fell silent or broke, a host is out. A row is noticed first, opened when it lasts,
-- and resolved by itself when it is over.
create table sources.alert (
  id bigint generated always as identity primary key,
  outlet_id bigint references sources.outlet (id),
  host text,
  kind text not null check (kind in ('silent', 'broken', 'outage')),
  outcome text,
  noticed_at timestamptz not null,
  opened_at timestamptz,
  seen_at timestamptz,
  seen_by text,
  seen_by_name text,
  well_since timestamptz,
  resolved_at timestamptz,
  resolution text check (resolution in ('recovered', 'paused', 'gone')),
  check ((outlet_id is null) <> (host is null)),
  check ((resolved_at is null) = (resolution is null))
);
create unique index alert_outlet on sources.alert (outlet_id) where resolved_at is null;
create unique index alert_host on sources.alert (host) where resolved_at is null;
create index alert_resolved on sources.alert (resolved_at desc) where resolved_at is not null;
