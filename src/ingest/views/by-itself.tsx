import type { Context } from 'hono';
import { can, type DeskEnv } from '../../identity/index.ts';
import type { Channel } from '../../sources/index.ts';
import { Button, Foreign, Form, Time } from '../../ui/index.ts';
import { provesItself, type Subscription } from '../websub/subscription.ts';

type ByItselfProps = {
  c: Context<DeskEnv>;
  outletId: number;
  channels: readonly Channel[];
  subscriptions: ReadonlyMap<number, Subscription>;
  now: Date;
  /** Whether hubs can reach this portal. */
  reachable: boolean;
};

/** What an outlet sends by itself, without being asked: by the hubs of its feeds, and by pushing. */
export const ByItself = ({ c, outletId, channels, subscriptions, now, reachable }: ByItselfProps) => {
  const { t, person } = c.var;
  const sending = channels.filter(({ id, kind }) => kind === 'push' || subscriptions.has(id));
  const mayWrite = can(person, 'source.write');
  if (sending.length === 0 && !mayWrite) return null;
  return (
    <section class="panel" id="by-itself" aria-label={t('ingest.by-itself')}>
      <h2>{t('ingest.by-itself')}</h2>
      {sending.length === 0 ? null : (
        <dl class="facts">
          {sending.map((channel) => {
            const subscription = subscriptions.get(channel.id);
            return (
              <>
                <dt>
                  <Foreign>{channel.title ?? channel.url.replace(/^https?:\/\//, '')}</Foreign>
                </dt>
                <dd>
                  {subscription ? (
                    <HubWords c={c} channel={channel} subscription={subscription} now={now} reachable={reachable} />
                  ) : (
                    <>
                      {t('ingest.push.kind')}{' '}
                      {mayWrite ? (
                        <a href={`/desk/sources/channels/${channel.id}/push`}>{t('ingest.push.open')}</a>
                      ) : null}
                    </>
                  )}
                </dd>
              </>
            );
          })}
        </dl>
      )}
      {mayWrite && !sending.some(({ kind }) => kind === 'push') ? (
        <Form reader={c.var} action={`/desk/sources/outlets/${outletId}/push`} label={t('ingest.push.begin')}>
          <p class="quiet">{t('ingest.push.begin.text')}</p>
          <p>
            <Button>{t('ingest.push.begin')}</Button>
          </p>
        </Form>
      ) : null}
    </section>
  );
};

type HubWordsProps = Pick<ByItselfProps, 'c' | 'now' | 'reachable'> & { channel: Channel; subscription: Subscription };

/** How it stands with the hub of a feed, in plain words. */
const HubWords = ({ c, channel, subscription, now, reachable }: HubWordsProps) => {
  const { t } = c.var;
  const { hub, state, leaseUntil, lastPushAt, pushes, detail } = subscription;
  const host = URL.parse(hub)?.host ?? hub;
  if (!reachable && state !== 'active') return <>{t('ingest.websub.off', { host })}</>;
  const alive = provesItself(subscription, channel.gapSeconds, now);
  const shown = state === 'active' && !alive ? (lastPushAt === null ? 'new' : 'quiet') : state;
  return (
    <>
      {t(`ingest.websub.${shown}`, { host })}{' '}
      {state === 'active' && leaseUntil ? (
        <>
          {t('ingest.websub.lease')} <Time at={leaseUntil} reader={c.var} now={now} />
          {'. '}
        </>
      ) : null}
      {lastPushAt ? (
        <>
          {t('ingest.websub.last', { pushes })} <Time at={lastPushAt} reader={c.var} now={now} />
          {'. '}
        </>
      ) : null}
      {detail === null ? null : (
        <small class="quiet" lang="en">
          {detail}
        </small>
      )}
    </>
  );
};
