import type { Fetched } from '../../platform/index.ts';
import type { Channel } from '../../sources/index.ts';
import type { Feed } from '../feed/feed.ts';
import type { Trouble } from '../outcome.ts';

export type AskOptions = {
  accept?: string;
  /** Whether to ask only for what is newer than the channel's last visit: the answer may then be a 304. */
  conditional?: boolean;
  /** Bound on the decompressed body, in bytes. Default 10 MB. */
  maxBytes?: number;
  headers?: Record<string, string>;
};

/**
 * Asks for an address on behalf of a channel: politely (never more than two at once of a host), within bounds, public
 * addresses only. Gives an answer with a status of 2xx, or 304 to a conditional question. Throws a Troubled for every
 * other status and for an address that cannot be had, the reason of the abort when the visit is stopped.
 */
export type Ask = (url: string, options?: AskOptions) => Promise<Fetched>;

/** What a visit found. `answer` is the one whose validators (`ETag`, `Last-Modified`) the next conditional question carries. */
export type Reading =
  | { unchanged: true; answer: Fetched }
  | {
      unchanged?: never;
      answer: Fetched;
      feed: Feed;
      /** Of all that was read: when it is the same at the next visit, nothing changed. */
      hash?: Buffer;
      /** What the next visit should know; left out, it stays as it was. */
      memory?: Record<string, unknown>;
    };

/** A visit as a kind sees it. */
export type Asking = { channel: Channel; ask: Ask; now: Date };

/** How channels of one kind are asked and read. `read` throws a Troubled when what came is not what it should be. */
export type Kind = { read(visit: Asking): Promise<Reading> };

/** A visit that brought nothing, with the reason. */
export class Troubled extends Error {
  override name = 'Troubled';
  readonly trouble: Trouble;
  readonly answer: Fetched | undefined;
  constructor(trouble: Trouble, answer?: Fetched) {
    super(trouble.detail);
    this.trouble = trouble;
    this.answer = answer;
  }
}
