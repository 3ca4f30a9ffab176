alter table sources.channel
  -- Nobody has seen anything at this address yet: the list that it came from only names it. The first visit that succeeds ends that.
  add column unverified boolean not null default false,
  -- When a visit first showed an address to be right that was unverified before.
  add column verified_at timestamptz;

-- It stood as a word in the note until now. Of channels that have worked since, the last success is what is known.
update sources.channel set
  unverified = succeeded_at is null,
  verified_at = succeeded_at,
  note = nullif(regexp_replace(regexp_replace(note, '^unverified \(([^)]*)\)', 'evidence: \1'), '^unverified(; )?', ''), '')
where note ~ '^unverified\M';
