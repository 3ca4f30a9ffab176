import type { Context, Hono } from 'hono';
import { z } from 'zod';
import type { Env } from '../../platform/index.ts';
import { Actions, Button, Field, Form, Notice, PlainPage, schemeOf, withParameters } from '../../ui/index.ts';
import { deskPath, open, signedIn, signedOut } from '../access.ts';
import type { Answer } from '../auth.ts';
import type { Deps } from '../desk.tsx';
import { type Errors, email, readForm, type Typed } from '../form.ts';
import { PASSWORD_MOST } from '../password.ts';
import { record } from '../store/audit.ts';
import { anybody } from '../store/people.ts';
import { beginSession } from '../store/sessions.ts';

const credentials = z.object({
  email,
  password: z
    .string({ error: 'identity.wrong.no-password' })
    .min(1, 'identity.wrong.no-password')
    .max(PASSWORD_MOST, 'identity.sign-in.wrong'),
  next: z.string().max(2_000).optional(),
});

const challenge = z.object({
  code: z.string({ error: 'identity.code.wrong' }).trim().min(1, 'identity.code.wrong').max(40, 'identity.code.wrong'),
  next: z.string().max(2_000).optional(),
});

/** Signing in with e-mail and password, then the second factor; signing out. */
export function signInRoutes(app: Hono<Env>, { db, auth, clock, demonstration }: Deps): void {
  const begin = async (c: Context, answer: Extract<Answer, { ok: true }>, next: string | undefined) => {
    await beginSession(db, (answer.body.user as { id: string }).id, clock());
    return c.redirect(deskPath(next), 303);
  };

  app.get('/desk/sign-in', signedOut, async (c) =>
    c.html(
      <SignIn
        c={c}
        typed={{ next: c.req.query('next') ?? '' }}
        empty={!(await anybody(db))}
        ended={c.req.query('ended') !== undefined}
        demonstration={demonstration}
      />,
    ),
  );

  app.post('/desk/sign-in', signedOut, async (c) => {
    const { values, typed, errors } = await readForm(c, credentials);
    if (errors) return c.html(<SignIn {...{ c, typed, errors, demonstration }} />, 422);
    const answer = await auth.ask(c, '/sign-in/email', { email: values.email, password: values.password });
    if (answer.ok)
      return answer.body.twoFactorRedirect
        ? c.redirect(withParameters('/desk/sign-in/code', { next: values.next }), 303)
        : await begin(c, answer, values.next);
    const { t } = c.var;
    if (answer.wait !== undefined) {
      c.header('Retry-After', String(answer.wait));
      const tooMany = { '': t('identity.sign-in.too-many', { seconds: answer.wait }) };
      return c.html(<SignIn {...{ c, typed, demonstration }} errors={tooMany} />, 429);
    }
    const wrong =
      answer.code === 'FAILED_TO_CREATE_SESSION' ? 'identity.sign-in.deactivated' : 'identity.sign-in.wrong';
    return c.html(<SignIn {...{ c, typed, demonstration }} errors={{ '': t(wrong) }} />, 401);
  });

  app.get('/desk/sign-in/code', signedOut, (c) => c.html(<Code c={c} typed={{ next: c.req.query('next') ?? '' }} />));

  app.post('/desk/sign-in/code', signedOut, async (c) => {
    const { values, typed, errors } = await readForm(c, challenge);
    if (errors) return c.html(<Code {...{ c, typed, errors }} />, 422);
    const digits = values.code.replaceAll(' ', '');
    const answer = await (/^\d{6}$/.test(digits)
      ? auth.ask(c, '/two-factor/verify-totp', { code: digits })
      : auth.ask(c, '/two-factor/verify-backup-code', { code: values.code }));
    if (answer.ok) return await begin(c, answer, values.next);
    const { t } = c.var;
    if (answer.wait !== undefined) {
      c.header('Retry-After', String(answer.wait));
      const tooMany = { '': t('identity.sign-in.too-many', { seconds: answer.wait }) };
      return c.html(<Code {...{ c, typed }} errors={tooMany} />, 429);
    }
    if (answer.code === 'ACCOUNT_TEMPORARILY_LOCKED')
      return c.html(<Code {...{ c, typed }} errors={{ '': t('identity.code.locked') }} />, 429);
    if (answer.code === 'INVALID_CODE' || answer.code === 'INVALID_BACKUP_CODE' || answer.code === 'REFUSED')
      return c.html(<Code {...{ c, typed }} errors={{ code: t('identity.code.wrong') }} />, 401);
    return c.html(<Code {...{ c, typed }} errors={{ '': t('identity.code.over') }} />, 401);
  });

  app.post('/desk/sign-out', open, async (c) => {
    const person = signedIn(c);
    await auth.ask(c, '/sign-out');
    if (person) await record(db, { person, action: 'session.end', subject: `person:${person.id}` });
    return c.redirect('/desk/sign-in?ended', 303);
  });
}

type SheetProps = { c: Context<Env>; typed: Typed; errors?: Errors };

const SignIn = ({
  c,
  typed,
  errors,
  empty,
  ended,
  demonstration,
}: SheetProps & { empty?: boolean; ended?: boolean; demonstration: boolean }) => {
  const { t } = c.var;
  return (
    <PlainPage reader={c.var} title={t('identity.sign-in')} scheme={schemeOf(c)} demonstration={demonstration}>
      {empty ? <Notice title={t('identity.nobody-yet')}>{t('identity.nobody-yet.next')}</Notice> : null}
      {ended ? <Notice kind="success">{t('identity.signed-out')}</Notice> : null}
      <Form reader={c.var} action="/desk/sign-in" errors={errors}>
        <input type="hidden" name="next" value={typed.next} />
        <Field
          reader={c.var}
          label={t('identity.email')}
          name="email"
          type="email"
          value={typed.email}
          error={errors?.email}
          autocomplete="username"
          autofocus={!typed.email}
          required
        />
        <Field
          reader={c.var}
          label={t('identity.password')}
          name="password"
          type="password"
          error={errors?.password}
          autocomplete="current-password"
          autofocus={Boolean(typed.email)}
          required
        />
        <Actions>
          <Button kind="strong">{t('identity.sign-in')}</Button>
        </Actions>
        <p class="hint">{t('identity.sign-in.lost')}</p>
      </Form>
    </PlainPage>
  );
};

const Code = ({ c, typed, errors }: SheetProps) => {
  const { t } = c.var;
  return (
    <PlainPage
      reader={c.var}
      title={t('identity.code.title')}
      scheme={schemeOf(c)}
      lead={t('identity.code.lead')}
      foot={<a href="/desk/sign-in">{t('identity.code.again')}</a>}
    >
      <Form reader={c.var} action="/desk/sign-in/code" errors={errors}>
        <input type="hidden" name="next" value={typed.next} />
        <Field
          reader={c.var}
          label={t('identity.code')}
          name="code"
          value={typed.code}
          error={errors?.code}
          autocomplete="one-time-code"
          autofocus
          required
        />
        <Actions>
          <Button kind="strong">{t('identity.code.confirm')}</Button>
        </Actions>
      </Form>
    </PlainPage>
  );
};
