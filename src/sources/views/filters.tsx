import type { Context } from 'hono';
import type { DeskEnv } from '../../identity/index.ts';
import { type Atlas, nameIn } from '../../places/index.ts';
import { Field, Filters } from '../../ui/index.ts';
import { standings } from '../health.ts';
import { needs } from '../needs.ts';
import { classes, rights } from '../outlet.ts';
import type { SurveyFilter } from '../survey.ts';
import { verifications } from '../verification.ts';

/** The filters of the list of outlets, as its address holds them. */
export const ListFilters = ({ c, filter, atlas }: { c: Context<DeskEnv>; filter: SurveyFilter; atlas: Atlas }) => {
  const { t, lang } = c.var;
  const collator = new Intl.Collator(lang);
  const places = atlas
    .current()
    .map((place) => ({ value: place.code, label: nameIn(place.names, lang) }))
    .toSorted((a, b) => collator.compare(a.label, b.label));
  const choice = (
    name: string,
    label: string,
    value: string | undefined,
    options: { value: string; label: string }[],
  ) => <Field reader={c.var} type="select" name={name} label={label} value={value ?? ''} options={options} />;
  return (
    <Filters
      reader={c.var}
      action="/desk/sources/outlets"
      active={Object.values(filter).filter((value) => value !== undefined).length}
    >
      <Field reader={c.var} type="search" name="q" label={t('sources.search')} value={filter.words} />
      {choice('class', t('sources.class'), filter.class, [
        { value: '', label: t('sources.any.class') },
        ...classes.map((value) => ({ value, label: t(`sources.class.${value}`) })),
      ])}
      {choice('place', t('sources.place'), filter.place, [
        { value: '', label: t('sources.any.place') },
        { value: 'any', label: t('sources.some.place') },
        { value: 'none', label: t('sources.no.place') },
        ...places,
      ])}
      {choice('standing', t('sources.standing'), filter.standing, [
        { value: '', label: t('sources.any.health') },
        ...standings.map((value) => ({ value, label: t(`sources.standing.${value}`) })),
      ])}
      {choice('need', t('sources.need'), filter.need, [
        { value: '', label: t('sources.any.need') },
        ...needs.map((value) => ({ value, label: t(`sources.need.${value}.short`) })),
      ])}
      {choice('verification', t('sources.verification'), filter.verification, [
        { value: '', label: t('sources.any.verification') },
        ...verifications.map((value) => ({ value, label: t(`sources.verification.${value}`) })),
      ])}
      {choice('rights', t('sources.rights'), filter.rights, [
        { value: '', label: t('sources.any.rights') },
        ...rights.map((value) => ({ value, label: t(`sources.rights.${value}`) })),
      ])}
    </Filters>
  );
};
