-- Looking for the channels of an address, and what came of it: by a person who adds an outlet, or for an outlet of the register.
create table ingest.search (
  id bigint generated always as identity primary key,
  -- For whom; null while a person looks around.
  outlet_id bigint unique,
  address text not null,
  -- A person asked for it, or an address that never worked did.
  cause text not null check (cause in ('person', 'failure')),
  -- When it is due; null when it is not.
  due_at timestamptz,
  tries smallint not null default 0,
  -- When it ended last, and how.
  at timestamptz,
  findings jsonb,
  result text check (result in ('added', 'proposed', 'nothing')),
  channel_id bigint
);
create index search_due on ingest.search (due_at) where due_at is not null;
create index search_at on ingest.search (at) where outlet_id is null;
