import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { type Db, job, type Module, type Pack } from '../platform/index.ts';
import { type AgendaParts, agendaDesk } from './desk.tsx';
import { type Day, dayAfter, dayIn } from './event.ts';
import { after, before, eventMatcher, type Matcher } from './match.ts';
import { registerDays } from './pack.ts';
import { agendaVersion, listEvents } from './store/events.ts';
import { unfoldAll } from './unfold.ts';

/** No more events than these lie in the time around a story. */
const mostEvents = 5_000;

/** Gives a matcher that knows every event that may be meant between two days. */
export type Matchers = (span: { from: Day; to: Day }) => Promise<Matcher>;

/** Keeps the matchers that were made, for as long as the agenda stays as it is. */
export function openMatchers(db: Db): Matchers {
  const made = new LRUCache<string, Matcher>({ max: 12 });
  let known = '';
  return async ({ from, to }) => {
    const version = await agendaVersion(db);
    if (version !== known) made.clear();
    known = version;
    // By whole months, so that the stories of one time share a matcher.
    const span = { from: `${from.slice(0, 7)}-01`, to: `${to.slice(0, 7)}-28` };
    const key = `${span.from} ${span.to}`;
    const matcher = made.get(key) ?? eventMatcher(await eventsAround(db, span));
    made.set(key, matcher);
    return matcher;
  };
}

const eventsAround = (db: Db, { from, to }: { from: Day; to: Day }) =>
  listEvents(db, { from: dayAfter(from, -after), to: dayAfter(to, before + 4) }, { limit: mostEvents });

/** The events that matter: what stories, articles and measures hang on. */
export const agenda = (parts: AgendaParts & { pack: Pack; country: string }): Module => {
  const { db, clock, zone, langs, pack, country } = parts;
  const today = () => dayIn(clock(), zone);
  return {
    name: 'agenda',
    routes: (app) => agendaDesk(app, parts),
    desk: [{ path: '/desk/agenda', label: 'agenda.title', permission: 'event.read', keys: 'g e' }],
    seeds: () => registerDays(db, pack, { country, zone, langs, today: today(), now: clock() }),
    jobs: [
      job({
        name: 'agenda.unfold',
        schema: z.object({}),
        every: '23 1 * * *',
        handle: () => unfoldAll(db, today(), clock()),
      }),
    ],
  };
};
