-- A sitemap names addresses alone: title, date and language of such an item are for its page to say.
alter table ingest.item add column titled boolean not null default true;
alter table ingest.body add column title text, add column lang text;
