import { Actions, Button, Field, Form, Notice, type Reader, Tag } from '../../ui/index.ts';
import type { Errors } from '../form.ts';

/** The second factor on the account page: on or off, and what can be done about it. */
export const TwoFactor = ({ reader, on, errors }: { reader: Reader; on: boolean; errors?: Errors | undefined }) => {
  const { t } = reader;
  return (
    <>
      <p>
        <Tag tone={on ? 'jade' : 'gold'}>{on ? t('identity.two-factor.on') : t('identity.two-factor.off')}</Tag>{' '}
        {on ? t('identity.two-factor.on.text') : t('identity.two-factor.off.text')}
      </p>
      <Form reader={reader} action="/desk/account/two-factor/begin" errors={errors} label={t('identity.two-factor')}>
        <Field
          reader={reader}
          label={t('identity.password.current')}
          hint={t('identity.two-factor.password')}
          name="confirm"
          type="password"
          error={errors?.confirm}
          autocomplete="current-password"
          required
        />
        <Actions>
          {on ? (
            <>
              <Button formaction="/desk/account/two-factor/codes">{t('identity.backup.new')}</Button>
              <Button kind="danger" formaction="/desk/account/two-factor/off">
                {t('identity.two-factor.turn-off')}
              </Button>
            </>
          ) : (
            <Button>{t('identity.two-factor.turn-on')}</Button>
          )}
        </Actions>
      </Form>
    </>
  );
};

/** Backup codes, shown once. */
export const BackupCodes = ({ reader, codes }: { reader: Reader; codes: readonly string[] }) => (
  <>
    <Notice kind="warning" title={reader.t('identity.backup.once')}>
      {reader.t('identity.backup.text')}
    </Notice>
    <pre class="panel">{codes.join('\n')}</pre>
  </>
);
