export type { Found, Hit, Segment } from './document.ts';
export { reindex, search } from './search.ts';
export { find } from './store.ts';
