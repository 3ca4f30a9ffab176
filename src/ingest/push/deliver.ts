import { createHash } from 'node:crypto';
import type { Trx } from '../../platform/index.ts';
import type { Channel } from '../../sources/index.ts';
import { keyOfId } from '../item.ts';
import { current, type Delivery, deliveredFeed, isEarlier } from '../kinds/package/delivery.ts';
import { countHeld, type Held, heldVersions, hold, letGo } from '../store/held.ts';
import { holdOutlet } from '../store/items.ts';
import { answeredTo, keepAnswer, noteVersions, statesOf, versionsOf } from '../store/push.ts';
import { type Deps, receive } from '../visit.ts';
import type { Body } from './body.ts';
import { type Problem, problem } from './problem.ts';

/** What became of an item: `held` waits for the end of its embargo, `stale` is an older state than the one that is here, `unknown` one taken back that never came. */
type Result = 'created' | 'updated' | 'withdrawn' | 'held' | 'unchanged' | 'stale' | 'unknown' | 'refused';

/** What is answered: what became of each item, in the order in which they were sent. */
export type Answer = {
  visit: number | null;
  items: { id: string | null; result: Result; reason?: string }[];
};

export type Delivered = { status: 200 | 201 | 422; answer: Answer; replayed: boolean } | Problem;

/**
 * Stores what a portal sent, all in one transaction; what is returned may be told only because it has committed. The
 * same request twice (by its Idempotency-Key), and the same state of an item twice, do nothing.
 */
export async function deliver(
  deps: Deps,
  channel: Channel,
  { body, bytes, key, milliseconds }: { body: Body; bytes: Uint8Array; key: string | undefined; milliseconds: number },
): Promise<Delivered> {
  const bodyHash = createHash('sha256').update(bytes).digest().subarray(0, 16);
  const now = deps.clock();
  return deps.db.transaction().execute(async (trx) => {
    await holdOutlet(trx, channel.outletId);
    const before = key === undefined ? undefined : await answeredTo(trx, channel.id, key);
    if (before && !before.bodyHash.equals(bodyHash))
      return problem('other-body', `"${key}" was used for another body; take a new key for every new request`);
    if (before) return { status: before.status as 200 | 201 | 422, answer: before.answer as Answer, replayed: true };
    const { sent, ready, held } = await sort(trx, channel, body, now);
    const keys = ready.map(({ item }) => keyOfId(channel.id, item.id ?? ''));
    const outletIds = [channel.outletId, ...channel.formerOutletIds];
    const stood = await statesOf(trx, outletIds, keys);
    const dropped = await letGo(trx, channel.id, keys);
    await hold(trx, channel.id, held);
    const feed = deliveredFeed(body.kind, ready, body.faults.list());
    const visit =
      ready.length === 0 ? undefined : await receive(trx, deps, channel, { feed, bytes: bytes.length, milliseconds });
    const stands = await statesOf(trx, outletIds, keys);
    await noteVersions(
      trx,
      channel.id,
      ready.flatMap(({ item, version }) =>
        version === undefined ? [] : [{ key: keyOfId(channel.id, item.id ?? ''), version }],
      ),
    );
    const items = sent.map(({ id = null, ...one }) => {
      if ('reason' in one) return { id, ...one };
      const mark = keyOfId(channel.id, id ?? '');
      const taken = one.withdrawn && dropped.has(mark) && !stands.has(mark);
      return {
        id,
        ...(taken ? { result: 'withdrawn' as const } : became(stood.get(mark), stands.get(mark), one.withdrawn)),
      };
    });
    const answer: Answer = { visit: visit?.id ?? null, items };
    const refused = items.length > 0 && items.every(({ result }) => result === 'refused');
    const status = refused ? 422 : items.some(({ result }) => result === 'created') ? 201 : 200;
    if (key !== undefined) await keepAnswer(trx, { channelId: channel.id, key, bodyHash, status, answer, now });
    return { status, answer, replayed: false };
  });
}

/** Nothing is held for longer, in milliseconds, nor more items of a channel. */
const longestHeld = 366 * 86_400_000;
const mostHeld = 1_000;

type Standing = { itemId: number; states: number };

function became(
  before: Standing | undefined,
  after: Standing | undefined,
  withdrawn: boolean,
): { result: Result; reason?: string } {
  if (!after)
    return withdrawn ? { result: 'unknown' } : { result: 'refused', reason: 'the item has no words that can be read' };
  if (!before) return { result: 'created' };
  if (before.itemId === after.itemId) return { result: 'unchanged' };
  return { result: withdrawn ? 'withdrawn' : 'updated' };
}

type Settled = { id: string | undefined } & ({ result: Result; reason: string } | { withdrawn: boolean });

/** Tells what is to be stored from what is refused, held under an embargo, known already, or older than what is here. */
async function sort(
  trx: Trx,
  channel: Channel,
  { sent, kind }: Body,
  now: Date,
): Promise<{ sent: Settled[]; ready: Delivery[]; held: Held[] }> {
  const deliveries = sent.flatMap((one) => ('delivery' in one ? [one.delivery] : []));
  const newest = new Set(current(deliveries, now));
  const keys = deliveries.map(({ item }) => keyOfId(channel.id, item.id ?? ''));
  const known = await versionsOf(trx, channel.id, keys);
  const waiting = await heldVersions(trx, channel.id, keys);
  const ready: Delivery[] = [];
  const held = new Map<string, Held>();
  let room = mostHeld - (await countHeld(trx, channel.id)).count;
  const settled = sent.map((one): Settled => {
    if ('wrong' in one) return { id: one.id, result: 'refused', reason: one.wrong };
    const { delivery, id } = one;
    const { version, embargoed, item } = delivery;
    const key = keyOfId(channel.id, id ?? '');
    const waits = embargoed !== undefined && embargoed > now && !item.withdrawn;
    const until = waits ? embargoed.toISOString() : '';
    if (
      waits &&
      (embargoed.getTime() - now.getTime() > longestHeld || (room <= 0 && !held.has(key) && !waiting.has(key)))
    )
      return { id, result: 'refused', reason: `is embargoed until ${until} and cannot be held so long; send it then` };
    if (!waits && !newest.has(delivery))
      return { id, result: 'stale', reason: 'a newer state of it stands in the same request' };
    const last = known.get(key);
    const kept = held.get(key)?.version ?? waiting.get(key);
    if (version !== undefined && kept !== undefined && isEarlier(version, kept))
      return { id, result: 'stale', reason: `version ${kept} is held until its embargo ends` };
    if (version !== undefined && last !== undefined && version === last)
      return { id, result: 'unchanged', reason: `version ${version} is here already` };
    if (version !== undefined && last !== undefined && isEarlier(version, last))
      return { id, result: 'stale', reason: `version ${last} is here already` };
    if (waits) {
      if (!held.has(key) && !waiting.has(key)) room--;
      held.set(key, { key, readyAt: embargoed, kind, version, item });
      return { id, result: 'held', reason: `until ${until}` };
    }
    ready.push(delivery);
    return { id, withdrawn: item.withdrawn === true };
  });
  return { sent: settled, ready, held: [...held.values()] };
}
