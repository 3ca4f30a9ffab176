alter table ingest.item
  -- What showed this state: the channel, or the page of the article when it was read again.
  add column cause text not null default 'channel' check (cause in ('channel', 'page')),
  -- How its source withdrew it: a state without a text.
  add column withdrawn text check (withdrawn in ('channel', 'not-found', 'gone')),
  -- Whom the channel says it was taken over from.
  add column source jsonb;

alter table ingest.body
  -- What the page says of its own address, where that can be believed: on this site, on another one,
  -- or one that another item of the outlet is known by (its first state).
  add column canonical text,
  add column elsewhere text,
  add column twin bigint;

-- Pages of recent items, read again a few times: they are changed and taken away without a word in the feed.
create table ingest.watch (
  first_id bigint primary key,
  -- The state that the page was last found in.
  item_id bigint not null,
  outlet_id bigint not null,
  url text not null,
  host text not null,
  -- As the page gave it: the channel may call the article otherwise.
  title text not null,
  etag text,
  last_modified text,
  -- Where the channel's articles have their parts, where people chose them.
  selectors jsonb,
  -- How often it was read again.
  looks smallint not null default 0,
  -- Since when there is nothing at the address, as long as that is not believed yet.
  missing_since timestamptz,
  due_at timestamptz not null
);
create index watch_due on ingest.watch (host, due_at);
create index watch_outlet on ingest.watch (outlet_id, first_id desc);
