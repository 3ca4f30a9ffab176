-- Pages that were read again because a sitemap said that they had changed (`lastmod`), and for which of its words.
create table ingest.revision (
  first_id bigint primary key,
  channel_id bigint not null,
  revised_at timestamptz not null,
  at timestamptz not null
);
create index revision_channel on ingest.revision (channel_id, at);
