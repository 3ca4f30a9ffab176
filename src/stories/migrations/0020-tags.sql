-- Raised by whoever judges a tag, so that of two judgements the later is known.
create sequence stories.judgement_seq as bigint;

-- What an item is about, and why: places as they were meant, titles, organisations, people.
create table stories.tag (
  item_id bigint not null,
  kind text not null check (kind in ('place', 'title', 'organisation', 'person')),
  key text not null,
  -- As the item calls it.
  shown text not null,
  -- The words for which it bears the tag; empty when only a person said so.
  evidence jsonb not null default '[]',
  judged text check (judged in ('yes', 'no')),
  -- Judged for the whole story, of which this is an item, and not for the item alone.
  whole boolean not null default false,
  judgement bigint,
  person_id text,
  person_name text,
  judged_at timestamptz,
  primary key (item_id, kind, key),
  check ((judged is null) = (judgement is null) and (judged is null) = (person_id is null))
);

-- Which state of the item was tagged, by which version of the analysis.
alter table stories.member add column tagged_state bigint, add column tagged smallint not null default 0;
create index member_tagged on stories.member (tagged, item_id);

-- The tags of a story, `place:02@2008-08-01`, first those that most of its own-word items bear.
alter table stories.story add column tags text[] not null default '{}';
create index story_tags on stories.story using gin (tags) where merged_into is null and items > 0;
