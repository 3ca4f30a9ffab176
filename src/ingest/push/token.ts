import { createHash, randomBytes } from 'node:crypto';

/** A new token: 256 bits of chance, with a prefix by which scanners for secrets know it. */
export const newToken = (): string => `cspush_${randomBytes(32).toString('base64url')}`;

/** What is kept of a token. It is too long to be guessed, so that one round of SHA-256 is enough. */
export const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/** The token of an Authorization header (RFC 6750 §2.1); undefined when it carries none. */
export const bearerOf = (header: string | undefined): string | undefined =>
  /^Bearer +([\w.~+/-]{20,200}=*) *$/i.exec(header ?? '')?.[1];
