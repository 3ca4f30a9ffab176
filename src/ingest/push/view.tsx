import type { Context } from 'hono';
import { type DeskEnv, DeskPage } from '../../identity/index.ts';
import { type Channel, type Outlet, outletName, outletPath } from '../../sources/index.ts';
import { Button, Empty, Form, Notice, Table, Time } from '../../ui/index.ts';
import type { PushToken } from '../store/push.ts';

type PushPageProps = {
  c: Context<DeskEnv>;
  outlet: Outlet;
  channel: Channel;
  tokens: readonly PushToken[];
  /** What waits for the end of its embargo. */
  held: { count: number; next: Date | null };
  now: Date;
  publicUrl: string;
  /** A token that was made just now: it is shown this once. */
  made?: string | undefined;
};

/** Where and how a portal sends, and the tokens that let it. */
export const PushPage = ({ c, outlet, channel, tokens, held, now, publicUrl, made }: PushPageProps) => {
  const { t, lang } = c.var;
  const path = `/desk/sources/channels/${channel.id}/push`;
  const address = `${publicUrl}/api/push/${channel.id}`;
  return (
    <DeskPage
      c={c}
      title={t('ingest.push.title')}
      lead={t('ingest.push.lead')}
      above={[
        { href: '/desk/sources', label: t('sources.title') },
        { href: outletPath(outlet.id), label: outletName(outlet, lang) },
      ]}
    >
      {made === undefined ? null : (
        <Notice kind="success" title={t('ingest.push.made')}>
          <pre class="panel">{made}</pre>
          <p>{t('ingest.push.made.text')}</p>
        </Notice>
      )}
      <section class="panel">
        <h2>{t('ingest.push.how')}</h2>
        <p>{t('ingest.push.how.text')}</p>
        <pre class="panel" tabindex={0} lang="en">
          <code>{`curl -X POST ${address} \\
  -H 'Authorization: Bearer TOKEN' \\
  -H 'Content-Type: application/json' \\
  -H 'Idempotency-Key: 2026-11-23-1' \\
  -d '{"items": [{"id": "tin-1", "version": 1, "title": "…",
       "url": "https://…/tin-1", "content_html": "<p>…</p>",
       "language": "vi", "date_published": "2026-11-23T08:00:00+07:00"}]}'`}</code>
        </pre>
        <p>
          <a href="/api/push/openapi.json">{t('ingest.push.described')}</a>
        </p>
      </section>
      {held.next === null ? null : (
        <p>
          {t('ingest.push.held', { count: held.count })} <Time at={held.next} reader={c.var} now={now} />
        </p>
      )}
      <Table
        reader={c.var}
        caption={t('ingest.push.tokens')}
        rows={tokens}
        empty={<Empty title={t('ingest.push.tokens.none')} text={t('ingest.push.tokens.none.text')} />}
        columns={[
          { key: 'token', label: t('ingest.push.token'), cell: ({ hint }) => <code>{`cspush_…${hint}`}</code> },
          {
            key: 'made',
            label: t('ingest.push.made.at'),
            cell: ({ madeAt }) => <Time at={madeAt} reader={c.var} now={now} />,
          },
          {
            key: 'used',
            label: t('ingest.push.used'),
            cell: ({ usedAt }) => (usedAt ? <Time at={usedAt} reader={c.var} now={now} /> : t('ingest.push.unused')),
          },
          {
            key: 'ends',
            label: t('ingest.push.ends'),
            cell: ({ endsAt }) =>
              endsAt === null ? t('ingest.push.goes-on') : <Time at={endsAt} reader={c.var} now={now} />,
          },
          {
            key: 'actions',
            label: t('sources.actions'),
            unseenLabel: true,
            cell: ({ id, hint, endsAt }) =>
              endsAt !== null && endsAt <= now ? (
                t('ingest.push.ended')
              ) : (
                <form method="post" action={`${path}/tokens/${id}/revoke`}>
                  <Button kind="quiet" label={t('ingest.push.revoke.label', { hint })}>
                    {t('ingest.push.revoke')}
                  </Button>
                </form>
              ),
          },
        ]}
      />
      <Form reader={c.var} action={`${path}/tokens`} label={t('ingest.push.make')}>
        <p class="quiet">{t('ingest.push.make.text')}</p>
        <p>
          <Button kind="strong">{t('ingest.push.make')}</Button>
        </p>
      </Form>
    </DeskPage>
  );
};
