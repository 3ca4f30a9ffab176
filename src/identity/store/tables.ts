import type { ColumnType, Generated, GeneratedAlways } from 'kysely';
import type { OrganisationKind, Role } from '../permissions.ts';

type Filled<T> = ColumnType<T, T | undefined, T>;

/** The tables of the schema `identity` that this module's own statements touch. */
export type Tables = {
  'identity.organisation': { id: Generated<string>; name: string; kind: OrganisationKind; created_at: Generated<Date> };
  'identity.person': {
    id: Generated<string>;
    name: string;
    email: string;
    createdAt: Generated<Date>;
    updatedAt: Generated<Date>;
    twoFactorEnabled: Filled<boolean | null>;
    role: Role;
    organisationId: string;
    deactivatedAt: Filled<Date | null>;
    signedInAt: Filled<Date | null>;
  };
  'identity.account': {
    id: Generated<string>;
    accountId: string;
    providerId: string;
    userId: string;
    password: string | null;
    updatedAt: Generated<Date>;
  };
  'identity.session': {
    id: string;
    userId: string;
    createdAt: Date;
    updatedAt: Date;
    expiresAt: Date;
    ipAddress: string | null;
    userAgent: string | null;
  };
  'identity.two_factor': { id: string; userId: string };
  'identity.verification': { id: string; value: string; expiresAt: Date };
  'identity.welcome': { token_hash: Buffer; person_id: string | null; expires_at: Date };
  'identity.audit': {
    id: GeneratedAlways<number>;
    at: Generated<Date>;
    person_id: string | null;
    action: string;
    subject: string;
    detail: ColumnType<Record<string, unknown>, string, never>;
  };
};
