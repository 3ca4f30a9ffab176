import type { Context } from 'hono';
import { can, type DeskEnv, DeskPage } from '../../identity/index.ts';
import { type Atlas, type Mark, nameIn } from '../../places/index.ts';
import { Button, Form, Notice, StateMap, Table, type TileLook } from '../../ui/index.ts';
import { type Standing, standingOfAll, standings } from '../health.ts';
import { type Group, groups } from '../needs.ts';
import { classes } from '../outlet.ts';
import { placeToday, type Surveyed } from '../survey.ts';
import { Needs } from './needs.tsx';
import { SourceTabs, StandingTag } from './parts.tsx';

type OverviewProps = {
  c: Context<DeskEnv>;
  now: Date;
  surveyed: readonly Surveyed[];
  atlas: Atlas;
  /** What the map must not be without, beside the tiles. */
  marks: readonly Mark[];
  /** New items of each outlet in the last seven days. */
  items: ReadonlyMap<number, number>;
  /** Alerts that nobody has seen to. */
  alerts: number;
};

/** How the sources fare, in five seconds: what needs a person, the map, and the rest in numbers. */
export const Overview = (props: OverviewProps) => {
  const { c, now, surveyed } = props;
  const { t } = c.var;
  const channels = surveyed.flatMap(({ channels }) => channels);
  const active = channels.filter(({ state }) => state === 'active').length;
  return (
    <DeskPage
      c={c}
      title={t('sources.title')}
      lead={t('sources.lead', { outlets: surveyed.length, channels: channels.length, active })}
      actions={
        can(c.var.person, 'source.write') ? (
          <>
            <Button kind="strong" href="/desk/sources/new">
              {t('sources.new')}
            </Button>
            <Button href="/desk/sources/find">{t('ingest.searches')}</Button>
          </>
        ) : null
      }
    >
      <SourceTabs c={c} current="overview" alerts={props.alerts} />
      <div class="overview">
        <div class="overview-needs">
          <Needs c={c} now={now} surveyed={surveyed} />
        </div>
        <div class="overview-map">
          <ProvinceMap {...props} />
        </div>
        <div class="overview-rest flow">
          <Groups c={c} now={now} surveyed={surveyed} />
          <Asleep c={c} surveyed={surveyed} />
        </div>
      </div>
    </DeskPage>
  );
};

const looks = { fresh: 'full', silent: 'striped', broken: 'crossed', none: 'hollow' } as const satisfies Record<
  Standing,
  TileLook
>;

const ProvinceMap = ({ c, surveyed, atlas, marks, items }: OverviewProps) => {
  const { t, lang } = c.var;
  const byPlace = Map.groupBy(surveyed, ({ outlet }) => placeToday(outlet, atlas));
  const tiles = atlas.current().flatMap((place) => {
    if (place.tile === null) return [];
    const found = byPlace.get(place.code) ?? [];
    const each = found.map(({ standing }) => standing);
    const standing = standingOfAll(each);
    const fetched = found.filter((one) => one.standing !== 'none').length;
    return [
      {
        label: nameIn(place.names, lang),
        ...place.tile,
        look: looks[standing],
        corner: standing === 'fresh' && each.some((one) => one === 'silent' || one === 'broken'),
        href: `/desk/sources/outlets?place=${place.code}`,
        values: [
          t(`sources.standing.${standing}`),
          `${fetched}/${found.length}`,
          found.reduce((sum, { outlet }) => sum + (items.get(outlet.id) ?? 0), 0),
        ],
      },
    ];
  });
  if (tiles.length === 0) return null;
  return (
    <StateMap
      reader={c.var}
      id="provinces"
      title={t('sources.map')}
      note={t('sources.map.note')}
      head={[t('sources.map.place'), t('sources.standing'), t('sources.map.outlets'), t('sources.map.items')]}
      tiles={tiles}
      marks={marks.map(({ names, column, row }) => ({ label: nameIn(names, lang), column, row }))}
      looks={standings.map((standing) => [looks[standing], t(`sources.standing.${standing}`)] as const)}
      corner={t('sources.map.corner')}
    />
  );
};

const Groups = ({ c, now, surveyed }: Pick<OverviewProps, 'c' | 'now' | 'surveyed'>) => {
  const { t } = c.var;
  const of = (group: Group) =>
    surveyed.filter(
      ({ outlet }) => outlet.class === group.class && (group.place === undefined || outlet.place === null),
    );
  const address = ({ class: outletClass, place }: Group) =>
    `/desk/sources/outlets?class=${outletClass}${place === undefined ? '' : `&place=${place}`}`;
  const rows = groups.map((group) => ({ group, found: of(group) })).filter(({ found }) => found.length > 0);
  return (
    <Table
      reader={c.var}
      caption={t('sources.groups')}
      fresh={now}
      now={now}
      rows={rows}
      href={({ group }) => address(group)}
      empty={<p class="quiet">{t('sources.none.text')}</p>}
      columns={[
        { key: 'group', label: t('sources.class'), cell: ({ group }) => t(`sources.group.${group.key}`) },
        ...standings.map((standing) => ({
          key: standing,
          label: t(`sources.standing.${standing}`),
          number: true,
          cell: ({ group, found }: (typeof rows)[number]) => {
            const count = found.filter((each) => each.standing === standing).length;
            if (count === 0) return <span class="quiet">0</span>;
            return (
              <a href={`${address(group)}&standing=${standing}`}>
                <StandingTag t={t} standing={standing} words={count} />
              </a>
            );
          },
        })),
      ]}
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
