import { z } from 'zod';
import { articleSelectors, selector } from '../../article/selectors.ts';

const part = selector.optional();

/** Most pages of a list that one visit reads. */
export const mostPages = 5;

/** What people choose for a channel of this kind. */
export const listingSettings = z.object({
  list: z.object({ item: selector, link: part, title: part, date: part, picture: part, summary: part, next: part }),
  /** Pages of the list that one visit reads at most. */
  pages: z.int().min(1).max(mostPages).default(1),
  /** Where the parts of an article stand on the pages that the list leads to. */
  article: articleSelectors.optional(),
});
export type ListingSettings = z.infer<typeof listingSettings>;
