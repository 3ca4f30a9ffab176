import { eventName, eventPath } from '../../agenda/index.ts';
import { can } from '../../identity/index.ts';
import { Actions, Button, Field, Foreign, Form, Table } from '../../ui/index.ts';
import { type StoryProps, storyPath } from './parts.tsx';

/** The events of the agenda that a story hangs on, with the reason; a person may attach it to another or take it off. */
export const Events = ({ c, story, links, events }: StoryProps) => {
  const { t, lang, person } = c.var;
  const write = can(person, 'event.write');
  const name = (eventId: number) => {
    const event = events.get(eventId);
    if (!event) return `${eventId}`;
    const named = eventName(event.names, lang);
    return <Foreign lang={named.lang}>{named.name}</Foreign>;
  };
  return (
    <section class="panel" id="events">
      <h2>{t('stories.events')}</h2>
      {links.length === 0 ? (
        <p class="quiet">{t('stories.events.none')}</p>
      ) : (
        <Table
          reader={c.var}
          caption={t('stories.events')}
          rows={links}
          href={({ eventId }) => eventPath(eventId)}
          columns={[
            { key: 'event', label: t('agenda.event'), cell: ({ eventId }) => name(eventId) },
            {
              key: 'why',
              label: t('agenda.why'),
              cell: ({ judged, personName, evidence }) =>
                judged
                  ? t(`agenda.why.${judged}`, { name: personName ?? '' })
                  : evidence
                    ? `“${evidence.words}”`
                    : null,
            },
            ...(write
              ? [
                  {
                    key: 'judge',
                    label: t('agenda.judge'),
                    unseenLabel: true,
                    cell: ({ eventId, judged }: (typeof links)[number]) => {
                      const verdict = judged === 'no' ? 'yes' : 'no';
                      return (
                        <form method="post" action={`${storyPath(story.id)}/events`}>
                          <input type="hidden" name="event" value={eventId} />
                          <Button kind="quiet" name="judged" value={verdict}>
                            {t(`agenda.judge.${verdict}`)}
                          </Button>
                        </form>
                      );
                    },
                  },
                ]
              : []),
          ]}
        />
      )}
      {write ? (
        <Form reader={c.var} action={`${storyPath(story.id)}/events`} inline label={t('stories.events.attach')}>
          <Field
            reader={c.var}
            name="event"
            label={t('stories.events.which')}
            hint={t('stories.events.hint')}
            required
            maxlength={200}
          />
          <Actions>
            <Button name="judged" value="yes">
              {t('stories.events.attach')}
            </Button>
          </Actions>
        </Form>
      ) : null}
    </section>
  );
};
