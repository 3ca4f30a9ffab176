import type { Child } from 'hono/jsx';
import { classes, safeHref, withParameters } from './link.ts';
import type { Reader } from './reader.ts';
import { Time } from './time.tsx';

export type Column<Row> = {
  /** Names the column in `?sort=`. */
  key: string;
  label: string;
  cell: (row: Row) => Child;
  /** Set at the end of the cell, in figures of equal width. */
  number?: boolean | undefined;
  /** The reader may sort by it. */
  sort?: boolean | undefined;
  /** Kept for screen readers when it only holds actions. */
  unseenLabel?: boolean | undefined;
};

/** The order of a list; in an address `sort=name`, or `sort=-name` for the greatest first. */
export type Sort = { by: string; descending: boolean };

/** Reads `?sort=`; what is not among `allowed` gives the fallback. */
export function readSort(value: string | undefined, allowed: readonly string[], fallback: Sort): Sort {
  const descending = value?.startsWith('-') ?? false;
  const by = descending ? value?.slice(1) : value;
  return by !== undefined && allowed.includes(by) ? { by, descending } : fallback;
}

type TableProps<Row> = {
  reader: Reader;
  /** What the list shows. */
  caption: string;
  /** How many there are in all; the number of rows when it is left out. */
  count?: number | undefined;
  /** Whether there are more than were counted. */
  more?: boolean | undefined;
  /** When what it shows was last true. */
  fresh?: Date | undefined;
  now?: Date | undefined;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  /** Where a row leads: its first cell becomes the link, the whole row its target. */
  href?: ((row: Row) => string | undefined) | undefined;
  /** The address of the page with its query; sorting keeps the rest of it. */
  address?: string | undefined;
  sort?: Sort | undefined;
  /** Lets rows be picked for a form elsewhere on the page: its id, the name of the boxes, their values and labels. */
  pick?: Picking<Row> | undefined;
  /** Stands in place of the table when there are no rows. */
  empty?: Child;
};

type Picking<Row> = { form: string; name: string; value: (row: Row) => string | number; label: (row: Row) => string };

/** A calm, dense list with a sticky head. On a narrow screen each row becomes a card with the labels of its columns. */
export function Table<Row>({
  reader,
  caption,
  count,
  more,
  fresh,
  now,
  columns,
  rows,
  href,
  address,
  sort,
  pick,
  empty,
}: TableProps<Row>) {
  const { t } = reader;
  return (
    <div class="table-frame">
      <div class="table-caption">
        <span class="table-title">{caption}</span>
        <span class="table-count">{t(more ? 'ui.table.more' : 'ui.table.count', { count: count ?? rows.length })}</span>
        {fresh ? (
          <span class="table-fresh">
            {t('ui.table.fresh')} <Time at={fresh} reader={reader} now={now} />
          </span>
        ) : null}
      </div>
      {rows.length === 0 && empty ? (
        empty
      ) : (
        <table class="table">
          <caption class="unseen">{caption}</caption>
          <thead>
            <tr>
              {pick ? (
                <th scope="col" class="table-pick">
                  <input type="checkbox" data-all={pick.name} aria-label={t('ui.table.all')} hidden />
                </th>
              ) : null}
              {columns.map((column) => (
                <Head column={column} reader={reader} address={address} sort={sort} />
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => {
              const target = href?.(row);
              return (
                <tr data-row={target ? '' : undefined}>
                  {pick ? (
                    <td class="table-pick">
                      <input
                        type="checkbox"
                        form={pick.form}
                        name={pick.name}
                        value={pick.value(row)}
                        aria-label={pick.label(row)}
                        data-keys="x"
                      />
                    </td>
                  ) : null}
                  {columns.map((column, place) => {
                    const look = column.number ? 'number' : undefined;
                    return place === 0 ? (
                      <th scope="row" class={look}>
                        {target ? (
                          <a class="row-link" href={safeHref(target)}>
                            {column.cell(row)}
                          </a>
                        ) : (
                          column.cell(row)
                        )}
                      </th>
                    ) : (
                      <td class={look} data-label={column.unseenLabel ? undefined : column.label}>
                        {column.cell(row)}
                      </td>
                    );
                  })}
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </div>
  );
}

type HeadProps<Row> = { reader: Reader; address?: string | undefined; sort?: Sort | undefined; column: Column<Row> };

function Head<Row>({ column, reader, address, sort }: HeadProps<Row>) {
  const look = column.number ? 'number' : undefined;
  if (!column.sort || address === undefined)
    return (
      <th scope="col" class={look}>
        {column.unseenLabel ? <span class="unseen">{column.label}</span> : column.label}
      </th>
    );
  const sorted = sort?.by === column.key ? sort : undefined;
  const next = sorted && !sorted.descending ? `-${column.key}` : column.key;
  return (
    <th scope="col" class={look} aria-sort={sorted && (sorted.descending ? 'descending' : 'ascending')}>
      <a
        class={classes('sort', sorted && (sorted.descending ? 'sort-down' : 'sort-up'))}
        href={withParameters(address, { sort: next, page: undefined })}
        title={reader.t('ui.table.sort', { column: column.label })}
      >
        {column.label}
      </a>
    </th>
  );
}
