-- Learnt pairs of terms that a person took off: they are not learnt again until that is taken back. The audit trail says what was.
create table stories.struck (
  home text not null,
  lang text not null,
  term text not null,
  -- How both are written.
  shown text[] not null,
  by_name text not null,
  at timestamptz not null,
  primary key (lang, home, term)
);
