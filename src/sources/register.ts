import type { Db, Trx } from '../platform/index.ts';
import { addressKey, type NewChannel, readAddress } from './channel.ts';
import type { NewOutlet } from './outlet.ts';
import { channelsAt, insertChannels } from './store/channels.ts';
import { holdRegister, insertOutlets } from './store/outlets.ts';

/** What registering gave: the outlet and the channel, and whether they are new. */
export type Registered = { outletId: number; channelId: number; added: boolean };

/**
 * Registers an outlet with one channel, which is fetched from then on unless it says `paused`. When the address is
 * registered already, nothing changes and what is there is given. Throws a RangeError when it is no web address.
 */
export async function addOutletWithChannel(db: Db | Trx, outlet: NewOutlet, channel: NewChannel): Promise<Registered> {
  return within(db, async (trx) => {
    await holdRegister(trx);
    const known = (await channelsAt(trx, [addressOf(channel.url)])).get(addressKey(addressOf(channel.url)));
    if (known) return { outletId: known.outletId, channelId: known.id, added: false };
    const [outletId = 0] = await insertOutlets(trx, [outlet]);
    const [channelId = 0] = await insertChannels(trx, [{ ...channel, outletId }]);
    return { outletId, channelId, added: true };
  });
}

/** Registers an outlet that has no channel yet, and gives its id. */
export async function registerOutlet(trx: Trx, outlet: NewOutlet): Promise<number> {
  await holdRegister(trx);
  const [id = 0] = await insertOutlets(trx, [outlet]);
  return id;
}

/** The outlets that have a channel at some addresses already, by address; addresses of none are left out. */
export async function ownersOf(db: Db | Trx, urls: readonly string[]): Promise<Map<string, number>> {
  const read = urls.map(addressOf);
  const there = await channelsAt(db, read);
  return new Map(
    urls.flatMap((url, place): [string, number][] => {
      const owner = read[place] && there.get(addressKey(read[place]));
      return owner ? [[url, owner.outletId]] : [];
    }),
  );
}

/** Adds a channel to an outlet. An address that is registered already is left where it is. Throws like `addOutletWithChannel`. */
export async function addChannel(db: Db | Trx, outletId: number, channel: NewChannel): Promise<Registered> {
  return within(db, async (trx) => {
    await holdRegister(trx);
    const known = (await channelsAt(trx, [addressOf(channel.url)])).get(addressKey(addressOf(channel.url)));
    if (known) return { outletId: known.outletId, channelId: known.id, added: false };
    const [channelId = 0] = await insertChannels(trx, [{ ...channel, outletId }]);
    return { outletId, channelId, added: true };
  });
}

/** Runs within the transaction that is given, or within one of its own. */
function within<T>(db: Db | Trx, work: (trx: Trx) => Promise<T>): Promise<T> {
  return db.isTransaction ? work(db as Trx) : db.transaction().execute(work);
}

function addressOf(text: string): URL {
  const read = readAddress(text);
  if ('url' in read) return read.url;
  throw new RangeError(`sources: "${text.slice(0, 200)}" is not the address of a channel (${read.fault})`);
}
