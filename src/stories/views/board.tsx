import type { Context } from 'hono';
import { type DeskEnv, DeskPage } from '../../identity/index.ts';
import { asset } from '../../platform/index.ts';
import { classes } from '../../sources/index.ts';
import {
  Actions,
  Button,
  Empty,
  Field,
  Filters,
  Foreign,
  Form,
  Meta,
  Pager,
  Table,
  Tabs,
  Tag,
  Time,
  withParameters,
} from '../../ui/index.ts';
import { type BoardQuery, boardAddress } from '../query.ts';
import type { Saved } from '../store/saved.ts';
import { type Story, titleIn } from '../story.ts';
import { hoursForOfficial, hoursPerDoubling, hoursPerGrowth, hoursPerInterest, hoursPerWeight } from '../worth.ts';
import { type Chosen, Filtered, Kept, MainPlace, PlaceField } from './filtered.tsx';
import { languageName } from './words.tsx';

type BoardProps = {
  c: Context<DeskEnv>;
  now: Date;
  query: BoardQuery;
  page: number;
  saved: readonly Saved[];
  found: { stories: readonly Story[]; count: number; more: boolean };
  langs: readonly string[];
  /** What the board stands at; a page that follows it knows by the version whether it is still true. */
  state: { items: number; last: Date | null; version: number };
  chosen: Chosen;
};

export const perPage = 50;

/** The stories of the moment, those that matter most first. */
export const Board = (props: BoardProps) => {
  const { c, now, query, page, found, langs, state, chosen } = props;
  const { stories, count, more } = found;
  const { t, lang } = c.var;
  const active = Object.values(query).filter((value) => value !== undefined).length;
  const address = withParameters(c.req.url, { done: undefined });
  return (
    <DeskPage
      c={c}
      title={t('stories.title')}
      head={<script type="module" src={asset('board.js')} />}
      actions={
        <>
          <Button href="/desk/stories/abroad">{t('stories.abroad')}</Button>
          <Button href="/desk/stories/alerts">{t('stories.alerts')}</Button>
        </>
      }
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
      <SavedViews c={c} saved={props.saved} query={query} />
      <BoardFilters c={c} query={query} active={active} langs={langs} chosen={chosen} />
      <Filtered c={c} query={query} chosen={chosen} />
      <Live c={c} />
      <div id="board" data-version={String(state.version)}>
        <Table
          reader={c.var}
          caption={query.muted ? t('stories.muted.list') : t('stories.list')}
          count={count}
          more={more}
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
            {
              key: 'place',
              label: t('stories.place'),
              cell: ({ tags }) => <MainPlace c={c} tags={tags} registry={chosen.registry} />,
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
      </div>
      <Keep c={c} query={query} />
      <p class="quiet">
        {t('stories.formula', {
          hours: hoursPerDoubling,
          growth: hoursPerGrowth,
          official: hoursForOfficial,
          weight: hoursPerWeight,
          interest: hoursPerInterest,
        })}
      </p>
      <p class="quiet">
        <a href="/desk/stories/lexicon">{t('stories.lexicon')}</a>
      </p>
    </DeskPage>
  );
};

/** Says whether the page follows the board; without script nothing is said, and the page is as it was when it came. */
const Live = ({ c }: { c: Context<DeskEnv> }) => {
  const { t } = c.var;
  return (
    <div class="live">
      <span
        id="live"
        class="quiet"
        role="status"
        data-on={t('stories.live.on')}
        data-off={t('stories.live.off')}
        data-updated={t('stories.live.updated')}
      />
      <label class="choice live-hold">
        <input type="checkbox" id="live-hold" /> <span>{t('stories.live.hold')}</span>
      </label>
    </div>
  );
};

/** The views that a person keeps, each with how much came up in it. */
const SavedViews = ({ c, saved, query }: { c: Context<DeskEnv>; saved: readonly Saved[]; query: BoardQuery }) => {
  const { t } = c.var;
  if (saved.length === 0) return null;
  const here = boardAddress(query);
  return (
    <Tabs
      label={t('stories.saved')}
      tabs={[
        { href: '/desk/stories', label: t('stories.all'), current: here === '/desk/stories' },
        ...saved.map((view) => ({
          href: boardAddress(view.query),
          label: view.name,
          count: view.unseen || undefined,
          current: boardAddress(view.query) === here,
        })),
      ]}
    />
  );
};

/** Keeps the view of the board that is open. */
const Keep = ({ c, query }: { c: Context<DeskEnv>; query: BoardQuery }) => {
  const { t } = c.var;
  if (boardAddress(query) === '/desk/stories') return null;
  return (
    <Form reader={c.var} action="/desk/stories/saved" inline label={t('stories.keep')}>
      {[...new URL(boardAddress(query), 'http://desk').searchParams].map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <Field reader={c.var} name="name" label={t('stories.keep.name')} value={query.q} required maxlength={80} />
      <Field reader={c.var} type="checkbox" name="alerts" label={t('stories.keep.alerts')} checked />
      <Actions>
        <Button>{t('stories.keep')}</Button>
      </Actions>
    </Form>
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

type FiltersProps = {
  c: Context<DeskEnv>;
  query: BoardQuery;
  active: number;
  langs: readonly string[];
  chosen: Chosen;
};

const BoardFilters = ({ c, query, active, langs, chosen }: FiltersProps) => {
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
      <PlaceField c={c} query={query} chosen={chosen} />
      <Field reader={c.var} type="checkbox" name="shared" label={t('stories.shared')} checked={query.shared} />
      <Field reader={c.var} type="checkbox" name="muted" label={t('stories.muted.show')} checked={query.muted} />
      <Kept query={query} />
    </Filters>
  );
};
