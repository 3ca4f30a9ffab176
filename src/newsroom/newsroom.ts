import { type Identify, identify as identifyByScript } from '../language/index.ts';
import type { Clock, Db, Languages, Module } from '../platform/index.ts';
import { textEvents } from './agenda.ts';
import { deciding } from './desk/deciding.tsx';
import { reading } from './desk/reading.tsx';
import { writing } from './desk/writing.tsx';
import type { ReadStory } from './story.ts';

type NewsroomParts = {
  db: Db;
  clock: Clock;
  languages: Languages;
  /** Gives a story's items, from which an article is made. */
  storyBrief: ReadStory;
  /** Tells whether a text is in the language it says; by script and diacritics alone when left out. */
  identify?: Identify;
};

/** Articles, their translations, and the way they take to the public. */
export function newsroom({ db, clock, languages, storyBrief, identify = identifyByScript }: NewsroomParts): Module {
  const house = { db, clock, languages, identify, readStory: storyBrief };
  return {
    name: 'newsroom',
    listens: textEvents({ db, clock }),
    routes(app) {
      reading(app, house);
      writing(app, house);
      deciding(app, house);
    },
    desk: [{ path: '/desk/articles', label: 'newsroom.articles', permission: 'article.read', keys: 'g a' }],
  };
}
