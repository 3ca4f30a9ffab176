export type { Feed, Item as Entry } from './feed/feed.ts';
export { parseFeed } from './feed/parse.ts';
export { fetchDue, findChannels, ingest, tryNow } from './ingest.ts';
export type { Item } from './item.ts';
export type { Kin } from './items.tsx';
export { type Showable, showable } from './showable.ts';
export type { Step } from './step.ts';
export { type CurrentState, currentStates, imagesOf, itemsByIds, latestItems } from './store/read.ts';
