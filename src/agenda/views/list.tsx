import type { Context } from 'hono';
import { can, type DeskEnv, DeskPage } from '../../identity/index.ts';
import { type Atlas, nameIn } from '../../places/index.ts';
import {
  Button,
  Empty,
  Field,
  Filters,
  languageName,
  languageWithin,
  Matrix,
  Notice,
  Pager,
  Table,
  Tabs,
  Tag,
} from '../../ui/index.ts';
import { byUrgency, type Coverage, type Hole, voices } from '../coverage.ts';
import { type AgendaEvent, type Day, eventName, kinds } from '../event.ts';
import type { AgendaFilter } from '../store/events.ts';
import { dayInWords, daysInWords, EventName, eventPath, holeInWords, whenInWords } from './words.tsx';

/** The parts of the agenda that have an address of their own. */
export const views = ['upcoming', 'past', 'coverage', 'series'] as const;
export type View = (typeof views)[number];

export type Seen = { event: AgendaEvent; coverage: Coverage; holes: readonly Hole[] };

type ListProps = {
  c: Context<DeskEnv>;
  today: Day;
  view: View;
  filter: AgendaFilter;
  atlas: Atlas;
  seen: readonly Seen[];
  count: number;
  page: number;
  perPage: number;
  /** The holes of the weeks around today, wherever the list stands. */
  urgent: readonly Seen[];
  /** The language of the coverage view. */
  told: string;
  langs: readonly string[];
};

const mostHoles = 6;

/** The agenda: what is to come, what nobody has written about yet, what was. */
export const AgendaPage = (props: ListProps) => {
  const { c, view, seen, count, page, perPage } = props;
  const { t, person } = c.var;
  const { pathname, search } = new URL(c.req.url);
  return (
    <DeskPage
      c={c}
      title={t('agenda.title')}
      lead={t('agenda.lead')}
      actions={
        can(person, 'event.write') ? (
          <>
            <Button kind="strong" href="/desk/agenda/new" keys="n">
              {t('agenda.new')}
            </Button>
            <Button href="/desk/agenda/import">{t('agenda.import')}</Button>
          </>
        ) : null
      }
    >
      <AgendaTabs c={c} current={view} />
      {view === 'upcoming' ? <Urgent {...props} /> : null}
      {view === 'series' ? null : <AgendaFilters {...props} />}
      {view === 'coverage' && seen.length > 0 ? <Covered {...props} /> : <Events {...props} />}
      <Pager reader={c.var} address={pathname + search} page={page} pages={Math.ceil(count / perPage)} />
    </DeskPage>
  );
};

/** The views of the agenda and the assignments. */
export const AgendaTabs = ({ c, current }: { c: Context<DeskEnv>; current: View | 'assignments' }) => {
  const { t } = c.var;
  return (
    <Tabs
      label={t('agenda.title')}
      tabs={[
        ...views.map((view) => ({
          href: view === 'upcoming' ? '/desk/agenda' : `/desk/agenda?view=${view}`,
          label: t(`agenda.view.${view}`),
          current: view === current,
        })),
        { href: '/desk/agenda/assignments', label: t('agenda.assignments'), current: current === 'assignments' },
      ]}
    />
  );
};

const Urgent = ({ c, today, urgent }: ListProps) => {
  const { t, lang } = c.var;
  const holes = urgent.flatMap(({ event, holes }) => holes.map((hole) => ({ event, hole }))).toSorted(byUrgency);
  if (holes.length === 0) return null;
  return (
    <Notice kind="warning" title={t('agenda.holes.count', { count: holes.length })}>
      <ul>
        {[...Map.groupBy(holes.slice(0, mostHoles), ({ event }) => event)].map(([event, own]) => (
          <li>
            <a href={`${eventPath(event.id)}#holes`}>
              <EventName names={event.names} lang={lang} />
            </a>{' '}
            ({whenInWords(event, today, t)})
            <ul>
              {own.map(({ hole }) => (
                <li>{holeInWords(hole, c.var)}</li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </Notice>
  );
};

const AgendaFilters = ({ c, view, filter, atlas, told, langs }: ListProps) => {
  const { t, lang } = c.var;
  const collator = new Intl.Collator(lang);
  const places = atlas.current().map((place) => ({ value: place.code, label: nameIn(place.names, lang) }));
  const active = [filter.words, filter.kind, filter.place].filter(Boolean).length;
  return (
    <Filters reader={c.var} action="/desk/agenda" active={active}>
      {view === 'upcoming' ? null : <input type="hidden" name="view" value={view} />}
      <Field reader={c.var} type="search" name="q" label={t('agenda.words')} value={filter.words} />
      <Field
        reader={c.var}
        type="select"
        name="kind"
        label={t('agenda.kind')}
        value={filter.kind ?? ''}
        options={[
          { value: '', label: t('agenda.any') },
          ...kinds.map((kind) => ({ value: kind, label: t(`agenda.kind.${kind}`) })),
        ]}
      />
      <Field
        reader={c.var}
        type="select"
        name="place"
        label={t('agenda.place')}
        value={filter.place ?? ''}
        options={[
          { value: '', label: t('agenda.any') },
          ...places.toSorted((a, b) => collator.compare(a.label, b.label)),
        ]}
      />
      {view === 'coverage' ? (
        <Field
          reader={c.var}
          type="select"
          name="told"
          label={t('agenda.language')}
          value={told}
          options={langs.map((each) => ({ value: each, label: languageName(each, lang) }))}
        />
      ) : null}
    </Filters>
  );
};

const Events = ({ c, today, view, seen, count }: ListProps) => {
  const { t, lang, service, person } = c.var;
  const told = c.var.service.lang;
  return (
    <Table
      reader={c.var}
      caption={t(`agenda.view.${view}`)}
      count={count}
      rows={seen}
      href={({ event }) => eventPath(event.id)}
      empty={
        <Empty title={t('agenda.none')} text={t('agenda.none.text')}>
          {can(person, 'event.write') ? <Button href="/desk/agenda/new">{t('agenda.new')}</Button> : null}
        </Empty>
      }
      columns={[
        { key: 'name', label: t('agenda.event'), cell: ({ event }) => <EventName names={event.names} lang={lang} /> },
        { key: 'days', label: t('agenda.days'), cell: ({ event }) => daysInWords(event, service) },
        {
          key: 'when',
          label: t('agenda.when'),
          cell: ({ event }) =>
            event.rule ? (
              event.rule
            ) : event.cancelled ? (
              <Tag tone="lacquer">{t('agenda.cancelled')}</Tag>
            ) : (
              whenInWords(event, today, t)
            ),
        },
        { key: 'kind', label: t('agenda.kind'), cell: ({ event }) => t(`agenda.kind.${event.kind}`) },
        {
          key: 'published',
          label: t('agenda.published'),
          number: true,
          cell: ({ coverage }) => coverage.count(undefined, undefined, undefined),
        },
        {
          key: 'holes',
          label: t('agenda.holes'),
          cell: ({ holes }) =>
            holes.length === 0 ? null : (
              <Tag tone="lacquer">
                {[...new Set(holes.map((hole) => hole.lang))].map((each) => languageName(each, told)).join(', ')}
              </Tag>
            ),
        },
      ]}
    />
  );
};

const Covered = ({ c, seen, told }: ListProps) => {
  const { t, lang, service } = c.var;
  return (
    <Matrix
      reader={c.var}
      title={t('agenda.coverage.in', { language: languageWithin(told, lang) })}
      note={t('agenda.coverage.note')}
      corner={t('agenda.event')}
      rows={seen.map(({ event }) => ({
        label: `${eventName(event.names, lang).name}, ${dayInWords(event.firstDay, service)}`,
        href: eventPath(event.id),
      }))}
      columns={voices.map((voice) => ({ label: t(`sources.class.${voice}`) }))}
      values={seen.map(({ coverage }) => voices.map((voice) => coverage.count(undefined, voice, told)))}
      hole={(row, column) => {
        const voice = voices[column];
        const hole = seen[row]?.holes.find((each) => each.lang === told && each.voice === voice);
        return hole && holeInWords(hole, c.var);
      }}
    />
  );
};
