import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import { can, type DeskEnv, DeskPage } from '../../identity/index.ts';
import { type Channel, isFailure } from '../../sources/index.ts';
import { Button, Foreign, Meta, Notice, Table, Tag, Time } from '../../ui/index.ts';
import type { FaultCode } from '../feed/feed.ts';
import type { Visit } from '../store/visits.ts';
import { sizeIn } from './size.ts';

type Step = { label: string; words: Child; state: 'reached' | 'failed' | 'skipped' };

type VisitPageProps = { c: Context<DeskEnv>; visit: Visit; channel: Channel; back: string };

/** One visit step by step: what was asked, where it led, what came back, what was read and stored. */
export const VisitPage = ({ c, visit, channel, back }: VisitPageProps) => {
  const { t, person } = c.var;
  const failed = isFailure(visit.outcome);
  return (
    <DeskPage
      c={c}
      title={t('ingest.visit')}
      above={[
        { href: '/desk/sources', label: t('sources.title') },
        { href: back, label: channel.title ?? channel.url },
      ]}
      lead={
        <Meta
          items={[
            <Foreign>{visit.url}</Foreign>,
            <Time at={visit.at} reader={c.var} />,
            visit.cause === 'schedule' ? null : t(`ingest.cause.${visit.cause}`),
          ]}
        />
      }
      actions={
        can(person, 'source.write') ? (
          <form method="post" action={`/desk/sources/channels/${channel.id}/try`}>
            <Button kind="strong">{t('ingest.try')}</Button>
          </form>
        ) : null
      }
    >
      <Notice
        kind={failed ? 'error' : visit.outcome === 'empty' ? 'warning' : 'success'}
        title={t(`sources.outcome.${visit.outcome}`)}
      >
        {visit.detail === null ? null : <p lang="en">{visit.detail}</p>}
      </Notice>
      <Table
        reader={c.var}
        caption={t('ingest.visit.of', { url: visit.url })}
        rows={stepsOf(c, visit)}
        columns={[
          { key: 'step', label: t('ingest.step'), cell: ({ label }) => label },
          {
            key: 'state',
            label: t('ingest.step.state'),
            cell: ({ state }) => (
              <Tag tone={state === 'reached' ? 'jade' : state === 'failed' ? 'lacquer' : 'plain'}>
                {t(`ingest.step.${state}`)}
              </Tag>
            ),
          },
          { key: 'words', label: t('ingest.visit.outcome'), cell: ({ words }) => words },
        ]}
      />
      <Faults c={c} visit={visit} />
    </DeskPage>
  );
};

function stepsOf(c: Context<DeskEnv>, visit: Visit): Step[] {
  const { t, lang } = c.var;
  const { status, milliseconds, bytes, format } = visit;
  const failed = isFailure(visit.outcome);
  // Each step is told by what it left behind; where one failed, the later ones were not reached.
  const answered = status !== null;
  const understood = answered && !failed;
  const skipped = { words: null, state: 'skipped' } as const;
  return [
    { label: t('ingest.step.ask'), words: <Foreign>{visit.url}</Foreign>, state: 'reached' },
    ...visit.redirects.map((redirect) => ({
      label: t('ingest.step.redirect'),
      words: (
        <Foreign>
          {redirect.status} {redirect.url}
        </Foreign>
      ),
      state: 'reached' as const,
    })),
    {
      label: t('ingest.step.answer'),
      words: answered
        ? t('ingest.step.answer.text', { status, size: sizeIn(lang, bytes ?? 0), milliseconds })
        : t('ingest.step.answer.none', { milliseconds }),
      state: answered && status < 400 ? 'reached' : 'failed',
    },
    {
      label: t('ingest.step.read'),
      ...(understood
        ? {
            words:
              format === null
                ? t('sources.outcome.unchanged')
                : t('ingest.step.read.text', { format, found: visit.found }),
            state: 'reached',
          }
        : answered && status < 400
          ? { words: t(`sources.outcome.${visit.outcome}`), state: 'failed' }
          : skipped),
    },
    {
      label: t('ingest.step.stored'),
      ...(understood ? { words: t('ingest.step.stored.text', visit), state: 'reached' } : skipped),
    },
  ];
}

const Faults = ({ c, visit }: { c: Context<DeskEnv>; visit: Visit }) =>
  visit.faults.length === 0 ? null : (
    <section class="panel">
      <h2>{c.var.t('ingest.faults')}</h2>
      <ul>
        {visit.faults.map(({ code, count, example }) => (
          <li>
            {faultWords(c, code, count)}{' '}
            {example === undefined ? null : (
              <small class="quiet">
                <Foreign>{example}</Foreign>
              </small>
            )}
          </li>
        ))}
      </ul>
    </section>
  );

function faultWords(c: Context<DeskEnv>, code: FaultCode, count: number): string {
  const { t } = c.var;
  return code === 'bad-date' || code === 'odd-date' ? t(`ingest.fault.${code}`, { count }) : t(`ingest.fault.${code}`);
}
