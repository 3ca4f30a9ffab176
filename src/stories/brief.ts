import type { Clock, Db, Trx } from '../platform/index.ts';
import { type Outlet, outletName, outletsByIds, rightsOn } from '../sources/index.ts';
import { membersOf, storyById } from './store/stories.ts';
import { type Member, type PublicItem, titleIn } from './story.ts';

/** What an article is made from: a story with its items, the outlets by name. */
export type StoryBrief = {
  id: number;
  title: string;
  items: { id: number; outlet: string; lang: string; title: string; summary: string; url: string; published: Date }[];
};

/** A story as the newsroom needs it; copies and items without an address are left out. */
export async function storyBrief(db: Db | Trx, id: number, lang = 'und'): Promise<StoryBrief | undefined> {
  const story = await storyById(db, id);
  if (!story) return undefined;
  const members = (await membersOf(db, [story.id])).get(story.id) ?? [];
  const outlets = await outletsOf(db, members);
  return {
    id: story.id,
    title: titleIn(story, lang).title,
    items: members.flatMap(({ stateId, outletId, copyOf, url, lang, title, summary, published }) =>
      copyOf !== null || url === null
        ? []
        : [{ id: stateId, outlet: outlets.get(outletId)?.name ?? '', lang, title, summary, url, published }],
    ),
  };
}

/** The items of stories as the public may see them, by time: title and link; the summary where the outlet allows it. */
export async function storyItems(
  db: Db | Trx,
  storyIds: readonly number[],
  { clock, lang, most = 100 }: { clock: Clock; lang: string; most?: number },
): Promise<Map<number, PublicItem[]>> {
  const members = await membersOf(db, storyIds, most);
  const outlets = await outletsOf(db, [...members.values()].flat());
  const today = clock().toISOString().slice(0, 10);
  const shown = (member: Member): PublicItem[] => {
    const outlet = outlets.get(member.outletId);
    if (!outlet) return [];
    const rights = rightsOn(outlet, today);
    const { outletId, title, url, published, copyOf } = member;
    return [
      {
        outletId,
        outlet: outletName(outlet, lang),
        class: outlet.class,
        lang: member.lang,
        title,
        summary: rights === 'link' ? undefined : member.summary,
        rights,
        url,
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
