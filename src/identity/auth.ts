import { getLogger } from '@logtape/logtape';
import { betterAuth } from 'better-auth';
import { hashPassword } from 'better-auth/crypto';
import { twoFactor } from 'better-auth/plugins/two-factor';
import type { Context } from 'hono';
import { clientAddressHeader, type Db } from '../platform/index.ts';
import { PASSWORD_LEAST, PASSWORD_MOST } from './password.ts';
import { isActive } from './store/people.ts';

const ADDRESS = '/api/auth';
const DAY = 86_400;

/** What better-auth answered: its body, or the code of its refusal and, when there were too many tries, seconds to wait. */
export type Answer =
  | { ok: true; body: Record<string, unknown> }
  | { ok: false; code: string; wait: number | undefined };

export type Auth = ReturnType<typeof createAuth>;

/** The options of better-auth. The test of the migration holds them against the tables. */
export function authOptions({ db, secret, publicUrl }: { db: Db; secret: string; publicUrl: string }) {
  const log = getLogger(['cuaso', 'identity']);
  return {
    appName: 'Cửa Sổ',
    baseURL: publicUrl,
    basePath: ADDRESS,
    secret,
    telemetry: { enabled: false },
    database: { db, type: 'postgres' as const, schemaName: 'identity', transaction: true },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_LEAST,
      maxPasswordLength: PASSWORD_MOST,
    },
    user: {
      modelName: 'person',
      additionalFields: {
        role: { type: 'string' as const, required: true, input: false },
        organisationId: { type: 'string' as const, required: true, input: false },
        deactivatedAt: { type: 'date' as const, required: false, input: false },
      },
    },
    session: { expiresIn: 7 * DAY, updateAge: DAY },
    rateLimit: {
      enabled: true,
      storage: 'database' as const,
      modelName: 'rate_limit',
      customRules: { '/sign-in/email': { window: 60, max: 10 } },
    },
    advanced: {
      cookiePrefix: 'cuaso',
      useSecureCookies: publicUrl.startsWith('https:'),
      defaultCookieAttributes: { path: '/desk', httpOnly: true, sameSite: 'lax' as const },
      ipAddress: { ipAddressHeaders: [clientAddressHeader] },
    },
    databaseHooks: {
      session: { create: { before: async ({ userId }: { userId: string }) => await isActive(db, userId) } },
    },
    logger: {
      level: 'warn' as const,
      log: (level: string, message: string) =>
        level === 'error'
          ? log.error('better-auth: {message}', { message })
          : log.debug('better-auth: {message}', { message }),
    },
    plugins: [twoFactor({ schema: { twoFactor: { modelName: 'two_factor' } } })],
  };
}

/**
 * Sign-in, sessions, passwords and second factors, kept by better-auth. Its own HTTP routes are not reachable from
 * outside: the desk's pages ask it inside the process, so that its rate limits and its checks of cookies hold.
 */
export function createAuth(options: { db: Db; secret: string; publicUrl: string }) {
  const auth = betterAuth(authOptions(options));
  const { origin } = new URL(options.publicUrl);

  /** Asks one endpoint in the name of whoever sent the request; the cookies of the answer go back to them. */
  async function ask(c: Context, path: string, body: Record<string, unknown> = {}): Promise<Answer> {
    const headers = new Headers({ 'content-type': 'application/json', origin });
    for (const name of ['cookie', 'user-agent', clientAddressHeader]) {
      const value = c.req.header(name);
      if (value !== undefined) headers.set(name, name === 'user-agent' ? value.slice(0, 300) : value);
    }
    const request = new Request(origin + ADDRESS + path, { method: 'POST', headers, body: JSON.stringify(body) });
    const response = await auth.handler(request);
    for (const cookie of response.headers.getSetCookie()) c.header('Set-Cookie', cookie, { append: true });
    const answer = (await response.json().catch(() => null)) as Record<string, unknown> | null;
    if (response.ok) return { ok: true, body: answer ?? {} };
    if (response.status >= 500) throw new Error(`better-auth: ${path} answered ${response.status}; its log says why`);
    const wait = Number(response.headers.get('x-retry-after')) || undefined;
    return { ok: false, code: String(answer?.code ?? (wait === undefined ? 'REFUSED' : 'TOO_MANY')), wait };
  }

  /** The session that the request's cookie stands for, renewed when it has grown a day old; undefined when there is none. */
  async function session(c: Context): Promise<{ id: string; personId: string } | undefined> {
    if (c.req.header('cookie') === undefined) return undefined;
    const { headers, response } = await auth.api.getSession({ headers: c.req.raw.headers, returnHeaders: true });
    for (const cookie of headers.getSetCookie()) c.header('Set-Cookie', cookie, { append: true });
    return response ? { id: response.session.id, personId: response.user.id } : undefined;
  }

  return { ask, session, hash: hashPassword };
}
