import { openPack } from '../../src/platform/pack.ts';
import { conceptsOf, readConcepts } from '../../src/stories/concepts.ts';

/** The glossary of Vietnam's country pack: items are read with it, as they are in the program. */
export const glossary = conceptsOf(readConcepts(openPack('country/vn')));
