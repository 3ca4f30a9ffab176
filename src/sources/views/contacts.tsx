import type { Context } from 'hono';
import { type DeskEnv, DeskPage } from '../../identity/index.ts';
import { Actions, Button, Field, Foreign, Form, Meta } from '../../ui/index.ts';
import type { Contact } from '../contact.ts';
import type { Errors, Typed } from '../form.ts';
import { type Outlet, outletName } from '../outlet.ts';
import { outletPath } from './parts.tsx';

/** Whom to ask about an outlet; each is erased with one click. */
export const Contacts = ({
  c,
  outletId,
  contacts,
}: {
  c: Context<DeskEnv>;
  outletId: number;
  contacts: readonly Contact[];
}) => {
  const { t } = c.var;
  return (
    <section class="panel" id="contacts">
      <h2>{t('sources.contacts')}</h2>
      {contacts.length === 0 ? (
        <p class="quiet">{t('sources.contacts.none')}</p>
      ) : (
        <ul class="contacts">
          {contacts.map((contact) => (
            <li>
              <div>
                <strong>
                  <Foreign>{contact.name}</Foreign>
                </strong>
                <Meta
                  items={[
                    contact.role,
                    contact.email && <a href={`mailto:${contact.email}`}>{contact.email}</a>,
                    contact.phone && <a href={`tel:${contact.phone.replace(/[^\d+]/g, '')}`}>{contact.phone}</a>,
                  ]}
                />
              </div>
              <div class="actions">
                <Button
                  kind="quiet"
                  href={`/desk/sources/contacts/${contact.id}`}
                  label={`${t('sources.edit')}: ${contact.name}`}
                >
                  {t('sources.edit')}
                </Button>
                <form method="post" action={`/desk/sources/contacts/${contact.id}/erase`}>
                  <Button kind="quiet" label={`${t('sources.contact.erase')}: ${contact.name}`}>
                    {t('sources.contact.erase')}
                  </Button>
                </form>
              </div>
            </li>
          ))}
        </ul>
      )}
      <Actions>
        <Button href={`${outletPath(outletId)}/contacts`}>{t('sources.contact.add')}</Button>
      </Actions>
      <p class="hint">{t('sources.contacts.hint')}</p>
    </section>
  );
};

type ContactPageProps = {
  c: Context<DeskEnv>;
  outlet: Outlet;
  /** The one to change; a new one is added without it. */
  contact?: Contact | undefined;
  typed: Typed;
  errors?: Errors | undefined;
};

/** Adds a contact of an outlet, or changes one. */
export const ContactPage = ({ c, outlet, contact, typed, errors = {} }: ContactPageProps) => {
  const { t, lang } = c.var;
  const action = contact ? `/desk/sources/contacts/${contact.id}` : `${outletPath(outlet.id)}/contacts`;
  const line = (name: string, label: string, type: 'text' | 'email' | 'tel' = 'text', required = false) => (
    <Field
      reader={c.var}
      {...{ name, label, type, required }}
      value={typed[name]}
      error={errors[name]}
      maxlength={200}
      autocomplete="off"
    />
  );
  return (
    <DeskPage
      c={c}
      title={t(contact ? 'sources.contact.edit' : 'sources.contact.add')}
      lead={t('sources.contacts.hint')}
      above={[
        { href: '/desk/sources', label: t('sources.title') },
        { href: outletPath(outlet.id), label: outletName(outlet, lang) },
      ]}
    >
      <Form reader={c.var} action={action} errors={errors}>
        {line('name', t('sources.contact.name'), 'text', true)}
        {line('role', t('sources.contact.role'))}
        {line('email', t('sources.contact.email'), 'email')}
        {line('phone', t('sources.contact.phone'), 'tel')}
        <Actions>
          <Button kind="strong">{t('sources.save')}</Button>
          <Button kind="quiet" href={outletPath(outlet.id)}>
            {t('sources.cancel')}
          </Button>
        </Actions>
      </Form>
    </DeskPage>
  );
};
