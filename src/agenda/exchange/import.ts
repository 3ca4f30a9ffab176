import type { Db } from '../../platform/index.ts';
import type { AgendaEvent, Day, EventFacts } from '../event.ts';
import { agendaChanged } from '../events.ts';
import type { Ground } from '../form.ts';
import { cancelEvent, eventsByKeys, holdAgenda, insertEvent, updateEvent } from '../store/events.ts';
import { readCsv } from './csv.ts';
import { readIcal } from './ical.ts';
import { type BadRow, ImportError, mostBytes, type Rows } from './row.ts';

/** What a line came to. `kept` was changed by a person here, and stays as that person left it. */
export type Line = { line: number; name: string; firstDay: Day | null } & (
  | { result: 'added' | 'changed' | 'cancelled' | 'there' | 'twice' | 'kept' }
  | { result: 'refused'; field: string; fault: BadRow['fault'] }
);

export type ImportReport = { lines: Line[]; added: number; changed: number; refused: number; cut: boolean };

export type ImportOptions = {
  ground: Ground;
  today: Day;
  now: Date;
  /** The language that a calendar's names are in. */
  lang: string;
  /** Whether to say only what would be done. */
  preview: boolean;
};

/**
 * Brings a list of events in, iCalendar or CSV. Lines that cannot be taken are reported one by one, the others are
 * kept, all in one transaction. What was imported before is recognised and brought up to date, unless a person changed
 * it here; nothing is ever removed. Throws an ImportError when the file is no list of events.
 */
export async function importEvents(db: Db, bytes: Uint8Array, options: ImportOptions): Promise<ImportReport> {
  const { rows, bad, cut } = readList(bytes, options);
  const { now, preview } = options;
  const lines: Line[] = bad.map(({ line, name, field, fault }) => ({
    line,
    name,
    firstDay: null,
    result: 'refused',
    field,
    fault,
  }));
  await db.transaction().execute(async (trx) => {
    await holdAgenda(trx);
    const known = await eventsByKeys(
      trx,
      rows.map(({ key }) => key),
    );
    const seen = new Set<string>();
    for (const { line, key, event, cancelled } of rows) {
      const shown = { line, name: Object.values(event.names)[0] ?? '', firstDay: event.firstDay };
      const result = seen.has(key) ? 'twice' : resultOf(known.get(key), event, cancelled);
      seen.add(key);
      lines.push({ ...shown, result });
      if (preview) continue;
      const there = known.get(key);
      if (result === 'added') {
        const id = await insertEvent(trx, { ...event, origin: 'import', key, cancelled }, now);
        if (id !== undefined) await agendaChanged(trx, id);
      } else if (there && (result === 'changed' || result === 'cancelled')) {
        await updateEvent(trx, there.id, merged(there, event), { now, byPerson: false });
        await cancelEvent(trx, there.id, cancelled, now);
        await agendaChanged(trx, there.id);
      }
    }
  });
  const count = (...results: Line['result'][]) => lines.filter(({ result }) => results.includes(result)).length;
  return {
    lines: lines.toSorted((a, b) => a.line - b.line),
    added: count('added'),
    changed: count('changed', 'cancelled'),
    refused: count('refused'),
    cut,
  };
}

function readList(bytes: Uint8Array, { ground, today, lang }: ImportOptions): Rows {
  if (bytes.byteLength > mostBytes) throw new ImportError('too-large', 'the list is larger than 5 MB');
  const text = new TextDecoder().decode(bytes).normalize('NFC');
  if (text.trim() === '') throw new ImportError('empty', 'the list is empty');
  return /^\s*BEGIN:VCALENDAR/i.test(text) ? readIcal(text, { ...ground, today, lang }) : readCsv(text, ground);
}

function resultOf(there: AgendaEvent | undefined, event: EventFacts, cancelled: boolean) {
  if (!there) return 'added';
  if (there.edited) return 'kept';
  if (cancelled !== there.cancelled) return cancelled ? 'cancelled' : 'changed';
  const facts = merged(there, event);
  const same =
    facts.firstDay === there.firstDay &&
    facts.lastDay === there.lastDay &&
    facts.startTime === there.startTime &&
    facts.venue === there.venue &&
    facts.note === there.note &&
    JSON.stringify(Object.entries(facts.names).toSorted()) === JSON.stringify(Object.entries(there.names).toSorted());
  return same ? 'there' : 'changed';
}

/** What is known already, with what the list says anew. */
function merged(there: AgendaEvent, event: EventFacts): EventFacts {
  const { firstDay, lastDay, startTime, zone, venue, note, names } = event;
  return { ...there, firstDay, lastDay, startTime, zone, venue, note, names: { ...there.names, ...names } };
}
