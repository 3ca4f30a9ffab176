import { getLogger } from '@logtape/logtape';
import type { Clock, Db, Pack } from '../../platform/index.ts';
import { conceptsOf, readConcepts } from '../concepts.ts';
import { keepLexicon, struckMeanings } from '../store/lexicon.ts';
import { learn, meaningKey, type Parallel } from './learn.ts';

const log = getLogger(['cuaso', 'stories', 'lexicon']);

/** So many parallel texts are learnt from, the newest: docs/method/stories.md says how long that takes. */
const mostPairs = 20_000;

/** Learns anew from the newsroom's own translations what is called what, and lets that hold. Gives whether that says anything else than before. */
export async function learnLexicon({
  db,
  clock,
  pack,
  home,
  translations,
}: {
  db: Db;
  clock: Clock;
  pack: Pack;
  home: string;
  translations: (most: number) => Promise<readonly Parallel[]>;
}): Promise<boolean> {
  const pairs = await translations(mostPairs);
  const struck = new Set((await struckMeanings(db)).map(meaningKey));
  const entries = learn(pairs, home, conceptsOf(readConcepts(pack)), struck);
  const changed = await keepLexicon(db, { pairs: pairs.length, entries }, clock());
  if (changed)
    log.info('{entries} terms learnt from {pairs} parallel texts', { entries: entries.length, pairs: pairs.length });
  return changed;
}
