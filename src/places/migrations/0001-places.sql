-- A place is known by its code and the first day it was valid: codes are given again to other places.
create table places.place (
  code text not null,
  valid_from date not null,
  valid_to date check (valid_to >= valid_from),
  slug text not null,
  type text not null check (type in ('municipality', 'province')),
  names jsonb not null,
  iso text not null,
  iso_status text not null check (iso_status in ('listed', 'inherited')),
  seat jsonb,
  communes int,
  tile_column int,
  tile_row int,
  source jsonb not null,
  confidence text not null,
  primary key (code, valid_from)
);

create index place_slug on places.place (slug);

-- One place became another, whole or in part.
create table places.succession (
  from_code text not null,
  from_valid_from date not null,
  to_code text not null,
  to_valid_from date not null,
  primary key (from_code, from_valid_from, to_code, to_valid_from),
  foreign key (from_code, from_valid_from) references places.place (code, valid_from) on delete cascade,
  foreign key (to_code, to_valid_from) references places.place (code, valid_from) on delete cascade
);

create table places.programme (
  id text primary key,
  position int not null,
  names jsonb not null
);

create table places.counting_rule (
  id text primary key,
  position int not null,
  programmes jsonb not null,
  text jsonb not null
);

create table places.title (
  id text primary key,
  programme text not null references places.programme (id),
  year int not null,
  names jsonb not null,
  details jsonb not null,
  source text,
  confidence text not null
);

-- Where a title is held: `then` when it was inscribed, `now` on the day of the pack.
create table places.title_place (
  title text not null references places.title (id) on delete cascade,
  period text not null check (period in ('then', 'now')),
  position int not null,
  code text not null,
  valid_from date not null,
  primary key (title, period, position),
  foreign key (code, valid_from) references places.place (code, valid_from) on delete cascade
);

create index title_place_place on places.title_place (code, valid_from);
