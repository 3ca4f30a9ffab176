export { listForPrograms, storyForPrograms } from './api.ts';
export { storyBrief, storyItems } from './brief.ts';
export { boardQuery } from './query.ts';
export { kinOf } from './store/kin.ts';
export { boardStories, latestStories, storiesAfter, storyById } from './store/stories.ts';
export { stories } from './stories.ts';
export { type PublicItem, type Story, titleIn } from './story.ts';
export { storiesOfPlace } from './tags/of-place.ts';
export { refitStories, shippedTuning } from './tuning.ts';
