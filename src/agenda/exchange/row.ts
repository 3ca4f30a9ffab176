import type { EventFacts } from '../event.ts';
import type { Fault } from '../form.ts';

/** An event read from a list, not yet compared with the agenda. `key` tells it again when the list is read anew. */
export type Row = { line: number; key: string; event: EventFacts; cancelled: boolean };

/** A line or an entry that cannot be taken: its name, the field, and why. */
export type BadRow = { line: number; name: string; field: string; fault: Fault | 'broken' };

export type Rows = { rows: Row[]; bad: BadRow[] /** Whether it went on beyond what is read. */; cut: boolean };

/** Nothing in the file could be read as a list of events. */
export class ImportError extends Error {
  override name = 'ImportError';
  readonly fault: 'empty' | 'too-large' | 'no-header' | 'unreadable';
  constructor(fault: ImportError['fault'], message: string) {
    super(message);
    this.fault = fault;
  }
}

/** No list is longer, in bytes and in events. */
export const mostBytes = 5_000_000;
export const mostRows = 5_000;
