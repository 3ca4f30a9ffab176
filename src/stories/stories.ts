import { z } from 'zod';
import { currentStates, itemsByIds } from '../ingest/index.ts';
import { type Clock, type Db, job, type Module, type Pack } from '../platform/index.ts';
import { storyEvents } from './agenda.ts';
import { tellAlerts } from './alerts.ts';
import { storiesApi } from './api.ts';
import { conceptsOf, readConcepts } from './concepts.ts';
import { storiesDesk } from './desk.tsx';
import { openEmbedder } from './embeddings/embedder.ts';
import type { Service } from './embeddings/service.ts';
import { followingRoutes, type Home } from './following.tsx';
import type { Parallel } from './lexicon/learn.ts';
import { learnLexicon } from './lexicon/lexicon.ts';
import { lexiconRoutes } from './lexicon/routes.tsx';
import { openTerms } from './lexicon/terms.ts';
import { liveRoutes } from './live.ts';
import { openRegistry } from './tags/registry.ts';
import { openTagging } from './tags/tagging.ts';
import { followVoices } from './voices.ts';
import { openWeaver, type Weaver } from './weaver.ts';
import { followWithdrawals } from './withdrawals.ts';

const arrived = z.object({ itemIds: z.array(z.int().positive()).max(1_000) });

/**
 * Items become stories, across outlets and languages. `capacity`: how many items the weaver looks back on. `translations`: so many parallel texts of our own, the
 * newest, from which it learns what is called what. `embeddings`: a service that tells what texts mean.
 */
export const stories = ({
  db,
  clock,
  pack,
  capacity,
  home,
  translations,
  embeddings,
}: {
  db: Db;
  clock: Clock;
  pack: Pack;
  capacity?: number;
  home: Home;
  translations: (most: number) => Promise<readonly Parallel[]>;
  embeddings?: Service | undefined;
}): Module => {
  // What its source withdrew has no words to be woven or tagged by.
  const readItems = async (ids: readonly number[]) =>
    (await itemsByIds(db, ids)).filter(({ withdrawn }) => withdrawn === null);
  const tagging = openTagging({ db, clock, pack, zone: home.timeZone, readItems });
  let opened: Weaver | undefined;
  const weaver = (): Weaver => {
    opened ??= openWeaver({
      db,
      clock,
      terms: openTerms(conceptsOf(readConcepts(pack)), home.language),
      readItems,
      embedder: embeddings && openEmbedder(embeddings, { clock }),
      ...(capacity === undefined ? {} : { capacity }),
    });
    return opened;
  };
  return {
    name: 'stories',
    routes(app) {
      storiesDesk(app, { db, clock, timeZone: home.timeZone, registry: openRegistry(db, pack) });
      followingRoutes(app, { db, clock, home });
      liveRoutes(app, { db });
      lexiconRoutes(app, { db, clock, home: home.language });
      storiesApi(app, { db, clock });
    },
    desk: [{ path: '/desk/stories', label: 'stories.title', permission: 'story.read', keys: 'g t', begins: true }],
    listens: [
      {
        event: 'items.arrived',
        name: 'stories.weave',
        handle: async (payload) => {
          const { itemIds } = arrived.parse(payload);
          await weaver().weave(itemIds);
          await followWithdrawals({ db, clock }, itemIds);
          await tagging.tag((await currentStates(db, itemIds)).map(({ firstId }) => firstId));
        },
      },
      ...storyEvents({ db, clock }),
    ],
    jobs: [
      job({ name: 'stories.forget', schema: z.object({}), every: '17 * * * *', handle: () => weaver().forget() }),
      job({
        name: 'stories.tag',
        schema: z.object({}),
        every: '* * * * *',
        handle: async () => void (await tagging.rest()),
      }),
      job({
        name: 'stories.alert',
        schema: z.object({}),
        every: '* * * * *',
        handle: async () => void (await tellAlerts({ db, clock })),
      }),
      job({
        name: 'stories.lexicon',
        schema: z.object({}),
        every: '23 19 * * *',
        handle: async () => void (await learnLexicon({ db, clock, pack, home: home.language, translations })),
      }),
      job({
        name: 'stories.voices',
        schema: z.object({}),
        every: '*/5 * * * *',
        handle: async () => void (await followVoices({ db, clock })),
      }),
    ],
  };
};
