-- When people were last told of an alert: when it opened, when it got worse, when it came back after it had been over.
alter table sources.alert add column told_at timestamptz;
update sources.alert set told_at = opened_at;

-- The private feeds of alerts. Whoever knows the address reads it, so only its hash is kept; a new one replaces it.
create table sources.alert_feed (
  id bigint generated always as identity primary key,
  person_id text not null unique,
  hash bytea not null unique,
  -- The last four characters of the address.
  hint text not null,
  lang text not null,
  -- All alerts, or those of the outlets that the person's organisation answers for.
  scope text not null check (scope in ('all', 'own')),
  made_at timestamptz not null,
  used_at timestamptz
);
