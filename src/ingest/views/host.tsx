import type { Context } from 'hono';
import type { DeskEnv } from '../../identity/index.ts';
import { Notice, Time } from '../../ui/index.ts';
import type { FailingHost } from '../store/hosts.ts';

/** Says that a host does not answer, why, and when it is asked again. */
export const HostNotice = ({ c, host, now }: { c: Context<DeskEnv>; host: FailingHost; now: Date }) => {
  const { t } = c.var;
  return (
    <Notice kind="warning" title={t('ingest.host', { host: host.host })}>
      <p>{t('ingest.host.text')}</p>
      <p>
        {t('ingest.host.retry')}: <Time at={host.retryAt} reader={c.var} now={now} /> ·{' '}
        <small class="quiet" lang="en">
          {host.detail}
        </small>
      </p>
    </Notice>
  );
};
