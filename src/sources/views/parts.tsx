import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import { type DeskEnv, DeskPage } from '../../identity/index.ts';
import type { Translate } from '../../platform/index.ts';
import { Button, Empty, Foreign, Meta, Tabs, Tag } from '../../ui/index.ts';
import { type Health, isFailure, type Outcome, type Standing } from '../health.ts';
import { type Outlet, outletName } from '../outlet.ts';
import type { Verification } from '../verification.ts';

const tones = {
  fresh: 'jade',
  silent: 'gold',
  failing: 'gold',
  broken: 'lacquer',
  waiting: 'plain',
  paused: 'plain',
} as const satisfies Record<Health, string>;

/** The word for how a channel or an outlet fares. */
export const HealthTag = ({ t, health }: { t: Translate; health: Health }) => (
  <Tag tone={tones[health]}>{t(`sources.health.${health}`)}</Tag>
);

const standingTones = { fresh: 'jade', silent: 'gold', broken: 'lacquer', none: 'plain' } as const satisfies Record<
  Standing,
  string
>;

/** The word for how an outlet stands on the map; or other words in its colour. */
export const StandingTag = ({ t, standing, words }: { t: Translate; standing: Standing; words?: Child }) => (
  <Tag tone={standingTones[standing]}>{words ?? t(`sources.standing.${standing}`)}</Tag>
);

/** What came of the last visit in plain words, with the technical reason behind it. */
export const OutcomeWords = ({ t, outcome, detail }: { t: Translate; outcome: Outcome; detail: string | null }) => (
  <>
    {t(`sources.outcome.${outcome}`)}
    {isFailure(outcome) && detail !== null ? (
      <>
        <br />
        <small class="quiet" lang="en">
          {detail}
        </small>
      </>
    ) : null}
  </>
);

/** The word for an address that nobody could check, or that a visit has shown to be right. */
export const VerificationTag = ({ t, verification }: { t: Translate; verification: Verification }) => (
  <Tag tone={verification === 'failed' ? 'lacquer' : verification === 'untried' ? 'gold' : 'plain'}>
    {t(`sources.verification.${verification}`)}
  </Tag>
);

/** The name of an outlet, in the reader's language where it has one. */
export const OutletName = ({
  outlet,
  lang,
}: {
  outlet: Pick<Outlet, 'name' | 'names' | 'languages'>;
  lang: string;
}) => {
  const name = outletName(outlet, lang);
  return <Foreign lang={name === outlet.names[lang] ? undefined : outlet.languages[0]}>{name}</Foreign>;
};

/** The outlet's class and domain, as a quiet line. */
export const OutletMeta = ({ t, outlet, place }: { t: Translate; outlet: Outlet; place?: string | undefined }) => (
  <Meta
    items={[
      t(`sources.class.${outlet.class}`),
      place,
      outlet.domain,
      outlet.validTo === null ? null : t('sources.former', { day: outlet.validTo }),
    ]}
  />
);

export const outletPath = (id: number): string => `/desk/sources/outlets/${id}`;

/** A place in a form: its code and the first day on which the code meant it. */
export const keyText = ({ code, validFrom }: { code: string; validFrom: string }): string => `${code}@${validFrom}`;

type View = 'overview' | 'outlets' | 'alerts' | 'import';

/** The views of the sources; `alerts` are those that nobody has seen to. */
export const SourceTabs = ({ c, current, alerts }: { c: Context<DeskEnv>; current: View; alerts?: number }) => {
  const { t } = c.var;
  const tab = (view: View, href: string, label: string) => ({ href, label, current: current === view });
  return (
    <Tabs
      label={t('sources.title')}
      tabs={[
        tab('overview', '/desk/sources', t('sources.overview')),
        tab('outlets', '/desk/sources/outlets', t('sources.outlets')),
        { ...tab('alerts', '/desk/sources/alerts', t('sources.alerts')), count: alerts || undefined },
        tab('import', '/desk/sources/import', t('sources.import')),
      ]}
    />
  );
};

/** Says that there is no such outlet. */
export const NoOutlet = ({ c }: { c: Context<DeskEnv> }) => {
  const { t } = c.var;
  return (
    <DeskPage c={c} title={t('sources.none')}>
      <Empty title={t('sources.none')} text={t('sources.none.text')}>
        <Button href="/desk/sources/outlets">{t('sources.outlets')}</Button>
      </Empty>
    </DeskPage>
  );
};
