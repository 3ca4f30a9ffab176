import type { Context } from 'hono';
import { can, type DeskEnv, DeskPage } from '../../identity/index.ts';
import { type Atlas, nameIn } from '../../places/index.ts';
import { Button, Empty, Meta, Pager, readSort, type Sort, Sparkline, Table, Time } from '../../ui/index.ts';
import { outletName } from '../outlet.ts';
import { placeToday, type Surveyed, type SurveyFilter } from '../survey.ts';
import { BulkBar } from './bulk.tsx';
import { ListFilters } from './filters.tsx';
import { OutletMeta, OutletName, outletPath, SourceTabs, StandingTag, VerificationTag } from './parts.tsx';

const perPage = 50;

type ListProps = {
  c: Context<DeskEnv>;
  now: Date;
  filter: SurveyFilter;
  surveyed: readonly Surveyed[];
  atlas: Atlas;
  days: readonly string[];
  /** New items of each outlet in the last seven days. */
  items: ReadonlyMap<number, number>;
  /** Gives the new items of some outlets day by day. */
  rhythms: (outletIds: readonly number[]) => Promise<Map<number, number[]>>;
};

/** The outlets that a filter lets through: the address holds the whole view. */
export async function OutletList({ c, now, filter, surveyed, atlas, days, items, rhythms }: ListProps) {
  const { t, lang, person } = c.var;
  const { pathname, search } = new URL(c.req.url);
  const address = pathname + search;
  const sort = readSort(c.req.query('sort'), Object.keys(orders), { by: 'class', descending: false });
  const sorted = sortedBy(surveyed, sort, lang, items);
  const pages = Math.max(1, Math.ceil(sorted.length / perPage));
  const page = Math.min(pages, Math.max(1, Number.parseInt(c.req.query('page') ?? '1', 10) || 1));
  const rows = sorted.slice((page - 1) * perPage, page * perPage);
  const perDay = await rhythms(rows.map(({ outlet }) => outlet.id));
  const places = new Map(atlas.current().map((place) => [place.code, nameIn(place.names, lang)]));
  const placeName = ({ outlet }: Surveyed) => places.get(placeToday(outlet, atlas) ?? '');
  const mayWrite = can(person, 'source.write');
  return (
    <DeskPage
      c={c}
      title={t('sources.outlets')}
      above={[{ href: '/desk/sources', label: t('sources.title') }]}
      actions={
        mayWrite ? (
          <Button kind="strong" href="/desk/sources/new">
            {t('sources.new')}
          </Button>
        ) : null
      }
    >
      <SourceTabs c={c} current="outlets" />
      <ListFilters c={c} filter={filter} atlas={atlas} />
      {mayWrite && rows.length > 0 ? <BulkBar c={c} address={address} count={sorted.length} /> : null}
      <Table
        reader={c.var}
        caption={t('sources.outlets')}
        count={sorted.length}
        fresh={now}
        now={now}
        rows={rows}
        href={({ outlet }) => outletPath(outlet.id)}
        address={address}
        sort={sort}
        pick={
          mayWrite
            ? {
                form: 'bulk',
                name: 'outlet',
                value: ({ outlet }) => outlet.id,
                label: ({ outlet }) => t('sources.bulk.pick', { name: outletName(outlet, lang) }),
              }
            : undefined
        }
        empty={
          <Empty title={t('sources.none')} text={t('sources.none.text')}>
            <Button href="/desk/sources/outlets">{t('sources.all')}</Button>
          </Empty>
        }
        columns={[
          {
            key: 'name',
            label: t('sources.outlet'),
            sort: true,
            cell: ({ outlet }) => <OutletName outlet={outlet} lang={lang} />,
          },
          {
            key: 'about',
            label: t('sources.class'),
            cell: (row) => <OutletMeta t={t} outlet={row.outlet} place={placeName(row)} />,
          },
          {
            key: 'standing',
            label: t('sources.standing'),
            sort: true,
            cell: ({ standing, channels }) => (
              <div>
                <StandingTag t={t} standing={standing} />
                <Meta
                  items={channels
                    .flatMap(({ findings }) => findings)
                    .slice(0, 1)
                    .map(({ kind }) => t(`sources.need.${kind}.short`))}
                />
              </div>
            ),
          },
          {
            key: 'channels',
            label: t('sources.channels'),
            number: true,
            cell: ({ channels }) => {
              const open = channels.find(({ verification }) => verification === 'failed' || verification === 'untried');
              return (
                <div>
                  {channels.length}
                  {open?.verification ? (
                    <>
                      {' '}
                      <VerificationTag t={t} verification={open.verification} />
                    </>
                  ) : null}
                </div>
              );
            },
          },
          {
            key: 'days',
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
            key: 'items',
            label: t('sources.items.week'),
            number: true,
            sort: true,
            cell: ({ outlet }) => items.get(outlet.id) ?? 0,
          },
          {
            key: 'newest',
            label: t('sources.last'),
            sort: true,
            cell: ({ newest }) => newest && <Time at={newest} reader={c.var} now={now} />,
          },
          ...(mayWrite
            ? [
                {
                  key: 'edit',
                  label: t('sources.actions'),
                  unseenLabel: true,
                  cell: ({ outlet }: Surveyed) => (
                    <Button
                      kind="quiet"
                      href={`${outletPath(outlet.id)}/edit`}
                      keys="e"
                      label={t('sources.edit.title', { name: outletName(outlet, lang) })}
                    >
                      {t('sources.edit')}
                    </Button>
                  ),
                },
              ]
            : []),
        ]}
      />
      <Pager reader={c.var} address={address} page={page} pages={pages} />
    </DeskPage>
  );
}

type Order = (lang: string, items: ReadonlyMap<number, number>) => (a: Surveyed, b: Surveyed) => number;

const orders: Readonly<Record<string, Order>> = {
  name: (lang) => {
    const collator = new Intl.Collator(lang);
    return (a, b) => collator.compare(outletName(a.outlet, lang), outletName(b.outlet, lang));
  },
  standing: () => (a, b) => severity.indexOf(a.standing) - severity.indexOf(b.standing),
  items: (_, items) => (a, b) => (items.get(a.outlet.id) ?? 0) - (items.get(b.outlet.id) ?? 0),
  newest: () => (a, b) => (a.newest?.getTime() ?? 0) - (b.newest?.getTime() ?? 0),
};

// The worst first: who sorts by state looks for what is wrong.
const severity: readonly Surveyed['standing'][] = ['broken', 'silent', 'none', 'fresh'];

function sortedBy(
  surveyed: readonly Surveyed[],
  { by, descending }: Sort,
  lang: string,
  items: ReadonlyMap<number, number>,
): readonly Surveyed[] {
  const order = orders[by];
  if (!order) return surveyed;
  const sorted = surveyed.toSorted(order(lang, items));
  return descending ? sorted.reverse() : sorted;
}
