import { z } from 'zod';
import {
  type AgendaEvent,
  dayIn,
  eventById,
  eventsByIds,
  hangOn,
  isVoice,
  linksOfSubject,
  type Matchers,
  openMatchers,
  type Published,
  type Subject,
  subjectsOf,
  unhang,
} from '../agenda/index.ts';
import type { Clock, Db, Listener } from '../platform/index.ts';
import type { Outlet } from '../sources/index.ts';
import { outletsOf } from './brief.ts';
import { liftStory } from './store/refresh.ts';
import { membersOf, storyById } from './store/stories.ts';
import { storiesTelling } from './store/telling.ts';
import { type Member, type Story, storyNumber, titleIn } from './story.ts';
import { storyPath } from './views/parts.tsx';
import { type Voice, worthOf } from './worth.ts';

type Parts = { db: Db; clock: Clock; matchers: Matchers };

const changed = z.object({ storyId: z.int().positive() });
const agendaChanged = z.object({ eventId: z.int().positive() });

/** Stories hang on the events that they are about: found anew when a story changes, and when an event does. */
export function storyEvents({ db, clock }: { db: Db; clock: Clock }): Listener[] {
  const parts = { db, clock, matchers: openMatchers(db) };
  return [
    {
      event: 'story.changed',
      name: 'stories.hang',
      handle: (payload) => hangStory(parts, changed.parse(payload).storyId),
    },
    {
      event: 'agenda.changed',
      name: 'stories.rehang',
      handle: async (payload) => {
        for (const id of await storiesAround(db, agendaChanged.parse(payload).eventId)) await hangStory(parts, id);
      },
    },
  ];
}

export const storySubject = (id: number): string => `story:${id}`;

/** What the agenda is told of a story. */
export function subjectOf(story: Story): Subject {
  const { title, lang } = titleIn(story, story.titleLang);
  return { subject: storySubject(story.id), title, lang, path: storyPath(story.id), at: story.lastAt };
}

/** Finds the events that a story is about and says what was published in it. One that went into another hangs on nothing. */
export async function hangStory({ db, clock, matchers }: Parts, id: number): Promise<void> {
  const story = await storyById(db, id);
  if (story?.id !== id) await db.transaction().execute((trx) => unhang(trx, storySubject(id)));
  if (!story) return;
  const members = ((await membersOf(db, [story.id])).get(story.id) ?? []).filter(
    ({ copyOf, withdrawn }) => copyOf === null && !withdrawn,
  );
  const told = members.map(({ title, summary, published }) => ({ title, text: summary, day: dayIn(published, 'UTC') }));
  const days = told.map(({ day }) => day).toSorted();
  const matcher = await matchers({
    from: days[0] ?? dayIn(story.firstAt, 'UTC'),
    to: days.at(-1) ?? dayIn(story.lastAt, 'UTC'),
  });
  const outlets = await outletsOf(db, members);
  const published = members.flatMap(({ itemId, outletId, lang, published: at }): Published[] => {
    const voice = outlets.get(outletId)?.class ?? '';
    return isVoice(voice) ? [{ thing: `item:${itemId}`, lang, class: voice, at }] : [];
  });
  const now = clock();
  await db.transaction().execute(async (trx) => {
    await hangOn(trx, subjectOf(story), matcher(told), published, now);
    const links = await linksOfSubject(trx, storySubject(story.id));
    const events = await eventsByIds(
      trx,
      links.map(({ eventId }) => eventId),
    );
    await liftStory(trx, story.id, worthOf(voicesOf(members, outlets), links, events, story.lastAt), now);
  });
}

const voicesOf = (members: readonly Member[], outlets: ReadonlyMap<number, Outlet>): Voice[] =>
  [...Map.groupBy(members, ({ outletId }) => outletId)].map(([id, own]) => ({
    class: outlets.get(id)?.class ?? '',
    langs: new Set(own.map(({ lang }) => lang)),
  }));

/** The stories that may be about an event, and those that hang on it. */
async function storiesAround(db: Db, eventId: number): Promise<Set<number>> {
  const event = await eventById(db, eventId);
  const hanging = (await subjectsOf(db, eventId)).flatMap(storyNumber);
  return new Set([...hanging, ...(event ? await storiesTelling(db, namesOf(event), spanOf(event)) : [])]);
}

const namesOf = ({ names, aliases }: AgendaEvent): string[] => [
  ...Object.values(names),
  ...Object.values(aliases).flat(),
];

const dayMs = 86_400_000;
const spanOf = ({ firstDay, lastDay }: AgendaEvent) => ({
  from: new Date(Date.parse(firstDay) - 121 * dayMs),
  to: new Date(Date.parse(lastDay) + 62 * dayMs),
});
