import { z } from 'zod';
import type { BoardFilter } from './store/stories.ts';

const flag = z
  .preprocess((value) => (value === true || value === '1' ? true : undefined), z.boolean().optional())
  .describe('1 to switch it on');

/** What the address of the board may say, and the queries of its API. What cannot be meant is left out. */
export const boardQuery = z.object({
  q: z
    .string()
    .max(200)
    .transform((text) => text.trim() || undefined)
    .optional()
    .catch(undefined)
    .describe('Words of the story'),
  lang: z
    .string()
    .regex(/^[a-z]{2,3}$/)
    .optional()
    .catch(undefined)
    .describe('Told in this language'),
  class: z.string().max(40).optional().catch(undefined).describe('Told by an outlet of this class'),
  days: z.enum(['1', '3', '7']).optional().catch(undefined).describe('With own words of the last days'),
  shared: flag.describe('1: told by at least two outlets'),
  muted: flag.describe('1: the muted ones'),
  page: z.coerce.number().int().positive().max(200).catch(1),
});

/** What narrows the board; the page is not a part of what is kept. */
export type BoardQuery = Omit<z.infer<typeof boardQuery>, 'page'>;

/** The filters as the address of the board has them. */
export function boardAddress(query: BoardQuery): string {
  const set = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (typeof value === 'string' && value !== '') set.set(name, value);
    else if (value === true) set.set(name, '1');
  }
  const text = set.toString();
  return text ? `/desk/stories?${text}` : '/desk/stories';
}

/** The stories that a query means. */
export const filterOf = (query: BoardQuery, now: Date): BoardFilter => ({
  lang: query.lang,
  class: query.class,
  since: query.days ? new Date(now.getTime() - Number(query.days) * 86_400_000) : undefined,
  text: query.q,
  breadth: query.shared ? 2 : undefined,
  muted: query.muted,
});
