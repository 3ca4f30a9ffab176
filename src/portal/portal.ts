import { z } from 'zod';
import type { Clock, Db, Languages, Module, PageCache } from '../platform/index.ts';
import { aboutRoutes } from './about.tsx';
import { articleRoutes } from './article.tsx';
import { chooserRoutes } from './chooser.ts';
import { frontRoutes } from './front.tsx';
import { placeRoutes } from './place.tsx';
import { placesRoutes } from './places.tsx';
import { tag } from './policy.ts';
import { searchRoutes } from './search.tsx';
import type { Site } from './site.tsx';
import { storiesRoutes } from './stories.tsx';
import { storyRoutes } from './story.tsx';

type Parts = {
  db: Db;
  clock: Clock;
  cache: PageCache;
  languages: Languages;
  origin: string;
  country: Site['country'];
  publisher: Site['publisher'];
  timeZone: string;
  demonstration: boolean;
};

const textEvent = z.object({ articleId: z.int(), lang: z.string() });
const storyEvent = z.object({ storyId: z.int() });

/** The public site: its pages, how long they are kept, and what makes them be forgotten. */
export const portal = ({ db, clock, cache, ...site }: Parts): Module => {
  // A translation that comes or goes changes the language links of all others.
  const forgetText = (payload: unknown) => {
    const { articleId, lang } = textEvent.parse(payload);
    cache.purge([tag.article(articleId), tag.articles(lang), tag.anyArticle]);
  };
  const forgetStory = (payload: unknown) => {
    cache.purge([tag.story(storyEvent.parse(payload).storyId), tag.noStories]);
  };
  return {
    name: 'portal',
    routes(app) {
      chooserRoutes(app, { site });
      frontRoutes(app, { db, clock, site });
      storiesRoutes(app, { db, clock, site });
      storyRoutes(app, { db, clock, site });
      placesRoutes(app, { db, site });
      placeRoutes(app, { db, site });
      searchRoutes(app, { db, site });
      aboutRoutes(app, { site });
      articleRoutes(app, { db, clock, site });
    },
    watches: [
      { event: 'text.published', handle: forgetText },
      { event: 'text.corrected', handle: forgetText },
      { event: 'text.withdrawn', handle: forgetText },
      { event: 'story.changed', handle: forgetStory },
    ],
  };
};
