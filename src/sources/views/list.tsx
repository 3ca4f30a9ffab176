import type { Context } from 'hono';
import { can, type DeskEnv, DeskPage } from '../../identity/index.ts';
import { type Atlas, nameIn } from '../../places/index.ts';
import { Button, Empty, Field, Filters, Form, Pager, readSort, Sparkline, Table, Time } from '../../ui/index.ts';
import { healths } from '../health.ts';
import { classes } from '../outlet.ts';
import { placeToday, type Surveyed, type SurveyFilter } from '../survey.ts';
import { HealthTag, OutletMeta, OutletName, outletPath, SourceTabs } from './parts.tsx';

const perPage = 50;

type ListProps = {
  c: Context<DeskEnv>;
  now: Date;
  filter: SurveyFilter;
  surveyed: readonly Surveyed[];
  atlas: Atlas;
  days: readonly string[];
  /** Gives the new items of some outlets day by day. */
  rhythms: (outletIds: readonly number[]) => Promise<Map<number, number[]>>;
};

/** The outlets that a filter lets through: the address holds the whole view. */
export async function OutletList({ c, now, filter, surveyed, atlas, days, rhythms }: ListProps) {
  const { t, lang } = c.var;
  const { pathname, search } = new URL(c.req.url);
  const sort = readSort(c.req.query('sort'), ['name', 'newest'], { by: 'class', descending: false });
  const sorted =
    sort.by === 'class' ? surveyed : surveyed.toSorted(orders[sort.by === 'name' ? 'name' : 'newest'](lang));
  if (sort.descending) (sorted as Surveyed[]).reverse();
  const pages = Math.max(1, Math.ceil(sorted.length / perPage));
  const page = Math.min(pages, Math.max(1, Number.parseInt(c.req.query('page') ?? '1', 10) || 1));
  const rows = sorted.slice((page - 1) * perPage, page * perPage);
  const perDay = await rhythms(rows.map(({ outlet }) => outlet.id));
  const placeName = (row: Surveyed) => {
    const code = placeToday(row.outlet, atlas);
    const place = atlas.current().find((each) => each.code === code);
    return place && nameIn(place.names, lang);
  };
  return (
    <DeskPage
      c={c}
      title={t('sources.outlets')}
      above={[{ href: '/desk/sources', label: t('sources.title') }]}
      actions={
        can(c.var.person, 'source.write') ? (
          <Button kind="strong" href="/desk/sources/new">
            {t('sources.new')}
          </Button>
        ) : null
      }
    >
      <SourceTabs c={c} current="outlets" />
      <ListFilters c={c} filter={filter} atlas={atlas} />
      <Table
        reader={c.var}
        caption={t('sources.outlets')}
        count={sorted.length}
        fresh={now}
        now={now}
        rows={rows}
        href={({ outlet }) => outletPath(outlet.id)}
        address={pathname + search}
        sort={sort}
        empty={<Empty title={t('sources.none')} text={t('sources.none.text')} />}
        columns={[
          {
            key: 'name',
            label: t('sources.outlet'),
            sort: true,
            cell: ({ outlet }) => <OutletName outlet={outlet} lang={lang} />,
          },
          {
            key: 'class',
            label: t('sources.class'),
            cell: (row) => <OutletMeta t={t} outlet={row.outlet} place={placeName(row)} />,
          },
          { key: 'health', label: t('sources.health'), cell: ({ health }) => <HealthTag t={t} health={health} /> },
          { key: 'channels', label: t('sources.channels'), number: true, cell: ({ channels }) => channels.length },
          {
            key: 'items',
            label: t('sources.items'),
            cell: ({ outlet }) => (
              <Sparkline
                reader={c.var}
                id={`rhythm-${outlet.id}`}
                title={t('sources.items.day')}
                points={(perDay.get(outlet.id) ?? []).map((value, place) => ({ label: days[place] ?? '', value }))}
              />
            ),
          },
          {
            key: 'newest',
            label: t('sources.last'),
            sort: true,
            cell: ({ newest }) => newest && <Time at={newest} reader={c.var} now={now} />,
          },
        ]}
      />
      <Pager reader={c.var} address={pathname + search} page={page} pages={pages} />
      <PauseClasses c={c} surveyed={surveyed} />
    </DeskPage>
  );
}

const orders = {
  name: (lang: string) => {
    const collator = new Intl.Collator(lang);
    return (a: Surveyed, b: Surveyed) =>
      collator.compare(a.outlet.names[lang] ?? a.outlet.name, b.outlet.names[lang] ?? b.outlet.name);
  },
  newest: () => (a: Surveyed, b: Surveyed) => (a.newest?.getTime() ?? 0) - (b.newest?.getTime() ?? 0),
};

const ListFilters = ({ c, filter, atlas }: Pick<ListProps, 'c' | 'filter' | 'atlas'>) => {
  const { t, lang } = c.var;
  const places = atlas.current().map((place) => ({ value: place.code, label: nameIn(place.names, lang) }));
  const collator = new Intl.Collator(lang);
  return (
    <Filters
      reader={c.var}
      action="/desk/sources/outlets"
      active={Object.values(filter).filter((value) => value !== undefined).length}
    >
      <Field reader={c.var} type="search" name="q" label={t('sources.search')} value={filter.words} />
      <Field
        reader={c.var}
        type="select"
        name="class"
        label={t('sources.class')}
        value={filter.class ?? ''}
        options={[
          { value: '', label: t('sources.any.class') },
          ...classes.map((value) => ({ value, label: t(`sources.class.${value}`) })),
        ]}
      />
      <Field
        reader={c.var}
        type="select"
        name="place"
        label={t('sources.place')}
        value={filter.place ?? ''}
        options={[
          { value: '', label: t('sources.any.place') },
          ...places.toSorted((a, b) => collator.compare(a.label, b.label)),
        ]}
      />
      <Field
        reader={c.var}
        type="select"
        name="health"
        label={t('sources.health')}
        value={filter.health ?? ''}
        options={[
          { value: '', label: t('sources.any.health') },
          ...healths.map((value) => ({ value, label: t(`sources.health.${value}`) })),
        ]}
      />
    </Filters>
  );
};

const PauseClasses = ({ c, surveyed }: Pick<ListProps, 'c' | 'surveyed'>) => {
  const { t, person } = c.var;
  const running = classes
    .map((name) => {
      const own = surveyed.filter(({ outlet }) => outlet.class === name);
      return [name, own.flatMap(({ channels }) => channels).filter(({ state }) => state === 'active').length] as const;
    })
    .filter(([, count]) => count > 0);
  if (running.length === 0 || !can(person, 'source.write')) return null;
  return (
    <details>
      <summary>{t('sources.pause.class')}</summary>
      <Form reader={c.var} action="/desk/sources/classes" inline label={t('sources.pause.class')}>
        <input type="hidden" name="state" value="paused" />
        {running.map(([name, count]) => (
          <Button name="class" value={name}>
            {t('sources.pause.class.button', { name: t(`sources.class.${name}`), count })}
          </Button>
        ))}
      </Form>
    </details>
  );
};
