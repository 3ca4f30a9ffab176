import type { Context } from 'hono';
import { can, type DeskEnv, DeskPage } from '../../identity/index.ts';
import { classes, type Outlet, type OutletClass, outletName, outletPath } from '../../sources/index.ts';
import { Actions, Button, Empty, Foreign, Meta, Table, Time } from '../../ui/index.ts';
import type { Search } from '../store/searches.ts';

type C = Context<DeskEnv>;

export const searchesPath = '/desk/sources/find';

/** Whether a search has its turn still before it, for the first time or once more because a person asked. */
const waits = ({ dueAt, result, tries }: Search): boolean => dueAt !== null && (result === null || tries === 0);

const Words = ({ c, search, now }: { c: C; search: Search; now: Date }) => {
  const { t } = c.var;
  if (waits(search)) return <>{t('ingest.search.waiting')}</>;
  if (search.result === null) return null;
  const { findings, dueAt, id } = search;
  const trouble = search.result === 'nothing' ? findings?.trouble : null;
  return (
    <>
      {t(`ingest.search.${search.result}`)} {trouble ? t(`sources.outcome.${trouble.outcome}`) : null}
      <Meta
        items={[
          findings && t('ingest.search.asked', { count: findings.steps.length }),
          search.cause === 'failure' ? t('ingest.search.failure') : null,
          dueAt && (
            <>
              {t('ingest.search.again')} <Time at={dueAt} reader={c.var} now={now} />
            </>
          ),
          can(c.var.person, 'source.write') ? <a href={`/desk/sources/found/${id}`}>{t('ingest.search.see')}</a> : null,
        ]}
      />
    </>
  );
};

/** On the page of an outlet: what a search for its channels found, and asking for one. */
export const SearchPanel = ({
  c,
  outlet,
  search,
  address,
  now,
}: {
  c: C;
  outlet: Outlet;
  search: Search | undefined;
  address: string | undefined;
  now: Date;
}) => {
  const { t, person } = c.var;
  const mayAsk = can(person, 'source.write') && address !== undefined;
  if (!mayAsk && search === undefined) return null;
  return (
    <section class="panel flow" id="search" aria-label={t('ingest.search')}>
      <h2>{t('ingest.search')}</h2>
      {search ? (
        <div>
          <Words c={c} search={search} now={now} />
        </div>
      ) : (
        <p class="quiet">{t('ingest.search.text')}</p>
      )}
      {mayAsk ? (
        <form method="post" action={`${outletPath(outlet.id)}/find`}>
          <Actions>
            <Button>{t('ingest.search.ask')}</Button>
            <Button kind="quiet" href={`/desk/sources/new?outlet=${outlet.id}&url=${encodeURIComponent(address)}`}>
              {t('ingest.search.by-hand')}
            </Button>
          </Actions>
        </form>
      ) : null}
    </section>
  );
};

type PageProps = {
  c: C;
  lacking: ReadonlyMap<OutletClass, readonly Outlet[]>;
  rows: readonly { search: Search; outlet: Outlet }[];
  now: Date;
};

/** All searches for outlets of the register: what is lacking, how far the work is, what was found or why not. */
export const SearchesPage = ({ c, lacking, rows, now }: PageProps) => {
  const { t, lang, person } = c.var;
  const count = [...lacking.values()].reduce((sum, outlets) => sum + outlets.length, 0);
  const settled = rows.filter(({ search }) => !waits(search)).length;
  const of = (result: Search['result']) =>
    rows.filter(({ search }) => !waits(search) && search.result === result).length;
  const sum = { waiting: rows.length - settled, added: of('added'), proposed: of('proposed'), nothing: of('nothing') };
  return (
    <DeskPage
      c={c}
      title={t('ingest.searches')}
      lead={t('ingest.searches.lead', { count })}
      above={[{ href: '/desk/sources', label: t('sources.title') }]}
      actions={<Button href={searchesPath}>{t('ingest.searches.refresh')}</Button>}
    >
      {can(person, 'source.write') && count > 0 ? (
        <section class="panel flow" aria-label={t('ingest.search.ask')}>
          <p>{t('ingest.searches.text')}</p>
          <Actions>
            {classes.map((one) => {
              const outlets = lacking.get(one) ?? [];
              return outlets.length === 0 ? null : (
                <form method="post" action={searchesPath}>
                  <input type="hidden" name="class" value={one} />
                  <Button>
                    {t('ingest.searches.class', { name: t(`sources.class.${one}`), count: outlets.length })}
                  </Button>
                </form>
              );
            })}
          </Actions>
        </section>
      ) : null}
      {rows.length === 0 ? null : (
        <p>
          <progress max={rows.length} value={settled} aria-label={t('ingest.searches.progress')} />{' '}
          {t('ingest.searches.sum', sum)}
        </p>
      )}
      <Table
        reader={c.var}
        caption={t('ingest.searches.list')}
        rows={rows}
        now={now}
        fresh={now}
        empty={<Empty title={t('ingest.searches.none')} text={t('ingest.searches.none.text')} />}
        columns={[
          {
            key: 'outlet',
            label: t('sources.outlet'),
            cell: ({ outlet }) => (
              <>
                <a href={outletPath(outlet.id)}>{outletName(outlet, lang)}</a>
                <Meta items={[t(`sources.class.${outlet.class}`), <Foreign>{outlet.domain ?? ''}</Foreign>]} />
              </>
            ),
          },
          {
            key: 'result',
            label: t('ingest.searches.result'),
            cell: ({ search }) => <Words c={c} search={search} now={now} />,
          },
          {
            key: 'at',
            label: t('ingest.searches.when'),
            cell: ({ search }) => search.at && <Time at={search.at} reader={c.var} now={now} />,
          },
        ]}
      />
    </DeskPage>
  );
};
