import type { Channel, ChannelKind } from '../../sources/index.ts';

/** The kinds that an address can be read as at a person's word; a list has selectors, and a push an address of ours. */
export const choosable = [
  'feed',
  'sitemap',
  'wordpress',
  'mastodon',
  'activitypub',
  'bluesky',
  'package',
] as const satisfies readonly ChannelKind[];

/** Whether a person may choose as what a channel is read. */
export const canChoose = ({ kind }: Pick<Channel, 'kind'>): boolean => (choosable as readonly string[]).includes(kind);
