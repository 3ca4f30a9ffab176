import { addressKey, type ChannelKind, domainOf, nameKey } from '../channel.ts';
import type { ChannelState } from '../health.ts';
import type { NewOutlet, Origin, OutletClass } from '../outlet.ts';
import type { BadRow, Row } from './row.ts';

/** The part of the register that rows are compared with. */
export type Register = {
  outlets: readonly { id: number; name: string; domain: string | null }[];
  /** The key of each channel's address. */
  channelKeys: ReadonlySet<string>;
};

/** What a line came to: a new outlet, a new channel of a known one, nothing new, or a fault. */
export type Line = { line: number; name: string; url: string | null } & (
  | { result: 'outlet' | 'channel' | 'there' | 'twice' }
  | { result: 'refused'; fault: BadRow['fault']; value: string }
);

/** A channel to add: to an outlet of the register, or to one of the new outlets by its place in the list. */
type PlannedChannel = {
  to: { id: number } | { place: number };
  url: string;
  kind?: ChannelKind;
  settings?: Readonly<Record<string, unknown>>;
  title: string | null;
  language: string | null;
  state: ChannelState;
};

export type Plan = { outlets: NewOutlet[]; channels: PlannedChannel[]; lines: Line[] };

/** What holds for rows that do not say. */
export type Defaults = { class: OutletClass; state: ChannelState; origin: Origin };

/**
 * Decides what an import adds. A channel is known by its address. Its outlet is the one of the same name, else the
 * one whose domain its address or home page lies on, else a new one; an IP address or a host that many share is no
 * domain of anybody. Nothing that is registered is changed.
 */
export function planImport(rows: readonly Row[], bad: readonly BadRow[], register: Register, defaults: Defaults): Plan {
  const byName = new Map<string, PlannedChannel['to']>();
  const byDomain = new Map<string, PlannedChannel['to']>();
  for (const { id, name, domain } of register.outlets) {
    if (!byName.has(nameKey(name))) byName.set(nameKey(name), { id });
    if (domain !== null && !byDomain.has(domain)) byDomain.set(domain, { id });
  }
  const seen = new Set<string>();
  const plan: Plan = { outlets: [], channels: [], lines: [] };

  for (const row of rows) {
    const { outlet, channel, line } = row;
    const shown = { line, name: outlet.name, url: channel?.url.href ?? null };
    const key = channel && addressKey(channel.url);
    if (key !== undefined && (register.channelKeys.has(key) || seen.has(key))) {
      plan.lines.push({ ...shown, result: seen.has(key) ? 'twice' : 'there' });
      continue;
    }
    const domain = domainOfRow(row);
    const known = byName.get(nameKey(outlet.name)) ?? (domain === null ? undefined : byDomain.get(domain));
    const to = known ?? { place: plan.outlets.push(newOutlet(row, domain, defaults)) - 1 };
    if (!known) {
      byName.set(nameKey(outlet.name), to);
      if (domain !== null) byDomain.set(domain, to);
    }
    if (channel && key !== undefined) {
      seen.add(key);
      const { url, kind, settings, title = null, language = null, state = defaults.state } = channel;
      plan.channels.push({
        ...{ to, url: url.href, title: known ? (title ?? outlet.name) : title, language, state },
        ...(kind ? { kind } : {}),
        ...(settings ? { settings } : {}),
      });
    }
    plan.lines.push({ ...shown, result: !known ? 'outlet' : channel ? 'channel' : 'there' });
  }
  for (const { line, name, fault, value } of bad)
    plan.lines.push({ line, name, url: null, result: 'refused', fault, value });
  plan.lines.sort((a, b) => a.line - b.line);
  return plan;
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
