import type { Hono } from 'hono';
import { DeskPage, guard } from '../identity/index.ts';
import type { Clock, Db, Env } from '../platform/index.ts';
import { channelById, outletsByIds } from '../sources/index.ts';
import { Button, Empty } from '../ui/index.ts';
import type { Pictures } from './pictures/pictures.ts';
import { showable } from './showable.ts';
import { historyOf, standingOf } from './store/history.ts';
import { currentStates, itemsByIds } from './store/read.ts';
import { lastVisits } from './store/visits.ts';
import { ItemPage } from './views/item.tsx';

/** What stories know of an item: where it is told, what it repeats and what repeats it, by the ids of first states. */
export type Kin = { storyId: number; copyOf: number | null; copies: readonly number[] };

type Parts = {
  db: Db;
  clock: Clock;
  timeZone: string;
  kinOf: (firstId: number) => Promise<Kin | undefined>;
  pictures: Pictures;
};

const shownVisits = 5;
const shownCopies = 50;

/** `/desk/items/{id}`: one item with all its states, where it was taken from, and what is known of it. */
export function itemsDesk(app: Hono<Env>, { db, clock, timeZone, kinOf, pictures }: Parts): void {
  app.get('/desk/items/:id', guard('source.read'), async (c) => {
    const asked = /^\d{1,15}$/.test(c.req.param('id')) ? Number(c.req.param('id')) : 0;
    const states = await historyOf(db, asked);
    const first = states[0];
    const current = states.at(-1);
    if (!first || !current) {
      const { t } = c.var;
      return c.html(
        <DeskPage c={c} title={t('ui.error.404')}>
          <Empty title={t('ingest.item.none')} text={t('ingest.item.none.text')}>
            <Button href="/desk/sources">{t('sources.title')}</Button>
          </Empty>
        </DeskPage>,
        404,
      );
    }
    if (first.id !== asked) return c.redirect(`/desk/items/${first.id}`, 302);
    const [kin, standing, channel, visits] = await Promise.all([
      kinOf(first.id),
      standingOf(db, first.id),
      channelById(db, current.channelId),
      lastVisits(db, [current.channelId], shownVisits),
    ]);
    const others = [kin?.copyOf ?? 0, current.twin ?? 0, ...(kin?.copies ?? []).slice(0, shownCopies)].filter(
      (id) => id > 0,
    );
    const related = new Map((await itemsByIds(db, others)).map((item) => [item.id, item]));
    const outlets = new Map(
      (await outletsByIds(db, [current.outletId, ...[...related.values()].map(({ outletId }) => outletId)])).map(
        (outlet) => [outlet.id, outlet],
      ),
    );
    const at = (name: string, otherwise: number) => {
      const version = Number(c.req.query(name));
      return states.find((state) => state.version === version) ?? states.at(otherwise) ?? current;
    };
    return c.html(
      <ItemPage
        c={c}
        now={clock()}
        timeZone={timeZone}
        states={states}
        beside={states.length > 1 ? [at('a', -2), at('b', -1)] : undefined}
        kin={kin}
        related={related}
        outlets={outlets}
        standing={standing}
        channel={channel}
        visits={visits}
      />,
    );
  });

  /** The source's own picture as far as its rights allow it on this day; our page is given it by us. */
  app.get('/desk/items/:id/image', guard('source.read'), async (c) => {
    const asked = /^\d{1,15}$/.test(c.req.param('id')) ? Number(c.req.param('id')) : 0;
    const [state] = await currentStates(db, [asked]);
    const [item] = state ? await itemsByIds(db, [state.itemId]) : [];
    const [outlet] = item ? await outletsByIds(db, [item.outletId]) : [];
    const image = item && outlet && showable(item, outlet, { now: clock(), timeZone })?.image;
    const picture = image === undefined ? { refused: 'Its rights do not allow it' } : await pictures(image);
    if ('refused' in picture) return c.text(picture.refused, 404, { 'cache-control': 'private, max-age=300' });
    return c.body(picture.bytes, 200, {
      'content-type': 'image/webp',
      'cache-control': 'private, max-age=3600',
      'content-security-policy': "default-src 'none'; sandbox",
    });
  });
}
