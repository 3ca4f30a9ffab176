import type { Context } from 'hono';
import { type DeskEnv, DeskPage } from '../../identity/index.ts';
import { classes } from '../../sources/index.ts';
import {
  Button,
  Empty,
  Field,
  Filters,
  Foreign,
  Meta,
  Pager,
  Table,
  Tag,
  Time,
  withParameters,
} from '../../ui/index.ts';
import { hoursPerDoubling } from '../store/refresh.ts';
import { type Story, titleIn } from '../story.ts';
import { languageName } from './words.tsx';

/** What the address of the board says. */
export type BoardQuery = {
  q?: string | undefined;
  lang?: string | undefined;
  class?: string | undefined;
  days?: '1' | '3' | '7' | undefined;
  shared?: boolean | undefined;
  muted?: boolean | undefined;
  page: number;
};

type BoardProps = {
  c: Context<DeskEnv>;
  now: Date;
  query: BoardQuery;
  stories: readonly Story[];
  count: number;
  langs: readonly string[];
  state: { items: number; last: Date | null };
};

export const perPage = 50;

/** The stories of the moment, those that matter most first. */
export const Board = ({ c, now, query, stories, count, langs, state }: BoardProps) => {
  const { t, lang } = c.var;
  const { page, ...set } = query;
  const active = Object.values(set).filter((value) => value !== undefined && value !== false).length;
  const address = withParameters(c.req.url, { done: undefined });
  return (
    <DeskPage
      c={c}
      title={t('stories.title')}
      lead={
        <Meta
          items={[
            t('stories.woven', { count: state.items }),
            state.last && (
              <>
                {t('stories.last')} <Time at={state.last} reader={c.var} now={now} />
              </>
            ),
          ]}
        />
      }
    >
      <BoardFilters c={c} query={query} active={active} langs={langs} />
      <Table
        reader={c.var}
        caption={query.muted ? t('stories.muted.list') : t('stories.list')}
        count={count}
        fresh={now}
        now={now}
        rows={stories}
        href={({ id }) => `/desk/stories/${id}`}
        empty={
          state.items === 0 ? <Nothing c={c} /> : <Empty title={t('stories.none')} text={t('stories.none.text')} />
        }
        columns={[
          { key: 'title', label: t('stories.story'), cell: (story) => <Title story={story} lang={lang} /> },
          {
            key: 'state',
            label: t('stories.state'),
            cell: ({ pinned, muted }) => (
              <>
                {pinned ? <Tag tone="gold">{t('stories.pinned')}</Tag> : null}
                {muted ? <Tag>{t('stories.muted')}</Tag> : null}
              </>
            ),
          },
          { key: 'outlets', label: t('stories.outlets'), number: true, cell: ({ outletIds }) => outletIds.length },
          { key: 'items', label: t('stories.items'), number: true, cell: ({ items }) => items },
          { key: 'copies', label: t('stories.copies'), number: true, cell: ({ copies }) => copies || '' },
          {
            key: 'langs',
            label: t('stories.languages'),
            cell: ({ langs }) => langs.map((code) => languageName(code, c.var)).join(', '),
          },
          {
            key: 'last',
            label: t('stories.newest'),
            cell: ({ lastAt }) => <Time at={lastAt} reader={c.var} now={now} />,
          },
        ]}
      />
      <Pager reader={c.var} address={address} page={page} pages={Math.max(1, Math.ceil(count / perPage))} />
      <p class="quiet">{t('stories.formula', { hours: hoursPerDoubling })}</p>
    </DeskPage>
  );
};

const Title = ({ story, lang }: { story: Story; lang: string }) => {
  const { title, lang: written } = titleIn(story, lang);
  return <Foreign lang={written}>{title}</Foreign>;
};

const Nothing = ({ c }: { c: Context<DeskEnv> }) => (
  <Empty title={c.var.t('stories.empty')} text={c.var.t('stories.empty.text')}>
    <Button kind="strong" href="/desk/sources">
      {c.var.t('stories.empty.next')}
    </Button>
  </Empty>
);

type FiltersProps = { c: Context<DeskEnv>; query: BoardQuery; active: number; langs: readonly string[] };

const BoardFilters = ({ c, query, active, langs }: FiltersProps) => {
  const { t } = c.var;
  const any = { value: '', label: t('stories.any') };
  return (
    <Filters reader={c.var} action="/desk/stories" active={active}>
      <Field reader={c.var} type="search" name="q" label={t('stories.words')} value={query.q} />
      <Field
        reader={c.var}
        type="select"
        name="lang"
        label={t('stories.language')}
        value={query.lang}
        options={[any, ...langs.map((value) => ({ value, label: languageName(value, c.var) }))]}
      />
      <Field
        reader={c.var}
        type="select"
        name="class"
        label={t('sources.class')}
        value={query.class}
        options={[any, ...classes.map((value) => ({ value, label: t(`sources.class.${value}`) }))]}
      />
      <Field
        reader={c.var}
        type="select"
        name="days"
        label={t('stories.since')}
        value={query.days}
        options={[
          any,
          ...(['1', '3', '7'] as const).map((days) => ({
            value: days,
            label: t('stories.days', { days: Number(days) }),
          })),
        ]}
      />
      <Field reader={c.var} type="checkbox" name="shared" label={t('stories.shared')} checked={query.shared} />
      <Field reader={c.var} type="checkbox" name="muted" label={t('stories.muted.show')} checked={query.muted} />
    </Filters>
  );
};
