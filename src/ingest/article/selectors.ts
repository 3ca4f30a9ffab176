import { z } from 'zod';
import type { Selectors } from './article.ts';

/** A CSS selector as people type it or the desk makes it. */
export const selector = z.string().trim().min(1).max(300);

/** Where the parts of an article stand, as it is set for a channel. */
export const articleSelectors = z.object({
  title: selector.optional(),
  byline: selector.optional(),
  published: selector.optional(),
  lead: selector.optional(),
  body: selector.optional(),
  remove: z.array(selector).max(20).optional(),
});

/** Where a channel's articles have their parts, whatever its kind, as its settings say; undefined when they say nothing. */
export function articleSettings({ article }: Readonly<Record<string, unknown>>): Selectors | undefined {
  const read = articleSelectors.safeParse(article);
  return read.success && Object.keys(read.data).length > 0 ? read.data : undefined;
}
