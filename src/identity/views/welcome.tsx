import type { Context, Hono } from 'hono';
import { z } from 'zod';
import type { Env } from '../../platform/index.ts';
import { Actions, Button, ErrorPage, Field, Form, PlainPage, schemeOf } from '../../ui/index.ts';
import { open } from '../access.ts';
import type { Deps } from '../desk.tsx';
import { type Errors, email, line, newPassword, readForm, samePasswords, type Typed } from '../form.ts';
import { done } from '../page.tsx';
import type { Person } from '../permissions.ts';
import { Refused } from '../refused.ts';
import { beginSession } from '../store/sessions.ts';
import { welcomeFirstOwner, welcomeOf, welcomePerson } from '../store/welcome.ts';
import { PasswordFields } from './parts.tsx';

const choice = samePasswords(z.object(newPassword));
const firstOwner = samePasswords(
  z.object({
    name: line(100, 'identity.wrong.name'),
    email,
    organisation: line(200, 'identity.wrong.organisation'),
    ...newPassword,
  }),
);

/** Where one-time links lead: the first owner makes the house, others choose their password. */
export function welcomeRoutes(app: Hono<Env>, { db, auth, clock, nationalDesk }: Deps): void {
  app.get('/desk/welcome', open, async (c) => {
    const token = (c.req.query('token') ?? '').slice(0, 100);
    const who = await welcomeOf(db, token, clock());
    if (who === undefined) return gone(c);
    const organisation = nationalDesk[c.var.lang] ?? Object.values(nationalDesk)[0] ?? '';
    return c.html(<Welcome c={c} who={who} typed={{ token, organisation }} />);
  });

  app.post('/desk/welcome', open, async (c) => {
    const body = await c.req.parseBody();
    const token = typeof body.token === 'string' ? body.token.slice(0, 100) : '';
    const who = await welcomeOf(db, token, clock());
    if (who === undefined) return gone(c);
    const again = (typed: Typed, errors: Errors) => c.html(<Welcome {...{ c, who, typed, errors }} />, 422);
    if (who === 'first-owner') {
      const { values, typed, errors } = await readForm(c, firstOwner);
      if (errors) return again(typed, errors);
      return await enter(c, values, (passwordHash) =>
        welcomeFirstOwner(db, token, { ...values, passwordHash }, clock()),
      );
    }
    const { values, typed, errors } = await readForm(c, choice);
    if (errors) return again(typed, errors);
    return await enter(c, { email: who.email, password: values.password }, (passwordHash) =>
      welcomePerson(db, token, passwordHash, clock()),
    );
  });

  const enter = async (
    c: Context<Env>,
    { email, password }: { email: string; password: string },
    spend: (passwordHash: string) => Promise<void>,
  ) => {
    try {
      await spend(await auth.hash(password));
    } catch (cause) {
      if (cause instanceof Refused) return gone(c);
      throw cause;
    }
    const answer = await auth.ask(c, '/sign-in/email', { email, password });
    if (!answer.ok) return c.redirect('/desk/sign-in', 303);
    await beginSession(db, (answer.body.user as { id: string }).id, clock());
    return done(c, '/desk', 'identity.done.welcome');
  };
}

const gone = (c: Context<Env>) =>
  c.html(
    <ErrorPage reader={c.var} status={410} detail={c.var.t('identity.refused.link')} home="/desk">
      <Button href="/desk/sign-in">{c.var.t('identity.sign-in')}</Button>
    </ErrorPage>,
    410,
  );

type WelcomeProps = { c: Context<Env>; who: 'first-owner' | Person; typed: Typed; errors?: Errors | undefined };

const Welcome = ({ c, who, typed, errors }: WelcomeProps) => {
  const { t } = c.var;
  const first = who === 'first-owner';
  return (
    <PlainPage
      reader={c.var}
      title={first ? t('identity.welcome.first') : t('identity.welcome', { name: who.name })}
      lead={first ? t('identity.welcome.first.lead') : t('identity.welcome.lead')}
      scheme={schemeOf(c)}
    >
      <Form reader={c.var} action="/desk/welcome" errors={errors}>
        <input type="hidden" name="token" value={typed.token} />
        {first ? (
          <>
            <Field
              reader={c.var}
              label={t('identity.name')}
              name="name"
              value={typed.name}
              error={errors?.name}
              autocomplete="name"
              maxlength={100}
              autofocus={!errors}
              required
            />
            <Field
              reader={c.var}
              label={t('identity.email')}
              name="email"
              type="email"
              value={typed.email}
              error={errors?.email}
              autocomplete="username"
              required
            />
            <Field
              reader={c.var}
              label={t('identity.organisation')}
              hint={t('identity.welcome.organisation.hint')}
              name="organisation"
              value={typed.organisation}
              error={errors?.organisation}
              autocomplete="organization"
              maxlength={200}
              required
            />
          </>
        ) : (
          <>
            <p>
              <bdi>{who.organisation.name}</bdi> · {t(`identity.role.${who.role}`)}
            </p>
            <input type="hidden" name="username" autocomplete="username" value={who.email} />
          </>
        )}
        <PasswordFields reader={c.var} errors={errors} />
        <Actions>
          <Button kind="strong">{t('identity.welcome.confirm')}</Button>
        </Actions>
      </Form>
    </PlainPage>
  );
};
