import type { Context } from 'hono';
import type { Child, PropsWithChildren } from 'hono/jsx';
import { can, type DeskEnv, DeskPage } from '../../identity/index.ts';
import { nameIn } from '../../places/index.ts';
import { Button, Empty, Field, Foreign, Form, Meta, Sparkline, Table, Time } from '../../ui/index.ts';
import { type AddressFault, addressFaults } from '../channel.ts';
import { outletName } from '../outlet.ts';
import type { OutletFacts } from '../survey.ts';
import { HealthTag, OutcomeWords, OutletMeta, outletPath } from './parts.tsx';

type Channel = OutletFacts['channels'][number];

type OutletPageProps = PropsWithChildren<{
  c: Context<DeskEnv>;
  now: Date;
  facts: OutletFacts;
  /** What a later module can do with a channel. */
  actions: (channel: Channel) => Child;
}>;

/** What the register says of an outlet, its channels with their health, and below it what later modules know. */
export const OutletPage = ({ c, now, facts, actions, children }: OutletPageProps) => {
  const { t, lang, person } = c.var;
  const { outlet, health, days, perDay } = facts;
  const mayWrite = can(person, 'source.write');
  return (
    <DeskPage
      c={c}
      title={outletName(outlet, lang)}
      above={[
        { href: '/desk/sources', label: t('sources.title') },
        { href: '/desk/sources/outlets', label: t('sources.outlets') },
      ]}
      lead={<OutletMeta t={t} outlet={outlet} place={facts.place && nameIn(facts.place.names, lang)} />}
      actions={
        mayWrite ? (
          <Button href={`${outletPath(outlet.id)}/edit`} keys="e">
            {t('sources.edit')}
          </Button>
        ) : null
      }
    >
      <div class="beside beside-narrow">
        <div class="flow">
          <Channels c={c} now={now} facts={facts} actions={actions} />
          {mayWrite ? <AddChannel c={c} outletId={outlet.id} /> : null}
        </div>
        <section class="panel" aria-label={t('sources.facts')}>
          <p>
            <HealthTag t={t} health={health} /> {t(`sources.health.${health}.hint`)}
          </p>
          <p>
            <Sparkline
              reader={c.var}
              id="rhythm"
              title={t('sources.items')}
              width={240}
              height={48}
              points={perDay.map((value, place) => ({ label: days[place] ?? '', value }))}
            />
          </p>
          <Facts c={c} facts={facts} />
        </section>
      </div>
      {children}
    </DeskPage>
  );
};

const Channels = ({ c, now, facts, actions }: Omit<OutletPageProps, 'children'>) => {
  const { t, person } = c.var;
  return (
    <Table
      reader={c.var}
      caption={t('sources.channels')}
      rows={facts.channels}
      fresh={now}
      now={now}
      empty={<Empty title={t('sources.channel.none')} text={t('sources.channel.none.text')} />}
      columns={[
        { key: 'channel', label: t('sources.channel'), cell: (channel) => <ChannelName c={c} channel={channel} /> },
        { key: 'health', label: t('sources.health'), cell: ({ health }) => <HealthTag t={t} health={health} /> },
        {
          key: 'reason',
          label: t('sources.reason'),
          cell: ({ outcome, detail }) => outcome && <OutcomeWords t={t} outcome={outcome} detail={detail} />,
        },
        {
          key: 'visited',
          label: t('sources.visited'),
          cell: ({ visitedAt }) => visitedAt && <Time at={visitedAt} reader={c.var} now={now} />,
        },
        { key: 'next', label: t('sources.next'), cell: (channel) => <NextVisit c={c} channel={channel} now={now} /> },
        {
          key: 'actions',
          label: t('sources.actions'),
          unseenLabel: true,
          cell: (channel) => (
            <div class="actions">
              {actions(channel)}
              {can(person, 'source.write') ? <Switch c={c} channel={channel} /> : null}
            </div>
          ),
        },
      ]}
    />
  );
};

const ChannelName = ({ c, channel }: { c: Context<DeskEnv>; channel: Channel }) => (
  <>
    <a href={channel.url} rel="noreferrer">
      <Foreign>{channel.title ?? channel.url.replace(/^https?:\/\//, '')}</Foreign>
    </a>
    <Meta
      items={[
        channel.title === null ? null : <Foreign>{channel.url.replace(/^https?:\/\//, '')}</Foreign>,
        channel.language,
        channel.fetchUrl === channel.url ? null : c.var.t('sources.channel.moved', { url: channel.fetchUrl }),
        channel.note,
      ]}
    />
  </>
);

const NextVisit = ({ c, channel, now }: { c: Context<DeskEnv>; channel: Channel; now: Date }) => {
  if (channel.state === 'paused') return null;
  // A channel that has just been started has no moment yet: it is due.
  if (channel.dueAt === null || channel.dueAt <= now) return <>{c.var.t('sources.next.soon')}</>;
  return <Time at={channel.dueAt} reader={c.var} now={now} />;
};

const Switch = ({ c, channel }: { c: Context<DeskEnv>; channel: Channel }) => {
  const { t } = c.var;
  const active = channel.state === 'active';
  const words = t(active ? 'sources.state.pause' : 'sources.state.start');
  return (
    <form method="post" action={`/desk/sources/channels/${channel.id}/state`}>
      <input type="hidden" name="state" value={active ? 'paused' : 'active'} />
      <Button kind="quiet" label={`${words}: ${channel.url}`}>
        {words}
      </Button>
    </form>
  );
};

const AddChannel = ({ c, outletId }: { c: Context<DeskEnv>; outletId: number }) => {
  const { t } = c.var;
  const { url, fault, owner = '' } = c.req.query();
  const error =
    fault === 'there'
      ? t('sources.wrong.address-there', { name: owner })
      : isFault(fault)
        ? t(`sources.wrong.address-${fault}`)
        : undefined;
  return (
    <section class="panel" id="channel">
      <Form
        reader={c.var}
        action={`${outletPath(outletId)}/channels`}
        inline
        label={t('sources.channel.add')}
        errors={error === undefined ? {} : { url: error }}
      >
        <Field
          reader={c.var}
          name="url"
          inputmode="url"
          label={t('sources.address')}
          hint={t('sources.address.hint')}
          value={url}
          error={error}
          required
          maxlength={2_000}
          placeholder="https://"
        />
        <Button>{t('sources.channel.add')}</Button>
      </Form>
    </section>
  );
};

const isFault = (text: string | undefined): text is AddressFault =>
  (addressFaults as readonly (string | undefined)[]).includes(text);

const Facts = ({ c, facts: { outlet } }: Pick<OutletPageProps, 'c' | 'facts'>) => {
  const { t } = c.var;
  const rows: [string, Child][] = [
    [
      t('sources.rights'),
      <Meta
        items={[
          t(`sources.rights.${outlet.rights}`),
          outlet.agreement,
          outlet.rightsFrom && t('sources.rights.from.day', { day: outlet.rightsFrom }),
          outlet.rightsUntil && t('sources.rights.until.day', { day: outlet.rightsUntil }),
        ]}
      />,
    ],
    [
      t('sources.home'),
      outlet.home && (
        <a href={outlet.home} rel="noreferrer">
          {outlet.home.replace(/^https?:\/\//, '')}
        </a>
      ),
    ],
    [t('sources.languages'), outlet.languages.join(', ')],
    [t('sources.note'), outlet.note],
  ];
  return (
    <dl class="facts">
      {rows
        .filter(([, value]) => value !== null && value !== '')
        .map(([label, value]) => (
          <>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </>
        ))}
    </dl>
  );
};
