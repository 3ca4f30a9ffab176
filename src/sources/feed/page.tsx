import type { Context } from 'hono';
import { type DeskEnv, DeskPage } from '../../identity/index.ts';
import { Actions, Button, Field, Form, Meta, Notice, Time } from '../../ui/index.ts';
import type { AlertFeed } from '../store/alert-feeds.ts';

type AlertFeedPageProps = {
  c: Context<DeskEnv>;
  feed: AlertFeed | undefined;
  now: Date;
  /** An address that was made just now: it is shown this once. */
  made?: string;
};

/** The private feed of alerts of whoever looks. */
export const AlertFeedPage = ({ c, feed, now, made }: AlertFeedPageProps) => {
  const { t, person } = c.var;
  return (
    <DeskPage
      c={c}
      title={t('sources.feed')}
      lead={t('sources.feed.lead')}
      above={[
        { href: '/desk/sources', label: t('sources.title') },
        { href: '/desk/sources/alerts', label: t('sources.alerts') },
      ]}
    >
      {made === undefined ? null : (
        <Notice kind="success" title={t('sources.feed.made')}>
          <pre class="panel">{made}</pre>
          <p>{t('sources.feed.made.text')}</p>
        </Notice>
      )}
      {feed ? (
        <section class="panel">
          <h2>{t('sources.feed.yours')}</h2>
          <Meta
            items={[
              <code>{`csfeed_…${feed.hint}`}</code>,
              feed.scope === 'own' ? t('sources.feed.own', { name: person.organisation.name }) : t('sources.feed.all'),
              <>
                {t('sources.feed.made-at')} <Time at={feed.madeAt} reader={c.var} now={now} />
              </>,
              feed.usedAt ? (
                <>
                  {t('sources.feed.used-at')} <Time at={feed.usedAt} reader={c.var} now={now} />
                </>
              ) : (
                t('sources.feed.unused')
              ),
            ]}
          />
          <form method="post" action="/desk/sources/alerts/feed/end">
            <Actions>
              <Button kind="quiet">{t('sources.feed.end')}</Button>
            </Actions>
          </form>
        </section>
      ) : null}
      <Form reader={c.var} action="/desk/sources/alerts/feed" label={t('sources.feed')}>
        <Field
          reader={c.var}
          type="radios"
          name="scope"
          label={t('sources.feed.scope')}
          required
          value={feed?.scope ?? 'all'}
          options={[
            { value: 'all', label: t('sources.feed.all') },
            { value: 'own', label: t('sources.feed.own', { name: person.organisation.name }) },
          ]}
        />
        {feed ? <p class="hint">{t('sources.feed.renew.text')}</p> : null}
        <Actions>
          <Button kind="strong">{t(feed ? 'sources.feed.renew' : 'sources.feed.make')}</Button>
        </Actions>
      </Form>
    </DeskPage>
  );
};
