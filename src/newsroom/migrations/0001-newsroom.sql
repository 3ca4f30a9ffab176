-- No foreign keys to stories and identity: they are other modules' tables.
create table newsroom.article (
  id integer generated always as identity primary key,
  kind text not null check (kind in ('official', 'promotional', 'clarification', 'inbound')),
  source_lang text not null check (source_lang ~ '^[a-z]{2,3}$'),
  story_id bigint,
  organisation_id text not null,
  created_by text not null,
  created_at timestamptz not null
);
create index article_story on newsroom.article (story_id) where story_id is not null;
create index article_organisation on newsroom.article (organisation_id);

-- An article in one language: the source, or a translation with a state of its own.
create table newsroom.text (
  id integer generated always as identity primary key,
  article_id integer not null references newsroom.article (id),
  lang text not null check (lang ~ '^[a-z]{2,3}$'),
  slug text not null default '',
  machine boolean not null default false,
  approved_by text,
  approved_name text,
  approved_at timestamptz,
  working_id integer not null,
  public_id integer,
  -- The revision of the source text that this translation says it follows.
  followed_id integer,
  submitted_by text,
  submitted_at timestamptz,
  -- What the desk wrote when it gave the text back to its author; empty once it is submitted again.
  returned_note text not null default '',
  published_at timestamptz,
  corrected_at timestamptz,
  withdrawn_at timestamptz,
  touched_at timestamptz not null,
  state text not null generated always as (
    case
      when withdrawn_at is not null then 'withdrawn'
      when public_id is not null then 'published'
      when submitted_at is not null then 'review'
      else 'draft'
    end
  ) stored,
  unique (article_id, lang)
);
create index text_touched on newsroom.text (touched_at desc, id desc);
create index text_public on newsroom.text (lang, published_at desc, id desc) where state = 'published';

create table newsroom.revision (
  id integer generated always as identity primary key,
  text_id integer not null references newsroom.text (id) deferrable initially deferred,
  number integer not null check (number > 0),
  based_on integer references newsroom.revision (id),
  -- Set where somebody else had saved meanwhile: kept, but not worked on.
  aside boolean not null default false,
  title text not null,
  lead text not null,
  -- json, not jsonb: it is read whole, and the order of its keys is part of what is compared.
  body json not null,
  sources json not null,
  -- For a translation: the source revision beside which it was written, and how many of its blocks stand beside each block there.
  beside json,
  digest text not null,
  note text not null default '',
  author_id text not null,
  author_name text not null,
  created_at timestamptz not null,
  unique (text_id, number)
);

alter table newsroom.text
  add foreign key (working_id) references newsroom.revision (id) deferrable initially deferred,
  add foreign key (public_id) references newsroom.revision (id),
  add foreign key (followed_id) references newsroom.revision (id);

-- What the public was given, and what it was told with it.
create table newsroom.release (
  id integer generated always as identity primary key,
  text_id integer not null references newsroom.text (id),
  revision_id integer not null references newsroom.revision (id),
  deed text not null check (deed in ('publish', 'correct', 'withdraw', 'restore')),
  note text not null default '',
  by_id text not null,
  by_name text not null,
  at timestamptz not null
);
create index release_text on newsroom.release (text_id, id);

create function newsroom.is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'newsroom.% is append-only; write a new row instead', tg_table_name;
end $$;
create trigger revision_append_only before update or delete on newsroom.revision
  for each row execute function newsroom.is_append_only();
create trigger release_append_only before update or delete on newsroom.release
  for each row execute function newsroom.is_append_only();
