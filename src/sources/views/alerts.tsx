import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import { can, type DeskEnv, DeskPage } from '../../identity/index.ts';
import { Button, Foreign, Meta, Notice, Table, Time } from '../../ui/index.ts';
import type { Alert } from '../alert.ts';
import type { Channel } from '../channel.ts';
import { type Outlet, outletName } from '../outlet.ts';
import { OutcomeWords, OutletName, outletPath, SourceTabs } from './parts.tsx';

type AlertsProps = {
  c: Context<DeskEnv>;
  now: Date;
  waiting: readonly Alert[];
  seen: readonly Alert[];
  over: readonly Alert[];
  outlets: ReadonlyMap<number, Outlet>;
  /** The channels that live on a host. */
  onHost: ReadonlyMap<string, readonly Channel[]>;
};

/** What has fallen silent, broken or gone out: waiting for a person, seen to, and over. */
export const AlertsPage = (props: AlertsProps) => {
  const { c, now, waiting, seen, over } = props;
  const { t, person } = c.var;
  const mayWrite = can(person, 'source.write');
  const name = {
    key: 'subject',
    label: t('sources.alert'),
    cell: (alert: Alert) => <Subject {...props} alert={alert} />,
  };
  const since = {
    key: 'since',
    label: t('sources.since'),
    cell: ({ noticedAt }: Alert) => <Time at={noticedAt} reader={c.var} now={now} />,
  };
  const href = (alert: Alert) => leadsTo(props, alert);
  return (
    <DeskPage
      c={c}
      title={t('sources.alerts')}
      lead={t('sources.alerts.lead')}
      above={[{ href: '/desk/sources', label: t('sources.title') }]}
      actions={
        <>
          <Button kind="quiet" href="/desk/sources/alerts/feed">
            {t('sources.feed')}
          </Button>
          {mayWrite && waiting.length > 1 ? (
            <form method="post" action="/desk/sources/alerts/seen">
              <Button>{t('sources.alert.seen.all')}</Button>
            </form>
          ) : null}
        </>
      }
    >
      <SourceTabs c={c} current="alerts" alerts={waiting.length} />
      {waiting.length === 0 ? (
        <Notice kind="success" title={t('sources.alerts.none')} />
      ) : (
        <Table
          reader={c.var}
          caption={t('sources.alerts.waiting')}
          rows={waiting}
          fresh={now}
          now={now}
          href={href}
          columns={[
            name,
            since,
            {
              key: 'actions',
              label: t('sources.actions'),
              unseenLabel: true,
              cell: (alert) =>
                mayWrite ? (
                  <form method="post" action={`/desk/sources/alerts/${alert.id}/seen`}>
                    <Button kind="quiet" keys="x" label={`${t('sources.alert.seen')}: ${plainSubject(props, alert)}`}>
                      {t('sources.alert.seen')}
                    </Button>
                  </form>
                ) : null,
            },
          ]}
        />
      )}
      {seen.length > 0 ? (
        <Table
          reader={c.var}
          caption={t('sources.alerts.seen')}
          rows={seen}
          href={href}
          columns={[
            name,
            since,
            {
              key: 'by',
              label: t('sources.alert.by'),
              cell: ({ seenBy, seenAt }) => (
                <Meta items={[<Foreign>{seenBy}</Foreign>, seenAt && <Time at={seenAt} reader={c.var} now={now} />]} />
              ),
            },
            {
              key: 'actions',
              label: t('sources.actions'),
              unseenLabel: true,
              cell: (alert) =>
                mayWrite ? (
                  <form method="post" action={`/desk/sources/alerts/${alert.id}/unseen`}>
                    <Button kind="quiet" label={`${t('sources.alert.unseen')}: ${plainSubject(props, alert)}`}>
                      {t('sources.alert.unseen')}
                    </Button>
                  </form>
                ) : null,
            },
          ]}
        />
      ) : null}
      {over.length > 0 ? (
        <Table
          reader={c.var}
          caption={t('sources.alerts.over')}
          rows={over}
          href={href}
          columns={[
            name,
            since,
            {
              key: 'over',
              label: t('sources.alert.over'),
              cell: ({ resolution, resolvedAt }) => (
                <Meta
                  items={[
                    resolution && t(`sources.alert.resolution.${resolution}`),
                    resolvedAt && <Time at={resolvedAt} reader={c.var} now={now} />,
                  ]}
                />
              ),
            },
          ]}
        />
      ) : null}
    </DeskPage>
  );
};

const leadsTo = ({ onHost }: Pick<AlertsProps, 'onHost'>, { outletId, host }: Alert): string => {
  const [first] = onHost.get(host ?? '') ?? [];
  if (outletId !== null) return outletPath(outletId);
  return first ? outletPath(first.outletId) : '/desk/sources/outlets?need=host';
};

function plainSubject({ c, outlets }: AlertsProps, { outletId, host }: Alert): string {
  const outlet = outlets.get(outletId ?? 0);
  return outlet ? outletName(outlet, c.var.lang) : (host ?? '');
}

const Subject = (props: AlertsProps & { alert: Alert }): Child => {
  const { c, alert, outlets, onHost } = props;
  const { t, lang } = c.var;
  const outlet = outlets.get(alert.outletId ?? 0);
  const named = outlet ? <OutletName outlet={outlet} lang={lang} /> : <Foreign>{alert.host}</Foreign>;
  const channels = onHost.get(alert.host ?? '') ?? [];
  return (
    <>
      {named}: {t(`sources.alert.${alert.kind}`)}
      <Meta
        items={[
          alert.kind === 'silent' || alert.outcome === null ? null : (
            <OutcomeWords t={t} outcome={alert.outcome} detail={null} />
          ),
          alert.host === null
            ? null
            : t('sources.alert.channels', {
                channels: channels.length,
                outlets: new Set(channels.map(({ outletId }) => outletId)).size,
              }),
        ]}
      />
    </>
  );
};
