import type { ChannelKind } from '../../sources/index.ts';
import { feed } from './feed.ts';
import type { Kind } from './kind.ts';
import { listing } from './listing/listing.ts';
import { sitemap } from './sitemap/read.ts';
import { wordpress } from './wordpress/read.ts';

/** How each kind of channel is read. */
export const kinds: Readonly<Record<ChannelKind, Kind>> = { feed, sitemap, wordpress, listing };
