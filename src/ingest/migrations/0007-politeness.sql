-- What the robots.txt of an origin said last, and until when it is believed.
create table ingest.robots (
  origin text primary key,
  -- Null when it has never answered.
  said jsonb,
  said_at timestamptz,
  good_until timestamptz not null,
  -- Since when it has not answered, and how.
  failing_since timestamptz,
  outcome text,
  detail text
);

-- Outlets that agreed to be fetched whatever their robots.txt says to robots at large.
create table ingest.agreement (
  outlet_id bigint primary key,
  ground text not null check (ground <> ''),
  person_id text,
  at timestamptz not null
);

-- What was asked of an outlet on a day (UTC), for its budget.
create table ingest.spent (
  outlet_id bigint not null,
  day date not null,
  requests integer not null,
  bytes bigint not null,
  primary key (day, outlet_id)
);
