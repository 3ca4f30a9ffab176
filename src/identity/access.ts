import type { Context, MiddlewareHandler } from 'hono';
import type { Db, DeskEntry, Env, Service } from '../platform/index.ts';
import { withParameters } from '../ui/index.ts';
import type { Auth } from './auth.ts';
import { can, isPermission, type Permission, type Person } from './permissions.ts';
import { findPerson } from './store/people.ts';
import { forbidden, signInFirst } from './views/refusals.tsx';

/** What all pages of the desk have in common. */
export type House = {
  /** The desk's navigation, of every module. */
  entries: () => readonly DeskEntry[];
  /** The languages that the desk can be read in. */
  languages: readonly Service[];
  demonstration: boolean;
};

/** The entries of the navigation that a person may use. */
export const entriesOf = (person: Person, house: House): readonly DeskEntry[] =>
  house.entries().filter(({ permission }) => isPermission(permission) && can(person, permission));

/** What a handler behind `guard` finds in its context. */
export type DeskEnv = { Variables: Env['Variables'] & { person: Person; sessionId: string; house: House } };

/** Who may come in by a route: anybody, only those who are not signed in, or those with a permission. */
export type Access = 'open' | 'signed-out' | Permission;

const declared = new WeakMap<object, Access>();

/** The access that a handler of a route stands for; undefined for one that is no guard. */
export const accessOf = (handler: object): Access | undefined => declared.get(handler);

function declare<E extends Env>(access: Access, handler: MiddlewareHandler<E>): MiddlewareHandler<E> {
  declared.set(handler, access);
  return handler;
}

/** States that anybody may come in. */
export const open = declare<Env>('open', async (_, next) => await next());

/** For pages that only make sense before signing in: whoever is signed in is led to the desk. */
export const signedOut = declare<Env>('signed-out', async (c, next) => {
  if (signedIn(c)) return c.redirect('/desk', 303);
  await next();
});

/**
 * For routes under /desk: lets in whoever may do something at all. Whether they may do it to one certain thing is for the handler to ask
 * (`can(person, permission, organisationId)`). Who is not signed in is sent to do so, and comes back afterwards;
 * a form they sent gets an answer that lets them send it again.
 */
export function guard(permission: Permission): MiddlewareHandler<DeskEnv> {
  return declare<DeskEnv>(permission, async (c, next) => {
    const person = signedIn(c);
    if (!person) return c.req.method === 'GET' ? c.redirect(signInAddress(c)) : signInFirst(c);
    if (!can(person, permission)) return forbidden(c);
    await next();
  });
}

/** Who is signed in, if anybody is. */
export const signedIn = (c: Context): Person | undefined => c.get('person');

/** Finds out, once for a request, who is signed in. Mounted under /desk only. */
export function recognise({ db, auth, house }: { db: Db; auth: Auth; house: House }): MiddlewareHandler<DeskEnv> {
  return async (c, next) => {
    c.header('Cache-Control', 'private, no-cache');
    c.set('house', house);
    const session = await auth.session(c);
    const person = session && (await findPerson(db, session.personId));
    if (session && person) {
      c.set('person', person);
      c.set('sessionId', session.id);
    }
    await next();
  };
}

/** A path of the desk that came from outside, if it is one; the desk's first page otherwise. */
export function deskPath(next: string | undefined): string {
  if (!next?.startsWith('/desk')) return '/desk';
  const url = URL.parse(next, 'http://here');
  return url?.host === 'here' && /^\/desk(?:\/|$)/.test(url.pathname) ? url.pathname + url.search : '/desk';
}

function signInAddress(c: Context): string {
  const { pathname, search } = new URL(c.req.url);
  return withParameters('/desk/sign-in', { next: pathname === '/desk' ? undefined : pathname + search });
}
