import type { Context } from 'hono';
import type { Child, PropsWithChildren } from 'hono/jsx';
import { can, type DeskEnv, DeskPage } from '../../identity/index.ts';
import { nameIn } from '../../places/index.ts';
import { Button, Empty, Field, Foreign, Form, Meta, Sparkline, Table, Time } from '../../ui/index.ts';
import { type AddressFault, addressFaults } from '../channel.ts';
import { outletName } from '../outlet.ts';
import type { OutletFacts } from '../survey.ts';
import { Contacts } from './contacts.tsx';
import { Findings } from './findings.tsx';
import { Joinings } from './join.tsx';
import { HealthTag, OutcomeWords, OutletMeta, outletPath, VerificationTag } from './parts.tsx';

type Channel = OutletFacts['channels'][number];

type OutletPageProps = PropsWithChildren<{
  c: Context<DeskEnv>;
  now: Date;
  facts: OutletFacts;
  /** What a later module can do with a channel: buttons beside ours. */
  actions: (channel: Channel) => Child;
  /** What a later module knows of a channel: stands under its name. */
  about?: (channel: Channel) => Child;
  /** How channels are added; a form for a bare address where it is left out. */
  adding?: Child;
}>;

/** What the register says of an outlet, its channels with their health, and below it what later modules know. */
export const OutletPage = (props: OutletPageProps) => {
  const { c, facts, adding, children } = props;
  const { t, lang, person } = c.var;
  const { outlet, health, days, perDay, contacts } = facts;
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
          <>
            <Button kind="quiet" href={`/desk/sources/join?outlet=${outlet.id}`}>
              {t('sources.join.open')}
            </Button>
            <Button href={`${outletPath(outlet.id)}/edit`} keys="e">
              {t('sources.edit')}
            </Button>
          </>
        ) : null
      }
    >
      <Channels {...props} />
      <div class="beside beside-narrow">
        <div class="flow">
          {mayWrite ? (adding ?? <AddChannel c={c} outletId={outlet.id} />) : null}
          {contacts ? <Contacts c={c} outletId={outlet.id} contacts={contacts} /> : null}
          <Joinings c={c} joinings={facts.joinings} mayUndo={mayWrite} />
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

const Channels = ({ c, now, facts, actions, about }: OutletPageProps) => {
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
        {
          key: 'channel',
          label: t('sources.channel'),
          cell: (channel) => (
            <>
              <ChannelName channel={channel} />
              <Verified c={c} channel={channel} now={now} />
              {about?.(channel)}
            </>
          ),
        },
        {
          key: 'health',
          label: t('sources.health'),
          cell: ({ health, findings }) => (
            <div>
              <HealthTag t={t} health={health} />
              <Findings reader={c.var} findings={findings} />
            </div>
          ),
        },
        {
          key: 'days',
          label: t('sources.items'),
          cell: ({ id }) => (
            <Sparkline
              reader={c.var}
              id={`rhythm-${id}`}
              title={t('sources.items.day')}
              points={(facts.channelDays.get(id) ?? []).map((value, place) => ({
                label: facts.days[place] ?? '',
                value,
              }))}
            />
          ),
        },
        {
          key: 'visited',
          label: t('sources.visited'),
          cell: ({ visitedAt, outcome, detail }) => (
            <div>
              {visitedAt ? <Time at={visitedAt} reader={c.var} now={now} /> : null}
              {outcome ? (
                <p class="last-visit">
                  <OutcomeWords t={t} outcome={outcome} detail={detail} />
                </p>
              ) : null}
            </div>
          ),
        },
        { key: 'next', label: t('sources.next'), cell: (channel) => <NextVisit c={c} channel={channel} now={now} /> },
        {
          key: 'actions',
          label: t('sources.actions'),
          unseenLabel: true,
          cell: (channel) => (
            <div class="actions">
              {actions(channel)}
              {can(person, 'source.write') ? <OwnActions c={c} channel={channel} /> : null}
            </div>
          ),
        },
      ]}
    />
  );
};

const ChannelName = ({ channel }: { channel: Channel }) => (
  <>
    <a href={channel.url} rel="noreferrer">
      <Foreign>{channel.title ?? channel.url.replace(/^https?:\/\//, '')}</Foreign>
    </a>
    <Meta
      items={[
        channel.kind === 'feed' ? null : channel.kind,
        channel.title === null ? null : <Foreign>{channel.url.replace(/^https?:\/\//, '')}</Foreign>,
        channel.language,
        channel.note,
      ]}
    />
  </>
);

/** How an address stands that nobody could check, in plain words; nothing where a person registered it. */
const Verified = ({ c, channel, now }: { c: Context<DeskEnv>; channel: Channel; now: Date }) => {
  const { t } = c.var;
  const { verification, verifiedAt } = channel;
  if (verification === null) return null;
  if (verification === 'verified' && verifiedAt !== null)
    return (
      <Meta
        items={[
          <>
            {t('sources.verification.verified')} <Time at={verifiedAt} reader={c.var} now={now} />
          </>,
        ]}
      />
    );
  return (
    <p class="last-visit">
      <VerificationTag t={t} verification={verification} />{' '}
      <span class="quiet">
        {t(verification === 'untried' ? 'sources.verification.untried.text' : 'sources.verification.failed.text')}
      </span>
    </p>
  );
};

const NextVisit = ({ c, channel, now }: { c: Context<DeskEnv>; channel: Channel; now: Date }) => {
  if (channel.state === 'paused') return null;
  // A channel that has just been started has no moment yet: it is due.
  if (channel.dueAt === null || channel.dueAt <= now) return <>{c.var.t('sources.next.soon')}</>;
  return <Time at={channel.dueAt} reader={c.var} now={now} />;
};

const OwnActions = ({ c, channel }: { c: Context<DeskEnv>; channel: Channel }) => {
  const { t } = c.var;
  const active = channel.state === 'active';
  const words = t(active ? 'sources.state.pause' : 'sources.state.start');
  const path = `/desk/sources/channels/${channel.id}`;
  return (
    <>
      <form method="post" action={`${path}/state`}>
        <input type="hidden" name="state" value={active ? 'paused' : 'active'} />
        <Button kind="quiet" label={`${words}: ${channel.url}`}>
          {words}
        </Button>
      </form>
      {channel.fetchUrl === channel.url ? null : (
        <form method="post" action={`${path}/adopt`}>
          <Button kind="quiet" label={`${t('sources.channel.adopt')}: ${channel.fetchUrl}`}>
            {t('sources.channel.adopt')}
          </Button>
        </form>
      )}
      <Button kind="quiet" href={`${path}/edit`} label={`${t('sources.edit')}: ${channel.url}`}>
        {t('sources.edit')}
      </Button>
    </>
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

const Facts = ({ c, facts: { outlet, organisation } }: Pick<OutletPageProps, 'c' | 'facts'>) => {
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
    [t('sources.organisation'), organisation],
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
