export { fetchDue, ingest } from './ingest.ts';
export type { Item } from './item.ts';
export { itemsByIds, latestItems } from './store/read.ts';
