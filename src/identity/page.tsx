import type { Context } from 'hono';
import type { PropsWithChildren } from 'hono/jsx';
import type { Label, Translate } from '../platform/index.ts';
import { DeskFrame, Notice, schemeOf, withParameters } from '../ui/index.ts';
import { type DeskEnv, entriesOf } from './access.ts';

type Frame = Parameters<typeof DeskFrame>[0];

type DeskPageProps = PropsWithChildren<
  { c: Context<DeskEnv>; title: string } & Pick<Frame, 'above' | 'actions' | 'lead' | 'search' | 'head' | 'flash'>
>;

/** A page of the desk: the frame with the navigation that this person may use, and what the last step said (`done`). */
export const DeskPage = async ({ c, title, children, flash, ...rest }: DeskPageProps) => {
  const { t, service, person, house } = c.var;
  const { pathname, searchParams } = new URL(c.req.url);
  const said = sayable(searchParams.get('done'), t);
  const entries = entriesOf(person, house);
  const counts = await Promise.all(entries.map(({ count }) => count?.() ?? 0));
  const here = entries
    .filter(({ path }) => pathname === path || pathname.startsWith(`${path}/`))
    .reduce((longest, { path }) => (path.length > longest.length ? path : longest), '');
  return (
    <DeskFrame
      {...rest}
      reader={{ t, service }}
      title={title}
      nav={entries.map(({ path, label, keys }, place) => ({
        href: path,
        label: t(label),
        keys,
        current: path === here,
        count: counts[place] || undefined,
      }))}
      person={{
        name: person.name,
        organisation: person.organisation.name,
        role: t(`identity.role.${person.role}`),
        links: [{ href: '/desk/account', label: t('identity.account') }],
        signOut: '/desk/sign-out',
      }}
      languages={house.languages}
      scheme={schemeOf(c)}
      address={c.req.method === 'GET' ? withParameters(c.req.url, { done: undefined }) : pathname}
      flash={flash ?? (said && <Notice kind="success">{said}</Notice>)}
      demonstration={house.demonstration}
    >
      {children}
    </DeskFrame>
  );
};

/** Leads on after a form that worked; the page it leads to says `label`, a message named `<module>.done.<what>`. */
export function done(c: Context, path: string, label: Label & `${string}.done.${string}`): Response {
  return c.redirect(withParameters(path, { done: label }), 303);
}

// Only what a module wrote for this place may be said: the address may come from anywhere.
function sayable(key: string | null, t: Translate): string | undefined {
  if (key === null || !/^[a-z]+\.done\.[a-z-]+$/.test(key)) return undefined;
  const text = t(key as Label);
  return text === key ? undefined : text;
}
