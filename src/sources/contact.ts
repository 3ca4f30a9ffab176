import { normaliseLine } from '../language/index.ts';
import type { Translate } from '../platform/index.ts';
import { nameKey } from './channel.ts';
import type { Errors, Typed } from './form.ts';

/** Whom to ask about an outlet. Personal data: only who may write sources sees it. */
export type Contact = {
  id: number;
  outletId: number;
  name: string;
  role: string | null;
  email: string | null;
  phone: string | null;
};

export type NewContact = Omit<Contact, 'id' | 'outletId'>;

/** What can be wrong with a contact: its name is missing, or a field cannot be what it says, or is longer than 200 characters. */
export const contactFields = ['name', 'role', 'email', 'phone'] as const;
export type ContactFault = (typeof contactFields)[number];

const longest = 200;

/** The fields of a contact that are wrong; a name must be there. */
export function contactFaults(said: Readonly<Record<ContactFault, string | null>>): ContactFault[] {
  return contactFields.filter((field) => {
    const value = said[field];
    if (value === null) return field === 'name';
    if (value.length > longest) return true;
    if (field === 'email') return !/^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(value);
    return field === 'phone' && !/^\+?[\d\s().-]{3,40}$/.test(value);
  });
}

/** Reads what a person typed about a contact; every mistake at once, each in words with the way to mend it. */
export function readContact(typed: Typed, t: Translate): { contact: NewContact } | { errors: Errors } {
  const text = (field: ContactFault): string | null => normaliseLine(typed[field] ?? '') || null;
  const said = { name: text('name'), role: text('role'), email: text('email'), phone: text('phone') };
  const faults = contactFaults(said);
  const words = (field: ContactFault) =>
    (said[field]?.length ?? 0) > longest ? t('sources.wrong.long') : t(`sources.wrong.contact-${field}`);
  if (faults.length > 0) return { errors: Object.fromEntries(faults.map((field) => [field, words(field)])) };
  return { contact: said as NewContact };
}

/**
 * By what a contact of an outlet is recognised: its name with an address or number; the name alone where it has neither.
 * `known` are the marks of one that is there, `sought` those of one that may be it.
 */
export function marksOf({ name, email, phone }: NewContact): { known: string[]; sought: string[] } {
  const key = nameKey(name);
  const reached = [
    ...(email === null ? [] : [`${key} ${email.toLowerCase()}`]),
    ...(phone === null ? [] : [`${key} ${phone.replace(/\D/g, '')}`]),
  ];
  return { known: [key, ...reached], sought: reached.length > 0 ? reached : [key] };
}
