create table sources.outlet (
  id bigint generated always as identity primary key,
  -- Its name in the country pack; null for one that people added.
  pack_id text unique,
  origin text not null check (origin in ('pack', 'desk', 'import', 'demonstration')),
  class text not null
    check (class in ('official', 'domestic-press', 'mission', 'creator', 'foreign-press', 'reference')),
  name text not null check (name <> ''),
  names jsonb not null default '{}',
  -- Folded: the name alone to recognise it by, and everything that a search looks in.
  name_key text not null,
  search_key text not null,
  domain text,
  home text,
  languages text[] not null default '{}',
  country text,
  place_code text,
  place_valid_from date,
  valid_from date,
  valid_to date,
  rights text not null default 'link' check (rights in ('full', 'excerpt', 'link')),
  agreement text,
  rights_from date,
  rights_until date,
  note text,
  created_at timestamptz not null default now(),
  check ((place_code is null) = (place_valid_from is null))
);
create index outlet_name on sources.outlet (name_key);
create index outlet_domain on sources.outlet (domain);

create table sources.channel (
  id bigint generated always as identity primary key,
  outlet_id bigint not null references sources.outlet (id),
  kind text not null,
  title text,
  url text not null,
  -- The address without what does not tell channels apart: scheme, www, last slash.
  url_key text not null unique,
  language text,
  state text not null check (state in ('active', 'paused')),
  note text,
  created_at timestamptz not null default now(),
  -- Where it is fetched: the address, or the one that it has moved to for good.
  fetch_url text not null,
  host text not null,
  etag text,
  last_modified text,
  body_hash bytea,
  due_at timestamptz not null default '-infinity',
  interval_seconds integer not null default 3600,
  -- How it fares, as the last visits tell.
  visited_at timestamptz,
  succeeded_at timestamptz,
  failing_since timestamptz,
  failures integer not null default 0,
  outcome text,
  status integer,
  detail text,
  item_at timestamptz,
  gap_seconds integer
);
create index channel_outlet on sources.channel (outlet_id);
create index channel_due on sources.channel (due_at) where state = 'active';
create index channel_host on sources.channel (host, due_at) where state = 'active';

create table sources.channel_day (
  channel_id bigint not null references sources.channel (id),
  day date not null,
  items integer not null,
  primary key (channel_id, day)
);
