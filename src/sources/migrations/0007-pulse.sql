-- When a channel publishes, as its items tell: see src/sources/pulse.ts.
alter table sources.channel add column pulse jsonb;
