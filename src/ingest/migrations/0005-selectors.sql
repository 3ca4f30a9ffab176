-- Where the article has its parts, for channels whose people chose them.
alter table ingest.page add column selectors jsonb;
