export { type Identified, type Identify, identify, loadIdentifier } from './identify.ts';
export { fold, normalise, normaliseLine, oldToneStyle } from './normalise.ts';
export { type SearchForms, searchQuery, searchText } from './search.ts';
export { sentences } from './sentences.ts';
export { slug } from './slug.ts';
export { words } from './words.ts';
