import { emit, type Trx } from '../platform/index.ts';

// An outbox event carries small facts only: four kilobytes hold so many ids with room to spare.
const most = 200;

/** Tells later modules that items have arrived with all the text that can be had. */
export async function itemsArrived(trx: Trx, itemIds: readonly number[]): Promise<void> {
  for (let from = 0; from < itemIds.length; from += most)
    await emit(trx, 'items.arrived', { itemIds: itemIds.slice(from, from + most) });
}
