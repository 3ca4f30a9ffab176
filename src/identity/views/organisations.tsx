import type { Context, Hono } from 'hono';
import { z } from 'zod';
import type { Env } from '../../platform/index.ts';
import { Actions, Button, Field, Form, Notice, Table } from '../../ui/index.ts';
import { type DeskEnv, guard } from '../access.ts';
import type { Deps } from '../desk.tsx';
import { type Errors, line, readForm, type Typed } from '../form.ts';
import { DeskPage, done } from '../page.tsx';
import { type Organisation, organisationKinds } from '../permissions.ts';
import { addOrganisation, changeOrganisation, listOrganisations } from '../store/organisations.ts';
import { Section } from './parts.tsx';
import { HouseTabs, refusals } from './people.tsx';

const manage = guard('organisation.manage');
const organisationForm = z.object({
  name: line(200, 'identity.wrong.organisation'),
  kind: z.enum(organisationKinds, 'identity.wrong.kind'),
});

/** The organisations whose people work here. */
export function organisationRoutes(app: Hono<Env>, { db }: Deps): void {
  app.get('/desk/organisations', manage, async (c) =>
    c.html(<Organisations c={c} organisations={await listOrganisations(db)} typed={{ kind: 'ministry' }} />),
  );

  app.post('/desk/organisations', manage, async (c) => {
    const again = async (typed: Typed, errors: Errors) =>
      c.html(<Organisations {...{ c, typed, errors }} organisations={await listOrganisations(db)} />, 422);
    const { values, typed, errors } = await readForm(c, organisationForm);
    if (errors) return await again(typed, errors);
    return await refusals(
      async () => {
        await addOrganisation(db, c.var.person, values);
        return done(c, '/desk/organisations', 'identity.done.organisation');
      },
      ({ label }) => again(typed, { [fieldOf(label)]: c.var.t(label) }),
    );
  });

  const one = async (c: Context<DeskEnv>, id: string, status: 200 | 422 = 200, typed?: Typed, errors?: Errors) => {
    const organisation = (await listOrganisations(db)).find((known) => known.id === id);
    if (!organisation) return c.html(<NoOrganisation c={c} />, 404);
    return c.html(<One {...{ c, organisation, typed, errors }} />, status);
  };

  app.get('/desk/organisations/:id', manage, (c) => one(c, c.req.param('id')));

  app.post('/desk/organisations/:id', manage, async (c) => {
    const id = c.req.param('id');
    const { values, typed, errors } = await readForm(c, organisationForm);
    if (errors) return await one(c, id, 422, typed, errors);
    return await refusals(
      async () => {
        await changeOrganisation(db, c.var.person, id, values);
        return done(c, '/desk/organisations', 'identity.done.saved');
      },
      ({ label }) => one(c, id, 422, typed, { [fieldOf(label)]: c.var.t(label) }),
    );
  });
}

const fieldOf = (label: string): string =>
  label === 'identity.refused.name-taken' ? 'name' : label === 'identity.refused.national-desk' ? 'kind' : '';

type FieldsProps = { c: Context<DeskEnv>; typed: Typed; errors?: Errors | undefined; national?: boolean };

const Fields = ({ c, typed, errors, national = false }: FieldsProps) => {
  const { t } = c.var;
  const kinds = organisationKinds.filter((kind) => (kind === 'national-desk') === national);
  return (
    <>
      <Field
        reader={c.var}
        label={t('identity.organisation.name')}
        name="name"
        value={typed.name}
        error={errors?.name}
        maxlength={200}
        autocomplete="off"
        required
      />
      <Field
        reader={c.var}
        type="select"
        label={t('identity.kind')}
        name="kind"
        value={typed.kind}
        error={errors?.kind}
        options={kinds.map((kind) => ({ value: kind, label: t(`identity.kind.${kind}`) }))}
        required
      />
    </>
  );
};

const Organisations = ({
  c,
  organisations,
  typed,
  errors,
}: FieldsProps & { organisations: readonly Organisation[] }) => {
  const { t } = c.var;
  return (
    <DeskPage c={c} title={t('identity.organisations')}>
      <HouseTabs c={c} current="organisations" />
      <Table
        reader={c.var}
        caption={t('identity.organisations')}
        rows={organisations}
        href={({ id }) => `/desk/organisations/${id}`}
        columns={[
          { key: 'name', label: t('identity.organisation.name'), cell: ({ name }) => <bdi>{name}</bdi> },
          { key: 'kind', label: t('identity.kind'), cell: ({ kind }) => t(`identity.kind.${kind}`) },
        ]}
      />
      <Section title={t('identity.organisation.add')}>
        <Form reader={c.var} action="/desk/organisations" errors={errors} label={t('identity.organisation.add')}>
          <Fields {...{ c, typed, errors }} />
          <Actions>
            <Button kind="strong">{t('identity.organisation.add')}</Button>
          </Actions>
        </Form>
      </Section>
    </DeskPage>
  );
};

const above = (c: Context<DeskEnv>) => [{ href: '/desk/organisations', label: c.var.t('identity.organisations') }];

type OneProps = {
  c: Context<DeskEnv>;
  organisation: Organisation;
  typed?: Typed | undefined;
  errors?: Errors | undefined;
};

const One = ({ c, organisation, typed, errors }: OneProps) => {
  const { t } = c.var;
  const { id, name, kind } = organisation;
  return (
    <DeskPage c={c} title={name} above={above(c)}>
      <Form reader={c.var} action={`/desk/organisations/${id}`} errors={errors}>
        <Fields {...{ c, errors }} typed={typed ?? { name, kind }} national={kind === 'national-desk'} />
        <Actions>
          <Button kind="strong">{t('identity.save')}</Button>
        </Actions>
      </Form>
    </DeskPage>
  );
};

const NoOrganisation = ({ c }: { c: Context<DeskEnv> }) => (
  <DeskPage c={c} title={c.var.t('identity.organisations')} above={above(c)}>
    <Notice kind="error" title={c.var.t('identity.refused.no-organisation')} />
  </DeskPage>
);
