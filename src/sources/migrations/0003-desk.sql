-- What the last answers of a channel showed; the visits and the readers of pages leave it here.
alter table sources.channel
  add column signs jsonb,
  -- The last pages of articles, oldest first: + an article was found in it, - none was.
  add column page_marks text not null default '',
  -- The channel that this one turned out to be; it is fetched no more, and its items count as that one's.
  add column joined_to bigint references sources.channel (id);
create index channel_joined on sources.channel (joined_to) where joined_to is not null;

alter table sources.outlet
  -- Which organisation of the desk answers for it; organisations belong to `identity`.
  add column organisation_id text,
  -- The outlet that this one turned out to be. Items keep the outlet that they were stored under.
  add column joined_to bigint references sources.outlet (id);
create index outlet_joined on sources.outlet (joined_to) where joined_to is not null;

-- Personal data: read only by who may write sources, erased for good by one deed.
create table sources.contact (
  id bigint generated always as identity primary key,
  outlet_id bigint not null references sources.outlet (id),
  name text not null check (name <> ''),
  role text,
  email text,
  phone text,
  at timestamptz not null default now()
);
create index contact_outlet on sources.contact (outlet_id);

-- What was joined, with what moved along, so that it can be undone.
create table sources.joining (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('outlet', 'channel')),
  kept_id bigint not null,
  gone_id bigint not null,
  moved jsonb not null,
  at timestamptz not null,
  person_id text,
  undone_at timestamptz
);
create index joining_kept on sources.joining (kind, kept_id);
