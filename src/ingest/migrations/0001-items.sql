-- A sequence of its own rather than an identity column: PostgreSQL before 17 has none on partitions.
create sequence ingest.item_id as bigint;

-- Append-only, by month. A changed item is a new row that supersedes the one before.
create table ingest.item (
  id bigint not null default nextval('ingest.item_id'),
  seen_at timestamptz not null,
  outlet_id bigint not null,
  channel_id bigint not null,
  -- The id of the first state of the same item, its own when it is the first.
  first_id bigint not null,
  supersedes bigint,
  version smallint not null default 1,
  lang text not null,
  title text not null,
  summary text not null,
  url text,
  authors text[] not null default '{}',
  categories text[] not null default '{}',
  image text,
  published_at timestamptz not null,
  -- False when the channel gave no date, or none that can be believed: then it is when the item was first seen.
  dated boolean not null,
  content_hash bytea not null,
  primary key (id, seen_at)
) partition by range (seen_at);
create table ingest.item_default partition of ingest.item default;
create index item_outlet on ingest.item (outlet_id, seen_at desc, id desc);
create index item_channel on ingest.item (channel_id, seen_at desc, id desc);

create function ingest.item_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'ingest.item is append-only: supersede an item instead of changing it';
end $$;
create trigger item_append_only before update or delete on ingest.item
  for each row execute function ingest.item_is_append_only();

-- By what an outlet's items are recognised, and the newest state of each.
create table ingest.item_key (
  outlet_id bigint not null,
  key bytea not null,
  -- The channel of the newest state: only there can it change, lest two channels that tell it differently take turns.
  channel_id bigint not null,
  first_id bigint not null,
  item_id bigint not null,
  version smallint not null,
  content_hash bytea not null,
  published_at timestamptz not null,
  dated boolean not null,
  primary key (outlet_id, key)
);
create index item_key_first on ingest.item_key (first_id);

-- The text of an item. An item without one has not arrived yet: its page waits to be read.
create table ingest.body (
  item_id bigint not null,
  seen_at timestamptz not null,
  -- Where the text comes from: the channel itself, the page of the article, or nothing more than the summary.
  origin text not null check (origin in ('channel', 'page', 'summary')),
  text text not null,
  html text,
  -- What the page tells where the channel was silent.
  lead text,
  byline text,
  image text,
  published_at timestamptz,
  -- Why there is only a summary.
  reason text,
  detail text,
  at timestamptz not null,
  primary key (item_id, seen_at)
) partition by range (seen_at);
create table ingest.body_default partition of ingest.body default;

-- Pages of articles that wait to be read.
create table ingest.page (
  item_id bigint primary key,
  seen_at timestamptz not null,
  outlet_id bigint not null,
  url text not null,
  host text not null,
  -- What the channel gave, for when the page cannot be read.
  fallback text not null,
  tries smallint not null default 0,
  due_at timestamptz not null
);
create index page_due on ingest.page (host, due_at);

-- Hosts that did not answer, and when they may be asked again.
create table ingest.host (
  host text primary key,
  failures integer not null,
  failing_since timestamptz not null,
  retry_at timestamptz not null,
  reason text not null,
  detail text not null
);

create sequence ingest.visit_id as bigint;
create table ingest.visit (
  id bigint not null default nextval('ingest.visit_id'),
  at timestamptz not null,
  channel_id bigint not null,
  -- The schedule, or a person who wanted to see.
  cause text not null check (cause in ('schedule', 'person')),
  outcome text not null,
  status integer,
  detail text,
  url text not null,
  redirects jsonb not null default '[]',
  bytes integer,
  milliseconds integer not null,
  format text,
  found integer not null default 0,
  fresh integer not null default 0,
  changed integer not null default 0,
  pages integer not null default 0,
  faults jsonb not null default '[]',
  primary key (id, at)
) partition by range (at);
create table ingest.visit_default partition of ingest.visit default;
create index visit_channel on ingest.visit (channel_id, at desc);
