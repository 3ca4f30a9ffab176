import type { Context } from 'hono';
import type { DeskEnv } from '../../identity/index.ts';
import { type Channel, OutcomeWords } from '../../sources/index.ts';
import { Foreign, Table, Time } from '../../ui/index.ts';
import type { Visit } from '../store/visits.ts';
import { sizeIn } from './size.ts';

type VisitTableProps = {
  c: Context<DeskEnv>;
  visits: readonly Visit[];
  channels: readonly Pick<Channel, 'id' | 'title' | 'url'>[];
  now: Date;
};

/** The last visits to the channels of an outlet, each with what came of it in plain words. */
export const VisitTable = ({ c, visits, channels, now }: VisitTableProps) => {
  const { t, lang } = c.var;
  const named = new Map(channels.map(({ id, title, url }) => [id, title ?? url.replace(/^https?:\/\//, '')]));
  return (
    <Table
      reader={c.var}
      caption={t('ingest.visits')}
      rows={visits}
      fresh={now}
      now={now}
      href={({ id }) => `/desk/sources/visits/${id}`}
      empty={<p class="quiet">{t('ingest.visits.none')}</p>}
      columns={[
        { key: 'at', label: t('ingest.visit.at'), cell: ({ at }) => <Time at={at} reader={c.var} now={now} /> },
        {
          key: 'channel',
          label: t('sources.channel'),
          cell: ({ channelId }) => <Foreign>{named.get(channelId) ?? ''}</Foreign>,
        },
        {
          key: 'outcome',
          label: t('ingest.visit.outcome'),
          cell: ({ outcome, detail }) => <OutcomeWords t={t} outcome={outcome} detail={detail} />,
        },
        { key: 'found', label: t('ingest.visit.found'), number: true, cell: ({ found }) => found },
        { key: 'fresh', label: t('ingest.visit.fresh'), number: true, cell: ({ fresh }) => fresh },
        { key: 'changed', label: t('ingest.visit.changed'), number: true, cell: ({ changed }) => changed },
        {
          key: 'size',
          label: t('ingest.visit.size'),
          number: true,
          cell: ({ bytes }) => (bytes === null ? '' : sizeIn(lang, bytes)),
        },
        { key: 'time', label: t('ingest.visit.time'), number: true, cell: ({ milliseconds }) => `${milliseconds} ms` },
      ]}
    />
  );
};
