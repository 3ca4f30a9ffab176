import type { Service, Translate } from '../platform/index.ts';

/**
 * Who reads a page: the language with its direction and time zone, and its messages.
 * `c.var` of every handler is one, so that parts are given `reader={c.var}`.
 */
export type Reader = { readonly t: Translate; readonly service: Service };
