import type { PropsWithChildren } from 'hono/jsx';
import type { NavLink } from './link.ts';
import { safeHref, withParameters } from './link.ts';
import type { Reader } from './reader.ts';

/**
 * The filters of a list: a GET form around Fields, so that the address holds the whole view and can be shared.
 * `active` is how many are set; then a link takes them all away.
 */
export const Filters = ({
  reader,
  action,
  active = 0,
  children,
}: PropsWithChildren<{ reader: Reader; action: string; active?: number | undefined }>) => (
  <search aria-label={reader.t('ui.filters')}>
    <form class="filters" method="get" action={safeHref(action)}>
      {children}
      <div class="filters-actions">
        <button type="submit" class="button">
          {reader.t('ui.filters.apply')}
        </button>
        {active > 0 ? (
          <a class="button button-quiet" href={safeHref(action)}>
            {reader.t('ui.filters.clear', { count: active })}
          </a>
        ) : null}
      </div>
    </form>
  </search>
);

type PagerProps = { reader: Reader } & (
  | { address: string; page: number; pages: number }
  | { previous?: string | undefined; next?: string | undefined }
);

/**
 * Turns the pages of a list: numbered (`address`, `page` from 1, `pages`; it writes `?page=`), or, for lists too long
 * to count, `previous` and `next` addresses alone.
 */
export const Pager = (props: PagerProps) => {
  const { t } = props.reader;
  const numbered = 'page' in props;
  if (numbered ? props.pages <= 1 : !props.previous && !props.next) return null;
  const at = (page: number) =>
    numbered ? withParameters(props.address, { page: page === 1 ? undefined : page }) : undefined;
  const previous = numbered ? (props.page > 1 ? at(props.page - 1) : undefined) : props.previous;
  const next = numbered ? (props.page < props.pages ? at(props.page + 1) : undefined) : props.next;
  return (
    <nav class="pager" aria-label={t('ui.pager')}>
      {previous ? (
        <a class="pager-step" rel="prev" href={safeHref(previous)}>
          {t('ui.pager.previous')}
        </a>
      ) : null}
      {numbered ? (
        <ol>
          {pageNumbers(props.page, props.pages).map((page) => (
            <li>
              {page === undefined ? (
                <span aria-hidden="true">…</span>
              ) : page === props.page ? (
                <span class="pager-here" aria-current="page">
                  {page}
                </span>
              ) : (
                <a href={at(page)} aria-label={t('ui.pager.page', { page })}>
                  {page}
                </a>
              )}
            </li>
          ))}
        </ol>
      ) : null}
      {next ? (
        <a class="pager-step" rel="next" href={safeHref(next)}>
          {t('ui.pager.next')}
        </a>
      ) : null}
    </nav>
  );
};

/** The first, the last and those around the present page; undefined where numbers are left out. */
export function pageNumbers(page: number, pages: number): (number | undefined)[] {
  const shown = [...new Set([1, page - 1, page, page + 1, pages])]
    .filter((n) => n >= 1 && n <= pages)
    .sort((a, b) => a - b);
  return shown.flatMap((n, place) => {
    const before = shown[place - 1];
    if (before === undefined || n - before === 1) return [n];
    return n - before === 2 ? [n - 1, n] : [undefined, n];
  });
}

/** Views of one thing, each with an address of its own. */
export const Tabs = ({
  label,
  tabs,
}: {
  label: string;
  tabs: readonly (NavLink & { count?: number | undefined })[];
}) => (
  <nav class="tabs" aria-label={label}>
    <ul>
      {tabs.map((tab) => (
        <li>
          <a href={safeHref(tab.href)} aria-current={tab.current ? 'page' : undefined}>
            {tab.label}
            {tab.count === undefined ? null : <span class="tab-count"> {tab.count}</span>}
          </a>
        </li>
      ))}
    </ul>
  </nav>
);

type ProgressProps = {
  reader: Reader;
  label: string;
  done: number;
  /** How many in all; left out while it is not known. */
  total?: number | undefined;
  /** The address that a POST to stops the work. */
  stop?: string | undefined;
};

/** How far a long job has come, with a way to stop it. */
export const Progress = ({ reader, label, done, total, stop }: ProgressProps) => {
  const { t } = reader;
  return (
    <div class="progress">
      <span class="progress-label">{label}</span>
      <progress aria-label={label} value={total === undefined ? undefined : done} max={total} />
      <span class="progress-count">
        {total === undefined ? t('ui.progress.done', { done }) : t('ui.progress.of', { done, total })}
      </span>
      {stop ? (
        <form method="post" action={safeHref(stop)}>
          <button type="submit" class="button button-quiet">
            {t('ui.progress.stop')}
          </button>
        </form>
      ) : null}
    </div>
  );
};
