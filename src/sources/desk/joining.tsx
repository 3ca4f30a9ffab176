import type { Context, Hono } from 'hono';
import { type DeskEnv, done, guard, type Person, record } from '../../identity/index.ts';
import { readAtlas } from '../../places/index.ts';
import { type Clock, type Db, type Env, idIn } from '../../platform/index.ts';
import { typedIn } from '../form.ts';
import { outletName } from '../outlet.ts';
import { channelById } from '../store/channels.ts';
import { itemsOfChannels } from '../store/days.ts';
import { joinChannels, joinOutlets, undoJoining } from '../store/joinings.ts';
import { findOutlets, holdRegister, outletById } from '../store/outlets.ts';
import { lastDays, rhythms, type Surveyed, survey } from '../survey.ts';
import { FindOtherPage, JoinChannelsPage, JoinOutletsPage } from '../views/join.tsx';
import { NoOutlet, outletPath } from '../views/parts.tsx';
import { listAddress } from './reading.tsx';

const mostAtOnce = 10;
const mostFound = 30;

/** Joining outlets, or channels of one outlet, that turned out to be one; looking first, and taking apart again. */
export function joinRoutes(app: Hono<Env>, { db, clock }: { db: Db; clock: Clock }): void {
  const write = guard('source.write');

  app.get('/desk/sources/join', write, async (c) => {
    const surveyed = await survey(db, clock(), {}, await readAtlas(db));
    const channelIds = idsIn(c.req.queries('channel') ?? []);
    if (channelIds.length > 1) return channelsPage(c, surveyed, channelIds);
    const ids = idsIn(c.req.queries('outlet') ?? []);
    const chosen = surveyed.filter(({ outlet }) => ids.includes(outlet.id));
    const [only, ...more] = chosen;
    if (!only) return done(c, listAddress(c.req.query('of')), 'sources.done.nothing');
    if (more.length === 0) return findPage(c, only);
    const days = lastDays(clock(), 30);
    const perDay = await rhythms(db, ids, days);
    const things = chosen.map((thing) => ({ thing, id: thing.outlet.id, items: sum(perDay.get(thing.outlet.id)) }));
    // What has more to lose is offered to be kept.
    const keep = things.toSorted((a, b) => b.thing.channels.length - a.thing.channels.length || b.items - a.items)[0];
    const back = { href: outletPath(only.outlet.id), label: outletName(only.outlet, c.var.lang) };
    return c.html(<JoinOutletsPage {...{ c, things, back }} keep={keep?.id ?? only.outlet.id} />);
  });

  app.post('/desk/sources/join', write, async (c) => {
    const { kind = 'outlet', ids = '', keep = '' } = await typedIn(c.req);
    const all = idsIn(ids.split(' '));
    const kept = Number(keep);
    const gone = all.filter((id) => id !== kept);
    const join = kind === 'channel' ? joinedChannels : joinedOutlets;
    if (!all.includes(kept) || gone.length === 0) return done(c, '/desk/sources/outlets', 'sources.done.nothing');
    const outletId = await join(c.var.person, kept, gone);
    if (outletId === undefined) return done(c, '/desk/sources/outlets', 'sources.done.nothing');
    return done(c, outletPath(outletId), 'sources.done.joined');
  });

  app.post('/desk/sources/joinings/:id/undo', write, async (c) => {
    const { person } = c.var;
    const undone = await db.transaction().execute(async (trx) => {
      await holdRegister(trx);
      const joining = await undoJoining(trx, idIn(c), clock());
      if (!joining) return undefined;
      const { kind, keptId, goneId } = joining;
      await record(trx, { person, action: 'source.unjoin', subject: `${kind}:${keptId}`, detail: { gone: goneId } });
      return joining;
    });
    if (!undone) return done(c, '/desk/sources/outlets', 'sources.done.nothing');
    const channel = undone.kind === 'channel' ? await channelById(db, undone.keptId) : undefined;
    return done(c, outletPath(channel?.outletId ?? undone.keptId), 'sources.done.unjoined');
  });

  const findPage = async (c: Context<DeskEnv>, { outlet }: Surveyed) => {
    const words = (c.req.query('q') ?? '').trim().slice(0, 200);
    const found = words === '' ? [] : (await findOutlets(db, words)).filter(({ id }) => id !== outlet.id);
    return c.html(<FindOtherPage {...{ c, outlet, words }} found={found.slice(0, mostFound)} />);
  };

  const channelsPage = async (c: Context<DeskEnv>, surveyed: readonly Surveyed[], ids: readonly number[]) => {
    const chosen = surveyed
      .flatMap(({ channels }) => channels)
      .filter(({ id }) => ids.includes(id))
      .toSorted((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
    const [first, ...more] = chosen;
    const owner = first && (await outletById(db, first.outletId));
    if (!first || !owner || more.length === 0) return c.html(<NoOutlet c={c} />, 404);
    const counted = await itemsOfChannels(db, ids, lastDays(clock(), 30)[0] ?? '');
    const things = chosen.map((thing) => ({
      thing,
      id: thing.id,
      items: sum(counted.filter(({ id }) => id === thing.id).map(({ items }) => items)),
    }));
    const apart = more.some(({ outletId }) => outletId !== first.outletId);
    return c.html(
      <JoinChannelsPage
        {...{ c, things }}
        keep={first.id}
        back={{ href: outletPath(owner.id), label: outletName(owner, c.var.lang) }}
        refusal={apart ? c.var.t('sources.join.apart') : undefined}
      />,
    );
  };

  /** Joins outlets that all stand on their own; gives the outlet that was kept. */
  const joinedOutlets = (person: Person, kept: number, gone: readonly number[]) =>
    db.transaction().execute(async (trx) => {
      await holdRegister(trx);
      const outlets = await Promise.all([kept, ...gone].map((id) => outletById(trx, id)));
      if (outlets.some((outlet, place) => outlet?.id !== [kept, ...gone][place])) return undefined;
      for (const id of gone) {
        await joinOutlets(trx, { kept, gone: id, personId: person.id, now: clock() });
        await record(trx, { person, action: 'source.join', subject: `outlet:${kept}`, detail: { gone: id } });
      }
      return kept;
    });

  /** Joins channels of one outlet; gives the outlet. */
  const joinedChannels = (person: Person, kept: number, gone: readonly number[]) =>
    db.transaction().execute(async (trx) => {
      await holdRegister(trx);
      const channels = (await survey(trx, clock(), {}, await readAtlas(trx))).flatMap((each) => each.channels);
      const outletId = channels.find(({ id }) => id === kept)?.outletId;
      const together = gone.every((id) => channels.some((one) => one.id === id && one.outletId === outletId));
      if (outletId === undefined || !together) return undefined;
      for (const id of gone) {
        await joinChannels(trx, { kept, gone: id, personId: person.id, now: clock() });
        await record(trx, { person, action: 'source.join', subject: `channel:${kept}`, detail: { gone: id } });
      }
      return outletId;
    });
}

const idsIn = (texts: readonly string[]): number[] =>
  [...new Set(texts.filter((text) => /^\d{1,15}$/.test(text)).map(Number))].slice(0, mostAtOnce);

const sum = (numbers: readonly number[] = []): number => numbers.reduce((total, one) => total + one, 0);
