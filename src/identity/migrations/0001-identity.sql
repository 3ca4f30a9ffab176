create table identity.organisation (
  id text primary key default gen_random_uuid()::text,
  name text not null check (name <> ''),
  kind text not null check (kind in ('national-desk', 'ministry', 'province', 'press', 'mission', 'creator')),
  created_at timestamptz not null default now()
);
create unique index organisation_name on identity.organisation (lower(name));
create unique index organisation_national_desk on identity.organisation (kind) where kind = 'national-desk';

-- The next six tables are better-auth's and keep its column names; the last four columns of person are ours.
create table identity.person (
  id text primary key default gen_random_uuid()::text,
  name text not null check (name <> ''),
  email text not null unique check (email = lower(email)),
  "emailVerified" boolean not null default false,
  image text,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now(),
  "twoFactorEnabled" boolean default false,
  role text not null check (role in ('owner', 'editor', 'translator', 'contributor', 'analyst')),
  "organisationId" text not null references identity.organisation (id),
  "deactivatedAt" timestamptz,
  "signedInAt" timestamptz
);
create index person_organisation on identity.person ("organisationId");

create table identity.session (
  id text primary key,
  "expiresAt" timestamptz not null,
  token text not null unique,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null,
  "ipAddress" text,
  "userAgent" text,
  "userId" text not null references identity.person (id) on delete cascade
);
create index "session_userId_idx" on identity.session ("userId");

create table identity.account (
  id text primary key default gen_random_uuid()::text,
  "accountId" text not null,
  "providerId" text not null,
  "userId" text not null references identity.person (id) on delete cascade,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamptz,
  "refreshTokenExpiresAt" timestamptz,
  scope text,
  password text,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now(),
  unique ("providerId", "accountId")
);
create index "account_userId_idx" on identity.account ("userId");

create table identity.verification (
  id text primary key,
  identifier text not null,
  value text not null,
  "expiresAt" timestamptz not null,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now()
);
create index verification_identifier_idx on identity.verification (identifier);

create table identity.two_factor (
  id text primary key,
  secret text not null,
  "backupCodes" text not null,
  "userId" text not null references identity.person (id) on delete cascade,
  verified boolean,
  "failedVerificationCount" integer,
  "lockedUntil" timestamptz
);
create index two_factor_secret_idx on identity.two_factor (secret);
create index "two_factor_userId_idx" on identity.two_factor ("userId");

create table identity.rate_limit (
  id text primary key,
  key text not null unique,
  count integer not null,
  "lastRequest" bigint not null
);

-- A one-time link by which a person chooses a password; without a person, the one that makes the first owner.
create table identity.welcome (
  token_hash bytea primary key,
  person_id text references identity.person (id) on delete cascade,
  expires_at timestamptz not null,
  unique nulls not distinct (person_id)
);

-- No foreign key: a line outlives whatever it tells of.
create table identity.audit (
  id bigint generated always as identity,
  at timestamptz not null default now(),
  person_id text,
  action text not null check (length(action) <= 100),
  subject text not null check (length(subject) <= 200),
  detail jsonb not null default '{}' check (pg_column_size(detail) <= 16384),
  primary key (id, at)
) partition by range (at);
create table identity.audit_default partition of identity.audit default;
create index audit_person on identity.audit (person_id, id desc);
create index audit_subject on identity.audit (subject, id desc);

create function identity.audit_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'identity.audit is append-only; drop whole months when their keeping time is over';
end $$;
create trigger audit_append_only before update or delete on identity.audit
  for each row execute function identity.audit_is_append_only();
