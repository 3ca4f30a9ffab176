import { z } from 'zod';
import { hangingOn } from '../agenda/index.ts';
import { readAtlas } from '../places/index.ts';
import type { Db } from '../platform/index.ts';
import type { BoardFilter } from './store/stories.ts';
import { storyNumber } from './story.ts';
import { placeKeys } from './tags/registry.ts';

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
  place: z
    .string()
    .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
    .max(60)
    .optional()
    .catch(undefined)
    .describe('About this province or city (`tuyen-quang`); a former one means what it became'),
  event: z
    .string()
    .regex(/^[1-9]\d{0,14}$/)
    .optional()
    .catch(undefined)
    .describe('Hangs on the event of the agenda with this number'),
  tag: z
    .string()
    .max(130)
    .regex(/^(?:place|title|org|person):[\p{L}\p{N}@.-]+$/u)
    .optional()
    .catch(undefined)
    .describe('About this: `org:vn-0012`, `title:wh-hoian`, `person:le-thi-thu-hang`'),
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
export async function filterOf(db: Db, query: BoardQuery, now: Date): Promise<BoardFilter> {
  return {
    lang: query.lang,
    class: query.class,
    since: query.days ? new Date(now.getTime() - Number(query.days) * 86_400_000) : undefined,
    text: query.q,
    breadth: query.shared ? 2 : undefined,
    muted: query.muted,
    tags: [
      ...(query.place ? [placeKeys(await readAtlas(db), query.place).map((key) => `place:${key}`)] : []),
      ...(query.tag ? [[query.tag]] : []),
    ],
    ids: query.event ? (await hangingOn(db, Number(query.event))).flatMap(storyNumber) : undefined,
  };
}
