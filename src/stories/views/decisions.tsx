import { Actions, Button, Field, Foreign, Form, Table, Tag, Time } from '../../ui/index.ts';
import type { Decision } from '../store/decisions.ts';
import { titleIn } from '../story.ts';
import { Seen, type StoryProps, storyPath } from './parts.tsx';
import { whyInWords } from './words.tsx';

/** Stories that may be the same, and a way to take another one in. */
export const Merge = ({ c, story, near, decisions, places }: StoryProps) => {
  const { t, lang } = c.var;
  const action = `${storyPath(story.id)}/merge`;
  return (
    <section class="panel">
      <h2>{t('stories.merge')}</h2>
      {near.length > 0 ? (
        <Table
          reader={c.var}
          caption={t('stories.near')}
          rows={near}
          columns={[
            {
              key: 'title',
              label: t('stories.story'),
              cell: ({ story: other }) => {
                const { title, lang: written } = titleIn(other, lang);
                return (
                  <a href={storyPath(other.id)}>
                    <Foreign lang={written}>{title}</Foreign>
                  </a>
                );
              },
            },
            { key: 'why', label: t('stories.why'), cell: ({ why }) => whyInWords(why, t, places) },
            {
              key: 'merge',
              label: t('stories.merge'),
              unseenLabel: true,
              cell: ({ story: other }) => (
                <form method="post" action={action}>
                  <Seen decisions={decisions} />
                  <input type="hidden" name="other" value={String(other.id)} />
                  <Button kind="quiet" label={t('stories.merge.this', { title: titleIn(other, lang).title })}>
                    {t('stories.merge.button')}
                  </Button>
                </form>
              ),
            },
          ]}
        />
      ) : null}
      <Form reader={c.var} action={action} inline label={t('stories.merge')}>
        <Seen decisions={decisions} />
        <Field reader={c.var} name="other" label={t('stories.merge.other')} hint={t('stories.merge.hint')} required />
        <Actions>
          <Button>{t('stories.merge.button')}</Button>
        </Actions>
      </Form>
    </section>
  );
};

/** What people and second looks of the weaver decided about a story; all of it can be undone. */
export const Decisions = ({ c, story, decisions, now, weave, places }: StoryProps & { weave: boolean }) => {
  const { t } = c.var;
  if (decisions.length === 0) return null;
  const undoable = ({ undoneAt }: Decision) => weave && undoneAt === null;
  const other = ({ storyId, otherId }: Decision) => (otherId === story.id ? storyId : otherId);
  return (
    <Table
      reader={c.var}
      caption={t('stories.decisions')}
      rows={decisions}
      columns={[
        {
          key: 'kind',
          label: t('stories.decision'),
          cell: ({ kind, itemIds, why }) => (
            <>
              {t(`stories.decided.${kind}`, { count: itemIds.length })}
              {why ? <p class="quiet">{whyInWords(why, t, places)}</p> : null}
            </>
          ),
        },
        {
          key: 'other',
          label: t('stories.decision.other'),
          cell: (decision) => {
            const id = other(decision);
            return id === null ? null : <a href={storyPath(id)}>{t('stories.number', { id: String(id) })}</a>;
          },
        },
        {
          key: 'person',
          label: t('stories.decision.by'),
          cell: ({ person }) => (person === null ? t('stories.decided.weaver') : <Foreign>{person}</Foreign>),
        },
        { key: 'at', label: t('stories.decision.at'), cell: ({ at }) => <Time at={at} reader={c.var} now={now} /> },
        {
          key: 'undo',
          label: t('stories.undo'),
          unseenLabel: true,
          cell: (decision) =>
            decision.undoneAt ? (
              <Tag>{t('stories.undone', { person: decision.undoneBy ?? '' })}</Tag>
            ) : undoable(decision) ? (
              <form method="post" action={`/desk/stories/decisions/${decision.id}/undo`}>
                <Button kind="quiet">{t('stories.undo')}</Button>
              </form>
            ) : null,
        },
      ]}
    />
  );
};
