import type { Context } from 'hono';
import { ErrorPage } from '../../ui/index.ts';
import type { DeskEnv } from '../access.ts';

/** Answers a form whose sender is no longer signed in. Nothing is lost: they sign in beside it and send it again. */
export const signInFirst = (c: Context<DeskEnv>) =>
  c.html(
    <ErrorPage reader={c.var} status={401} detail={c.var.t('identity.sign-in-first')} home="/desk">
      <a class="button button-strong" href="/desk/sign-in" target="_blank" rel="noopener">
        {c.var.t('identity.sign-in')}
      </a>
    </ErrorPage>,
    401,
  );

/** Answers whoever asks for what their role does not allow. */
export const forbidden = (c: Context<DeskEnv>) => {
  const { t, person } = c.var;
  return c.html(
    <ErrorPage
      reader={c.var}
      status={403}
      detail={t('identity.forbidden', {
        role: t(`identity.role.${person.role}`),
        organisation: person.organisation.name,
      })}
      home="/desk"
    />,
    403,
  );
};
