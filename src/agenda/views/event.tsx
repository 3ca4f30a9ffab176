import type { Context } from 'hono';
import { can, type DeskEnv, DeskPage } from '../../identity/index.ts';
import type { Atlas } from '../../places/index.ts';
import {
  Actions,
  Button,
  Empty,
  Field,
  Foreign,
  Form,
  languageName,
  languageWithin,
  Matrix,
  Notice,
  Table,
  Tabs,
  Tag,
  Time,
} from '../../ui/index.ts';
import type { Assignment } from '../assignment.ts';
import { type Coverage, type Hole, isVoice, voices } from '../coverage.ts';
import { type AgendaEvent, type Day, dayAfter, eventName, type Phase, phases } from '../event.ts';
import type { Link } from '../store/links.ts';
import { Assignments } from './assignments.tsx';
import { EventMeta, eventPath, holeInWords, whenInWords } from './words.tsx';

export type EventProps = {
  c: Context<DeskEnv>;
  now: Date;
  today: Day;
  event: AgendaEvent;
  atlas: Atlas;
  coverage: Coverage;
  holes: readonly Hole[];
  phase: Phase | undefined;
  links: readonly Link[];
  refused: readonly Link[];
  assignments: readonly Assignment[];
  organisations: readonly { id: string; name: string }[];
  problem?: string | undefined;
};

/** One event: who has published what about it in which language, what is missing, and who was asked to fill it. */
export const EventPage = (props: EventProps) => {
  const { c, today, event, atlas, problem } = props;
  const { t, lang, person } = c.var;
  return (
    <DeskPage
      c={c}
      title={eventName(event.names, lang).name}
      above={[{ href: '/desk/agenda', label: t('agenda.title') }]}
      lead={<EventMeta c={c} event={event} atlas={atlas} />}
      flash={problem ? <Notice kind="error" title={problem} /> : undefined}
      actions={
        can(person, 'event.write') ? (
          <>
            <Button href={`${eventPath(event.id)}/edit`} keys="e">
              {t('agenda.edit')}
            </Button>
            <form method="post" action={`${eventPath(event.id)}/state`}>
              <Button kind="quiet" name="state" value={event.cancelled ? 'on' : 'off'}>
                {event.cancelled ? t('agenda.revive') : t('agenda.cancel')}
              </Button>
            </form>
          </>
        ) : null
      }
    >
      {event.rule === null ? (
        <>
          <p class="quiet">
            {whenInWords(event, today, t)}
            {event.seriesId ? (
              <>
                {' · '}
                <a href={eventPath(event.seriesId)}>{t('agenda.series.of')}</a>
              </>
            ) : null}
          </p>
          <Holes {...props} />
          <Cover {...props} />
          <Hanging {...props} />
          <Assignments
            c={c}
            today={today}
            caption={t('agenda.assignments')}
            assignments={props.assignments}
            organisations={props.organisations}
          />
        </>
      ) : (
        <Notice title={t('agenda.series')}>
          <p>{t('agenda.series.text', { rule: event.rule })}</p>
        </Notice>
      )}
      <Facts {...props} />
    </DeskPage>
  );
};

const Holes = (props: EventProps) => {
  const { c, holes, event } = props;
  const { t, person } = c.var;
  return (
    <section class="panel" id="holes">
      <h2>{t('agenda.holes')}</h2>
      {holes.length === 0 ? (
        <p class="quiet">{event.cancelled ? t('agenda.holes.cancelled') : t('agenda.holes.none')}</p>
      ) : (
        <ul>
          {holes.map((hole) => (
            <li>{holeInWords(hole, c.var)}</li>
          ))}
        </ul>
      )}
      {can(person, 'assignment.ask') ? <Ask {...props} /> : null}
    </section>
  );
};

/** Asks an organisation to fill a hole, or to write in any language that is wanted. */
const Ask = ({ c, today, event, holes, organisations }: EventProps) => {
  const { t, lang } = c.var;
  const options = [
    ...holes.map((hole) => ({ value: `${hole.lang} ${hole.voice}`, label: holeInWords(hole, c.var) })),
    ...event.langs.map((each) => ({
      value: each,
      label: t('agenda.ask.any', { language: languageWithin(each, lang) }),
    })),
  ];
  const due = event.firstDay > today ? dayAfter(event.firstDay, -1) : dayAfter(today, 2);
  return (
    <details class="flow">
      <summary>{t('agenda.ask')}</summary>
      <Form reader={c.var} action={`${eventPath(event.id)}/assignments`} label={t('agenda.ask')}>
        <Field reader={c.var} type="select" name="hole" label={t('agenda.ask.what')} options={options} required />
        <Field
          reader={c.var}
          type="select"
          name="organisation"
          label={t('agenda.ask.whom')}
          required
          options={organisations.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <Field reader={c.var} type="date" name="due" label={t('agenda.ask.due')} value={due < today ? today : due} />
        <Field reader={c.var} type="textarea" name="ask" label={t('agenda.ask.words')} rows={3} maxlength={2_000} />
        <Actions>
          <Button kind="strong">{t('agenda.ask.send')}</Button>
        </Actions>
      </Form>
    </details>
  );
};

const Cover = ({ c, event, coverage, holes, phase }: EventProps) => {
  const { t, lang } = c.var;
  const tab = (each: Phase | undefined) => ({
    href: each ? `${eventPath(event.id)}?phase=${each}` : eventPath(event.id),
    label: each ? t(`agenda.phase.${each}`) : t('agenda.phase.all'),
    count: coverage.count(each, undefined, undefined),
    current: each === phase,
  });
  return (
    <section class="panel">
      <h2>{t('agenda.coverage')}</h2>
      <Tabs label={t('agenda.phase')} tabs={[undefined, ...phases].map(tab)} />
      {coverage.langs.length === 0 ? (
        <p class="quiet">{t('agenda.coverage.none')}</p>
      ) : (
        <Matrix
          reader={c.var}
          title={t('agenda.coverage.title')}
          note={t('agenda.coverage.note')}
          corner={t('sources.class')}
          rows={voices.map((voice) => ({ label: t(`sources.class.${voice}`) }))}
          columns={coverage.langs.map((each) => ({ label: languageName(each, lang) }))}
          values={voices.map((voice) => coverage.langs.map((each) => coverage.count(phase, voice, each)))}
          hole={(row, column) => {
            const hole = holes.find(
              (each) =>
                each.voice === voices[row] &&
                each.lang === coverage.langs[column] &&
                (phase ?? each.phase) === each.phase,
            );
            return hole && holeInWords(hole, c.var);
          }}
        />
      )}
    </section>
  );
};

const Hanging = ({ c, now, event, links, refused }: EventProps) => {
  const { t, lang, person } = c.var;
  const judge = can(person, 'event.write');
  const table = (rows: readonly Link[], caption: string, verdict: 'yes' | 'no') => (
    <Table
      reader={c.var}
      caption={caption}
      rows={rows}
      href={({ path }) => path}
      empty={<Empty title={t('agenda.links.none')} text={t('agenda.links.none.text')} />}
      columns={[
        { key: 'title', label: t('agenda.links'), cell: (link) => <Foreign lang={link.lang}>{link.title}</Foreign> },
        { key: 'language', label: t('agenda.language'), cell: (link) => languageName(link.lang, lang) },
        { key: 'mentions', label: t('agenda.published'), number: true, cell: (link) => link.mentions },
        { key: 'why', label: t('agenda.why'), cell: (link) => <Why link={link} c={c} /> },
        { key: 'at', label: t('agenda.newest'), cell: (link) => <Time at={link.at} reader={c.var} now={now} /> },
        ...(judge
          ? [
              {
                key: 'judge',
                label: t('agenda.judge'),
                unseenLabel: true,
                cell: (link: Link) => (
                  <form method="post" action={`${eventPath(event.id)}/links`}>
                    <input type="hidden" name="subject" value={link.subject} />
                    <Button
                      kind="quiet"
                      name="judged"
                      value={verdict}
                      label={`${t(`agenda.judge.${verdict}`)}: ${link.title}`}
                    >
                      {t(`agenda.judge.${verdict}`)}
                    </Button>
                  </form>
                ),
              },
            ]
          : []),
      ]}
    />
  );
  return (
    <>
      {table(links, t('agenda.links'), 'no')}
      {refused.length > 0 ? (
        <details class="flow">
          <summary>{t('agenda.links.refused', { count: refused.length })}</summary>
          {table(refused, t('agenda.links.refused', { count: refused.length }), 'yes')}
        </details>
      ) : null}
    </>
  );
};

const Why = ({ link, c }: { link: Link; c: Context<DeskEnv> }) => {
  const { t } = c.var;
  if (link.judged) return t(`agenda.why.${link.judged}`, { name: link.personName ?? '' });
  if (!link.evidence) return null;
  const { words, titles, texts, of, days } = link.evidence;
  const place =
    titles > 0
      ? t('agenda.why.titles', { words, count: titles, of })
      : t('agenda.why.texts', { words, count: texts, of });
  return days === 0 ? place : `${place}; ${t('agenda.why.days', { days: Math.abs(days) })}`;
};

const Facts = ({ c, event }: EventProps) => {
  const { t, lang } = c.var;
  const rows = [
    ...Object.entries(event.names).map(([each, name]) => ({ what: t('agenda.name'), lang: each, words: name })),
    ...Object.entries(event.aliases).flatMap(([each, all]) =>
      all.map((words) => ({ what: t('agenda.aliases'), lang: each, words })),
    ),
    ...Object.entries(event.queries).flatMap(([each, all]) =>
      all.map((words) => ({ what: t('agenda.queries'), lang: each, words })),
    ),
  ];
  return (
    <section class="panel">
      <h2>{t('agenda.facts')}</h2>
      <Table
        reader={c.var}
        caption={t('agenda.names')}
        rows={rows}
        columns={[
          { key: 'words', label: t('agenda.words'), cell: (row) => <Foreign lang={row.lang}>{row.words}</Foreign> },
          { key: 'language', label: t('agenda.language'), cell: (row) => languageName(row.lang, lang) },
          { key: 'what', label: t('agenda.what'), cell: (row) => <Tag>{row.what}</Tag> },
        ]}
      />
      {event.note ? <p>{event.note}</p> : null}
      {event.source ? <p class="quiet">{t('agenda.source.is', { source: event.source })}</p> : null}
    </section>
  );
};

/** Reads what a hole is called in the form for asking. */
export function readHole(text: string): { lang: string; voice: (typeof voices)[number] | null } | undefined {
  const [lang = '', voice] = text.split(' ');
  if (!/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(lang)) return undefined;
  if (voice === undefined) return { lang, voice: null };
  return isVoice(voice) ? { lang, voice } : undefined;
}
