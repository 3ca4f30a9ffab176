import { AsyncLocalStorage } from 'node:async_hooks';

/** A step on the way to an answer: the name of the host was found to be an address, and the address took the connection. */
export type Connecting = { step: 'resolved' | 'connected'; host: string; address: string };

/**
 * Who wants to be told of the connections that a fetch opens. The connector belongs to all fetches, so the wish travels
 * with the asynchronous context of the one; where a connection is still open from before, there is nothing to tell.
 */
export const connecting = new AsyncLocalStorage<(step: Connecting) => void>();
