import type { Moment } from '../../feed/constructs.ts';
import { type Item, type Medium, present } from '../../feed/feed.ts';
import { dateIn, isObject, type Json, objects, plainString, string } from '../../feed/values.ts';
import { webAddress } from '../../markup/address.ts';
import { sanitise } from '../../markup/sanitise.ts';
import { pictured } from '../answer.ts';

/**
 * A status of the Mastodon API as an item; undefined for what its author did not say to everybody, or did not say: a
 * boost, an answer to somebody else, a post for followers. A content warning is its title, as it stands above the post.
 */
export function statusItem(status: Json, { accountId, server }: { accountId: string; server: string }, moment: Moment) {
  if (isObject(status.reblog) || !isPublic(status) || answersOthers(status, accountId)) return undefined;
  const id = string(status.uri) ?? string(status.id);
  if (id === undefined) return undefined;
  const media = objects(status.media_attachments).flatMap((one) => mediumOf(one) ?? []);
  const content = sanitise(string(status.content) ?? '', { base: server });
  const link = string(status.url) ?? string(status.uri);
  const item: Item = present({
    id,
    title: plainString(status.spoiler_text),
    link: link && webAddress(link, server),
    published: dateIn(status.created_at, moment),
    updated: dateIn(status.edited_at, moment),
    authors: isObject(status.account) ? [authorOf(status.account)] : [],
    content: content + pictured(media),
    language: string(status.language)?.replaceAll('_', '-'),
    categories: objects(status.tags).flatMap((tag) => {
      const term = plainString(tag.name);
      return term === undefined ? [] : [{ term }];
    }),
    enclosures: [],
    media,
    image: media.find((one) => one.kind === 'image')?.url ?? media[0]?.thumbnail ?? cardPicture(status.card),
    whole: true as const,
  });
  return item;
}

const isPublic = ({ visibility }: Json): boolean =>
  visibility === undefined || visibility === 'public' || visibility === 'unlisted';

const answersOthers = (status: Json, accountId: string): boolean =>
  string(status.in_reply_to_id) !== undefined && string(status.in_reply_to_account_id) !== accountId;

function authorOf(account: Json) {
  return present({
    name: plainString(account.display_name) ?? plainString(account.acct),
    url: webAddress(string(account.url) ?? ''),
  });
}

const kinds: Readonly<Record<string, Medium['kind']>> = {
  image: 'image',
  gifv: 'video',
  video: 'video',
  audio: 'audio',
};

function mediumOf(attachment: Json): Medium | undefined {
  const written = string(attachment.url) ?? string(attachment.remote_url);
  const url = written && webAddress(written);
  if (!url) return undefined;
  const meta = isObject(attachment.meta) ? attachment.meta : {};
  const original = isObject(meta.original) ? meta.original : meta;
  return present({
    url,
    kind: kinds[string(attachment.type) ?? ''] ?? 'document',
    description: plainString(attachment.description),
    width: whole(original.width),
    height: whole(original.height),
    duration: whole(original.duration),
    thumbnail: webAddress(string(attachment.preview_url) ?? ''),
  });
}

const whole = (value: unknown): number | undefined =>
  typeof value === 'number' && value > 0 && Number.isFinite(value) ? Math.round(value) : undefined;

const cardPicture = (card: unknown): string | undefined =>
  isObject(card) ? webAddress(string(card.image) ?? '') : undefined;
