import type { Context } from 'hono';
import { can, type DeskEnv, DeskPage } from '../../identity/index.ts';
import { asset } from '../../platform/index.ts';
import {
  Button,
  Empty,
  Field,
  Filters,
  Foreign,
  Pager,
  Table,
  Tabs,
  Tag,
  Time,
  withParameters,
} from '../../ui/index.ts';
import { kinds, type State, states } from '../article.ts';
import { addressOf, type House } from '../desk/house.ts';
import type { ListFilter, ListLine } from '../store/list.ts';
import { kindLabel, languageName, stateLabel, titleOr, toneOf } from './words.ts';

type ListPageProps = {
  c: Context<DeskEnv>;
  house: House;
  filter: ListFilter;
  list: { count: number; lines: readonly ListLine[] };
  counts: Record<State | 'waiting' | 'stale', number>;
  page: { number: number; size: number };
};

/** All texts of the newsroom, each language of an article on a line of its own. */
export const ListPage = ({ c, house, filter, list, counts, page }: ListPageProps) => {
  const { t, service, person } = c.var;
  const reader = { t, service };
  const address = withParameters(c.req.url, { done: undefined });
  const now = house.clock();
  const mayWrite = can(person, 'article.write');
  const active = [filter.lang, filter.kind, filter.mine, filter.words, filter.storyId].filter(
    (set) => set !== undefined,
  ).length;
  const all = states.reduce((total, state) => total + counts[state], 0);
  const tab = (state: ListFilter['state'], label: string, count: number) => ({
    href: withParameters(address, { state, page: undefined }),
    label,
    count,
    current: filter.state === state,
  });
  return (
    <DeskPage
      c={c}
      title={t('newsroom.articles')}
      head={<link rel="stylesheet" href={asset('editor.css')} />}
      actions={
        mayWrite ? (
          <Button kind="strong" href="/desk/articles/new" keys="n">
            {t('newsroom.new')}
          </Button>
        ) : null
      }
    >
      <Tabs
        label={t('newsroom.states')}
        tabs={[
          tab(undefined, t('newsroom.all'), all),
          tab('draft', t('newsroom.state.draft'), counts.draft),
          tab('waiting', t('newsroom.waiting'), counts.waiting),
          tab('published', t('newsroom.state.published'), counts.published),
          tab('withdrawn', t('newsroom.state.withdrawn'), counts.withdrawn),
          tab('stale', t('newsroom.stale'), counts.stale),
        ]}
      />
      <Filters reader={reader} action="/desk/articles" active={active}>
        {filter.state ? <input type="hidden" name="state" value={filter.state} /> : null}
        <Field reader={reader} type="search" name="q" label={t('newsroom.words')} value={filter.words} />
        <Field
          reader={reader}
          type="select"
          name="lang"
          label={t('newsroom.language')}
          value={filter.lang}
          options={[
            { value: '', label: t('newsroom.any') },
            ...house.languages.all.map(({ lang, name }) => ({ value: lang, label: name })),
          ]}
        />
        <Field
          reader={reader}
          type="select"
          name="kind"
          label={t('newsroom.kind')}
          value={filter.kind}
          options={[
            { value: '', label: t('newsroom.any') },
            ...kinds.map((kind) => ({ value: kind, label: t(kindLabel(kind)) })),
          ]}
        />
        <Field
          reader={reader}
          type="checkbox"
          name="mine"
          label={t('newsroom.mine')}
          checked={filter.mine !== undefined}
        />
      </Filters>
      <Table
        reader={reader}
        caption={t('newsroom.articles')}
        count={list.count}
        fresh={now}
        now={now}
        rows={list.lines}
        href={(line) => addressOf(line)}
        columns={[
          {
            key: 'title',
            label: t('newsroom.title'),
            cell: (line) => (
              <Foreign lang={line.title === '' ? undefined : line.lang}>{titleOr(t, line.title)}</Foreign>
            ),
          },
          {
            key: 'lang',
            label: t('newsroom.language'),
            cell: (line) => <LanguageCell line={line} house={house} t={t} />,
          },
          { key: 'state', label: t('newsroom.state'), cell: (line) => <StateCell line={line} t={t} /> },
          { key: 'kind', label: t('newsroom.kind'), cell: (line) => t(kindLabel(line.article.kind)) },
          { key: 'author', label: t('newsroom.author'), cell: (line) => <bdi>{line.lastAuthor}</bdi> },
          {
            key: 'touched',
            label: t('newsroom.touched'),
            cell: (line) => <Time at={line.touchedAt} reader={reader} now={now} />,
          },
        ]}
        empty={
          all === 0 && active === 0 ? (
            <Empty title={t('newsroom.empty')} text={t('newsroom.empty.text')}>
              {mayWrite ? <Button href="/desk/articles/new">{t('newsroom.new')}</Button> : null}
              <Button href="/desk/stories">{t('newsroom.to-stories')}</Button>
            </Empty>
          ) : (
            <Empty title={t('newsroom.none-match')}>
              <Button href="/desk/articles">{t('newsroom.show-all')}</Button>
            </Empty>
          )
        }
      />
      <Pager reader={reader} address={address} page={page.number} pages={Math.ceil(list.count / page.size)} />
    </DeskPage>
  );
};

type CellProps = { line: ListLine; t: DeskEnv['Variables']['t'] };

const LanguageCell = ({ line, house, t }: CellProps & { house: House }) => {
  const others = line.languages.filter(({ lang }) => lang !== line.lang);
  return (
    <>
      <Foreign lang={line.lang}>{languageName(house.languages, line.lang)}</Foreign>
      {line.isTranslation ? ` (${t('newsroom.translation')})` : null}
      {others.length > 0 ? (
        <span class="quiet" title={others.map(({ lang, state }) => `${lang}: ${t(stateLabel(state))}`).join(', ')}>
          {' '}
          + {others.map(({ lang }) => lang).join(', ')}
        </span>
      ) : null}
    </>
  );
};

const StateCell = ({ line, t }: CellProps) => (
  <span class="text-tags">
    <Tag tone={toneOf[line.state]}>{t(stateLabel(line.state))}</Tag>
    {line.waiting && line.state !== 'review' ? <Tag tone="gold">{t('newsroom.waiting')}</Tag> : null}
    {line.state === 'published' && line.changed ? <Tag tone="gold">{t('newsroom.newer-draft')}</Tag> : null}
    {line.stale ? <Tag tone="gold">{t('newsroom.stale')}</Tag> : null}
    {line.unapproved ? <Tag tone="gold">{t('newsroom.machine')}</Tag> : null}
  </span>
);
