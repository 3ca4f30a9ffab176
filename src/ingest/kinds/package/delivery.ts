import type { Fault, Feed, Item } from '../../feed/feed.ts';
import { feedOf } from '../answer.ts';

/** One item as an agency or a portal delivers it. */
export type Delivery = {
  item: Item;
  /** Its state, as the sender counts them; text, since some count in dates. */
  version: string | undefined;
  /** Until when it must not be published. */
  embargoed: Date | undefined;
};

/** Whether a state comes before another one of the same item: numbers count, other texts are compared as they stand. */
export function isEarlier(version: string, than: string): boolean {
  const [a, b] = [Number(version), Number(than)];
  return Number.isFinite(a) && Number.isFinite(b) ? a < b : version < than;
}

/** The deliveries that may be published now, of each item its newest state. */
export function current(deliveries: readonly Delivery[], now: Date): Delivery[] {
  const newest = new Map<string, Delivery>();
  const nameless: Delivery[] = [];
  for (const delivery of deliveries) {
    const { id } = delivery.item;
    if (delivery.embargoed && delivery.embargoed > now && !delivery.item.withdrawn) continue;
    if (id === undefined) nameless.push(delivery);
    else {
      const known = newest.get(id);
      const older = known && delivery.version !== undefined && isEarlier(delivery.version, known.version ?? '');
      if (!older) newest.set(id, delivery);
    }
  }
  return [...newest.values(), ...nameless];
}

/** A feed of what was delivered. */
export const deliveredFeed = (
  kind: Feed['kind'],
  deliveries: readonly Delivery[],
  faults: Fault[],
  version?: string,
): Feed =>
  feedOf(
    { kind, version },
    deliveries.map(({ item }) => item),
    faults,
  );
