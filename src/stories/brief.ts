import { showable } from '../ingest/index.ts';
import type { Clock, Db, Trx } from '../platform/index.ts';
import { type Outlet, outletName, outletsByIds } from '../sources/index.ts';
import { membersOf, storyById } from './store/stories.ts';
import { type Member, type PublicItem, titleIn } from './story.ts';

/** What an article is made from: a story with its items, the outlets by name. */
export type StoryBrief = {
  id: number;
  title: string;
  items: { id: number; outlet: string; lang: string; title: string; summary: string; url: string; published: Date }[];
};

/** A story as the newsroom needs it; copies, items without an address and withdrawn ones are left out. */
export async function storyBrief(db: Db | Trx, id: number, lang = 'und'): Promise<StoryBrief | undefined> {
  const story = await storyById(db, id);
  if (!story) return undefined;
  const members = (await membersOf(db, [story.id])).get(story.id) ?? [];
  const outlets = await outletsOf(db, members);
  return {
    id: story.id,
    title: titleIn(story, lang).title,
    items: members.flatMap(({ stateId, outletId, copyOf, withdrawn, url, lang, title, summary, published }) =>
      copyOf !== null || withdrawn || url === null
        ? []
        : [{ id: stateId, outlet: outlets.get(outletId)?.name ?? '', lang, title, summary, url, published }],
    ),
  };
}

/** The items of stories as the public may see them on a day, by time; withdrawn ones are left out. */
export async function storyItems(
  db: Db | Trx,
  storyIds: readonly number[],
  { clock, timeZone, lang, most = 100 }: { clock: Clock; timeZone: string; lang: string; most?: number },
): Promise<Map<number, PublicItem[]>> {
  const members = await membersOf(db, storyIds, most);
  const outlets = await outletsOf(db, [...members.values()].flat());
  const now = clock();
  const shown = (member: Member): PublicItem[] => {
    const outlet = outlets.get(member.outletId);
    const allowed = outlet && showable(member, outlet, { now, timeZone });
    if (!allowed) return [];
    const { outletId, published, copyOf } = member;
    const { class: kind } = outlet;
    return [
      {
        ...allowed,
        outletId,
        outlet: outletName(outlet, lang),
        class: kind,
        lang: member.lang,
        published,
        copy: copyOf !== null,
      },
    ];
  };
  return new Map([...members].map(([story, list]) => [story, list.flatMap(shown)]));
}

/** The outlets of items, by id. */
export async function outletsOf(
  db: Db | Trx,
  members: readonly Pick<Member, 'outletId'>[],
): Promise<Map<number, Outlet>> {
  const outlets = await outletsByIds(db, [...new Set(members.map(({ outletId }) => outletId))]);
  return new Map(outlets.map((outlet) => [outlet.id, outlet]));
}
