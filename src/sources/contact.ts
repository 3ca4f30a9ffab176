import { normaliseLine } from '../language/index.ts';
import type { Translate } from '../platform/index.ts';
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

/** Reads what a person typed about a contact; every mistake at once, each in words with the way to mend it. */
export function readContact(
  typed: Typed,
  t: Translate,
): { contact: Omit<Contact, 'id' | 'outletId'> } | { errors: Errors } {
  const errors: Record<string, string> = {};
  const text = (field: string): string | null => {
    const value = normaliseLine(typed[field] ?? '');
    if (value.length > 200) errors[field] = t('sources.wrong.long');
    return value || null;
  };
  const [name, role, email, phone] = [text('name'), text('role'), text('email'), text('phone')];
  if (name === null) errors.name = t('sources.wrong.contact-name');
  if (email !== null && !/^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(email)) errors.email = t('sources.wrong.contact-email');
  if (phone !== null && !/^\+?[\d\s().-]{3,40}$/.test(phone)) errors.phone = t('sources.wrong.contact-phone');
  return name === null || Object.keys(errors).length > 0 ? { errors } : { contact: { name, role, email, phone } };
}
