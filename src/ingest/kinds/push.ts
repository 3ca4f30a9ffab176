import { trouble } from './answer.ts';
import { type Kind, Troubled } from './kind.ts';

/** A channel into which the portal itself sends. There is nothing to ask for, and no schedule ever does. */
export const push: Kind = {
  read: () =>
    Promise.reject(new Troubled(trouble('refused', null, 'this channel is sent to; there is nothing to fetch'))),
};
