import type { Context } from 'hono';
import type { DeskEnv } from '../../identity/index.ts';
import type { Translate } from '../../platform/index.ts';
import { Foreign, Meta, Tabs, Tag } from '../../ui/index.ts';
import { type Health, isFailure, type Outcome } from '../health.ts';
import { type Outlet, outletName } from '../outlet.ts';

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

/** The views of the sources. */
export const SourceTabs = ({ c, current }: { c: Context<DeskEnv>; current: 'overview' | 'outlets' | 'import' }) => {
  const { t } = c.var;
  return (
    <Tabs
      label={t('sources.title')}
      tabs={[
        { href: '/desk/sources', label: t('sources.overview'), current: current === 'overview' },
        { href: '/desk/sources/outlets', label: t('sources.outlets'), current: current === 'outlets' },
        { href: '/desk/sources/import', label: t('sources.import'), current: current === 'import' },
      ]}
    />
  );
};
