-- What happens and matters. One with a rule is a series: it never happens itself, its occurrences do.
create table agenda.event (
  id bigint generated always as identity primary key,
  -- Its name where it comes from: in the country pack, or the UID of a calendar. Null for one that people made.
  key text unique,
  origin text not null check (origin in ('pack', 'desk', 'import', 'series')),
  kind text not null check (kind in
    ('summit', 'visit', 'conference', 'inscription', 'festival', 'national-day', 'anniversary', 'contest', 'other')),
  -- By language. The names are what it is called, the aliases what else it is called, the queries what people search for.
  names jsonb not null,
  aliases jsonb not null default '{}',
  queries jsonb not null default '{}',
  first_day date not null,
  last_day date not null,
  -- An hour of the first day, and the zone it is told in; null when it lasts the whole day.
  start_time time,
  zone text not null,
  venue text,
  country text,
  place_code text,
  place_valid_from date,
  organisations text[] not null default '{}',
  -- The languages in which a reader should find it.
  langs text[] not null default '{}',
  -- 1 it is good to know · 2 it matters · 3 the whole country is looked at.
  weight smallint not null default 2 check (weight between 1 and 3),
  -- RFC 5545 RRULE of a series.
  rule text,
  series_id bigint references agenda.event (id),
  occurrence date,
  -- Changed by a person: its series no longer changes it.
  edited boolean not null default false,
  cancelled_at timestamptz,
  source text,
  note text,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  unique (series_id, occurrence),
  check (last_day >= first_day),
  check ((place_code is null) = (place_valid_from is null)),
  check ((series_id is null) = (occurrence is null)),
  check (rule is null or series_id is null)
);
create index event_days on agenda.event (first_day, last_day) where rule is null;

-- What hangs on an event: `story:12`, `text:7`. Who brings it says what it is called and where it is.
create table agenda.link (
  event_id bigint not null references agenda.event (id),
  subject text not null,
  title text not null,
  lang text not null,
  path text not null,
  at timestamptz not null,
  -- Why it was attached; null when only a person did.
  evidence jsonb,
  -- What a person said; it holds against any evidence. Null when nobody said anything.
  judged text check (judged in ('yes', 'no')),
  person_id text,
  person_name text,
  changed_at timestamptz not null,
  primary key (event_id, subject)
);
create index link_subject on agenda.link (subject);

-- What has been published about an event, each thing once, by whoever hangs on it.
create table agenda.mention (
  event_id bigint not null,
  subject text not null,
  -- `item:55`, `text:7`.
  thing text not null,
  lang text not null,
  class text not null,
  at timestamptz not null,
  primary key (event_id, subject, thing),
  foreign key (event_id, subject) references agenda.link (event_id, subject) on delete cascade
);

-- A hole that somebody is asked to fill.
create table agenda.assignment (
  id bigint generated always as identity primary key,
  event_id bigint not null references agenda.event (id),
  lang text not null,
  -- The class of outlet that is silent; null when anybody's text will do.
  class text,
  organisation_id text not null,
  due_day date,
  ask text not null default '',
  state text not null default 'open' check (state in ('open', 'taken', 'done', 'declined', 'recalled')),
  answer text not null default '',
  asked_by text not null,
  asked_by_name text not null,
  asked_at timestamptz not null,
  changed_by_name text not null,
  changed_at timestamptz not null
);
create index assignment_event on agenda.assignment (event_id);
create index assignment_organisation on agenda.assignment (organisation_id, state);
-- One hole is one open assignment of an organisation.
create unique index assignment_open on agenda.assignment (event_id, lang, coalesce(class, ''), organisation_id)
  where state in ('open', 'taken');
