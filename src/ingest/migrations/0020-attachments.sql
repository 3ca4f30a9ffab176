-- Sounds, films, pictures and documents that a channel names with an item, by their addresses: they are never fetched.
alter table ingest.item add column attachments jsonb not null default '[]';
