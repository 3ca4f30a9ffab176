import type { Context, Hono } from 'hono';
import { can, type DeskEnv, DeskPage, guard } from '../identity/index.ts';
import { type Clock, type Db, type Env, idIn } from '../platform/index.ts';
import { channelById, OutletPage, outletPath, readOutletFacts } from '../sources/index.ts';
import { Button, Empty } from '../ui/index.ts';
import type { Limits } from './budget.ts';
import { addingRoutes } from './desk/adding.tsx';
import { searchingRoutes } from './desk/searching.tsx';
import { addressOf } from './discovery/search.ts';
import { canChoose } from './kinds/choosable.ts';
import { readPoliteness } from './politeness.tsx';
import { failingHost } from './store/hosts.ts';
import { latestItems } from './store/read.ts';
import { searchesFor } from './store/searches.ts';
import { lastVisits, visitById } from './store/visits.ts';
import { subscriptionsOf } from './store/websub.ts';
import { tryingDesk } from './trying.tsx';
import { ByItself } from './views/by-itself.tsx';
import { HostNotice } from './views/host.tsx';
import { ItemTable } from './views/items.tsx';
import { ChooseAgain, PickerPanel } from './views/picker-doors.tsx';
import { PolitenessPanel } from './views/politeness.tsx';
import { SearchPanel } from './views/searches.tsx';
import { VisitPage } from './views/visit.tsx';
import { VisitTable } from './views/visits.tsx';
import type { Deps } from './visit.ts';

const shownItems = 30;
const shownVisits = 20;

type Parts = {
  db: Db;
  clock: Clock;
  deps: () => Promise<Deps>;
  limits: Limits;
  /** Whether hubs of WebSub can reach this portal. */
  hubs: boolean;
};

/** The pages of an outlet and of a visit, and trying a channel at once. */
export function ingestDesk(app: Hono<Env>, { db, clock, deps, limits, hubs }: Parts): void {
  addingRoutes(app, { db, clock, deps });
  searchingRoutes(app, { db, clock });
  app.get('/desk/sources/outlets/:id', guard('source.read'), async (c) => {
    const now = clock();
    const id = idIn(c);
    const facts = await readOutletFacts(db, id, now, c.var.person);
    if (!facts) return missing(c);
    if (facts.outlet.id !== id) return c.redirect(outletPath(facts.outlet.id));
    const [items, visits, hosts, politeness, subscriptions, [search]] = await Promise.all([
      latestItems(db, { outletIds: [id, ...facts.formerIds], most: shownItems }),
      lastVisits(
        db,
        facts.channels.map((channel) => channel.id),
        shownVisits,
      ),
      Promise.all(
        [...new Set(facts.channels.map((channel) => channel.host))].slice(0, 20).map((host) => failingHost(db, host)),
      ),
      readPoliteness(db, id, facts.channels, { now, limits }),
      subscriptionsOf(
        db,
        facts.channels.map((channel) => channel.id),
      ),
      searchesFor(db, [id]),
    ]);
    const { t, person } = c.var;
    return c.html(
      <OutletPage
        c={c}
        now={now}
        facts={facts}
        actions={(channel) =>
          can(person, 'source.write') && channel.kind !== 'push' ? (
            <>
              <form method="post" action={`/desk/sources/channels/${channel.id}/try`}>
                <Button kind="quiet" label={t('ingest.try.label', { url: channel.url })}>
                  {t('ingest.try')}
                </Button>
              </form>
              <ChooseAgain c={c} channel={channel} />
              {canChoose(channel) ? (
                <Button
                  kind="quiet"
                  href={`/desk/sources/channels/${channel.id}/reading`}
                  label={t('ingest.reading.label', { url: channel.url })}
                >
                  {t('ingest.reading')}
                </Button>
              ) : null}
            </>
          ) : null
        }
      >
        {hosts.map((host) => host && <HostNotice c={c} host={host} now={now} />)}
        <SearchPanel c={c} outlet={facts.outlet} search={search} address={addressOf(facts.outlet)} now={now} />
        {can(person, 'source.write') ? <PickerPanel c={c} outletId={id} /> : null}
        <ItemTable c={c} items={items} now={now} />
        <VisitTable c={c} visits={visits} channels={facts.channels} now={now} />
        <ByItself
          c={c}
          outletId={id}
          channels={facts.channels}
          subscriptions={subscriptions}
          now={now}
          reachable={hubs}
        />
        <PolitenessPanel
          c={c}
          now={now}
          politeness={politeness}
          error={c.req.query('fault') === 'ground' ? t('ingest.agreement.missing') : undefined}
        />
      </OutletPage>,
    );
  });

  tryingDesk(app, { db, deps, missing });

  app.get('/desk/sources/visits/:id', guard('source.read'), async (c) => {
    const visit = await visitById(db, idIn(c));
    const channel = visit && (await channelById(db, visit.channelId));
    if (!visit || !channel) return missing(c);
    return c.html(<VisitPage c={c} visit={visit} channel={channel} back={outletPath(channel.outletId)} />);
  });
}

const missing = (c: Context<DeskEnv>) => {
  const { t } = c.var;
  return c.html(
    <DeskPage c={c} title={t('ui.error.404')}>
      <Empty title={t('ingest.visit.none')} text={t('ingest.visit.none.text')}>
        <Button href="/desk/sources">{t('sources.title')}</Button>
      </Empty>
    </DeskPage>,
    404,
  );
};
