import type { Hono } from 'hono';
import { z } from 'zod';
import { guard } from '../identity/index.ts';
import type { Clock, Db, Env } from '../platform/index.ts';
import { outletsOf } from './brief.ts';
import { boardQuery, filterOf } from './query.ts';
import { boardPage, membersOf, storyById } from './store/stories.ts';
import type { Member, Story } from './story.ts';

const perPage = 50;
const at = z.iso.datetime();

const storyShape = z
  .object({
    id: z.int(),
    titles: z.record(z.string(), z.string()).describe('The title of its first own words, by language (ISO 639-1)'),
    languages: z.array(z.string()),
    outlets: z.array(z.int()).describe('Outlets with words of their own in it'),
    items: z.int().describe('All its items, copies with them'),
    copies: z.int(),
    first: at,
    last: at.describe('When its last own words were published'),
    rank: z
      .number()
      .describe('Hours since 1970 of its last own words, and hours for breadth, growth, official voices and events'),
    pinned: z.boolean(),
    muted: z.boolean(),
    tags: z
      .array(z.string())
      .describe(
        'What it is about, first what most of its items say: `place:02@2008-08-01` (code, valid from), `title:`, `org:`, `person:`',
      ),
  })
  .meta({ id: 'Story' });

const itemShape = z
  .object({
    id: z.int(),
    outlet: z.object({ id: z.int(), name: z.string(), class: z.string() }),
    language: z.string(),
    title: z.string(),
    url: z.string().nullable(),
    published: at,
    copyOf: z.int().nullable().describe('The item whose text it repeats'),
    withdrawn: z.boolean().describe('Withdrawn by its source'),
  })
  .meta({ id: 'Item' });

const listShape = z.object({
  count: z.int().describe('Counted up to 1,000; the pages lead on'),
  page: z.int(),
  stories: z.array(storyShape),
});
const oneShape = z.object({ story: storyShape, items: z.array(itemShape) });
const problemShape = z.object({ title: z.string(), status: z.int(), detail: z.string() }).meta({ id: 'Problem' });

const told = (story: Story): z.infer<typeof storyShape> => ({
  id: story.id,
  titles: story.titles,
  languages: [...story.langs],
  outlets: [...story.outletIds],
  items: story.items,
  copies: story.copies,
  first: story.firstAt.toISOString(),
  last: story.lastAt.toISOString(),
  rank: story.rank,
  pinned: story.pinned,
  muted: story.muted,
  tags: [...story.tags],
});

/** The stories of the board as they go out to programs. */
export async function listForPrograms(
  { db, clock }: { db: Db; clock: Clock },
  given: z.infer<typeof boardQuery>,
): Promise<z.infer<typeof listShape>> {
  const { page, ...query } = given;
  const filter = await filterOf(db, query, clock());
  const { count, stories } = await boardPage(db, filter, { limit: perPage, offset: (page - 1) * perPage });
  return { count, page, stories: stories.map(told) };
}

/** One story with its items as it goes out to programs; undefined when there is none. A merged one leads to where it went. */
export async function storyForPrograms(db: Db, id: number): Promise<z.infer<typeof oneShape> | undefined> {
  const story = await storyById(db, id);
  if (!story) return undefined;
  const members = (await membersOf(db, [story.id])).get(story.id) ?? [];
  const outlets = await outletsOf(db, members);
  const item = (member: Member): z.infer<typeof itemShape> => {
    const outlet = outlets.get(member.outletId);
    return {
      id: member.itemId,
      outlet: { id: member.outletId, name: outlet?.name ?? '', class: outlet?.class ?? '' },
      language: member.lang,
      title: member.title,
      url: member.url,
      published: member.published.toISOString(),
      copyOf: member.copyOf,
      withdrawn: member.withdrawn,
    };
  };
  return { story: told(story), items: members.map(item) };
}

/** The stories as JSON, for programs of people who are signed in; described by OpenAPI 3.1. */
export function storiesApi(app: Hono<Env>, { db, clock }: { db: Db; clock: Clock }): void {
  const read = guard('story.read');
  app.get('/desk/api/stories', read, async (c) =>
    c.json(await listForPrograms({ db, clock }, boardQuery.parse(c.req.query()))),
  );
  app.get('/desk/api/stories/:id{[0-9]+}', read, async (c) => {
    const found = await storyForPrograms(db, Number(c.req.param('id').slice(0, 15)));
    if (found) return c.json(found);
    const problem = {
      title: 'No such story',
      status: 404,
      detail: `There is no story ${c.req.param('id')}, or nothing is left of it.`,
    };
    return c.json(problem, 404, { 'content-type': 'application/problem+json' });
  });
  app.get('/desk/api/stories/openapi.json', read, (c) => c.json(description()));
}

/** What the API answers, by OpenAPI 3.1. */
function description(): object {
  const json = (shape: z.ZodType) => ({ 'application/json': { schema: z.toJSONSchema(shape, { io: 'output' }) } });
  const query = z.toJSONSchema(boardQuery, { io: 'input' }).properties ?? {};
  return {
    openapi: '3.1.0',
    info: { title: 'Cửa Sổ: stories', version: '1' },
    paths: {
      '/desk/api/stories': {
        get: {
          summary: 'The stories of the board, pinned ones first, then by rank; fifty a page',
          parameters: Object.entries(query).map(([name, schema]) => ({ name, in: 'query', schema })),
          responses: { 200: { description: 'Stories', content: json(listShape) } },
        },
      },
      '/desk/api/stories/{id}': {
        get: {
          summary: 'One story with its items; one that was merged is answered by where it went',
          parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
          responses: {
            200: { description: 'Story', content: json(oneShape) },
            404: {
              description: 'There is none',
              content: { 'application/problem+json': { schema: z.toJSONSchema(problemShape) } },
            },
          },
        },
      },
    },
  };
}
