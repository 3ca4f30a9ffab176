export { parseTextPath, textPath } from './address.ts';
export { newsroom } from './newsroom.ts';
export { plainText, readingMinutes } from './plain.ts';
export { renderDocument } from './render.tsx';
export { translatedTexts } from './store/parallel.ts';
export {
  type PublishedText,
  publishedOnStory,
  publishedText,
  publishedTexts,
  type TranslationLink,
  translationsOf,
  withdrawnText,
} from './store/published.ts';
export type { StoryBrief } from './story.ts';
