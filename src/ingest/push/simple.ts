import { z } from 'zod';
import { parseDate } from '../dates.ts';
import type { Moment } from '../feed/constructs.ts';
import { dateOf } from '../feed/constructs.ts';
import { type Item, present } from '../feed/feed.ts';
import { type Json, plainString } from '../feed/values.ts';
import { paragraphs, withdrawnItem } from '../kinds/answer.ts';
import type { Delivery } from '../kinds/package/delivery.ts';
import { webAddress } from '../markup/address.ts';
import { sanitise } from '../markup/sanitise.ts';

const line = (most: number) => z.string().trim().min(1).max(most);
const moment = z
  .string()
  .max(60)
  .refine((text) => parseDate(text) !== undefined, 'must be a date such as 2026-11-23T08:00:00+07:00');
const page = z.url({ protocol: /^https?$/, error: 'must be an http or https address' }).max(2_000);

/** An item in our own simple form: the fields of a JSON Feed item, with a status and a version. */
export const simpleItem = z
  .object({
    id: line(1_000).describe('By what the item is recognised, for ever'),
    version: z
      .union([line(60), z.number()])
      .transform(String)
      .optional()
      .describe('Counts the states of the item: the same twice does nothing, an older one neither'),
    status: z.enum(['usable', 'canceled']).default('usable').describe('canceled takes the item back'),
    url: page.optional().describe('The page on which people read it'),
    title: line(2_000).optional(),
    summary: z.string().max(20_000).optional().describe('Plain text'),
    content_html: z.string().max(2_000_000).optional(),
    content_text: z.string().max(2_000_000).optional(),
    language: z
      .string()
      .regex(/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i, 'must be a language tag such as vi')
      .optional(),
    date_published: moment.optional(),
    date_modified: moment.optional(),
    embargoed_until: moment.optional().describe('Not to be published before'),
    authors: z
      .array(z.object({ name: line(300), url: page.optional() }))
      .max(50)
      .optional(),
    tags: z.array(line(200)).max(100).optional(),
    image: page.optional(),
    image_alt: z.string().max(2_000).optional(),
    attachments: z
      .array(
        z.object({
          url: page,
          mime_type: line(100).optional(),
          title: line(300).optional(),
          size_in_bytes: z.number().positive().optional(),
          duration_in_seconds: z.number().positive().optional(),
        }),
      )
      .max(20)
      .optional()
      .describe('Sounds, films and documents; they are named, never fetched'),
  })
  .refine(
    (item) => item.status === 'canceled' || item.title || item.content_html || item.content_text,
    'must have a title or a content, unless its status is "canceled"',
  );

/** A request in our own simple form. */
export const simpleRequest = z.object({ items: z.array(simpleItem) });

/** Of one item in our own form what it delivers, or what is wrong with it. */
export function readSimple(written: Json, base: string | undefined, at: Moment): Delivery | { wrong: string } {
  const read = simpleItem.safeParse(written);
  if (!read.success) {
    const [issue] = read.error.issues;
    return { wrong: `${issue?.path.join('.') || 'the item'}: ${issue?.message ?? 'is not valid'}` };
  }
  const { data } = read;
  const link = data.url && webAddress(data.url, base);
  const embargoed = parseDate(data.embargoed_until ?? '');
  if (data.status === 'canceled') return { item: withdrawnItem(data.id, link), version: data.version, embargoed };
  const content =
    data.content_html === undefined
      ? paragraphs(data.content_text ?? '')
      : sanitise(data.content_html, { base: link ?? base });
  const item: Item = present({
    id: data.id,
    title: plainString(data.title),
    link,
    published: data.date_published && dateOf(data.date_published, at),
    updated: data.date_modified && dateOf(data.date_modified, at),
    authors: (data.authors ?? []).map(({ name, url }) => present({ name, url })),
    summary: data.summary && paragraphs(data.summary),
    content,
    language: data.language,
    categories: (data.tags ?? []).map((term) => ({ term })),
    enclosures: (data.attachments ?? []).map((file) =>
      present({
        url: file.url,
        type: file.mime_type,
        title: file.title,
        length: file.size_in_bytes,
        duration: file.duration_in_seconds,
      }),
    ),
    media:
      data.image === undefined
        ? []
        : [present({ url: data.image, kind: 'image' as const, description: data.image_alt })],
    image: data.image,
    ...(content === '' ? {} : { whole: true as const }),
  }) as Item;
  return { item, version: data.version, embargoed };
}
