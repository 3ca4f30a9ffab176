-- Whether this installation began with the demonstration; decided once, at its first start.
create table demo.demonstration (
  only_one boolean primary key default true check (only_one),
  running boolean not null,
  -- The moment that the times of its texts are counted back from: every byte stays the same over restarts.
  began timestamptz not null,
  port int not null check (port between 1 and 65535)
);
