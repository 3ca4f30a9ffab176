-- Hours that a story is worth on the board beside its freshness, breadth and growth: for its voices and its events.
alter table stories.story add column worth double precision not null default 0;
