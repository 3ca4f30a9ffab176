import type { Context } from 'hono';
import { can, type DeskEnv, DeskPage } from '../../identity/index.ts';
import { type Atlas, nameIn } from '../../places/index.ts';
import { Button, Empty, Form, Notice, Table, TileMap, Time } from '../../ui/index.ts';
import type { Channel } from '../channel.ts';
import { type Health, healths } from '../health.ts';
import { classes, type Outlet } from '../outlet.ts';
import { placeToday, type Surveyed } from '../survey.ts';
import { HealthTag, OutcomeWords, OutletName, outletPath, SourceTabs } from './parts.tsx';

type OverviewProps = {
  c: Context<DeskEnv>;
  now: Date;
  surveyed: readonly Surveyed[];
  atlas: Atlas;
  /** New items of each outlet in the last seven days. */
  items: ReadonlyMap<number, number>;
};

// What the map must not be without, beside the tiles of Da Nang and Khanh Hoa, which they belong to.
const islands = [
  ['sources.map.paracel', 5.2, 8],
  ['sources.map.spratly', 5.2, 13],
] as const;

/** How the sources fare, in five seconds: counts, the map, and what needs a person. */
export const Overview = ({ c, now, surveyed, atlas, items }: OverviewProps) => {
  const { t } = c.var;
  const channels = surveyed.flatMap(({ outlet, channels }) => channels.map((channel) => ({ outlet, channel })));
  const counted = Map.groupBy(channels, ({ channel }) => channel.health);
  const active = channels.filter(({ channel }) => channel.state === 'active').length;
  return (
    <DeskPage
      c={c}
      title={t('sources.title')}
      lead={t('sources.lead', { outlets: surveyed.length, channels: channels.length, active })}
      actions={
        can(c.var.person, 'source.write') ? (
          <Button kind="strong" href="/desk/sources/new">
            {t('sources.new')}
          </Button>
        ) : null
      }
    >
      <SourceTabs c={c} current="overview" />
      <Asleep c={c} surveyed={surveyed} />
      <div class="beside beside-narrow">
        <div class="flow">
          <Counts c={c} counts={(health) => counted.get(health)?.length ?? 0} />
          <Troubles c={c} now={now} rows={[...(counted.get('broken') ?? []), ...(counted.get('failing') ?? [])]} />
        </div>
        <ProvinceMap c={c} surveyed={surveyed} atlas={atlas} items={items} />
      </div>
    </DeskPage>
  );
};

const Counts = ({ c, counts }: { c: Context<DeskEnv>; counts: (health: Health) => number }) => {
  const { t } = c.var;
  return (
    <Table
      reader={c.var}
      caption={t('sources.health')}
      count={healths.reduce((sum, health) => sum + counts(health), 0)}
      rows={healths.filter((health) => counts(health) > 0)}
      href={(health) => `/desk/sources/outlets?health=${health}`}
      empty={<Empty title={t('sources.none')} text={t('sources.none.text')} />}
      columns={[
        { key: 'health', label: t('sources.health'), cell: (health) => <HealthTag t={t} health={health} /> },
        { key: 'count', label: t('sources.channels'), number: true, cell: counts },
        { key: 'hint', label: t('sources.health.meaning'), cell: (health) => t(`sources.health.${health}.hint`) },
      ]}
    />
  );
};

type Trouble = { outlet: Outlet; channel: Channel & { health: Health } };

const Troubles = ({ c, now, rows }: { c: Context<DeskEnv>; now: Date; rows: readonly Trouble[] }) => {
  const { t, lang } = c.var;
  return (
    <Table
      reader={c.var}
      caption={t('sources.trouble')}
      rows={rows.slice(0, 50)}
      count={rows.length}
      fresh={now}
      now={now}
      href={({ outlet }) => outletPath(outlet.id)}
      empty={<p class="quiet">{t('sources.trouble.none')}</p>}
      columns={[
        { key: 'outlet', label: t('sources.outlet'), cell: ({ outlet }) => <OutletName outlet={outlet} lang={lang} /> },
        {
          key: 'health',
          label: t('sources.health'),
          cell: ({ channel }) => <HealthTag t={t} health={channel.health} />,
        },
        {
          key: 'reason',
          label: t('sources.reason'),
          cell: ({ channel }) =>
            channel.outcome && <OutcomeWords t={t} outcome={channel.outcome} detail={channel.detail} />,
        },
        {
          key: 'since',
          label: t('sources.since'),
          cell: ({ channel }) => channel.failingSince && <Time at={channel.failingSince} reader={c.var} now={now} />,
        },
      ]}
    />
  );
};

const ProvinceMap = ({ c, surveyed, atlas, items }: Pick<OverviewProps, 'c' | 'surveyed' | 'atlas' | 'items'>) => {
  const { t, lang } = c.var;
  const counts = new Map<string, number>();
  for (const { outlet } of surveyed) {
    const code = placeToday(outlet, atlas);
    if (code !== null) counts.set(code, (counts.get(code) ?? 0) + (items.get(outlet.id) ?? 0));
  }
  const tiles = atlas.current().flatMap((place) =>
    place.tile === null
      ? []
      : [
          {
            code: place.code,
            label: nameIn(place.names, lang),
            ...place.tile,
            value: counts.get(place.code) ?? 0,
            href: `/desk/sources/outlets?place=${place.code}`,
          },
        ],
  );
  if (tiles.length === 0) return null;
  return (
    <TileMap
      reader={c.var}
      id="provinces"
      title={t('sources.map')}
      note={t('sources.map.note')}
      head={[t('sources.map.place'), t('sources.map.items')]}
      tiles={tiles}
      marks={islands.map(([label, column, row]) => ({ label: t(label), column, row }))}
    />
  );
};

/** What the country pack brought and nobody has started yet. */
const Asleep = ({ c, surveyed }: Pick<OverviewProps, 'c' | 'surveyed'>) => {
  const { t, person } = c.var;
  const resting = (outletClass: string) =>
    surveyed
      .filter(({ outlet }) => outlet.class === outletClass)
      .flatMap(({ channels }) => channels)
      .filter((channel) => channel.health === 'paused').length;
  const offered = classes.map((name) => [name, resting(name)] as const).filter(([, count]) => count > 0);
  const count = offered.reduce((sum, [, resting]) => sum + resting, 0);
  if (count === 0 || !can(person, 'source.write')) return null;
  return (
    <Notice title={t('sources.asleep', { count })}>
      <p>{t('sources.asleep.text')}</p>
      <Form reader={c.var} action="/desk/sources/classes" inline label={t('sources.asleep', { count })}>
        <input type="hidden" name="state" value="active" />
        {offered.map(([name, resting]) => (
          <Button name="class" value={name}>
            {t('sources.start.class', { name: t(`sources.class.${name}`), count: resting })}
          </Button>
        ))}
      </Form>
    </Notice>
  );
};
