-- What people set for a channel of its kind, and what its last visit left for the next one.
alter table sources.channel
  add column settings jsonb not null default '{}',
  add column memory jsonb not null default '{}';
