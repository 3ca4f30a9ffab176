import type { Hono } from 'hono';
import type { Env } from '../platform/index.ts';
import type { Auth } from './auth.ts';
import type { IdentityOptions } from './identity.ts';
import { accountRoutes } from './views/account.tsx';
import { auditRoutes } from './views/audit.tsx';
import { organisationRoutes } from './views/organisations.tsx';
import { peopleRoutes } from './views/people.tsx';
import { signInRoutes } from './views/sign-in.tsx';
import { twoFactorRoutes } from './views/two-factor.tsx';
import { welcomeRoutes } from './views/welcome.tsx';

export type Deps = IdentityOptions & { auth: Auth };

/** The pages of this module. */
export function routes(app: Hono<Env>, deps: Deps): void {
  for (const mount of [
    signInRoutes,
    welcomeRoutes,
    accountRoutes,
    twoFactorRoutes,
    peopleRoutes,
    organisationRoutes,
    auditRoutes,
  ])
    mount(app, deps);
}
