import type { Context } from 'hono';
import { type DeskEnv, DeskPage, type listOrganisations } from '../../identity/index.ts';
import { type Atlas, nameIn } from '../../places/index.ts';
import { Actions, Button, Field, Form } from '../../ui/index.ts';
import type { Errors, Typed } from '../form.ts';
import { classes, type Outlet, rights } from '../outlet.ts';
import { keyText, outletPath } from './parts.tsx';

type FormProps = {
  c: Context<DeskEnv>;
  atlas: Atlas;
  typed: Typed;
  errors?: Errors | undefined;
  /** The organisations of the desk, of which one may answer for the outlet. */
  organisations?: Awaited<ReturnType<typeof listOrganisations>> | undefined;
};

/** Changes what the register says of an outlet. */
export const EditOutletPage = ({
  c,
  atlas,
  organisations,
  typed,
  errors = {},
  outlet,
}: FormProps & { outlet: Outlet }) => {
  const { t } = c.var;
  return (
    <DeskPage
      c={c}
      title={t('sources.edit.title', { name: outlet.name })}
      above={[
        { href: '/desk/sources', label: t('sources.title') },
        { href: outletPath(outlet.id), label: outlet.name },
      ]}
    >
      <Form reader={c.var} action={`${outletPath(outlet.id)}/edit`} errors={errors}>
        <OutletFields {...{ c, atlas, organisations, typed, errors }} />
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

/** What the register says of an outlet, as the form has it. */
export const typedOf = (outlet: Outlet): Typed => ({
  name: outlet.name,
  'name.vi': outlet.names.vi ?? '',
  'name.en': outlet.names.en ?? '',
  class: outlet.class,
  place: outlet.place === null ? '' : keyText(outlet.place),
  organisation: outlet.organisationId ?? '',
  home: outlet.home ?? '',
  languages: outlet.languages.join(', '),
  rights: outlet.rights,
  agreement: outlet.agreement ?? '',
  rightsFrom: outlet.rightsFrom ?? '',
  rightsUntil: outlet.rightsUntil ?? '',
  note: outlet.note ?? '',
});

const OutletFields = ({ c, atlas, organisations = [], typed, errors = {} }: FormProps) => {
  const { t, lang } = c.var;
  const collator = new Intl.Collator(lang);
  const now = atlas.current();
  // A former portal keeps the place that it spoke for.
  const kept = atlas.places.filter((place) => place.validTo !== null && keyText(place) === typed.place);
  const places = [...now, ...kept].map((place) => ({ value: keyText(place), label: nameIn(place.names, lang) }));
  const line = (name: string, more: { hint?: string; type?: 'date' | 'text'; maxlength?: number }, label: string) => (
    <Field reader={c.var} name={name} label={label} value={typed[name]} error={errors[name]} {...more} />
  );
  return (
    <>
      {line('name', { hint: t('sources.name.hint'), maxlength: 200 }, t('sources.name'))}
      {line('name.vi', { maxlength: 200 }, t('sources.name.vi'))}
      {line('name.en', { maxlength: 200 }, t('sources.name.en'))}
      <Field
        reader={c.var}
        type="select"
        name="class"
        label={t('sources.class')}
        value={typed.class ?? 'official'}
        error={errors.class}
        required
        options={classes.map((value) => ({ value, label: t(`sources.class.${value}`) }))}
      />
      <Field
        reader={c.var}
        type="select"
        name="place"
        label={t('sources.place')}
        value={typed.place ?? ''}
        error={errors.place}
        options={[
          { value: '', label: t('sources.no.place') },
          ...places.toSorted((a, b) => collator.compare(a.label, b.label)),
        ]}
      />
      {organisations.length > 0 ? (
        <Field
          reader={c.var}
          type="select"
          name="organisation"
          label={t('sources.organisation')}
          hint={t('sources.organisation.hint')}
          value={typed.organisation ?? ''}
          error={errors.organisation}
          options={[
            { value: '', label: t('sources.organisation.none') },
            ...organisations.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      ) : null}
      {line('home', { maxlength: 2_000 }, t('sources.home'))}
      {line('languages', { hint: t('sources.languages.hint'), maxlength: 200 }, t('sources.languages'))}
      <Field
        reader={c.var}
        type="radios"
        name="rights"
        label={t('sources.rights')}
        hint={t('sources.rights.hint')}
        value={typed.rights ?? 'link'}
        error={errors.rights}
        required
        options={rights.map((value) => ({ value, label: t(`sources.rights.${value}`) }))}
      />
      {line('agreement', { hint: t('sources.agreement.hint'), maxlength: 500 }, t('sources.agreement'))}
      {line('rightsFrom', { type: 'date' }, t('sources.rights.from'))}
      {line('rightsUntil', { type: 'date' }, t('sources.rights.until'))}
      <Field
        reader={c.var}
        type="textarea"
        name="note"
        label={t('sources.note')}
        value={typed.note}
        rows={3}
        maxlength={4_000}
      />
    </>
  );
};
