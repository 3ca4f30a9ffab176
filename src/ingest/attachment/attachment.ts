import { normaliseLine } from '../../language/index.ts';
import type { Item as Entry, Medium } from '../feed/feed.ts';
import { kindOf } from '../feed/shared.ts';

/** A file that a channel names with an item. What it did not say is null. */
export type Attachment = {
  /** http or https. */
  url: string;
  kind: Medium['kind'];
  /** Its media type, as its channel writes it. */
  type: string | null;
  bytes: number | null;
  seconds: number | null;
  title: string | null;
};

const mostAttachments = 20;
const longestAddress = 2_000;
const longestSeconds = 30 * 86_400;

/** The files that an entry names, each once. The picture that stands for it is none of them. */
export function attachmentsOf({ enclosures, media, image }: Entry): Attachment[] {
  const found = new Map<string, Attachment>();
  const add = (file: Attachment): void => {
    const isFit = /^https?:\/\//.test(file.url) && file.url.length <= longestAddress;
    if (!isFit || (file.kind === 'image' && file.url === image)) return;
    const known = found.get(file.url);
    if (known) {
      known.type ??= file.type;
      known.bytes ??= file.bytes;
      known.seconds ??= file.seconds;
      known.title ??= file.title;
    } else if (found.size < mostAttachments) found.set(file.url, file);
  };
  for (const { url, type, length, duration, title } of enclosures)
    add(attachment({ url, kind: kindOf(type ?? '', url, 'document'), type, length, duration, title }));
  for (const medium of media) add(attachment(medium));
  return [...found.values()];
}

type Named = Pick<Medium, 'url' | 'kind'> & {
  [K in 'type' | 'title']?: string | undefined;
} & { [K in 'length' | 'duration']?: number | undefined };

function attachment({ url, kind, type, length, duration, title }: Named): Attachment {
  const film = youtubeFlash.exec(url)?.[1];
  return {
    url: film === undefined ? url : `https://www.youtube.com/watch?v=${film}`,
    kind,
    type: film === undefined ? cut(type, 100) : null,
    bytes: whole(length, Number.MAX_SAFE_INTEGER),
    seconds: whole(duration, longestSeconds),
    title: cut(title, 300),
  };
}

// YouTube's feeds name its player of Flash, which nothing plays any more.
const youtubeFlash = /^https?:\/\/(?:www\.)?youtube\.com\/v\/([\w-]{6,20})(?:[?&]|$)/;

const whole = (number: number | undefined, most: number): number | null =>
  number !== undefined && number > 0 && number <= most ? Math.round(number) : null;
const cut = (text: string | undefined, most: number): string | null => normaliseLine(text ?? '').slice(0, most) || null;

/**
 * What of the files tells that an item was changed: which sounds, films and documents it has. Sizes and durations do not,
 * nor pictures, nor what stands behind the question mark: hosts write those anew at every look (advertisements, signatures).
 */
export const markOf = (attachments: readonly Attachment[]): string =>
  attachments
    .filter(({ kind }) => kind !== 'image')
    .map(({ url }) => `\n${url.replace(/\?(?!v=).*$/, '')}`)
    .join('');
