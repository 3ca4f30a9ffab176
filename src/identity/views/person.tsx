import type { Context } from 'hono';
import { Actions, Button, Field, Form, Notice, Tag, Time } from '../../ui/index.ts';
import type { DeskEnv } from '../access.ts';
import type { Errors, Typed } from '../form.ts';
import { DeskPage } from '../page.tsx';
import { type Organisation, roles } from '../permissions.ts';
import type { PersonLine } from '../store/people.ts';
import { Section } from './parts.tsx';

/** The colour of each standing. */
export const tones = { active: 'jade', invited: 'gold', deactivated: 'plain' } as const;

type PlaceProps = {
  c: Context<DeskEnv>;
  organisations: readonly Organisation[];
  typed: Typed;
  errors?: Errors | undefined;
};

const Place = ({ c, organisations, typed, errors }: PlaceProps) => {
  const { t } = c.var;
  return (
    <>
      <Field
        reader={c.var}
        type="radios"
        label={t('identity.role')}
        name="role"
        value={typed.role}
        error={errors?.role}
        options={roles.map((role) => ({
          value: role,
          label: `${t(`identity.role.${role}`)}: ${t(`identity.role.${role}.may`)}`,
        }))}
        required
      />
      <Field
        reader={c.var}
        type="select"
        label={t('identity.organisation')}
        name="organisation"
        value={typed.organisation}
        error={errors?.organisation}
        options={organisations.map(({ id, name }) => ({ value: id, label: name }))}
        required
      />
    </>
  );
};

const above = (c: Context<DeskEnv>) => [{ href: '/desk/people', label: c.var.t('identity.people') }];

/** Who is to be invited, and as what. */
export const Invite = (props: PlaceProps) => {
  const { c, typed, errors } = props;
  const { t } = c.var;
  return (
    <DeskPage c={c} title={t('identity.invite')} above={above(c)} lead={t('identity.invite.lead')}>
      <Form reader={c.var} action="/desk/people/invite" errors={errors}>
        <Field
          reader={c.var}
          label={t('identity.name')}
          name="name"
          value={typed.name}
          error={errors?.name}
          maxlength={100}
          autocomplete="off"
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
          autocomplete="off"
          required
        />
        <Place {...props} />
        <Actions>
          <Button kind="strong">{t('identity.invite.make')}</Button>
          <Button href="/desk/people">{t('identity.cancel')}</Button>
        </Actions>
      </Form>
    </DeskPage>
  );
};

/** A one-time link, shown once. */
export const Link = ({ c, name, address }: { c: Context<DeskEnv>; name: string; address: string }) => {
  const { t } = c.var;
  return (
    <DeskPage c={c} title={t('identity.link', { name })} above={above(c)}>
      <Notice kind="warning" title={t('identity.link.once')}>
        {t('identity.link.text')}
      </Notice>
      <pre class="panel">{address}</pre>
      <Actions>
        <Button kind="strong" href="/desk/people">
          {t('identity.link.handed')}
        </Button>
      </Actions>
    </DeskPage>
  );
};

/** Stands where a person was looked for whom one cannot manage. */
export const Nobody = ({ c }: { c: Context<DeskEnv> }) => (
  <DeskPage c={c} title={c.var.t('identity.people')} above={above(c)}>
    <Notice kind="error" title={c.var.t('identity.refused.nobody')} />
  </DeskPage>
);

type OneProps = Omit<PlaceProps, 'typed'> & { who: PersonLine; typed?: Typed | undefined; now: Date };

/** One person: what they are, a new way in, and whether they come in at all. */
export const One = ({ c, who, organisations, typed, errors, now }: OneProps) => {
  const { t } = c.var;
  const filled = typed ?? { name: who.name, role: who.role, organisation: who.organisation.id };
  const address = `/desk/people/${who.id}`;
  return (
    <DeskPage
      c={c}
      title={who.name}
      above={above(c)}
      lead={
        <>
          {who.email} · <Tag tone={tones[who.standing]}>{t(`identity.standing.${who.standing}`)}</Tag>
          {who.signedInAt ? (
            <>
              {' · '}
              {t('identity.signed-in-at')} <Time at={who.signedInAt} reader={c.var} now={now} />
            </>
          ) : null}
        </>
      }
    >
      <Form reader={c.var} action={address} errors={errors}>
        <Field
          reader={c.var}
          label={t('identity.name')}
          name="name"
          value={filled.name}
          error={errors?.name}
          maxlength={100}
          autocomplete="off"
          required
        />
        <Place c={c} organisations={organisations} typed={filled} errors={errors} />
        <Actions>
          <Button kind="strong">{t('identity.save')}</Button>
        </Actions>
      </Form>
      {who.standing === 'deactivated' ? null : (
        <Section title={t('identity.link.new')}>
          <p>{t('identity.link.new.text')}</p>
          <form method="post" action={`${address}/link`}>
            <Button>{t('identity.link.make')}</Button>
          </form>
        </Section>
      )}
      <Section title={t('identity.access')}>
        <p>{who.standing === 'deactivated' ? t('identity.reactivate.text') : t('identity.deactivate.text')}</p>
        {who.standing === 'deactivated' ? (
          <form method="post" action={`${address}/reactivate`}>
            <Button>{t('identity.reactivate')}</Button>
          </form>
        ) : (
          <form method="post" action={`${address}/deactivate`}>
            <Button kind="danger">{t('identity.deactivate')}</Button>
          </form>
        )}
      </Section>
    </DeskPage>
  );
};
