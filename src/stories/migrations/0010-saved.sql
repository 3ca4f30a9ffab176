-- Views of the board that people keep, and what has come up in them.
create table stories.saved (
  id bigint generated always as identity primary key,
  person_id text not null,
  name text not null check (name <> ''),
  -- The filters as the address of the board has them.
  query jsonb not null,
  alerts boolean not null,
  created_at timestamptz not null,
  -- Until when the stories that changed were looked through.
  looked_at timestamptz not null,
  unique (person_id, name)
);

-- A story that came up in a saved view: told once, until the person has seen it.
create table stories.alert (
  saved_id bigint not null references stories.saved (id) on delete cascade,
  story_id bigint not null references stories.story (id),
  at timestamptz not null,
  seen_at timestamptz,
  primary key (saved_id, story_id)
);
create index alert_story on stories.alert (story_id);

create index story_changed on stories.story (changed_at) where merged_into is null and items > 0;
