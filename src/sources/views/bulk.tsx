import type { Context } from 'hono';
import { can, type DeskEnv, DeskPage, type listOrganisations } from '../../identity/index.ts';
import { type Atlas, nameIn } from '../../places/index.ts';
import { Actions, Button, Field, Foreign, Form } from '../../ui/index.ts';
import type { Errors, Typed } from '../form.ts';
import { classes, type Outlet, outletName, rights } from '../outlet.ts';
import { keyText, outletPath } from './parts.tsx';

/** What can be done with the outlets that are picked in the list, or with all that its filters let through. */
export const BulkBar = ({ c, address, count }: { c: Context<DeskEnv>; address: string; count: number }) => {
  const { t } = c.var;
  return (
    <form class="bulk" id="bulk" method="post" action="/desk/sources/bulk" aria-label={t('sources.bulk')}>
      <input type="hidden" name="of" value={address} />
      <span class="bulk-label">{t('sources.bulk')}</span>
      <Button name="step" value="active">
        {t('sources.state.start')}
      </Button>
      <Button name="step" value="paused">
        {t('sources.state.pause')}
      </Button>
      <Button formaction="/desk/sources/change" formmethod="get">
        {t('sources.change.open')}
      </Button>
      <Button formaction="/desk/sources/join" formmethod="get">
        {t('sources.join.open')}
      </Button>
      <label class="choice bulk-all">
        <input type="checkbox" name="all" value="1" />
        <span>{t('sources.bulk.all', { count })}</span>
      </label>
    </form>
  );
};

type ChangeProps = {
  c: Context<DeskEnv>;
  atlas: Atlas;
  outlets: readonly Outlet[];
  organisations: Awaited<ReturnType<typeof listOrganisations>>;
  /** The address of the list that it began in. */
  back: string;
  typed: Typed;
  errors?: Errors | undefined;
};

const namedOutlets = 24;
/** Stands for a field that is to stay as it is. */
export const asItIs = '=';

/** Changes class, place, organisation or rights of several outlets at once; what is left alone stays as each has it. */
export const ChangePage = ({ c, atlas, outlets, organisations, back, typed, errors = {} }: ChangeProps) => {
  const { t, lang, person } = c.var;
  const collator = new Intl.Collator(lang);
  const same = { value: asItIs, label: t('sources.change.same') };
  const places = atlas
    .current()
    .map((place) => ({ value: keyText(place), label: nameIn(place.names, lang) }))
    .toSorted((a, b) => collator.compare(a.label, b.label));
  const choice = (name: string, label: string, options: { value: string; label: string }[]) => (
    <Field
      reader={c.var}
      type="select"
      name={name}
      label={label}
      value={typed[name] ?? asItIs}
      error={errors[name]}
      required
      options={[same, ...options]}
    />
  );
  return (
    <DeskPage
      c={c}
      title={t('sources.change', { count: outlets.length })}
      lead={t('sources.change.lead')}
      above={[
        { href: '/desk/sources', label: t('sources.title') },
        { href: back, label: t('sources.outlets') },
      ]}
    >
      <div class="beside beside-narrow">
        <Form reader={c.var} action="/desk/sources/change" errors={errors} label={t('sources.change.open')}>
          <input type="hidden" name="ids" value={outlets.map(({ id }) => id).join(' ')} />
          <input type="hidden" name="of" value={back} />
          {choice(
            'class',
            t('sources.class'),
            classes.map((value) => ({ value, label: t(`sources.class.${value}`) })),
          )}
          {choice('place', t('sources.place'), [{ value: '', label: t('sources.no.place') }, ...places])}
          {choice('organisation', t('sources.organisation'), [
            { value: '', label: t('sources.organisation.none') },
            ...organisations.map(({ id, name }) => ({ value: id, label: name })),
          ])}
          {choice(
            'rights',
            t('sources.rights'),
            rights.map((value) => ({ value, label: t(`sources.rights.${value}`) })),
          )}
          <Field
            reader={c.var}
            name="agreement"
            label={t('sources.agreement')}
            hint={t('sources.agreement.hint')}
            value={typed.agreement}
            error={errors.agreement}
            maxlength={500}
          />
          <Field
            reader={c.var}
            type="date"
            name="rightsFrom"
            label={t('sources.rights.from')}
            value={typed.rightsFrom}
            error={errors.rightsFrom}
          />
          <Field
            reader={c.var}
            type="date"
            name="rightsUntil"
            label={t('sources.rights.until')}
            value={typed.rightsUntil}
            error={errors.rightsUntil}
          />
          <Actions>
            {can(person, 'source.write') ? (
              <Button kind="strong">{t('sources.change.save', { count: outlets.length })}</Button>
            ) : null}
            <Button kind="quiet" href={back}>
              {t('sources.cancel')}
            </Button>
          </Actions>
        </Form>
        <section class="panel">
          <h2>{t('sources.change.which')}</h2>
          <ul class="names">
            {outlets.slice(0, namedOutlets).map((outlet) => (
              <li>
                <a href={outletPath(outlet.id)}>
                  <Foreign>{outletName(outlet, lang)}</Foreign>
                </a>
              </li>
            ))}
          </ul>
          {outlets.length > namedOutlets ? (
            <p class="quiet">{t('sources.needs.more', { count: outlets.length - namedOutlets })}</p>
          ) : null}
        </section>
      </div>
    </DeskPage>
  );
};
