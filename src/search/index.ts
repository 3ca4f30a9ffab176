export type { Document, Found, Hit, Search, Segment } from './document.ts';
export { reindex, search } from './search.ts';
export { find, put, remove } from './store.ts';
