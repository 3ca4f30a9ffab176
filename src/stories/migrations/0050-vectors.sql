-- What an item means, as a model of the operator's choice sees it; null without one.
alter table stories.strand add column model text, add column vector bytea;
alter table stories.strand alter column vector set storage external;
