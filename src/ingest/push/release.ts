import { getLogger } from '@logtape/logtape';
import { isUnavailable } from '../../platform/index.ts';
import { channelById } from '../../sources/index.ts';
import { deliveredFeed } from '../kinds/package/delivery.ts';
import { readyChannels, takeReady } from '../store/held.ts';
import { holdOutlet } from '../store/items.ts';
import { noteVersions } from '../store/push.ts';
import { type Deps, receive } from '../visit.ts';

const log = getLogger(['cuaso', 'ingest', 'push']);

const atOnce = 200;

/**
 * Stores what was held under an embargo that has ended, as if it were sent now; that of a paused channel waits until the
 * channel is started. Gives how many were let out.
 */
export async function releaseHeld(deps: Deps): Promise<number> {
  const { db, clock } = deps;
  let released = 0;
  for (const id of await readyChannels(db, clock()))
    try {
      released += await releaseOf(deps, id);
    } catch (error) {
      if (isUnavailable(error)) throw error;
      // What the database refuses must not hold up the other channels.
      log.error('what channel {id} held under an embargo could not be stored: {error}', { id, error });
    }
  return released;
}

async function releaseOf(deps: Deps, channelId: number): Promise<number> {
  const channel = await channelById(deps.db, channelId);
  if (!channel || channel.state === 'paused') return 0;
  let released = 0;
  for (;;) {
    const count = await deps.db.transaction().execute(async (trx) => {
      await holdOutlet(trx, channel.outletId);
      const held = await takeReady(trx, channel.id, deps.clock(), atOnce);
      const [first] = held;
      if (!first) return 0;
      const deliveries = held.map(({ item, version }) => ({ item, version, embargoed: undefined }));
      const feed = deliveredFeed(first.kind, deliveries, []);
      await receive(trx, deps, channel, { feed, bytes: 0, milliseconds: 0 });
      await noteVersions(
        trx,
        channel.id,
        held.flatMap(({ key, version }) => (version === undefined ? [] : [{ key, version }])),
      );
      return held.length;
    });
    released += count;
    if (count < atOnce) return released;
  }
}
