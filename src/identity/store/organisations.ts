import type { Db } from '../../platform/index.ts';
import { can, type Organisation, type OrganisationKind, type Person } from '../permissions.ts';
import { Refused } from '../refused.ts';
import { record } from './audit.ts';
import type { Tables } from './tables.ts';

/** Every organisation, the national desk first, then by name. */
export async function listOrganisations(db: Db): Promise<Organisation[]> {
  return await db
    .withTables<Tables>()
    .selectFrom('identity.organisation')
    .select(['id', 'name', 'kind'])
    .orderBy((eb) => eb('kind', '=', 'national-desk'), 'desc')
    .orderBy('name')
    .execute();
}

/** The organisations into which a person may bring people. */
export async function organisationsOf(db: Db, person: Person): Promise<Organisation[]> {
  return (await listOrganisations(db)).filter(({ id }) => can(person, 'people.manage', id));
}

/** Adds an organisation. Throws Refused when the name is taken or a second national desk is wanted. */
export async function addOrganisation(
  db: Db,
  by: Person,
  { name, kind }: { name: string; kind: OrganisationKind },
): Promise<string> {
  if (kind === 'national-desk') throw new Refused('identity.refused.national-desk');
  return await db.transaction().execute(async (trx) => {
    const row = await trx
      .withTables<Tables>()
      .insertInto('identity.organisation')
      .values({ name, kind })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!row) throw new Refused('identity.refused.name-taken');
    await record(trx, {
      person: by,
      action: 'organisation.add',
      subject: `organisation:${row.id}`,
      detail: { name, kind },
    });
    return row.id;
  });
}

/**
 * Changes the name and kind of an organisation. Throws Refused when the name is taken, there is no such organisation,
 * or the national desk would become something else, since its owners would lose the keys to the house.
 */
export async function changeOrganisation(
  db: Db,
  by: Person,
  id: string,
  to: { name: string; kind: OrganisationKind },
): Promise<void> {
  try {
    await db.transaction().execute(async (trx) => {
      const organisation = trx.withTables<Tables>().selectFrom('identity.organisation').select(['name', 'kind']);
      const from = await organisation.where('id', '=', id).forUpdate().executeTakeFirst();
      if (!from) throw new Refused('identity.refused.no-organisation');
      if ((from.kind === 'national-desk') !== (to.kind === 'national-desk'))
        throw new Refused('identity.refused.national-desk');
      await trx.withTables<Tables>().updateTable('identity.organisation').set(to).where('id', '=', id).execute();
      await record(trx, {
        person: by,
        action: 'organisation.change',
        subject: `organisation:${id}`,
        detail: { from, to },
      });
    });
  } catch (cause) {
    if ((cause as { code?: unknown }).code === UNIQUE_VIOLATION) throw new Refused('identity.refused.name-taken');
    throw cause;
  }
}

const UNIQUE_VIOLATION = '23505';
