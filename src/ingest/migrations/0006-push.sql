-- Visits that came by themselves: a portal sent, or a hub of WebSub did.
alter table ingest.visit drop constraint visit_cause_check;
alter table ingest.visit add constraint visit_cause_check check (cause in ('schedule', 'person', 'push'));

-- What a portal shows when it sends. Only the hash is kept: the token itself is shown once.
create table ingest.push_token (
  id bigint generated always as identity primary key,
  channel_id bigint not null,
  hash bytea not null unique,
  -- Its last four characters, by which people tell tokens apart.
  hint text not null,
  made_at timestamptz not null,
  -- From when it is refused: revoked, or replaced and given time to be changed.
  ends_at timestamptz,
  used_at timestamptz
);
create index push_token_channel on ingest.push_token (channel_id, made_at desc);

-- The newest state of each item that its sender counts: the same one twice does nothing, an older one neither.
create table ingest.push_version (
  channel_id bigint not null,
  key bytea not null,
  version text not null,
  primary key (channel_id, key)
);

-- Requests that named an Idempotency-Key, with what was answered.
create table ingest.push_request (
  channel_id bigint not null,
  key text not null,
  body_hash bytea not null,
  status smallint not null,
  answer jsonb not null,
  at timestamptz not null,
  primary key (channel_id, key)
);
create index push_request_at on ingest.push_request (at);

-- Subscriptions to the hubs that feeds offer (W3C WebSub).
create table ingest.websub (
  channel_id bigint primary key,
  hub text not null,
  topic text not null,
  -- The last part of the address that the hub sends to; nobody can guess it.
  slug text not null unique,
  secret text not null,
  -- Offered by the feed; asked for and not yet confirmed; active; given up; refused by the hub; failed.
  state text not null check (state in ('offered', 'asked', 'active', 'leaving', 'ended', 'denied', 'failed')),
  -- When something is to be done next: ask, ask again, renew.
  next_at timestamptz not null,
  asked_at timestamptz,
  lease_until timestamptz,
  failures integer not null default 0,
  detail text,
  last_push_at timestamptz,
  pushes integer not null default 0,
  -- When a visit last found news that the hub had not sent.
  missed_at timestamptz
);
create index websub_next on ingest.websub (next_at);
