import type { Context, Hono } from 'hono';
import { z } from 'zod';
import type { Env } from '../../platform/index.ts';
import { Button, Empty, Field, Filters, Table, Tabs, Tag, Time } from '../../ui/index.ts';
import { type DeskEnv, guard } from '../access.ts';
import type { Deps } from '../desk.tsx';
import { type Errors, email, line, readForm, type Typed } from '../form.ts';
import { welcomeAddress } from '../links.ts';
import { DeskPage, done } from '../page.tsx';
import { can, type Organisation, type Person, roles } from '../permissions.ts';
import { Refused } from '../refused.ts';
import { organisationsOf } from '../store/organisations.ts';
import { changePerson, deactivate, listPeople, type PersonLine, reactivate } from '../store/people.ts';
import { invite, renewLink } from '../store/welcome.ts';
import { Invite, Link, Nobody, One, tones } from './person.tsx';

const manage = guard('people.manage');
const place = {
  name: line(100, 'identity.wrong.name'),
  role: z.enum(roles, 'identity.wrong.role'),
  organisation: z.string('identity.wrong.place').min(1, 'identity.wrong.place').max(100, 'identity.wrong.place'),
};
const changeForm = z.object(place);
const inviteForm = z.object({ ...place, email });

/** The people who may sign in: who they are, what they may do, and their ways in. */
export function peopleRoutes(app: Hono<Env>, { db, clock, publicUrl }: Deps): void {
  // The people a person may manage: everybody, or those of their own organisation.
  const within = (person: Person) =>
    person.organisation.kind === 'national-desk' ? {} : { organisationId: person.organisation.id };

  const find = async (c: Context<DeskEnv>, id: string): Promise<PersonLine | undefined> =>
    (await listPeople(db, { ...within(c.var.person), id }))[0];

  app.get('/desk/people', manage, async (c) => {
    const people = await listPeople(db, within(c.var.person));
    const organisations = await organisationsOf(db, c.var.person);
    return c.html(<People c={c} people={people} organisations={organisations} now={clock()} />);
  });

  app.get('/desk/people/invite', manage, async (c) => {
    const typed = { role: 'editor', organisation: c.var.person.organisation.id };
    return c.html(<Invite c={c} organisations={await organisationsOf(db, c.var.person)} typed={typed} />);
  });

  app.post('/desk/people/invite', manage, async (c) => {
    const again = async (typed: Typed, errors: Errors) =>
      c.html(<Invite {...{ c, typed, errors }} organisations={await organisationsOf(db, c.var.person)} />, 422);
    const { values, typed, errors } = await readForm(c, inviteForm);
    if (errors) return await again(typed, errors);
    const { organisation: organisationId, ...rest } = values;
    return await refusals(
      async () => {
        const { token } = await invite(db, c.var.person, { ...rest, organisationId }, clock());
        return c.html(<Link c={c} name={values.name} address={welcomeAddress(publicUrl, token)} />);
      },
      ({ label }) => again(typed, { [label === 'identity.refused.email-taken' ? 'email' : '']: c.var.t(label) }),
    );
  });

  const one = async (
    c: Context<DeskEnv>,
    id: string,
    status: 200 | 404 | 422 = 200,
    typed?: Typed,
    errors?: Errors,
  ) => {
    const who = await find(c, id);
    if (!who) return c.html(<Nobody c={c} />, 404);
    const organisations = await organisationsOf(db, c.var.person);
    return c.html(<One {...{ c, who, organisations, typed, errors }} now={clock()} />, status);
  };

  app.get('/desk/people/:id', manage, (c) => one(c, c.req.param('id')));

  app.post('/desk/people/:id', manage, async (c) => {
    const id = c.req.param('id');
    const { values, typed, errors } = await readForm(c, changeForm);
    if (errors) return await one(c, id, 422, typed, errors);
    const { organisation: organisationId, ...rest } = values;
    return await refusals(
      async () => {
        await changePerson(db, c.var.person, id, { ...rest, organisationId });
        return done(c, '/desk/people', 'identity.done.saved');
      },
      ({ label }) => one(c, id, 422, typed, { '': c.var.t(label) }),
    );
  });

  const step = (name: string, work: (c: Context<DeskEnv>, id: string) => Promise<Response>) =>
    app.post(`/desk/people/:id/${name}`, manage, async (c) => {
      const id = c.req.param('id') ?? '';
      return await refusals(
        () => work(c, id),
        ({ label }) => one(c, id, 422, undefined, { '': c.var.t(label) }),
      );
    });

  step('link', async (c, id) => {
    const who = await find(c, id);
    const token = await renewLink(db, c.var.person, id, clock());
    return c.html(<Link c={c} name={who?.name ?? ''} address={welcomeAddress(publicUrl, token)} />);
  });
  step('deactivate', async (c, id) => {
    await deactivate(db, c.var.person, id, clock());
    return done(c, '/desk/people', 'identity.done.deactivated');
  });
  step('reactivate', async (c, id) => {
    await reactivate(db, c.var.person, id);
    return done(c, `/desk/people/${id}`, 'identity.done.reactivated');
  });
}

/** Does something that the rules may refuse, and answers the refusal. */
export async function refusals(
  work: () => Promise<Response>,
  refused: (refused: Refused) => Response | Promise<Response>,
): Promise<Response> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof Refused) return await refused(cause);
    throw cause;
  }
}

/** The views of the people of the house; organisations only for who may manage them. */
export const HouseTabs = ({ c, current }: { c: Context<DeskEnv>; current: 'people' | 'organisations' }) => {
  const { t, person } = c.var;
  if (!can(person, 'organisation.manage')) return null;
  return (
    <Tabs
      label={t('identity.people')}
      tabs={[
        { href: '/desk/people', label: t('identity.people'), current: current === 'people' },
        { href: '/desk/organisations', label: t('identity.organisations'), current: current === 'organisations' },
      ]}
    />
  );
};

type PeopleProps = {
  c: Context<DeskEnv>;
  people: readonly PersonLine[];
  organisations: readonly Organisation[];
  now: Date;
};

const People = ({ c, people, organisations, now }: PeopleProps) => {
  const { t } = c.var;
  const wanted = {
    organisation: c.req.query('organisation'),
    role: c.req.query('role'),
    standing: c.req.query('standing'),
  };
  const rows = people.filter(
    ({ organisation, role, standing }) =>
      (!wanted.organisation || organisation.id === wanted.organisation) &&
      (!wanted.role || role === wanted.role) &&
      (!wanted.standing || standing === wanted.standing),
  );
  const any = { value: '', label: t('identity.any') };
  return (
    <DeskPage
      c={c}
      title={t('identity.people')}
      actions={
        <Button kind="strong" href="/desk/people/invite">
          {t('identity.invite')}
        </Button>
      }
    >
      <HouseTabs c={c} current="people" />
      <Filters reader={c.var} action="/desk/people" active={Object.values(wanted).filter(Boolean).length}>
        <Field
          reader={c.var}
          type="select"
          label={t('identity.organisation')}
          name="organisation"
          value={wanted.organisation}
          options={[any, ...organisations.map(({ id, name }) => ({ value: id, label: name }))]}
        />
        <Field
          reader={c.var}
          type="select"
          label={t('identity.role')}
          name="role"
          value={wanted.role}
          options={[any, ...roles.map((role) => ({ value: role, label: t(`identity.role.${role}`) }))]}
        />
        <Field
          reader={c.var}
          type="select"
          label={t('identity.standing')}
          name="standing"
          value={wanted.standing}
          options={[
            any,
            ...(['active', 'invited', 'deactivated'] as const).map((value) => ({
              value,
              label: t(`identity.standing.${value}`),
            })),
          ]}
        />
      </Filters>
      <Table
        reader={c.var}
        caption={t('identity.people')}
        rows={rows}
        href={({ id }) => `/desk/people/${id}`}
        empty={<Empty title={t('identity.people.none')} text={t('identity.people.none.text')} />}
        columns={[
          { key: 'name', label: t('identity.name'), cell: ({ name }) => <bdi>{name}</bdi> },
          { key: 'email', label: t('identity.email'), cell: ({ email }) => email },
          {
            key: 'organisation',
            label: t('identity.organisation'),
            cell: ({ organisation }) => <bdi>{organisation.name}</bdi>,
          },
          { key: 'role', label: t('identity.role'), cell: ({ role }) => t(`identity.role.${role}`) },
          {
            key: 'standing',
            label: t('identity.standing'),
            cell: ({ standing }) => <Tag tone={tones[standing]}>{t(`identity.standing.${standing}`)}</Tag>,
          },
          {
            key: 'two-factor',
            label: t('identity.two-factor'),
            cell: ({ twoFactor }) => (twoFactor ? t('identity.two-factor.on') : t('identity.two-factor.off')),
          },
          {
            key: 'signed-in',
            label: t('identity.signed-in-at'),
            cell: ({ signedInAt }) => (signedInAt ? <Time at={signedInAt} reader={c.var} now={now} /> : '–'),
          },
        ]}
      />
    </DeskPage>
  );
};
