import { addressKey, type ChannelKind, domainOf, nameKey } from '../channel.ts';
import { type Contact, marksOf, type NewContact } from '../contact.ts';
import type { ChannelState } from '../health.ts';
import type { NewOutlet, Origin, OutletClass } from '../outlet.ts';
import type { BadRow, Row } from './row.ts';

/** The part of the register that rows are compared with. */
export type Register = {
  outlets: readonly { id: number; name: string; domain: string | null }[];
  /** The outlet of each channel, by the key of its address. */
  channels: ReadonlyMap<string, number>;
  contacts: readonly Contact[];
};

/** What a line came to: a new outlet, a new channel or contact of a known one, nothing new, or a fault. */
export type Line = { line: number; name: string; url: string | null } & (
  | { result: 'outlet' | 'channel' | 'contact' | 'there' | 'twice' }
  | { result: 'refused'; fault: BadRow['fault']; value: string }
);

/** An outlet of the register, or one of the new outlets by its place in the list. */
type To = { id: number } | { place: number };

type PlannedChannel = {
  to: To;
  url: string;
  kind?: ChannelKind;
  settings?: Readonly<Record<string, unknown>>;
  title: string | null;
  language: string | null;
  state: ChannelState;
  unverified?: boolean;
  verifiedAt?: Date;
};

type PlannedContact = NewContact & { to: To };

export type Plan = { outlets: NewOutlet[]; channels: PlannedChannel[]; contacts: PlannedContact[]; lines: Line[] };

/** What holds for rows that do not say. */
export type Defaults = { class: OutletClass; state: ChannelState; origin: Origin };

/**
 * Decides what an import adds. A channel is known by its address. Its outlet is the one of the same name, else the
 * one whose domain its address or home page lies on, else a new one; an IP address or a host that many share is no
 * domain of anybody. A contact is known by its name and how it is reached. Nothing that is registered is changed.
 */
export function planImport(rows: readonly Row[], bad: readonly BadRow[], register: Register, defaults: Defaults): Plan {
  const byName = new Map<string, To>();
  const byDomain = new Map<string, To>();
  for (const { id, name, domain } of register.outlets) {
    if (!byName.has(nameKey(name))) byName.set(nameKey(name), { id });
    if (domain !== null && !byDomain.has(domain)) byDomain.set(domain, { id });
  }
  const seen = new Map<string, To>();
  const people = contactBook(register.contacts);
  const plan: Plan = { outlets: [], channels: [], contacts: [], lines: [] };

  for (const row of rows) {
    const { outlet, channel, contact, line } = row;
    const key = channel && addressKey(channel.url);
    const registered = key === undefined ? undefined : register.channels.get(key);
    const twice = key === undefined ? undefined : seen.get(key);
    const there = twice ?? (registered === undefined ? undefined : { id: registered });
    const domain = domainOfRow(row);
    const known = there ?? byName.get(nameKey(outlet.name)) ?? (domain === null ? undefined : byDomain.get(domain));
    const to = known ?? { place: plan.outlets.push(newOutlet(row, domain, defaults)) - 1 };
    if (!known) {
      byName.set(nameKey(outlet.name), to);
      if (domain !== null) byDomain.set(domain, to);
    }
    const isNew = channel !== undefined && key !== undefined && there === undefined;
    if (isNew) {
      seen.set(key, to);
      plan.channels.push(plannedChannel(channel, to, known && outlet.name, defaults));
    }
    const isMet = contact !== undefined && people.meets(to, contact);
    if (isMet) plan.contacts.push({ ...contact, to });
    const nothing = twice ? 'twice' : 'there';
    const result = !known ? 'outlet' : isNew ? 'channel' : isMet ? 'contact' : nothing;
    plan.lines.push({ line, name: outlet.name, url: channel?.url.href ?? null, result });
  }
  for (const { line, name, fault, value } of bad)
    plan.lines.push({ line, name, url: null, result: 'refused', fault, value });
  plan.lines.sort((a, b) => a.line - b.line);
  return plan;
}

/** A channel to add; of a known outlet one without a title bears the name that the list has for it. */
function plannedChannel(
  channel: NonNullable<Row['channel']>,
  to: To,
  otherwise: string | undefined,
  defaults: Defaults,
): PlannedChannel {
  const { url, kind, settings, title = otherwise ?? null, language = null, state = defaults.state } = channel;
  const { unverified, verifiedAt } = channel;
  return {
    ...{ to, url: url.href, title, language, state },
    ...(kind ? { kind } : {}),
    ...(settings ? { settings } : {}),
    ...(unverified ? { unverified } : {}),
    ...(verifiedAt ? { verifiedAt } : {}),
  };
}

/** Remembers who is known of each outlet; `meets` notes a contact, and says whether it is new. */
function contactBook(contacts: readonly Contact[]) {
  const known = new Set<string>();
  const at = (to: To) => ('id' in to ? `${to.id}` : `new ${to.place}`);
  const note = (to: To, contact: NewContact) => {
    for (const mark of marksOf(contact).known) known.add(`${at(to)} ${mark}`);
  };
  for (const contact of contacts) note({ id: contact.outletId }, contact);
  return {
    meets(to: To, contact: NewContact): boolean {
      const isThere = marksOf(contact).sought.some((mark) => known.has(`${at(to)} ${mark}`));
      if (!isThere) note(to, contact);
      return !isThere;
    },
  };
}

function domainOfRow({ outlet, channel }: Row): string | null {
  if (outlet.domain !== undefined) return outlet.domain.replace(/^www\./, '');
  const home = outlet.home === undefined ? null : URL.parse(outlet.home);
  return (home && domainOf(home)) ?? (channel ? domainOf(channel.url) : null);
}

function newOutlet({ outlet, channel }: Row, domain: string | null, defaults: Defaults): NewOutlet {
  return {
    origin: defaults.origin,
    class: outlet.class ?? defaults.class,
    name: outlet.name,
    domain,
    home: outlet.home ?? null,
    languages: outlet.languages ?? (channel?.language ? [channel.language] : []),
    country: outlet.country ?? null,
    place: outlet.place ?? null,
    rights: outlet.rights ?? 'link',
    agreement: outlet.agreement ?? null,
    rightsFrom: outlet.rightsFrom ?? null,
    rightsUntil: outlet.rightsUntil ?? null,
    note: outlet.note ?? null,
  };
}
