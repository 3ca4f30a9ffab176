import type { Context } from 'hono';
import type { AgendaEvent, Link } from '../../agenda/index.ts';
import type { DeskEnv } from '../../identity/index.ts';
import type { Outlet } from '../../sources/index.ts';
import type { Decision } from '../store/decisions.ts';
import type { Member, Story } from '../story.ts';
import type { Why } from '../why.ts';
import { Name } from './words.tsx';

/** What the page of a story shows. */
export type StoryProps = {
  c: Context<DeskEnv>;
  now: Date;
  story: Story;
  members: readonly Member[];
  outlets: ReadonlyMap<number, Outlet>;
  /** By which rights the sources' own pictures stand today, by item. */
  pictures: ReadonlyMap<number, Outlet['rights']>;
  near: readonly { story: Story; why: Why }[];
  decisions: readonly Decision[];
  /** The two items beside each other. */
  beside: readonly [Member, Member] | undefined;
  refused?: string | undefined;
  /** The keys of places by which names are told to be some. */
  places: ReadonlySet<string>;
  /** The events that it hangs on, and those from which a person took it. */
  links: readonly Link[];
  events: ReadonlyMap<number, AgendaEvent>;
};

export const storyPath = (id: number): string => `/desk/stories/${id}`;

/** Tells with a form which decision its page showed last: who comes after another person's is shown that one first. */
export const Seen = ({ decisions }: Pick<StoryProps, 'decisions'>) => (
  <input type="hidden" name="seen" value={String(decisions[0]?.id ?? 0)} />
);

/** The class of an outlet in the reader's words. */
export const classOf = (c: Context<DeskEnv>, outlet: Outlet | undefined) =>
  outlet ? c.var.t(`sources.class.${outlet.class}`) : null;

/** Names the source of a copy. */
export const CopyNote = ({
  c,
  member,
  members,
  outlets,
}: Pick<StoryProps, 'c' | 'members' | 'outlets'> & { member: Member }) => {
  if (member.copyOf === null) return null;
  const source = members.find(({ itemId }) => itemId === member.copyOf);
  return (
    <>
      {c.var.t('stories.copy')} <Name outlet={source && outlets.get(source.outletId)} lang={c.var.lang} />
    </>
  );
};
