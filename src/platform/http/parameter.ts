import type { Context } from 'hono';

/** The whole number that a parameter of the address holds; 0, which nothing is called, when it holds none. */
export const idIn = (c: Context, name = 'id'): number => {
  const text = c.req.param(name) ?? '';
  return /^\d{1,15}$/.test(text) ? Number(text) : 0;
};
