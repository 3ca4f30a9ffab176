import type { Context } from 'hono';
import { type DeskEnv, DeskPage } from '../../identity/index.ts';
import { type Channel, type Outlet, outletName, outletPath } from '../../sources/index.ts';
import { Foreign, Meta, Notice, Tag, Time } from '../../ui/index.ts';
import type { Item } from '../item.ts';
import type { Kin } from '../items.tsx';
import { showable } from '../showable.ts';
import type { Standing, State } from '../store/history.ts';
import type { Visit } from '../store/visits.ts';
import { Attachments } from './attachments.tsx';
import { ItemHistory } from './item-history.tsx';
import { Provenance } from './provenance.tsx';
import { VisitTable } from './visits.tsx';

/** What the page of an item shows. */
export type ItemPageProps = {
  c: Context<DeskEnv>;
  now: Date;
  /** In which the country counts its days. */
  timeZone: string;
  /** All states, the newest last. */
  states: readonly State[];
  /** The two states that are compared; undefined when there is only one. */
  beside: readonly [State, State] | undefined;
  kin: Kin | undefined;
  /** Other items that are spoken of, and the outlets of all. */
  related: ReadonlyMap<number, Item>;
  outlets: ReadonlyMap<number, Outlet>;
  standing: Standing;
  channel: Channel | undefined;
  visits: readonly Visit[];
};

/** One item: its text, all its states, where it was taken from, what may be shown of it, how it is known. */
export const ItemPage = (props: ItemPageProps) => {
  const { c, now, states, outlets, kin, channel, visits } = props;
  const { t, lang } = c.var;
  const item = states.at(-1) as State;
  const outlet = outlets.get(item.outletId);
  return (
    <DeskPage
      c={c}
      title={item.title}
      above={[
        { href: '/desk/sources', label: t('sources.title') },
        ...(outlet ? [{ href: outletPath(outlet.id), label: outletName(outlet, lang) }] : []),
      ]}
      lead={
        <Meta
          items={[
            outlet ? t(`sources.class.${outlet.class}`) : null,
            item.lang,
            <Time at={item.published} reader={c.var} now={now} />,
            item.dated ? null : t('ingest.undated'),
            item.withdrawn ? <Tag tone="lacquer">{t('ingest.withdrawn')}</Tag> : null,
            item.url === null || item.withdrawn ? null : (
              <a href={item.url} rel="noreferrer">
                {t('ingest.item.open')}
              </a>
            ),
            kin ? <a href={`/desk/stories/${kin.storyId}`}>{t('ingest.item.story')}</a> : null,
          ]}
        />
      }
    >
      {item.withdrawn ? (
        <Notice kind="warning" title={t('ingest.withdrawn')}>
          <p>
            {t(`ingest.withdrawn.${item.withdrawn}`)} <Time at={item.seen} reader={c.var} now={now} />
          </p>
          <p>{t('ingest.withdrawn.text')}</p>
        </Notice>
      ) : null}
      <Provenance {...props} item={item} />
      <ItemHistory {...props} />
      <Text c={c} item={item} />
      <Attachments c={c} attachments={item.attachments} />
      <Rights {...props} item={item} outlet={outlet} />
      <Known {...props} item={item} />
      {channel ? <VisitTable c={c} visits={visits} channels={[channel]} now={now} /> : null}
    </DeskPage>
  );
};

const Text = ({ c, item }: { c: Context<DeskEnv>; item: State }) => {
  const { t } = c.var;
  return (
    <section class="panel" aria-labelledby="text">
      <h2 id="text">{t('ingest.text')}</h2>
      <p class="quiet">
        {item.withdrawn ? t('ingest.text.withdrawn') : t(`ingest.origin.${item.origin ?? 'waiting'}`)}
        {item.detail === null ? null : (
          <>
            {' · '}
            <span lang="en">{item.detail}</span>
          </>
        )}
      </p>
      {item.text === '' ? null : (
        <details open={item.text.length < 3_000}>
          <summary>{t('ingest.text.show', { count: item.text.length })}</summary>
          <div lang={item.lang}>
            {item.text
              .split('\n')
              .filter((line) => line !== '')
              .map((line) => (
                <p>{line}</p>
              ))}
          </div>
        </details>
      )}
    </section>
  );
};

const Rights = ({ c, now, timeZone, item, outlet }: ItemPageProps & { item: State; outlet: Outlet | undefined }) => {
  const { t } = c.var;
  const shown = outlet && showable(item, outlet, { now, timeZone });
  return (
    <section class="panel" aria-labelledby="rights">
      <h2 id="rights">{t('ingest.rights')}</h2>
      <p>{shown ? t(`ingest.rights.${shown.rights}`) : t('ingest.rights.none')}</p>
      {outlet?.agreement ? (
        <Meta
          items={[
            <Foreign>{outlet.agreement}</Foreign>,
            outlet.rightsFrom === null ? null : t('ingest.rights.from', { day: outlet.rightsFrom }),
            outlet.rightsUntil === null ? null : t('ingest.rights.until', { day: outlet.rightsUntil }),
          ]}
        />
      ) : null}
      {shown?.excerpt ? (
        <blockquote lang={item.lang}>
          <p>{shown.excerpt}</p>
        </blockquote>
      ) : null}
    </section>
  );
};

const Known = ({ c, now, item, standing }: ItemPageProps & { item: State }) => {
  const { t } = c.var;
  const { keys, watch } = standing;
  return (
    <section class="panel" aria-labelledby="known">
      <h2 id="known">{t('ingest.known')}</h2>
      <dl class="facts">
        <dt>{t('ingest.address')}</dt>
        <dd>{item.url === null ? t('ingest.address.none') : <Foreign>{item.url}</Foreign>}</dd>
        <dt>{t('ingest.keys')}</dt>
        <dd>
          <details>
            <summary>{t('ingest.keys.count', { count: keys.length })}</summary>
            <ul>
              {keys.map((key) => (
                <li>
                  <code>{key}</code>
                </li>
              ))}
            </ul>
          </details>
        </dd>
        <dt>{t('ingest.watch')}</dt>
        <dd>
          {watch === null ? (
            t('ingest.watch.none')
          ) : (
            <>
              {t('ingest.watch.due')} <Time at={watch.dueAt} reader={c.var} now={now} />
              {watch.missingSince === null ? null : (
                <>
                  {' · '}
                  {t('ingest.watch.missing')} <Time at={watch.missingSince} reader={c.var} now={now} />
                </>
              )}
            </>
          )}
        </dd>
      </dl>
    </section>
  );
};
