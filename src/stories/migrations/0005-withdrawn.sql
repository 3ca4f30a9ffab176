-- Since when the source of the item has it withdrawn: it is in its story for the desk, and counts for nothing.
alter table stories.member add column withdrawn_at timestamptz;
