export { compareTexts, type Pair, type Part, pairLines, pairParts } from './compare.ts';
export { figures } from './figures.ts';
export { termFinder } from './glossary.ts';
export { type Identify, identify, loadIdentifier } from './identify.ts';
export { displayName, nameLikeness, nameSortKey, personName } from './names.ts';
export { fold, normalise, normaliseLine, oldToneStyle } from './normalise.ts';
export { searchQuery, searchText } from './search.ts';
export { sentences } from './sentences.ts';
export {
  bitsApart,
  imprint,
  overlap,
  sharedPart,
  shingles,
  simhash,
  sketch,
  sketchKeys,
  sketchLikeness,
} from './similar.ts';
export { slug } from './slug.ts';
export { isSyllable } from './syllable.ts';
export { words } from './words.ts';
