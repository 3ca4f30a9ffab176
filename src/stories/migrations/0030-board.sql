-- What the board stands at, in one row, so that no page counts all stories; `version` grows with every change, in the
-- order in which changes are committed: whoever changes a story holds the turn of weaving.
create table stories.board (
  single boolean primary key default true check (single),
  items bigint not null,
  woven_at timestamptz,
  version bigint not null default 0
);
insert into stories.board (items, woven_at)
select coalesce((select sum(items) from stories.story where merged_into is null), 0), (select max(woven_at) from stories.member);

-- The class by which an outlet's stories are found: `sources` says what it is, and a job follows that. Empty until then.
create table stories.voice (
  outlet_id bigint primary key,
  class text not null
);
insert into stories.voice (outlet_id, class) select distinct outlet_id, '' from stories.member;

-- The classes of the outlets that have words of their own in it.
alter table stories.story add column classes text[] not null default '{}';

create index story_told on stories.story using gin (langs, classes) where merged_into is null and items > 0;
create index story_outlets on stories.story using gin (outlet_ids) where merged_into is null and items > 0;
create index story_pinned on stories.story (pinned_at desc, id desc) where pinned_at is not null;
create index story_muted on stories.story (rank desc, id desc) where muted_at is not null;
create index alert_unseen on stories.alert (saved_id) where seen_at is null;
