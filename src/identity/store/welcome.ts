import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Db, Trx } from '../../platform/index.ts';
import type { Person, Role } from '../permissions.ts';
import { Refused } from '../refused.ts';
import { record } from './audit.ts';
import { anybody, findPerson, holdPerson, manageable } from './people.ts';
import type { Tables } from './tables.ts';

const HOURS_VALID = 24;

const hashed = (token: string): Buffer => createHash('sha256').update(token).digest();

/** The token that makes the first owner, new at each call and valid for 24 hours; undefined once there is anybody. */
export async function firstOwnerToken(db: Db, now: Date): Promise<string | undefined> {
  const token = randomBytes(32).toString('base64url');
  const { numAffectedRows } = await sql`
    insert into identity.welcome (token_hash, person_id, expires_at)
    select ${hashed(token)}, null, ${expiry(now)} where not exists (select from identity.person)
    on conflict (person_id) do update set token_hash = excluded.token_hash, expires_at = excluded.expires_at`.execute(
    db,
  );
  return numAffectedRows === 1n ? token : undefined;
}

/** For whom a token is: the first owner, or a person who is already known; undefined when it is used, old or invented. */
export async function welcomeOf(db: Db, token: string, now: Date): Promise<'first-owner' | Person | undefined> {
  const row = await db
    .withTables<Tables>()
    .selectFrom('identity.welcome')
    .select('person_id')
    .where('token_hash', '=', hashed(token))
    .where('expires_at', '>', now)
    .executeTakeFirst();
  if (!row) return undefined;
  return row.person_id === null ? 'first-owner' : await findPerson(db, row.person_id);
}

/**
 * Makes the first owner and the national desk, and spends the token. However many ask at once, one succeeds;
 * the others, and whoever comes when there is already a person, get Refused.
 */
export async function welcomeFirstOwner(
  db: Db,
  token: string,
  {
    name,
    email,
    organisation,
    passwordHash,
  }: { name: string; email: string; organisation: string; passwordHash: string },
  now: Date,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    if ((await spend(trx, token, now)) !== null) throw new Refused('identity.refused.link');
    const q = trx.withTables<Tables>();
    if (await anybody(trx)) throw new Refused('identity.refused.link');
    const desk = await q
      .insertInto('identity.organisation')
      .values({ name: organisation, kind: 'national-desk' })
      .returning('id')
      .executeTakeFirstOrThrow();
    const person = await q
      .insertInto('identity.person')
      .values({ name, email, role: 'owner', organisationId: desk.id })
      .returning('id')
      .executeTakeFirstOrThrow();
    await setPassword(trx, person.id, passwordHash);
    const detail = { name, email, organisation };
    await record(trx, { person, action: 'person.first-owner', subject: `person:${person.id}`, detail });
  });
}

/**
 * Invites a person: they exist from now on and choose a password by the one-time link whose token this returns.
 * Throws Refused when the e-mail is taken or the organisation is out of the inviter's reach.
 */
export async function invite(
  db: Db,
  by: Person,
  { name, email, role, organisationId }: { name: string; email: string; role: Role; organisationId: string },
  now: Date,
): Promise<{ id: string; token: string }> {
  return await db.transaction().execute(async (trx) => {
    const organisation = await manageable(trx, by, organisationId);
    const row = await trx
      .withTables<Tables>()
      .insertInto('identity.person')
      .values({ name, email, role, organisationId })
      .onConflict((conflict) => conflict.column('email').doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!row) throw new Refused('identity.refused.email-taken');
    const token = await issueLink(trx, row.id, now);
    const detail = { name, email, role, organisation };
    await record(trx, { person: by, action: 'person.invite', subject: `person:${row.id}`, detail });
    return { id: row.id, token };
  });
}

/**
 * Makes a new one-time link for a person, invited or locked out. Using it ends their sessions and second factor.
 * `by` is null for a command on the machine. Throws Refused for a deactivated person or one out of reach.
 */
export async function renewLink(db: Db, by: Person | null, id: string, now: Date): Promise<string> {
  return await db.transaction().execute(async (trx) => {
    const { deactivatedAt } = await holdPerson(trx, by, id);
    if (deactivatedAt) throw new Refused('identity.refused.deactivated');
    const token = await issueLink(trx, id, now);
    await record(trx, { person: by, action: 'person.link', subject: `person:${id}` });
    return token;
  });
}

/**
 * Gives the person of a link their password and spends the token. Whatever sessions and second factor they had end here:
 * a link is also the way back in for somebody who lost their phone. Throws Refused when it is used, old or invented.
 */
export async function welcomePerson(db: Db, token: string, passwordHash: string, now: Date): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const id = await spend(trx, token, now);
    if (id === null) throw new Refused('identity.refused.link');
    const q = trx.withTables<Tables>();
    await setPassword(trx, id, passwordHash);
    await q.deleteFrom('identity.session').where('userId', '=', id).execute();
    await q.deleteFrom('identity.two_factor').where('userId', '=', id).execute();
    await q.deleteFrom('identity.verification').where('value', '=', id).execute();
    await q.updateTable('identity.person').set({ twoFactorEnabled: false }).where('id', '=', id).execute();
    await record(trx, { person: { id }, action: 'person.welcome', subject: `person:${id}` });
  });
}

// In place of an earlier one; only the hash is kept.
async function issueLink(trx: Trx, personId: string, now: Date): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await trx
    .withTables<Tables>()
    .insertInto('identity.welcome')
    .values({ token_hash: hashed(token), person_id: personId, expires_at: expiry(now) })
    .onConflict((conflict) =>
      conflict.column('person_id').doUpdateSet((eb) => ({
        token_hash: eb.ref('excluded.token_hash'),
        expires_at: eb.ref('excluded.expires_at'),
      })),
    )
    .execute();
  return token;
}

const expiry = (now: Date): Date => new Date(now.getTime() + HOURS_VALID * 3_600_000);

async function spend(trx: Trx, token: string, now: Date): Promise<string | null> {
  const row = await trx
    .withTables<Tables>()
    .deleteFrom('identity.welcome')
    .where('token_hash', '=', hashed(token))
    .where('expires_at', '>', now)
    .returning('person_id')
    .executeTakeFirst();
  if (!row) throw new Refused('identity.refused.link');
  return row.person_id;
}

async function setPassword(trx: Trx, personId: string, password: string): Promise<void> {
  await trx
    .withTables<Tables>()
    .insertInto('identity.account')
    .values({ accountId: personId, providerId: 'credential', userId: personId, password })
    .onConflict((conflict) => conflict.columns(['providerId', 'accountId']).doUpdateSet({ password }))
    .execute();
}
