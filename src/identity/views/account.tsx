import type { Context, Hono } from 'hono';
import { z } from 'zod';
import type { Env } from '../../platform/index.ts';
import { Actions, Button, Field, Form, Notice, type Reader, Table, Tag, Time } from '../../ui/index.ts';
import { type DeskEnv, guard } from '../access.ts';
import type { Deps } from '../desk.tsx';
import { type Errors, line, newPassword, readForm, samePasswords, type Typed } from '../form.ts';
import { DeskPage, done } from '../page.tsx';
import { record } from '../store/audit.ts';
import { listPeople, rename } from '../store/people.ts';
import { endSession, listSessions, type SessionLine } from '../store/sessions.ts';
import { PasswordFields, Section } from './parts.tsx';
import { TwoFactor } from './second-factor.tsx';

/** Which form of the account page was sent. */
type Sent = 'name' | 'password' | 'two-factor';

const own = guard('account.own');
const nameForm = z.object({ name: line(100, 'identity.wrong.name') });
const passwordForm = samePasswords(
  z.object({
    current: z.string({ error: 'identity.wrong.no-password' }).min(1, 'identity.wrong.no-password'),
    ...newPassword,
  }),
);

/** A person's own account: name, password, second factor, where they are signed in. */
export function accountRoutes(app: Hono<Env>, { db, auth, clock }: Deps): void {
  app.get('/desk/account', own, async (c) => c.html(await accountPage(c, db, clock())));

  app.post('/desk/account/name', own, async (c) => {
    const { values, typed, errors } = await readForm(c, nameForm);
    if (errors) return c.html(await accountPage(c, db, clock(), { sent: 'name', typed, errors }), 422);
    await rename(db, c.var.person, values.name);
    return done(c, '/desk/account', 'identity.done.saved');
  });

  app.post('/desk/account/password', own, async (c) => {
    const { values, typed, errors } = await readForm(c, passwordForm);
    if (errors) return c.html(await accountPage(c, db, clock(), { sent: 'password', typed, errors }), 422);
    const { current: currentPassword, password } = values;
    const answer = await auth.ask(c, '/change-password', {
      currentPassword,
      newPassword: password,
      revokeOtherSessions: true,
    });
    if (answer.ok) {
      const { person } = c.var;
      await record(db, { person, action: 'person.password', subject: `person:${person.id}` });
      return done(c, '/desk/account', 'identity.done.password');
    }
    const wrong: Errors = refusal(c.var, answer, 'current');
    return c.html(await accountPage(c, db, clock(), { sent: 'password', typed, errors: wrong }), 422);
  });

  app.post('/desk/account/sessions/end', own, async (c) => {
    const { id } = await c.req.parseBody();
    if (typeof id === 'string') await endSession(db, c.var.person, id);
    return id === c.var.sessionId
      ? c.redirect('/desk/sign-in?ended', 303)
      : done(c, '/desk/account', 'identity.done.session');
  });
}

/** What better-auth's refusal means, beside the field of the password it asked for. */
export function refusal(
  { t }: Reader,
  { code, wait }: { code: string; wait: number | undefined },
  field: string,
): Errors {
  if (wait !== undefined) return { '': t('identity.sign-in.too-many', { seconds: wait }) };
  if (code === 'INVALID_PASSWORD' || code === 'PASSWORD_TOO_LONG') return { [field]: t('identity.wrong.current') };
  return { '': t('identity.refused') };
}

type Failure = { sent: Sent; typed: Typed; errors: Errors };

/** The account page; with a failure, the form that failed keeps what was typed. */
export async function accountPage(c: Context<DeskEnv>, db: Deps['db'], now: Date, failure?: Failure) {
  const { t, person, sessionId } = c.var;
  const [self] = await listPeople(db, { id: person.id });
  const sessions = await listSessions(db, person.id, now);
  const of = (sent: Sent) => (failure?.sent === sent ? failure : { typed: {} as Typed, errors: undefined });
  const name = of('name');
  const password = of('password');
  return (
    <DeskPage c={c} title={t('identity.account')} lead={`${person.email} · ${person.organisation.name}`}>
      {self?.twoFactor || person.role !== 'owner' ? null : (
        <Notice title={t('identity.two-factor.advice')}>{t('identity.two-factor.advice.owner')}</Notice>
      )}
      <Section title={t('identity.name')}>
        <Form reader={c.var} action="/desk/account/name" errors={name.errors} label={t('identity.name')} inline>
          <Field
            reader={c.var}
            label={t('identity.name')}
            name="name"
            value={name.typed.name ?? person.name}
            error={name.errors?.name}
            autocomplete="name"
            maxlength={100}
            required
          />
          <Actions>
            <Button>{t('identity.save')}</Button>
          </Actions>
        </Form>
      </Section>
      <Section title={t('identity.password')}>
        <Form reader={c.var} action="/desk/account/password" errors={password.errors} label={t('identity.password')}>
          <input type="hidden" name="username" autocomplete="username" value={person.email} />
          <Field
            reader={c.var}
            label={t('identity.password.current')}
            name="current"
            type="password"
            error={password.errors?.current}
            autocomplete="current-password"
            required
          />
          <PasswordFields reader={c.var} errors={password.errors} />
          <p class="hint">{t('identity.password.ends-others')}</p>
          <Actions>
            <Button>{t('identity.password.change')}</Button>
          </Actions>
        </Form>
      </Section>
      <Section title={t('identity.two-factor')}>
        <TwoFactor reader={c.var} on={self?.twoFactor ?? false} errors={of('two-factor').errors} />
      </Section>
      <Section title={t('identity.sessions')}>
        <Sessions c={c} sessions={sessions} current={sessionId} now={now} />
      </Section>
    </DeskPage>
  );
}

type SessionsProps = { c: Context<DeskEnv>; sessions: readonly SessionLine[]; current: string; now: Date };

const Sessions = ({ c, sessions, current, now }: SessionsProps) => {
  const { t } = c.var;
  return (
    <Table
      reader={c.var}
      caption={t('identity.sessions.caption')}
      rows={sessions}
      columns={[
        {
          key: 'device',
          label: t('identity.session.device'),
          cell: ({ id, userAgent }) => (
            <>
              {deviceOf(userAgent) ?? t('identity.session.unknown')}{' '}
              {id === current ? <Tag tone="jade">{t('identity.session.this')}</Tag> : null}
            </>
          ),
        },
        { key: 'address', label: t('identity.session.address'), cell: ({ ipAddress }) => ipAddress || '–' },
        {
          key: 'since',
          label: t('identity.session.since'),
          cell: ({ createdAt }) => <Time at={createdAt} reader={c.var} now={now} />,
        },
        {
          key: 'end',
          label: t('identity.session.end'),
          unseenLabel: true,
          cell: ({ id, userAgent }) => (
            <form method="post" action="/desk/account/sessions/end">
              <input type="hidden" name="id" value={id} />
              <Button
                kind="quiet"
                label={`${t('identity.session.end')}: ${deviceOf(userAgent) ?? t('identity.session.unknown')}`}
              >
                {t('identity.session.end')}
              </Button>
            </form>
          ),
        },
      ]}
    />
  );
};

const programs = [
  ['Edge', /\bEdgA?\//],
  ['Opera', /\bOPR\//],
  ['Cốc Cốc', /\bcoc_coc_browser\//],
  ['Firefox', /\bFirefox\//],
  ['Chrome', /Chrome\//],
  ['Safari', /\bSafari\//],
] as const;
const systems = [
  ['Android', /\bAndroid\b/],
  ['iOS', /\biPhone|iPad\b/],
  ['Windows', /\bWindows\b/],
  ['macOS', /\bMac OS X\b/],
  ['Linux', /\bLinux\b/],
] as const;

/** Program and system in a User-Agent header, as far as it tells the truth: "Firefox · Linux". */
function deviceOf(userAgent: string | null): string | undefined {
  const named = [programs, systems].flatMap((known) => known.find(([, sign]) => sign.test(userAgent ?? ''))?.[0] ?? []);
  return named.length > 0 ? named.join(' · ') : undefined;
}
