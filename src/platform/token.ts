import { createHash, randomBytes } from 'node:crypto';

/** A new token: 256 bits of chance, with a prefix by which scanners for secrets know it. */
export const newToken = (prefix: string): string => `${prefix}_${randomBytes(32).toString('base64url')}`;

/** What is kept of a token. It is too long to be guessed, so that one round of SHA-256 is enough. */
export const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();
