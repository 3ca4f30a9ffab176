import type { ChannelKind } from '../../sources/index.ts';
import { activitypub } from './activitypub/activitypub.ts';
import { bluesky } from './bluesky/bluesky.ts';
import { feed } from './feed.ts';
import type { Kind } from './kind.ts';
import { listing } from './listing/listing.ts';
import { mastodon } from './mastodon/mastodon.ts';
import { packages } from './package/package.ts';
import { push } from './push.ts';
import { sitemap } from './sitemap/read.ts';
import { wordpress } from './wordpress/read.ts';

/** How each kind of channel is read. */
export const kinds: Readonly<Record<ChannelKind, Kind>> = {
  feed,
  sitemap,
  wordpress,
  listing,
  mastodon,
  bluesky,
  activitypub,
  package: packages,
  push,
};
