import { readAtlas } from '../../places/index.ts';
import type { Db, Trx } from '../../platform/index.ts';
import { latestStories } from '../store/stories.ts';
import type { Story } from '../story.ts';
import { placeKeys } from './registry.ts';

/** The newest stories about a place that are not muted, by its slug; a former place means what it became. None for an unknown one. */
export async function storiesOfPlace(db: Db | Trx, slug: string, { limit }: { limit: number }): Promise<Story[]> {
  const keys = placeKeys(await readAtlas(db), slug);
  return keys.length === 0 ? [] : latestStories(db, { limit, tags: keys.map((key) => `place:${key}`) });
}
