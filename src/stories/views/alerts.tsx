import type { Context } from 'hono';
import { type DeskEnv, DeskPage } from '../../identity/index.ts';
import { Button, Empty, Foreign, Table, Tag, Time } from '../../ui/index.ts';
import { boardAddress } from '../query.ts';
import type { Alert, Saved } from '../store/saved.ts';
import { titleIn } from '../story.ts';
import { storyPath } from './parts.tsx';

type Props = { c: Context<DeskEnv>; now: Date; saved: readonly Saved[]; alerts: readonly Alert[] };

/** What came up in the views that a person keeps, and these views. */
export const AlertsPage = ({ c, now, saved, alerts }: Props) => {
  const { t, lang } = c.var;
  const unseen = alerts.filter(({ seen }) => !seen).length;
  return (
    <DeskPage
      c={c}
      title={t('stories.alerts')}
      lead={t('stories.alerts.lead')}
      above={[{ href: '/desk/stories', label: t('stories.title') }]}
      actions={
        unseen > 0 ? (
          <form method="post" action="/desk/stories/alerts">
            <Button kind="strong">{t('stories.alerts.see')}</Button>
          </form>
        ) : null
      }
    >
      <Table
        reader={c.var}
        caption={t('stories.alerts')}
        rows={alerts}
        href={({ story }) => storyPath(story.id)}
        empty={<Empty title={t('stories.alerts.none')} text={t('stories.alerts.none.text')} />}
        columns={[
          {
            key: 'story',
            label: t('stories.story'),
            cell: ({ story }) => {
              const { title, lang: written } = titleIn(story, lang);
              return <Foreign lang={written}>{title}</Foreign>;
            },
          },
          { key: 'view', label: t('stories.view'), cell: ({ name }) => name },
          {
            key: 'seen',
            label: t('stories.state'),
            cell: ({ seen }) => (seen ? null : <Tag tone="gold">{t('stories.alerts.new')}</Tag>),
          },
          { key: 'outlets', label: t('stories.outlets'), number: true, cell: ({ story }) => story.outletIds.length },
          { key: 'at', label: t('stories.alerts.at'), cell: ({ at }) => <Time at={at} reader={c.var} now={now} /> },
        ]}
      />
      <Table
        reader={c.var}
        caption={t('stories.saved')}
        rows={saved}
        href={({ query }) => boardAddress(query)}
        empty={<Empty title={t('stories.saved.none')} text={t('stories.saved.none.text')} />}
        columns={[
          { key: 'name', label: t('stories.view'), cell: ({ name }) => name },
          {
            key: 'alerts',
            label: t('stories.alerts'),
            cell: ({ alerts }) => (alerts ? t('stories.alerts.on') : t('stories.alerts.off')),
          },
          { key: 'unseen', label: t('stories.alerts.new'), number: true, cell: (view) => view.unseen },
          {
            key: 'forget',
            label: t('stories.forget'),
            unseenLabel: true,
            cell: ({ id, name }) => (
              <form method="post" action={`/desk/stories/saved/${id}/forget`}>
                <Button kind="quiet" label={`${t('stories.forget')}: ${name}`}>
                  {t('stories.forget')}
                </Button>
              </form>
            ),
          },
        ]}
      />
    </DeskPage>
  );
};
