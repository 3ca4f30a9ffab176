import type { Db } from '../../platform/index.ts';
import { channelsOf } from '../store/channels.ts';
import { contactsOf } from '../store/contacts.ts';
import { allOutlets } from '../store/outlets.ts';
import { writeContacts, writeCsv } from './csv.ts';
import { writeOpml } from './opml.ts';

/** The register as text; importing it again adds nothing. Contacts are personal data and in neither. */
export async function exportSources(
  db: Db,
  format: 'csv' | 'opml',
  { title = 'Cửa Sổ', now }: { title?: string; now: Date },
): Promise<string> {
  const [outlets, channels] = await Promise.all([allOutlets(db), channelsOf(db)]);
  return format === 'csv' ? writeCsv(outlets, channels) : writeOpml(outlets, channels, { title, now });
}

/** The contacts of all outlets as CSV, which the import reads. Whoever writes them out takes that down in the audit trail. */
export async function exportContacts(db: Db): Promise<string> {
  const outlets = new Map((await allOutlets(db)).map((outlet) => [outlet.id, outlet.name]));
  const contacts = await contactsOf(db, [...outlets.keys()]);
  return writeContacts(contacts, (outletId) => outlets.get(outletId) ?? '');
}
