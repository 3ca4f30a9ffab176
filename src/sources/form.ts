import { normalise, normaliseLine } from '../language/index.ts';
import type { Atlas } from '../places/index.ts';
import type { Translate } from '../platform/index.ts';
import { type AddressFault, domainOf, readAddress } from './channel.ts';
import { isClass, isRights, type NewOutlet } from './outlet.ts';

/** What was typed, by field; it goes back into the form when something in it is wrong. */
export type Typed = Readonly<Record<string, string>>;

/** The words for what is wrong, by field. */
export type Errors = Readonly<Record<string, string>>;

/** The fields of a form as they were sent; files are left out. */
export async function typedIn(request: { parseBody(): Promise<Record<string, unknown>> }): Promise<Typed> {
  const body = await request.parseBody();
  return Object.fromEntries(
    Object.entries(body).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
  );
}

/** The words for what is wrong with an address. */
const wordsForAddress = (fault: AddressFault, t: Translate): string => t(`sources.wrong.address-${fault}`);

/**
 * Reads what a person typed about an outlet; every mistake at once, each in words with the way to mend it.
 * `url` is the channel's address on the form for a new one: it gives the name where none was typed.
 */
export function readOutlet(
  typed: Typed,
  {
    t,
    atlas,
    organisations = [],
    url,
  }: { t: Translate; atlas: Atlas; organisations?: readonly { id: string }[]; url?: URL | undefined },
): { outlet: NewOutlet } | { errors: Errors } {
  const errors: Record<string, string> = {};
  const text = (field: string, most: number): string => {
    const value = normaliseLine(typed[field] ?? '');
    if (value.length > most) errors[field] = t('sources.wrong.long');
    return value;
  };
  const day = (field: string): string | null => {
    const value = text(field, 10);
    if (value === '') return null;
    if (!/^\d{4}-\d{2}-\d{2}$/.test(value) || Number.isNaN(Date.parse(value)))
      errors[field] = t('sources.wrong.day-unreadable');
    return value;
  };

  const name = text('name', 200) || (url?.hostname.replace(/^www\./, '') ?? '');
  if (name === '') errors.name = t('sources.wrong.name-missing');
  const outletClass = typed.class ?? '';
  if (!isClass(outletClass)) errors.class = t('sources.wrong.class-unknown');
  const rights = typed.rights ?? 'link';
  if (!isRights(rights)) errors.rights = t('sources.wrong.rights-unknown');
  const agreement = text('agreement', 500);
  if (rights !== 'link' && agreement === '') errors.agreement = t('sources.wrong.rights-agreement');
  const [rightsFrom, rightsUntil] = [day('rightsFrom'), day('rightsUntil')];
  if (rightsFrom !== null && rightsUntil !== null && rightsUntil < rightsFrom)
    errors.rightsUntil = t('sources.wrong.days-order');
  const languages = text('languages', 200)
    .toLowerCase()
    .split(/[\s,;]+/)
    .filter((code) => code !== '');
  if (!languages.every((code) => /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/.test(code)))
    errors.languages = t('sources.wrong.languages');
  const home = text('home', 2_000);
  const homeRead = home === '' ? undefined : readAddress(home);
  if (homeRead && 'fault' in homeRead) errors.home = wordsForAddress(homeRead.fault, t);
  const [code, validFrom] = (typed.place ?? '').split('@');
  const place = code && validFrom ? atlas.get({ code, validFrom }) : undefined;
  if (code && !place) errors.place = t('sources.wrong.place-unknown');
  const organisation = typed.organisation || null;
  if (organisation !== null && !organisations.some(({ id }) => id === organisation))
    errors.organisation = t('sources.wrong.organisation');
  const note = normalise(typed.note ?? '').slice(0, 4_000);

  if (Object.keys(errors).length > 0 || !isClass(outletClass) || !isRights(rights)) return { errors };
  const homeUrl = homeRead && 'url' in homeRead ? homeRead.url : undefined;
  const names = { vi: text('name.vi', 200), en: text('name.en', 200) };
  return {
    outlet: {
      origin: 'desk',
      class: outletClass,
      name,
      names: Object.fromEntries(Object.entries(names).filter(([, value]) => value !== '')),
      domain: (homeUrl && domainOf(homeUrl)) ?? (url && domainOf(url)) ?? null,
      home: homeUrl?.href ?? null,
      languages,
      place: place ? { code: place.code, validFrom: place.validFrom } : null,
      rights,
      agreement: agreement || null,
      rightsFrom,
      rightsUntil,
      note: note || null,
      organisationId: organisation,
    },
  };
}

/** What is to change of several outlets; what is left out stays as each of them has it. */
export type Changes = Partial<
  Pick<NewOutlet, 'class' | 'place' | 'organisationId' | 'rights' | 'agreement' | 'rightsFrom' | 'rightsUntil'>
>;

/** Reads what is to change of several outlets: a field that says `=` stays as it is. Agreement and days go with the rights. */
export function readChanges(
  typed: Typed,
  ground: { t: Translate; atlas: Atlas; organisations: readonly { id: string }[] },
): { changes: Changes } | { errors: Errors } {
  const said = (field: string) => typed[field] !== undefined && typed[field] !== '=';
  const given = (field: string, fallback: string) => (said(field) ? (typed[field] ?? '') : fallback);
  // What stays is filled with what is always right, so that one reader judges every form.
  const read = readOutlet(
    {
      ...typed,
      name: 'several',
      class: given('class', 'official'),
      place: given('place', ''),
      organisation: given('organisation', ''),
      rights: given('rights', 'link'),
    },
    ground,
  );
  if ('errors' in read) return read;
  const { class: outletClass, place, organisationId, rights, agreement, rightsFrom, rightsUntil } = read.outlet;
  const changes = {
    ...(said('class') ? { class: outletClass } : {}),
    ...(said('place') ? { place: place ?? null } : {}),
    ...(said('organisation') ? { organisationId: organisationId ?? null } : {}),
    ...(said('rights') && rights
      ? { rights, agreement: agreement ?? null, rightsFrom: rightsFrom ?? null, rightsUntil: rightsUntil ?? null }
      : {}),
  };
  return Object.keys(changes).length > 0 ? { changes } : { errors: { '': ground.t('sources.wrong.no-change') } };
}
