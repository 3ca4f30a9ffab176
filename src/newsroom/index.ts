export { parseTextPath, type TextAddress, textPath } from './address.ts';
export { type Kind, kinds, type Source } from './article.ts';
export type { Document } from './document.ts';
export { newsroom } from './newsroom.ts';
export { plainText, readingMinutes } from './plain.ts';
export { renderDocument } from './render.tsx';
export {
  type PublishedText,
  publishedText,
  publishedTexts,
  type TranslationLink,
  translationsOf,
  type WithdrawnText,
  withdrawnText,
} from './store/published.ts';
export type { StoryBrief } from './story.ts';
