import { sql } from 'kysely';
import type { Db, Trx } from '../../platform/index.ts';
import type { Contact } from '../contact.ts';
import { json } from './rows.ts';

const columns = sql`id, outlet_id as "outletId", name, role, email, phone`;

/** The contacts of some outlets, in the order in which they were added. */
export async function contactsOf(db: Db | Trx, outletIds: readonly number[]): Promise<Contact[]> {
  const { rows } = await sql<Contact>`select ${columns} from sources.contact
    where outlet_id = any(${outletIds}) order by id`.execute(db);
  return rows;
}

/** One contact; undefined when there is none of this id. */
export async function contactById(db: Db | Trx, id: number): Promise<Contact | undefined> {
  const { rows } = await sql<Contact>`select ${columns} from sources.contact where id = ${id}`.execute(db);
  return rows[0];
}

/** Adds contacts and gives their ids. */
export async function addContacts(trx: Db | Trx, contacts: readonly Omit<Contact, 'id'>[]): Promise<number[]> {
  if (contacts.length === 0) return [];
  const { rows } = await sql<{ id: number }>`insert into sources.contact (outlet_id, name, role, email, phone)
    select r."outletId", r.name, r.role, r.email, r.phone
    from jsonb_to_recordset(${json(contacts)}) as r("outletId" bigint, name text, role text, email text, phone text)
    returning id`.execute(trx);
  return rows.map(({ id }) => id);
}

/** Changes a contact. */
export async function changeContact(
  trx: Db | Trx,
  { id, name, role, email, phone }: Omit<Contact, 'outletId'>,
): Promise<void> {
  await sql`update sources.contact set name = ${name}, role = ${role}, email = ${email}, phone = ${phone}
    where id = ${id}`.execute(trx);
}

/** Erases a contact for good. */
export async function eraseContact(trx: Db | Trx, id: number): Promise<void> {
  await sql`delete from sources.contact where id = ${id}`.execute(trx);
}
