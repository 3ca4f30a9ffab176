import { emit, type Trx } from '../platform/index.ts';

/** The items of a story, or what people decided about it, are not what they were. Once for a story and transaction. */
export async function storiesChanged(trx: Trx, storyIds: Iterable<number>): Promise<void> {
  for (const storyId of new Set(storyIds)) await emit(trx, 'story.changed', { storyId });
}
