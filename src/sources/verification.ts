import type { Channel } from './channel.ts';

/**
 * What is known of an address that came from a list and that nobody could check: `untried`; `failed` so far, so that the
 * channels of its outlet may be looked for; `verified` by a visit.
 */
export const verifications = ['untried', 'failed', 'verified'] as const;
export type Verification = (typeof verifications)[number];

/** How the address of a channel stands; null when a person registered it, who will have looked. */
export function verificationOf({
  unverified,
  verifiedAt,
  failures,
}: Pick<Channel, 'unverified' | 'verifiedAt' | 'failures'>): Verification | null {
  if (unverified) return failures > 0 ? 'failed' : 'untried';
  return verifiedAt === null ? null : 'verified';
}
