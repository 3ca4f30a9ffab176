create table stories.story (
  id bigint generated always as identity primary key,
  -- What follows up to `words` is told by the members and set anew whenever they change.
  titles jsonb not null default '{}',
  title_lang text not null default 'und',
  langs text[] not null default '{}',
  -- The outlets that have words of their own in it, copies left out.
  outlet_ids bigint[] not null default '{}',
  items integer not null default 0,
  copies integer not null default 0,
  first_at timestamptz,
  last_at timestamptz,
  -- Hours since 1970 of its last own words, and twelve more for every doubling of its outlets.
  rank double precision not null default 0,
  words tsvector not null default '',
  pinned_at timestamptz,
  muted_at timestamptz,
  -- A story that went into another leads there for good.
  merged_into bigint references stories.story (id),
  begun_at timestamptz not null,
  changed_at timestamptz not null,
  check (merged_into <> id)
);
create index story_rank on stories.story (rank desc, id desc) where merged_into is null and items > 0;
create index story_latest on stories.story (last_at desc, id desc) where merged_into is null and items > 0;
create index story_words on stories.story using gin (words);
create index story_merged on stories.story (merged_into) where merged_into is not null;

-- Raised by whatever changes a member or its strand: a weaver reads what happened since it last looked.
create sequence stories.thread_seq as bigint;

-- An item in its story. Items are told apart by the id of their first state, so that each is woven once.
create table stories.member (
  item_id bigint primary key,
  state_id bigint not null,
  story_id bigint not null references stories.story (id),
  outlet_id bigint not null,
  lang text not null,
  title text not null,
  summary text not null,
  url text,
  words text not null,
  published_at timestamptz not null,
  -- The item whose text this one repeats.
  copy_of bigint,
  -- Why it is here; null for the one that began the story.
  why jsonb,
  -- Put here by a person.
  held boolean not null default false,
  woven_at timestamptz not null,
  seq bigint not null default nextval('stories.thread_seq')
);
create index member_story on stories.member (story_id, published_at, item_id);
create index member_seq on stories.member (seq);
create index member_copy on stories.member (copy_of) where copy_of is not null;

-- What the weaver knows of the items woven last; older ones are forgotten.
create table stories.strand (
  item_id bigint primary key references stories.member (item_id),
  bytes bytea not null
);
alter table stories.strand alter column bytes set storage external;

-- Stories that may be one: for a person to decide.
create table stories.near (
  story_id bigint not null references stories.story (id),
  other_id bigint not null references stories.story (id),
  why jsonb not null,
  at timestamptz not null,
  primary key (story_id, other_id),
  check (story_id < other_id)
);
create index near_other on stories.near (other_id);

-- What people decided. Never changed, only undone; also the judged pairs from which thresholds are fitted anew.
create table stories.decision (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('split', 'merge', 'pin', 'unpin', 'mute', 'unmute')),
  story_id bigint not null references stories.story (id),
  -- For split the story that was begun, for merge the one that was taken in.
  other_id bigint references stories.story (id),
  -- The items that it moved.
  item_ids bigint[] not null default '{}',
  person_id text not null,
  person_name text not null,
  at timestamptz not null,
  undone_at timestamptz,
  undone_by text
);
create index decision_story on stories.decision (story_id, id desc);
create index decision_other on stories.decision (other_id, id desc) where other_id is not null;
