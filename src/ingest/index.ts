export { fetchDue, ingest } from './ingest.ts';
export type { Item } from './item.ts';
export type { Progress } from './pass.ts';
export { countItems, itemsByIds, itemsSince, latestItems } from './store/read.ts';
