import type { AddressFault, ChannelKind } from '../channel.ts';
import type { ContactFault, NewContact } from '../contact.ts';
import type { ChannelState } from '../health.ts';
import type { OutletClass, Rights } from '../outlet.ts';

/** A line of a list of sources, read but not yet compared with the register. What is undefined was not said. */
export type Row = {
  /** Line of the file, from 1. */
  line: number;
  outlet: {
    name: string;
    class?: OutletClass | undefined;
    domain?: string | undefined;
    home?: string | undefined;
    languages?: readonly string[] | undefined;
    country?: string | undefined;
    place?: { code: string; validFrom: string } | undefined;
    rights?: Rights | undefined;
    agreement?: string | undefined;
    rightsFrom?: string | undefined;
    rightsUntil?: string | undefined;
    note?: string | undefined;
  };
  /** Absent for an outlet that has no channel yet. */
  channel?:
    | {
        url: URL;
        kind?: ChannelKind | undefined;
        settings?: Readonly<Record<string, unknown>> | undefined;
        title?: string | undefined;
        language?: string | undefined;
        state?: ChannelState | undefined;
        unverified?: boolean | undefined;
        verifiedAt?: Date | undefined;
      }
    | undefined;
  /** Whom to ask about the outlet. */
  contact?: NewContact | undefined;
};

/** Why a line cannot be taken. */
export type RowFault =
  | `address-${AddressFault}`
  | 'name-missing'
  | 'class-unknown'
  | 'rights-unknown'
  | 'state-unknown'
  | 'kind-unknown'
  | 'settings-unreadable'
  | 'day-unreadable'
  | 'place-unknown'
  | 'verified-unknown'
  | `contact-${ContactFault}`
  | 'row-broken';

/** A line that cannot be taken: what it says, why not, and the word that is wrong. */
export type BadRow = { line: number; name: string; fault: RowFault; value: string };

export type Rows = { rows: Row[]; bad: BadRow[] /** Lines beyond the bound, which were not read. */; cut: boolean };

/** Nothing in the file could be read as a list of sources. */
export class ImportError extends Error {
  override name = 'ImportError';
  readonly fault: 'not-opml' | 'no-header' | 'too-large' | 'empty';
  constructor(fault: ImportError['fault'], message: string) {
    super(message);
    this.fault = fault;
  }
}

/** No list is longer, in lines and in bytes. */
export const mostRows = 10_000;
export const mostBytes = 5_000_000;

export const clip = (text: string): string => (text.length > 200 ? `${text.slice(0, 199)}…` : text);

/** Reads what people set for a channel, an object of JSON; undefined when it is none, or longer than anybody writes. */
export function readSettings(text: string): Readonly<Record<string, unknown>> | undefined {
  if (text.length > 20_000) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
