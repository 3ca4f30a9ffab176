-- News for later modules, written in the transaction that made it and handed on at least once.
create table platform.outbox (
  id bigint generated always as identity primary key,
  event text not null,
  payload jsonb not null check (pg_column_size(payload) < 8000),
  at timestamptz not null default now(),
  relayed_at timestamptz
);
create index outbox_waiting on platform.outbox (id) where relayed_at is null;
create index outbox_relayed on platform.outbox (relayed_at) where relayed_at is not null;
