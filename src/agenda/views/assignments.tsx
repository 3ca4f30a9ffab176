import type { Context } from 'hono';
import { can, type DeskEnv, DeskPage } from '../../identity/index.ts';
import { Button, Empty, languageName, Table, Tag } from '../../ui/index.ts';
import { type Assignment, type AssignmentState, nextStates } from '../assignment.ts';
import type { Day } from '../event.ts';
import { AgendaTabs } from './list.tsx';
import { dayInWords, EventName, eventPath } from './words.tsx';

const tones = {
  open: 'gold',
  taken: 'plain',
  done: 'jade',
  declined: 'lacquer',
  recalled: 'plain',
} as const satisfies Record<AssignmentState, string>;

type Props = {
  c: Context<DeskEnv>;
  today: Day;
  caption: string;
  assignments: readonly Assignment[];
  organisations: readonly { id: string; name: string }[];
  /** Where the forms lead back to; the page of the event when left out. */
  back?: string | undefined;
};

/** The assignments that a person sees: the national desk all, others those of their own organisation. */
export const AssignmentsPage = (props: Omit<Props, 'caption' | 'back'>) => {
  const { t } = props.c.var;
  return (
    <DeskPage
      c={props.c}
      title={t('agenda.assignments')}
      lead={t('agenda.assignments.lead')}
      above={[{ href: '/desk/agenda', label: t('agenda.title') }]}
    >
      <AgendaTabs c={props.c} current="assignments" />
      <Assignments {...props} caption={t('agenda.assignments')} back="/desk/agenda/assignments" />
    </DeskPage>
  );
};

/** Assignments with what may become of each. */
export const Assignments = ({ c, today, caption, assignments, organisations, back }: Props) => {
  const { t, lang, service, person } = c.var;
  return (
    <Table
      reader={c.var}
      caption={caption}
      rows={assignments}
      empty={<Empty title={t('agenda.assignments.none')} text={t('agenda.assignments.none.text')} />}
      columns={[
        {
          key: 'event',
          label: t('agenda.event'),
          cell: ({ eventId, names }) => (
            <a href={eventPath(eventId)}>
              <EventName names={names} lang={lang} />
            </a>
          ),
        },
        {
          key: 'what',
          label: t('agenda.ask.what'),
          cell: (each) => (
            <>
              {languageName(each.lang, lang)}
              {each.class ? `, ${t(`sources.class.${each.class}`)}` : ''}
              {each.ask ? <p class="quiet">{each.ask}</p> : null}
            </>
          ),
        },
        {
          key: 'whom',
          label: t('agenda.ask.whom'),
          cell: ({ organisationId }) => organisations.find(({ id }) => id === organisationId)?.name,
        },
        {
          key: 'due',
          label: t('agenda.ask.due'),
          cell: ({ dueDay, state }) =>
            dueDay === null ? null : dueDay < today && (state === 'open' || state === 'taken') ? (
              <Tag tone="lacquer">{t('agenda.overdue', { day: dayInWords(dueDay, service) })}</Tag>
            ) : (
              dayInWords(dueDay, service)
            ),
        },
        {
          key: 'state',
          label: t('agenda.state'),
          cell: (each) => (
            <>
              <Tag tone={tones[each.state]}>{t(`agenda.state.${each.state}`)}</Tag> {each.changedBy}
              {each.answer ? <p class="quiet">{each.answer}</p> : null}
            </>
          ),
        },
        {
          key: 'next',
          label: t('agenda.next'),
          unseenLabel: true,
          cell: (each) => {
            const next = nextStates(each.state, {
              asked: can(person, 'assignment.answer', each.organisationId),
              asking: can(person, 'assignment.ask'),
            });
            if (next.length === 0) return null;
            return (
              <form method="post" action={`/desk/agenda/assignments/${each.id}`} class="actions">
                {back ? <input type="hidden" name="back" value={back} /> : null}
                <input name="answer" maxlength={500} aria-label={t('agenda.answer')} placeholder={t('agenda.answer')} />
                {next.map((state) => (
                  <Button kind="quiet" name="state" value={state}>
                    {t(`agenda.become.${state}`)}
                  </Button>
                ))}
              </form>
            );
          },
        },
      ]}
    />
  );
};
