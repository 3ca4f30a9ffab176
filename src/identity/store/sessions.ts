import type { Db } from '../../platform/index.ts';
import type { Person } from '../permissions.ts';
import { record } from './audit.ts';
import type { Tables } from './tables.ts';

/** A place where a person is signed in. */
export type SessionLine = {
  id: string;
  createdAt: Date;
  updatedAt: Date;
  ipAddress: string | null;
  userAgent: string | null;
};

/** The sessions of a person that still hold, the latest first. */
export async function listSessions(db: Db, personId: string, now: Date): Promise<SessionLine[]> {
  return await db
    .withTables<Tables>()
    .selectFrom('identity.session')
    .select(['id', 'createdAt', 'updatedAt', 'ipAddress', 'userAgent'])
    .where('userId', '=', personId)
    .where('expiresAt', '>', now)
    .orderBy('updatedAt', 'desc')
    .execute();
}

/** Notes that a person has signed in. */
export async function beginSession(db: Db, personId: string, now: Date): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const one = trx.withTables<Tables>().updateTable('identity.person').where('id', '=', personId);
    await one.set({ signedInAt: now }).execute();
    await record(trx, { person: { id: personId }, action: 'session.begin', subject: `person:${personId}` });
  });
}

/** Ends one of a person's own sessions; one that is not theirs, or is over, is left alone. */
export async function endSession(db: Db, person: Person, id: string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const session = trx.withTables<Tables>().deleteFrom('identity.session').where('id', '=', id);
    const ended = await session.where('userId', '=', person.id).returning(['ipAddress']).executeTakeFirst();
    if (ended) await record(trx, { person, action: 'session.end', subject: `person:${person.id}`, detail: ended });
  });
}

/** Deletes what is over: sessions, challenges and one-time links. */
export async function sweep(db: Db, now: Date): Promise<void> {
  const q = db.withTables<Tables>();
  await q.deleteFrom('identity.session').where('expiresAt', '<', now).execute();
  await q.deleteFrom('identity.verification').where('expiresAt', '<', now).execute();
  await q.deleteFrom('identity.welcome').where('expires_at', '<', now).execute();
}
