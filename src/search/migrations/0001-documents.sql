-- What can be found: one row for each thing and language, made from what other modules publish. It may be thrown away and made anew.
create table search.document (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('article', 'story')),
  -- The id of the thing in its own module.
  ref bigint not null,
  lang text not null,
  path text not null,
  visibility text not null check (visibility in ('public', 'desk')),
  title text not null,
  summary text not null,
  -- Plain text, cut to what snippets are made from.
  body text not null,
  published_at timestamptz not null,
  -- The title without its marks, for spelling help.
  title_key text not null,
  -- The same words twice: without their marks to match, with them to rank.
  folded tsvector not null,
  exact tsvector not null,
  indexed_at timestamptz not null,
  unique (kind, ref, lang)
);
create index document_folded on search.document using gin (folded);
create index document_title on search.document using gin (title_key public.gin_trgm_ops);
create index document_indexed on search.document (indexed_at);
