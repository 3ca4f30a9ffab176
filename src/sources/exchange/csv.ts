import { parse } from 'csv-parse/sync';
import { fold, normaliseLine } from '../../language/index.ts';
import { type Channel, isKind, readAddress } from '../channel.ts';
import { isClass, isRights, type Outlet } from '../outlet.ts';
import { type BadRow, clip, ImportError, mostRows, type Row, type RowFault, type Rows, readSettings } from './row.ts';

/** The columns, in the order in which they are written, with the other names that they are known by (folded). */
const columns = {
  outlet: ['name', 'co quan', 'ten', 'ten co quan'],
  class: ['loai'],
  channel: ['url', 'xmlurl', 'feed', 'address', 'dia chi', 'kenh'],
  kind: ['loai kenh'],
  settings: ['cai dat'],
  title: ['channel title', 'ten kenh'],
  language: ['lang', 'ngon ngu'],
  state: ['trang thai'],
  domain: ['ten mien'],
  home: ['htmlurl', 'trang chu'],
  country: ['quoc gia'],
  place: ['dia danh', 'ma dia danh'],
  place_from: [],
  rights: ['quyen'],
  agreement: ['thoa thuan'],
  rights_from: [],
  rights_until: [],
  note: ['ghi chu'],
} as const satisfies Record<string, readonly string[]>;

type ColumnName = keyof typeof columns;
const columnNames = Object.keys(columns) as ColumnName[];

/** Gives the place that a code stands for; undefined when there is none. */
export type FindPlace = (
  code: string,
  validFrom: string | undefined,
) => { code: string; validFrom: string } | undefined;

/**
 * Reads CSV (RFC 4180) with a header: comma, semicolon or tab between fields, as spreadsheets write it. The columns
 * `outlet` or `channel` must be there, others may. A row that cannot be taken is reported and the others are kept.
 * Throws an ImportError when there is no header to go by.
 */
export function readCsv(text: string, findPlace: FindPlace): Rows {
  const start = text.slice(0, 5_000).split(/\r?\n/, 1)[0] ?? '';
  const delimiter = [',', ';', '\t'].toSorted((a, b) => start.split(b).length - start.split(a).length)[0] ?? ',';
  // With `info` each record comes with its line, which the library's types leave out.
  const records = parse(text, {
    bom: true,
    delimiter,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    max_record_size: 100_000,
    to: mostRows + 2,
  }) as unknown as { record: string[]; info: { lines: number } }[];
  const [head, ...lines] = records;
  const places = new Map<ColumnName, number>();
  for (const [place, cell] of (head?.record ?? []).entries()) {
    const name = columnCalled(cell);
    if (name && !places.has(name)) places.set(name, place);
  }
  if (!places.has('outlet') && !places.has('channel'))
    throw new ImportError('no-header', 'the first line must name the columns, among them "outlet" or "channel"');

  const rows: Row[] = [];
  const bad: BadRow[] = [];
  for (const { record, info } of lines.slice(0, mostRows)) {
    const cell = (name: ColumnName): string | undefined => {
      const place = places.get(name);
      return place === undefined ? undefined : normaliseLine(record[place] ?? '') || undefined;
    };
    const read = readRow(cell, info.lines, findPlace);
    if ('fault' in read)
      bad.push({ line: info.lines, name: clip(cell('outlet') ?? ''), ...read, value: clip(read.value) });
    else rows.push(read);
  }
  return { rows, bad, cut: lines.length > mostRows };
}

type Cell = (name: ColumnName) => string | undefined;

function readRow(cell: Cell, line: number, findPlace: FindPlace): Row | { fault: RowFault; value: string } {
  const wrong = (fault: RowFault, value = '') => ({ fault, value });
  const address = cell('channel');
  const read = address === undefined ? undefined : readAddress(address);
  if (read && 'fault' in read) return wrong(`address-${read.fault}`, address);
  const name = cell('outlet') ?? read?.url.hostname.replace(/^www\./, '');
  if (name === undefined) return wrong('name-missing');
  const outletClass = cell('class')?.toLowerCase();
  if (outletClass !== undefined && !isClass(outletClass)) return wrong('class-unknown', outletClass);
  const rights = cell('rights')?.toLowerCase();
  if (rights !== undefined && !isRights(rights)) return wrong('rights-unknown', rights);
  const state = cell('state')?.toLowerCase();
  if (state !== undefined && state !== 'active' && state !== 'paused') return wrong('state-unknown', state);
  const kind = cell('kind')?.toLowerCase();
  if (kind !== undefined && !isKind(kind)) return wrong('kind-unknown', kind);
  const set = cell('settings');
  const settings = set === undefined ? undefined : readSettings(set);
  if (set !== undefined && !settings) return wrong('settings-unreadable', set);
  for (const column of ['rights_from', 'rights_until', 'place_from'] as const) {
    const day = cell(column);
    if (day !== undefined && !isDay(day)) return wrong('day-unreadable', day);
  }
  const code = cell('place');
  const place = code === undefined ? undefined : findPlace(code.padStart(2, '0'), cell('place_from'));
  if (code !== undefined && !place) return wrong('place-unknown', code);
  return {
    line,
    outlet: {
      name: clip(name),
      class: outletClass,
      domain: cell('domain')?.toLowerCase(),
      home: cell('home'),
      country: cell('country')?.toUpperCase(),
      place,
      rights,
      agreement: cell('agreement'),
      rightsFrom: cell('rights_from'),
      rightsUntil: cell('rights_until'),
      note: cell('note'),
    },
    channel: read && {
      url: read.url,
      kind,
      settings,
      title: cell('title'),
      language: cell('language')?.toLowerCase(),
      state,
    },
  };
}

function columnCalled(cell: string): ColumnName | undefined {
  const name = fold(normaliseLine(cell))
    .replace(/[\s_-]+/g, ' ')
    .trim();
  return columnNames.find(
    (column) => column.replaceAll('_', ' ') === name || (columns[column] as readonly string[]).includes(name),
  );
}

const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));

/** Writes the register as CSV, a row for each channel and one for each outlet without any; reading it back adds nothing. */
export function writeCsv(outlets: readonly Outlet[], channels: readonly Channel[]): string {
  const byOutlet = Map.groupBy(channels, (channel) => channel.outletId);
  const rows = outlets.flatMap((outlet) => {
    const own = byOutlet.get(outlet.id);
    return own ? own.map((channel) => record(outlet, channel)) : [record(outlet, undefined)];
  });
  return csvOf([columnNames, ...rows]);
}

/** Rows of cells as CSV that spreadsheets take for UTF-8 and run no formula of. */
export const csvOf = (rows: readonly (readonly string[])[]): string =>
  `\ufeff${rows.map((row) => row.map(quoted).join(',')).join('\r\n')}\r\n`;

function record(outlet: Outlet, channel: Channel | undefined): string[] {
  const cells: Record<ColumnName, string | null | undefined> = {
    outlet: outlet.name,
    class: outlet.class,
    channel: channel?.url,
    kind: channel?.kind,
    settings: channel && isSet(channel) ? JSON.stringify(channel.settings) : null,
    title: channel?.title,
    language: channel?.language,
    state: channel?.state,
    domain: outlet.domain,
    home: outlet.home,
    country: outlet.country,
    place: outlet.place?.code,
    place_from: outlet.place?.validFrom,
    rights: outlet.rights,
    agreement: outlet.agreement,
    rights_from: outlet.rightsFrom,
    rights_until: outlet.rightsUntil,
    note: outlet.note,
  };
  return columnNames.map((name) => cells[name] ?? '');
}

/** Whether people set anything for a channel. */
export const isSet = ({ settings }: Pick<Channel, 'settings'>): boolean => Object.keys(settings).length > 0;

// A cell that begins like a formula would be run by a spreadsheet (OWASP, CSV injection).
function quoted(cell: string): string {
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n;]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
