import type { Context, Hono } from 'hono';
import { z } from 'zod';
import { eventById, eventName, eventsByIds, judgeLink, linksOfSubject, openMatchers } from '../agenda/index.ts';
import { type DeskEnv, done, guard, record } from '../identity/index.ts';
import { readAtlas } from '../places/index.ts';
import type { Clock, Db, Env, Label, Trx } from '../platform/index.ts';
import { aboutRoutes } from './about.ts';
import { hangStory, storySubject, subjectOf } from './agenda.ts';
import { outletsOf } from './brief.ts';
import { countryKeys, placeKey } from './naming.ts';
import { picturesOf } from './pictures.ts';
import { type BoardQuery, boardQuery, filterOf } from './query.ts';
import {
  type By,
  DecisionRefused,
  decisionsOf,
  markStory,
  mergeStories,
  splitStory,
  undoDecision,
} from './store/decisions.ts';
import { savedViews } from './store/saved.ts';
import { boardPage, boardState, languagesWoven, membersOf, nearStories, storyById } from './store/stories.ts';
import { tagsOfStory, writtenName } from './store/tags.ts';
import type { Member } from './story.ts';
import { openRegistry, type Registry } from './tags/registry.ts';
import { readTag } from './tags/tag.ts';
import { Board, perPage } from './views/board.tsx';
import type { Chosen } from './views/filtered.tsx';
import { storyPath } from './views/parts.tsx';
import { StoryPage } from './views/story.tsx';

type Parts = {
  db: Db;
  clock: Clock;
  /** In which the country counts its days, and with them those of agreements. */
  timeZone: string;
  registry?: () => Promise<Registry>;
};

const number = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER);
/** The board of stories and the page of each. */
export function storiesDesk(app: Hono<Env>, { db, clock, timeZone, registry = openRegistry(db) }: Parts): void {
  const read = guard('story.read');
  const weave = guard('story.weave');
  const matchers = openMatchers(db);

  app.get('/desk/stories', read, async (c) => {
    const { page, ...query } = boardQuery.parse(c.req.query());
    const filter = await filterOf(db, query, clock());
    // Before the stories: a page that is older than what it shows asks once too often, never once too seldom.
    const state = await boardState(db);
    const [found, langs, saved] = await Promise.all([
      boardPage(db, filter, { limit: perPage, offset: (page - 1) * perPage }),
      languagesWoven(db),
      savedViews(db, c.var.person.id),
    ]);
    const chosen = await chosenBy(c, query);
    const props = { c, now: clock(), query, page, found, langs, state, saved, chosen };
    return c.html(<Board {...props} />);
  });

  const chosenBy = async (c: Context<DeskEnv>, { event: eventId, tag }: BoardQuery): Promise<Chosen> => {
    const event = eventId === undefined ? undefined : await eventById(db, Number(eventId));
    const read = tag === undefined ? undefined : readTag(tag);
    return {
      registry: await registry(),
      event: event && eventName(event.names, c.var.lang),
      written: read && (await writtenName(db, read)),
    };
  };

  const show = async (c: Context<DeskEnv>, refused?: DecisionRefused) => {
    const id = number.safeParse(c.req.param('id'));
    const story = id.success ? await storyById(db, id.data) : undefined;
    if (!story) return c.notFound();
    if (story.id !== id.data && !refused) return c.redirect(storyPath(story.id), 302);
    const members = (await membersOf(db, [story.id])).get(story.id) ?? [];
    const links = await linksOfSubject(db, storySubject(story.id));
    const outlets = await outletsOf(db, members);
    const props = {
      links,
      events: await eventsByIds(
        db,
        links.map(({ eventId }) => eventId),
      ),
      c,
      now: clock(),
      story,
      members,
      outlets,
      pictures: await picturesOf(db, members, outlets, { now: clock(), timeZone }),
      near: await nearStories(db, story.id),
      decisions: await decisionsOf(db, story.id),
      beside: besideOf(members, Number(c.req.query('a')), Number(c.req.query('b'))),
      refused: refused && c.var.t(`stories.refused.${refused.reason}`),
      places: await placeKeys(db),
      registry: await registry(),
      tags: await tagsOfStory(db, story.id),
    };
    const status = refused?.reason === 'overtaken' || refused?.reason === 'judged' ? 409 : refused ? 422 : 200;
    return c.html(<StoryPage {...props} />, status);
  };
  app.get('/desk/stories/:id{[0-9]+}', read, (c) => show(c));
  aboutRoutes(app, { db, clock, registry, refuse: show });

  /** Lets a person decide: in one transaction with its line in the audit trail. What does not fit the story is told on its page. */
  const decide = async (
    c: Context<DeskEnv>,
    action: `story.${string}`,
    said: Label & `stories.done.${string}`,
    deed: (trx: Trx, by: By) => Promise<number>,
  ) => {
    const { person } = c.var;
    try {
      const story = await db.transaction().execute(async (trx) => {
        const seen = number.or(z.literal('0').transform(Number)).safeParse((await c.req.parseBody()).seen).data;
        const story = await deed(trx, { person, now: clock(), seen });
        await record(trx, { person, action, subject: `story:${story}`, detail: { from: c.req.param('id') } });
        return story;
      });
      return done(c, storyPath(story), said);
    } catch (error) {
      if (error instanceof DecisionRefused) return show(c, error);
      throw error;
    }
  };
  const idOf = (c: Context<DeskEnv>) => number.catch(0).parse(c.req.param('id'));

  app.post('/desk/stories/:id{[0-9]+}/split', weave, async (c) => {
    const { item } = await c.req.parseBody({ all: true });
    const items = z
      .array(number)
      .max(1_000)
      .catch([])
      .parse([item ?? []].flat());
    return decide(c, 'story.split', 'stories.done.split', (trx, by) => splitStory(trx, idOf(c), items, by));
  });

  app.post('/desk/stories/:id{[0-9]+}/merge', weave, async (c) => {
    const { other } = await c.req.parseBody();
    // A number, or the address of a story's page.
    const otherId = Number(/(\d{1,15})\/?\s*$/.exec(typeof other === 'string' ? other : '')?.[1] ?? 0);
    return decide(c, 'story.merge', 'stories.done.merge', async (trx, by) => {
      await mergeStories(trx, idOf(c), otherId, by);
      return idOf(c);
    });
  });

  app.post('/desk/stories/:id{[0-9]+}/mark', weave, async (c) => {
    const deed = z.enum(['pin', 'unpin', 'mute', 'unmute']).safeParse((await c.req.parseBody()).deed);
    if (!deed.success) return c.notFound();
    return decide(c, `story.${deed.data}`, `stories.done.${deed.data}`, async (trx, by) => {
      await markStory(trx, idOf(c), deed.data, by);
      return idOf(c);
    });
  });

  app.post('/desk/stories/:id{[0-9]+}/events', guard('event.write'), async (c) => {
    const story = await storyById(db, idOf(c));
    const { event: typed, judged } = await c.req.parseBody();
    // A number, or the address of an event's page.
    const eventId = Number(/(\d{1,15})\/?\s*$/.exec(typeof typed === 'string' ? typed : '')?.[1] ?? 0);
    const event = await eventById(db, eventId);
    if (!story) return c.notFound();
    if (!event || event.rule !== null) return done(c, `${storyPath(story.id)}#events`, 'stories.done.no-event');
    const verdict = judged === 'no' ? 'no' : 'yes';
    const by = { person: c.var.person, now: clock() };
    await db.transaction().execute(async (trx) => {
      if (!(await judgeLink(trx, event.id, subjectOf(story), verdict, by))) return;
      const detail = { story: story.id, verdict };
      await record(trx, { person: c.var.person, action: 'event.judge', subject: `event:${event.id}`, detail });
    });
    await hangStory({ db, clock, matchers }, story.id);
    return done(
      c,
      `${storyPath(story.id)}#events`,
      verdict === 'yes' ? 'agenda.done.attached' : 'agenda.done.detached',
    );
  });

  app.post('/desk/stories/decisions/:id{[0-9]+}/undo', weave, async (c) =>
    decide(c, 'story.undo', 'stories.done.undo', (trx, by) => undoDecision(trx, idOf(c), by)),
  );
}

const countries = countryKeys(['vi', 'en']);

/** What tells that a name is a place: provinces of all times, and countries. */
async function placeKeys(db: Db): Promise<Set<string>> {
  const { places } = await readAtlas(db);
  return new Set([...countries, ...places.flatMap(({ names }) => Object.values(names).map(placeKey))]);
}

/** The two items that are asked for; else the first, and the last that is another outlet's own words. */
function besideOf(members: readonly Member[], a: number, b: number): readonly [Member, Member] | undefined {
  const asked = (id: number) => members.find(({ itemId }) => itemId === id);
  const first = asked(a) ?? members.find(({ copyOf }) => copyOf === null) ?? members[0];
  const rest = members.filter((member) => member !== first);
  const other =
    asked(b) ?? rest.findLast(({ copyOf, outletId }) => copyOf === null && outletId !== first?.outletId) ?? rest.at(-1);
  return first && other && first !== other ? [first, other] : undefined;
}
