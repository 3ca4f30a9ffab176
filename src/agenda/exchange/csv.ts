import { createHash } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { fold, normaliseLine } from '../../language/index.ts';
import { type Ground, readEvent, type Typed } from '../form.ts';
import { ImportError, mostRows, type Rows } from './row.ts';

/** The columns, with the other names that they are known by (folded); `name_en` is the name in English. */
const columns: Readonly<Record<string, readonly string[]>> = {
  name: ['ten', 'su kien', 'event', 'title'],
  kind: ['loai'],
  firstDay: ['first day', 'start', 'date', 'ngay', 'tu ngay', 'ngay bat dau'],
  lastDay: ['last day', 'end', 'den ngay', 'ngay ket thuc'],
  startTime: ['start time', 'time', 'gio'],
  zone: ['time zone', 'mui gio'],
  venue: ['location', 'dia diem'],
  country: ['quoc gia'],
  place: ['dia danh', 'ma dia danh'],
  organisations: ['organisation', 'organizations', 'co quan'],
  langs: ['languages', 'ngon ngu'],
  weight: ['muc do'],
  aliases: ['ten khac'],
  queries: ['tu khoa'],
  source: ['nguon'],
  note: ['ghi chu'],
};

/**
 * Reads CSV (RFC 4180) with a header: comma, semicolon or tab. It needs a name and a first day. A row that cannot be
 * taken is reported and the others are kept. A row is known again by its name and first day. Throws an ImportError
 * when there is no header to go by.
 */
export function readCsv(text: string, ground: Ground): Rows {
  const start = text.slice(0, 5_000).split(/\r?\n/, 1)[0] ?? '';
  const delimiter = [',', ';', '\t'].toSorted((a, b) => start.split(b).length - start.split(a).length)[0] ?? ',';
  const records = recordsOf(text, delimiter);
  const [head, ...lines] = records;
  const fields = (head?.record ?? []).map((cell) => fieldCalled(cell, ground.interfaceLangs[0] ?? 'en'));
  if (!fields.some((field) => field?.startsWith('name.')) || !fields.includes('firstDay'))
    throw new ImportError('no-header', 'the first line must name the columns, among them "name" and "first_day"');

  const rows: Rows = { rows: [], bad: [], cut: lines.length > mostRows };
  for (const { record, info } of lines.slice(0, mostRows)) {
    const typed: Record<string, string> = {};
    const more: string[] = [];
    for (const [place, cell] of record.entries()) {
      const field = fields[place];
      if (!field || cell.trim() === '') continue;
      const lang = field.startsWith('name.') ? field.slice(5) : undefined;
      if (lang && !ground.interfaceLangs.includes(lang)) more.push(`${lang}: ${normaliseLine(cell)}`);
      else typed[field] ??= cell.trim();
    }
    if (more.length > 0) typed.names = more.join('\n');
    const name = nameOf(typed);
    const read = readEvent(typed, ground);
    if ('event' in read) {
      const { rule: _, ...event } = read.event;
      rows.rows.push({ line: info.lines, key: keyOf(name, event.firstDay), event, cancelled: false });
    } else {
      const [field = '', fault = 'broken' as const] = Object.entries(read.faults)[0] ?? [];
      rows.bad.push({ line: info.lines, name: name.slice(0, 200), field, fault });
    }
  }
  return rows;
}

type Line = { record: string[]; info: { lines: number } };

function recordsOf(text: string, delimiter: string): Line[] {
  try {
    // With `info` each record comes with its line, which the library's types leave out.
    return parse(text, {
      bom: true,
      delimiter,
      info: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      skip_records_with_error: true,
      max_record_size: 100_000,
      to: mostRows + 2,
    }) as unknown as Line[];
  } catch (cause) {
    throw new ImportError('unreadable', `the table cannot be read: ${(cause as Error).message}`);
  }
}

const nameOf = (typed: Typed): string =>
  Object.entries(typed).find(([field]) => field.startsWith('name.'))?.[1] ?? typed.names ?? '';

const keyOf = (name: string, day: string): string =>
  `csv:${createHash('sha256')
    .update(`${fold(normaliseLine(name))} ${day}`)
    .digest('hex')
    .slice(0, 24)}`;

function fieldCalled(cell: string, first: string): string | undefined {
  const name = fold(normaliseLine(cell))
    .replace(/[\s_-]+/g, ' ')
    .trim();
  const [, lang] = /^(?:name|ten) ([a-z]{2,3})$/.exec(name) ?? [];
  if (lang) return `name.${lang}`;
  const found = Object.entries(columns).find(
    ([field, others]) => field.toLowerCase() === name.replaceAll(' ', '') || others.includes(name),
  );
  return found?.[0] === 'name' ? `name.${first}` : found?.[0];
}
