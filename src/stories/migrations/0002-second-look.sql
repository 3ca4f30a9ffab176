-- Whether published_at is when the item was published, or only when it was first seen.
alter table stories.member add column dated boolean not null default true;

-- A person decided something about it: the weaver adds items to it, and moves none.
alter table stories.story add column decided boolean not null default false;
update stories.story set decided = true
where id in (select story_id from stories.decision union select other_id from stories.decision);

-- The weaver's own second looks stand among the decisions, without a person, so that each is seen and can be undone.
alter table stories.decision drop constraint decision_kind_check;
alter table stories.decision
  add constraint decision_kind_check check (kind in ('split', 'merge', 'pin', 'unpin', 'mute', 'unmute', 'move', 'join')),
  alter column person_id drop not null,
  alter column person_name drop not null,
  add column why jsonb,
  add check ((person_id is null) = (kind in ('move', 'join')));

-- What evidence is worth, fitted anew from decisions. The last row holds; one without worth goes back to what is shipped.
create table stories.tuning (
  id bigint generated always as identity primary key,
  worth jsonb,
  belongs double precision,
  -- How many judged pairs it was fitted on, and how it did on those held out, before and after.
  figures jsonb not null,
  at timestamptz not null,
  check ((worth is null) = (belongs is null))
);
