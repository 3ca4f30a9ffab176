-- What was learnt from the newsroom's own translations, in one row: learnt anew every night, and every weaver takes it up with its next turn.
create table stories.lexicon (
  single boolean primary key default true check (single),
  version integer not null,
  -- How many parallel texts it was learnt from.
  pairs integer not null,
  entries jsonb not null,
  learnt_at timestamptz not null
);
