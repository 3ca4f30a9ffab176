import { readAtlas } from '../../places/index.ts';
import type { Db } from '../../platform/index.ts';
import { addressKey } from '../channel.ts';
import { insertChannels } from '../store/channels.ts';
import { addContacts, contactsOf } from '../store/contacts.ts';
import { allKeys, holdRegister, insertOutlets } from '../store/outlets.ts';
import { type FindPlace, readCsv } from './csv.ts';
import { readOpml } from './opml.ts';
import { type Defaults, type Line, planImport } from './plan.ts';
import { ImportError, mostBytes, type Rows } from './row.ts';

/** What an import did, or in a preview would do, line by line. */
export type ImportReport = {
  outlets: number;
  channels: number;
  contacts: number;
  there: number;
  refused: number;
  /** The file went on beyond the bound; the rest was not read. */
  cut: boolean;
  lines: readonly Line[];
};

export type ImportOptions = Partial<Defaults> & { preview?: boolean };

/**
 * Imports a list of sources, OPML or CSV as it finds it. Lines that cannot be taken are reported one by one and the
 * others are kept; what is registered already stays as it is, so that importing twice adds nothing.
 * Throws an ImportError when the whole cannot be read.
 */
export async function importSources(db: Db, bytes: Uint8Array, options: ImportOptions = {}): Promise<ImportReport> {
  const { class: outletClass = 'domestic-press', state = 'active', origin = 'import', preview = false } = options;
  const { rows, bad, cut } = readRows(bytes, await placeFinder(db));
  return db.transaction().execute(async (trx) => {
    await holdRegister(trx);
    const register = await allKeys(
      trx,
      rows.flatMap((row) => (row.channel ? [addressKey(row.channel.url)] : [])),
    );
    const outletIds = rows.some(({ contact }) => contact) ? register.outlets.map(({ id }) => id) : [];
    const contacts = await contactsOf(trx, outletIds);
    const plan = planImport(rows, bad, { ...register, contacts }, { class: outletClass, state, origin });
    if (!preview) {
      const ids = await insertOutlets(trx, plan.outlets);
      const of = ({ to }: Pick<(typeof plan.channels)[number], 'to'>) => ('id' in to ? to.id : (ids[to.place] ?? 0));
      await insertChannels(
        trx,
        plan.channels.map(({ to, ...channel }) => ({ ...channel, outletId: of({ to }) })),
      );
      await addContacts(
        trx,
        plan.contacts.map(({ to, ...contact }) => ({ ...contact, outletId: of({ to }) })),
      );
    }
    const count = (...results: string[]) => plan.lines.filter((line) => results.includes(line.result)).length;
    return {
      outlets: plan.outlets.length,
      channels: plan.channels.length,
      contacts: plan.contacts.length,
      there: count('there', 'twice'),
      refused: count('refused'),
      cut,
      lines: plan.lines,
    };
  });
}

function readRows(bytes: Uint8Array, findPlace: FindPlace): Rows {
  if (bytes.byteLength > mostBytes)
    throw new ImportError('too-large', `the file has more than ${mostBytes / 1_000_000} MB; divide it`);
  const text = new TextDecoder(bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8').decode(bytes);
  if (text.trim() === '') throw new ImportError('empty', 'the file is empty');
  return /^[\ufeff\s]*</.test(text) ? readOpml(text) : readCsv(text, findPlace);
}

async function placeFinder(db: Db): Promise<FindPlace> {
  const atlas = await readAtlas(db);
  return (code, validFrom) => {
    const place =
      validFrom === undefined ? atlas.current().find((one) => one.code === code) : atlas.get({ code, validFrom });
    return place && { code: place.code, validFrom: place.validFrom };
  };
}
