-- What portals sent under an embargo, until it ends. One state of an item, the newest; nothing of it is an item yet.
create table ingest.held (
  channel_id bigint not null,
  key bytea not null,
  ready_at timestamptz not null,
  -- The format in which it was sent, its state as the sender counts them, and the item as it was read.
  kind text not null,
  version text,
  item jsonb not null,
  primary key (channel_id, key)
);
create index held_ready on ingest.held (ready_at);
