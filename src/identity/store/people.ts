import { sql, type Updateable } from 'kysely';
import type { Db, Trx } from '../../platform/index.ts';
import { can, type Organisation, type Person, type Role } from '../permissions.ts';
import { Refused } from '../refused.ts';
import { record } from './audit.ts';
import type { Tables } from './tables.ts';

/** Where a person stands: invited until they have chosen a password. */
type Standing = 'active' | 'invited' | 'deactivated';

/** A person as the list of people shows them. */
export type PersonLine = Person & { standing: Standing; twoFactor: boolean; signedInAt: Date | null };

/** The person with an id, unless they have been deactivated. */
export async function findPerson(db: Db | Trx, id: string): Promise<Person | undefined> {
  const row = await people(db).where('person.id', '=', id).where('deactivatedAt', 'is', null).executeTakeFirst();
  return row && person(row);
}

/** Whether a person exists and has not been deactivated. */
export async function isActive(db: Db, id: string): Promise<boolean> {
  return (await findPerson(db, id)) !== undefined;
}

/** Whether there is anybody at all. */
export async function anybody(db: Db | Trx): Promise<boolean> {
  const people = db.withTables<Tables>().selectFrom('identity.person');
  return (await people.select('id').limit(1).executeTakeFirst()) !== undefined;
}

/** Everybody, or the people of one organisation, or one person: by organisation and name. */
export async function listPeople(db: Db, only: { organisationId?: string; id?: string } = {}): Promise<PersonLine[]> {
  let query = people(db)
    .select(['deactivatedAt', 'signedInAt', 'twoFactorEnabled'])
    .select((eb) => [
      eb.exists(eb.selectFrom('identity.account').select('id').whereRef('userId', '=', 'person.id')).as('hasPassword'),
    ]);
  if (only.organisationId !== undefined) query = query.where('organisationId', '=', only.organisationId);
  if (only.id !== undefined) query = query.where('person.id', '=', only.id);
  const rows = await query.orderBy('organisation.name').orderBy('person.name').orderBy('person.id').execute();
  return rows.map((row) => ({
    ...person(row),
    standing: row.deactivatedAt ? 'deactivated' : row.hasPassword ? 'active' : 'invited',
    twoFactor: row.twoFactorEnabled === true,
    signedInAt: row.signedInAt,
  }));
}

/** The id of the person with an e-mail address. */
export async function personByEmail(db: Db, email: string): Promise<string | undefined> {
  const people = db.withTables<Tables>().selectFrom('identity.person');
  return (await people.select('id').where('email', '=', email).executeTakeFirst())?.id;
}

/** Changes a person's name, role and organisation. Throws Refused when they are out of reach or the last owner. */
export async function changePerson(
  db: Db,
  by: Person,
  id: string,
  change: { name: string; role: Role; organisationId: string },
): Promise<void> {
  await keepingAnOwner(db, async (trx) => {
    const { name, role, organisation } = await holdPerson(trx, by, id);
    const to = { name: change.name, role: change.role, organisation: await manageable(trx, by, change.organisationId) };
    await write(trx, id, change);
    const detail = { from: { name, role, organisation }, to };
    await record(trx, { person: by, action: 'person.change', subject: `person:${id}`, detail });
  });
}

/** Changes one's own name. */
export async function rename(db: Db, person: Person, name: string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await write(trx, person.id, { name });
    const detail = { from: person.name, to: name };
    await record(trx, { person, action: 'person.rename', subject: `person:${person.id}`, detail });
  });
}

/**
 * Lets a person in no more: their sessions and open links end in the same moment.
 * Throws Refused when they are out of reach or the last owner.
 */
export async function deactivate(db: Db, by: Person, id: string, now: Date): Promise<void> {
  await keepingAnOwner(db, async (trx) => {
    await holdPerson(trx, by, id);
    await write(trx, id, { deactivatedAt: now });
    const q = trx.withTables<Tables>();
    await q.deleteFrom('identity.session').where('userId', '=', id).execute();
    await q.deleteFrom('identity.welcome').where('person_id', '=', id).execute();
    await record(trx, { person: by, action: 'person.deactivate', subject: `person:${id}` });
  });
}

/** Lets a deactivated person in again, with the password they had. Throws Refused when they are out of reach. */
export async function reactivate(db: Db, by: Person, id: string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await holdPerson(trx, by, id);
    await write(trx, id, { deactivatedAt: null });
    await record(trx, { person: by, action: 'person.reactivate', subject: `person:${id}` });
  });
}

function people(db: Db | Trx) {
  return db
    .withTables<Tables>()
    .selectFrom('identity.person as person')
    .innerJoin('identity.organisation as organisation', 'organisation.id', 'person.organisationId')
    .select(['person.id', 'person.name', 'email', 'role', 'organisationId'])
    .select(['organisation.name as organisationName', 'organisation.kind as organisationKind']);
}

type PersonRow = Omit<Person, 'organisation'> & {
  organisationId: string;
  organisationName: string;
  organisationKind: Organisation['kind'];
};

function person({ id, name, email, role, organisationId, organisationName, organisationKind }: PersonRow): Person {
  const organisation = { id: organisationId, name: organisationName, kind: organisationKind };
  return { id, name, email, role, organisation };
}

/** The name of an organisation into which a person may bring people. Throws Refused when it is not theirs or there is none. */
export async function manageable(db: Db | Trx, by: Person, organisationId: string): Promise<string> {
  if (!can(by, 'people.manage', organisationId)) throw new Refused('identity.refused.reach');
  const organisations = db.withTables<Tables>().selectFrom('identity.organisation').select('name');
  const row = await organisations.where('id', '=', organisationId).executeTakeFirst();
  if (!row) throw new Refused('identity.refused.no-organisation');
  return row.name;
}

/**
 * The person with an id, held until the transaction ends. Throws Refused when there is nobody,
 * or nobody that `by` may manage; without `by` (a command on the machine) everybody is in reach.
 */
export async function holdPerson(trx: Trx, by: Person | null, id: string) {
  const row = await trx
    .withTables<Tables>()
    .selectFrom('identity.person as person')
    .innerJoin('identity.organisation as organisation', 'organisation.id', 'person.organisationId')
    .select(['person.name', 'role', 'organisationId', 'organisation.name as organisation', 'deactivatedAt'])
    .where('person.id', '=', id)
    .forUpdate('person')
    .executeTakeFirst();
  if (!row || (by && !can(by, 'people.manage', row.organisationId))) throw new Refused('identity.refused.nobody');
  return row;
}

async function write(trx: Trx, id: string, values: Updateable<Tables['identity.person']>): Promise<void> {
  const one = trx.withTables<Tables>().updateTable('identity.person').where('id', '=', id);
  await one.set({ ...values, updatedAt: sql<Date>`now()` }).execute();
}

// Whoever may take an owner away first locks the national desk, so that two at once see each other's work.
async function keepingAnOwner(db: Db, work: (trx: Trx) => Promise<void>): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const q = trx.withTables<Tables>();
    await q.selectFrom('identity.organisation').select('id').where('kind', '=', 'national-desk').forUpdate().execute();
    await work(trx);
    const owner = await people(trx)
      .innerJoin('identity.account', 'identity.account.userId', 'person.id')
      .where('role', '=', 'owner')
      .where('organisation.kind', '=', 'national-desk')
      .where('deactivatedAt', 'is', null)
      .limit(1)
      .executeTakeFirst();
    if (!owner) throw new Refused('identity.refused.last-owner');
  });
}
