import { parse } from 'csv-parse/sync';
import { fold, normaliseLine } from '../../language/index.ts';
import { type Channel, isKind, readAddress } from '../channel.ts';
import { type Contact, type ContactFault, contactFaults, type NewContact } from '../contact.ts';
import { isClass, isRights, type Outlet } from '../outlet.ts';
import { type BadRow, clip, ImportError, mostRows, type Row, type RowFault, type Rows, readSettings } from './row.ts';

/** The columns of a contact: personal data, which stands in no export but its own. */
const contactColumns = {
  contact_name: ['contact', 'nguoi lien he'],
  contact_role: ['chuc vu'],
  contact_email: ['email'],
  contact_phone: ['dien thoai'],
} as const;

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
  verified: ['kiem chung'],
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
  ...contactColumns,
} as const satisfies Record<string, readonly string[]>;

type ColumnName = keyof typeof columns;
const columnNames = Object.keys(columns) as ColumnName[];
const written = columnNames.filter((name) => !(name in contactColumns));

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
      return place === undefined ? undefined : normaliseLine(record[place] ?? '').replace(guard, '') || undefined;
    };
    const read = readRow(cell, info.lines, findPlace);
    if ('fault' in read)
      bad.push({ line: info.lines, name: clip(cell('outlet') ?? ''), ...read, value: clip(read.value) });
    else rows.push(read);
  }
  return { rows, bad, cut: lines.length > mostRows };
}

// What keeps a spreadsheet from running a cell, as `quoted` writes it.
const guard = /^'(?=[=+\-@])/;

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
  const verified = cell('verified')?.toLowerCase();
  if (verified !== undefined && verified !== 'unverified' && !isDay(verified))
    return wrong('verified-unknown', verified);
  for (const column of ['rights_from', 'rights_until', 'place_from'] as const) {
    const day = cell(column);
    if (day !== undefined && !isDay(day)) return wrong('day-unreadable', day);
  }
  const code = cell('place');
  const place = code === undefined ? undefined : findPlace(code.padStart(2, '0'), cell('place_from'));
  if (code !== undefined && !place) return wrong('place-unknown', code);
  const contact = contactIn(cell);
  if (contact && 'fault' in contact) return wrong(`contact-${contact.fault}`, contact.value);
  return {
    line,
    contact,
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
      unverified: verified === undefined ? undefined : verified === 'unverified',
      verifiedAt: verified === undefined || verified === 'unverified' ? undefined : new Date(verified),
    },
  };
}

/** The contact that a row names, or what is wrong with it; undefined when it names none. */
function contactIn(cell: Cell): NewContact | { fault: ContactFault; value: string } | undefined {
  const said = {
    name: cell('contact_name') ?? null,
    role: cell('contact_role') ?? null,
    email: cell('contact_email') ?? null,
    phone: cell('contact_phone') ?? null,
  };
  if (Object.values(said).every((text) => text === null)) return undefined;
  const [field] = contactFaults(said);
  if (field) return { fault: field, value: said[field] ?? '' };
  return said as NewContact;
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
  return csvOf([written, ...rows]);
}

/** Writes contacts as CSV, by the names of their outlets; reading it back adds nothing. */
export const writeContacts = (contacts: readonly Contact[], outletName: (outletId: number) => string): string =>
  csvOf([
    ['outlet', ...Object.keys(contactColumns)],
    ...contacts.map(({ outletId, name, role, email, phone }) => [
      outletName(outletId),
      name,
      role ?? '',
      email ?? '',
      phone ?? '',
    ]),
  ]);

/** Rows of cells as CSV that spreadsheets take for UTF-8 and run no formula of. */
const csvOf = (rows: readonly (readonly string[])[]): string =>
  `\ufeff${rows.map((row) => row.map(quoted).join(',')).join('\r\n')}\r\n`;

function record(outlet: Outlet, channel: Channel | undefined): string[] {
  const cells: Partial<Record<ColumnName, string | null | undefined>> = {
    outlet: outlet.name,
    class: outlet.class,
    channel: channel?.url,
    kind: channel?.kind,
    settings: channel && isSet(channel) ? JSON.stringify(channel.settings) : null,
    title: channel?.title,
    language: channel?.language,
    state: channel?.state,
    verified: channel?.unverified ? 'unverified' : channel?.verifiedAt?.toISOString().slice(0, 10),
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
  return written.map((name) => cells[name] ?? '');
}

/** Whether people set anything for a channel. */
export const isSet = ({ settings }: Pick<Channel, 'settings'>): boolean => Object.keys(settings).length > 0;

// A cell that begins like a formula would be run by a spreadsheet (OWASP, CSV injection).
function quoted(cell: string): string {
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n;]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
