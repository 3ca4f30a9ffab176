-- Searching reads dates and kinds of thousands of rows, and texts of twenty: long values lie apart, so that a page holds many rows.
alter table search.document set (toast_tuple_target = 128);
-- When most documents have a word, the newest are looked at first.
create index document_published on search.document (published_at desc, id desc);
