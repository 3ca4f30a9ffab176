import type { Clock, Db } from '../platform/index.ts';
import { withParameters } from '../ui/index.ts';
import { Refused } from './refused.ts';
import { personByEmail } from './store/people.ts';
import { firstOwnerToken, renewLink } from './store/welcome.ts';

/** The address of a one-time link. */
export const welcomeAddress = (publicUrl: string, token: string): string =>
  publicUrl + withParameters('/desk/welcome', { token });

/**
 * The one-time link by which the first owner makes their account, valid for 24 hours; undefined once somebody has.
 * Each call makes a new one and ends the one before.
 */
export async function firstOwnerLink(
  db: Db,
  { clock, publicUrl }: { clock: Clock; publicUrl: string },
): Promise<string | undefined> {
  const token = await firstOwnerToken(db, clock());
  return token && welcomeAddress(publicUrl, token);
}

/**
 * A one-time link for a person who cannot sign in any more: by it they choose a new password, and their sessions and
 * second factor end. Throws an Error that says what to do when nobody has the e-mail address or they are deactivated.
 */
export async function newLink(
  db: Db,
  { email, clock, publicUrl }: { email: string; clock: Clock; publicUrl: string },
): Promise<string> {
  const id = await personByEmail(db, email.trim().toLowerCase());
  if (id === undefined) throw new Error(`identity: nobody has the e-mail address ${email}; the people page lists them`);
  try {
    return welcomeAddress(publicUrl, await renewLink(db, null, id, clock()));
  } catch (cause) {
    if (!(cause instanceof Refused)) throw cause;
    throw new Error(`identity: ${email} is deactivated; let them in again on the people page first`, { cause });
  }
}
