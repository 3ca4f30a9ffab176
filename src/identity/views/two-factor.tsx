import type { Context, Hono } from 'hono';
import { z } from 'zod';
import type { Env } from '../../platform/index.ts';
import { Actions, Button, Field, Form, type Reader } from '../../ui/index.ts';
import { type DeskEnv, guard } from '../access.ts';
import type { Deps } from '../desk.tsx';
import { type Errors, readForm } from '../form.ts';
import { DeskPage, done } from '../page.tsx';
import { record } from '../store/audit.ts';
import { accountPage, refusal } from './account.tsx';
import { Qr, Section } from './parts.tsx';
import { BackupCodes } from './second-factor.tsx';

const own = guard('account.own');
const passwordForm = z.object({
  confirm: z.string({ error: 'identity.wrong.no-password' }).min(1, 'identity.wrong.no-password'),
});
const codeForm = z.object({
  code: z
    .string({ error: 'identity.code.wrong' })
    .transform((code) => code.replaceAll(/\s/g, ''))
    .pipe(z.string().regex(/^\d{6}$/, 'identity.code.wrong')),
});

/** Turning a second factor on and off. Secrets are shown in the answer to the form itself and nowhere again. */
export function twoFactorRoutes(app: Hono<Env>, { db, auth, clock }: Deps): void {
  const tell = (c: Context<DeskEnv>, action: string) =>
    record(db, { person: c.var.person, action, subject: `person:${c.var.person.id}` });

  // Asks better-auth for what needs the password again; a refusal becomes the account page with the mistake.
  const withPassword = async (
    c: Context<DeskEnv>,
    path: string,
    then: (body: Record<string, unknown>) => Promise<Response>,
  ) => {
    const { values, typed, errors } = await readForm(c, passwordForm);
    const answer = errors ? undefined : await auth.ask(c, path, { password: values.confirm });
    if (answer?.ok) return await then(answer.body);
    const found = errors ?? (answer ? refusal(c.var, answer, 'confirm') : {});
    return c.html(await accountPage(c, db, clock(), { sent: 'two-factor', typed, errors: found }), 422);
  };

  app.post('/desk/account/two-factor/begin', own, (c) =>
    withPassword(c, '/two-factor/enable', async ({ totpURI, backupCodes }) =>
      c.html(<Setup c={c} uri={String(totpURI)} codes={backupCodes as string[]} />),
    ),
  );

  app.post('/desk/account/two-factor/confirm', own, async (c) => {
    const { values, errors } = await readForm(c, codeForm);
    if (errors) return c.html(<Confirm c={c} errors={errors} />, 422);
    const answer = await auth.ask(c, '/two-factor/verify-totp', { code: values.code });
    if (!answer.ok) {
      const { t } = c.var;
      const wrong: Errors =
        answer.wait === undefined ? { code: t('identity.code.wrong') } : refusal(c.var, answer, 'code');
      return c.html(<Confirm c={c} errors={wrong} />, 422);
    }
    await tell(c, 'person.two-factor-on');
    return done(c, '/desk/account', 'identity.done.two-factor-on');
  });

  app.post('/desk/account/two-factor/codes', own, (c) =>
    withPassword(c, '/two-factor/generate-backup-codes', async ({ backupCodes }) => {
      await tell(c, 'person.backup-codes');
      return c.html(
        <DeskPage c={c} title={c.var.t('identity.backup')} above={[account(c)]}>
          <BackupCodes reader={c.var} codes={backupCodes as string[]} />
          <Actions>
            <Button kind="strong" href="/desk/account">
              {c.var.t('identity.backup.kept')}
            </Button>
          </Actions>
        </DeskPage>,
      );
    }),
  );

  app.post('/desk/account/two-factor/off', own, (c) =>
    withPassword(c, '/two-factor/disable', async () => {
      await tell(c, 'person.two-factor-off');
      return done(c, '/desk/account', 'identity.done.two-factor-off');
    }),
  );
}

const account = (c: Context<DeskEnv>) => ({ href: '/desk/account', label: c.var.t('identity.account') });

const Setup = ({ c, uri, codes }: { c: Context<DeskEnv>; uri: string; codes: readonly string[] }) => {
  const { t } = c.var;
  const secret = URL.parse(uri)?.searchParams.get('secret') ?? '';
  return (
    <DeskPage c={c} title={t('identity.two-factor.setup')} above={[account(c)]}>
      <Section title={t('identity.two-factor.scan')}>
        <p>{t('identity.two-factor.scan.text')}</p>
        <Qr text={uri} title={t('identity.two-factor.qr')} />
        <p>
          {t('identity.two-factor.by-hand')} <code>{secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}</code>
        </p>
      </Section>
      <Section title={t('identity.two-factor.keep')}>
        <BackupCodes reader={c.var} codes={codes} />
      </Section>
      <Section title={t('identity.two-factor.prove')}>
        <CodeForm reader={c.var} />
      </Section>
    </DeskPage>
  );
};

const Confirm = ({ c, errors }: { c: Context<DeskEnv>; errors: Errors }) => (
  <DeskPage c={c} title={c.var.t('identity.two-factor.setup')} above={[account(c)]}>
    <p>{c.var.t('identity.two-factor.once-more')}</p>
    <CodeForm reader={c.var} errors={errors} />
  </DeskPage>
);

const CodeForm = ({ reader, errors }: { reader: Reader; errors?: Errors }) => (
  <Form reader={reader} action="/desk/account/two-factor/confirm" errors={errors}>
    <Field
      reader={reader}
      label={reader.t('identity.code')}
      name="code"
      error={errors?.code}
      autocomplete="one-time-code"
      inputmode="numeric"
      required
    />
    <Actions>
      <Button kind="strong">{reader.t('identity.two-factor.turn-on')}</Button>
    </Actions>
  </Form>
);
