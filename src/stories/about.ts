import type { Context, Hono } from 'hono';
import { z } from 'zod';
import { type DeskEnv, done, guard, record } from '../identity/index.ts';
import { normaliseLine } from '../language/index.ts';
import { keyText } from '../places/index.ts';
import type { Clock, Db, Env } from '../platform/index.ts';
import { storiesChanged } from './events.ts';
import { DecisionRefused } from './store/decisions.ts';
import { takeTurn } from './store/lock.ts';
import { storyById } from './store/stories.ts';
import { gatherTags, judgeTag, lastJudgement, tagsOfStory, touchStories } from './store/tags.ts';
import { placeOf, type Registry, tagByName } from './tags/registry.ts';
import { readTag, type Tag, tagText } from './tags/tag.ts';
import { storyPath } from './views/parts.tsx';

type Named = Pick<Tag, 'kind' | 'key' | 'shown'>;

const text = z.string().max(200).catch('').transform(normaliseLine);
const number = z.coerce.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER);
const form = z.object({
  /** A tag of the story, or a place or title from the list. */
  tag: text,
  kind: z.enum(['organisation', 'person']).optional().catch(undefined),
  name: text,
  judged: z.enum(['yes', 'no', 'undo']).catch('yes'),
  item: number.positive().nullish().catch(undefined),
  /** The last judgement that the page showed. */
  seen: number.optional().catch(undefined),
});

type Parts = {
  db: Db;
  clock: Clock;
  registry: () => Promise<Registry>;
  /** Shows the page of a story with why nothing was done. */
  refuse: (c: Context<DeskEnv>, refused: DecisionRefused) => Response | Promise<Response>;
};

/** What people say of the tags of a story: that it is about something, or not, for the whole of it or one item; and back. */
export function aboutRoutes(app: Hono<Env>, { db, clock, registry, refuse }: Parts): void {
  app.post('/desk/stories/:id{[0-9]+}/tags', guard('story.weave'), async (c) => {
    const story = await storyById(db, Number(c.req.param('id').slice(0, 15)));
    if (!story) return c.notFound();
    const given = form.parse(await c.req.parseBody());
    const { person } = c.var;
    const address = storyPath(story.id);
    const known = await registry();
    try {
      const told = await db.transaction().execute(async (trx) => {
        await takeTurn(trx);
        const tag = await named(given, known, async () => tagsOfStory(trx, story.id));
        if (!tag) return 'stories.done.no-tag' as const;
        if (given.seen !== undefined && (await lastJudgement(trx, story.id, tag)) !== given.seen)
          throw new DecisionRefused('judged');
        const verdict = given.judged === 'undo' ? null : given.judged;
        const now = clock();
        const count = await judgeTag(trx, story.id, tag, verdict, { person, now }, given.item ?? null);
        if (count === 0) return 'stories.done.no-tag' as const;
        await gatherTags(trx, [story.id]);
        await touchStories(trx, [story.id], now);
        await storiesChanged(trx, [story.id]);
        const detail = {
          tag: tagText(tag),
          shown: tag.shown,
          verdict: given.judged,
          ...(given.item ? { item: given.item } : {}),
        };
        await record(trx, { person, action: 'story.tag', subject: `story:${story.id}`, detail });
        return `stories.done.tag-${given.judged}` as const;
      });
      return done(c, address, told);
    } catch (error) {
      if (error instanceof DecisionRefused) return refuse(c, error);
      throw error;
    }
  });
}

/** The tag that a form means; undefined when there is no such thing. */
async function named(
  { tag, kind, name }: z.infer<typeof form>,
  registry: Registry,
  tags: () => Promise<readonly Named[]>,
): Promise<Named | undefined> {
  if (kind && name !== '') return tagByName(registry, kind, name);
  const read = readTag(tag);
  if (!read) return undefined;
  const own = (await tags()).find((each) => each.kind === read.kind && each.key === read.key);
  if (own) return own;
  const place = read.kind === 'place' ? placeOf(registry, read.key) : undefined;
  const names = place?.names ?? (read.kind === 'title' ? registry.titles.get(read.key)?.names : undefined);
  return names && { ...read, ...(place ? { key: keyText(place) } : {}), shown: Object.values(names)[0] ?? read.key };
}
