/** A place to go: a part of a navigation. */
export type NavLink = { href: string; label: string; current?: boolean | undefined };

const harmless = /^(?:https?|mailto|tel):/i;
const scheme = /^[a-z][a-z0-9+.-]*:/i;

/**
 * An address fit for `href`: relative, or with a scheme that runs nothing; anything else (`javascript:`, `data:`) gives
 * undefined, so that the link has no target. Control characters go first, as a browser drops them (URL Standard §4.4).
 */
export function safeHref(address: string | undefined): string | undefined {
  const plain = address?.replace(/\p{Cc}/gu, '').trim();
  return plain === undefined || (scheme.test(plain) && !harmless.test(plain)) ? undefined : plain;
}

/**
 * The address with some of its parameters changed; `undefined` takes a parameter away, and so does an empty text.
 * Path and query only: `withParameters('/desk/sources?q=hà&page=3', { page: undefined })`.
 */
export function withParameters(address: string, changes: Record<string, string | number | undefined>): string {
  const url = new URL(address, 'http://here');
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined || value === '') url.searchParams.delete(name);
    else url.searchParams.set(name, String(value));
  }
  return `${url.pathname}${url.search}`;
}

/** Joins class names, leaving out what is false or undefined. */
export function classes(...names: readonly (string | false | undefined)[]): string {
  return names.filter((name) => name).join(' ');
}
