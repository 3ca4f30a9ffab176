import type { Showable } from '../ingest/index.ts';
import type { OutletClass } from '../sources/index.ts';
import type { Why } from './why.ts';

/** The items, in any language, that report one happening. */
export type Story = {
  id: number;
  /** The title of its first own words, by language. */
  titles: Readonly<Record<string, string>>;
  /** The language in which it began. */
  titleLang: string;
  langs: readonly string[];
  /** The outlets that have words of their own in it. */
  outletIds: readonly number[];
  /** All its items, copies with them. */
  items: number;
  copies: number;
  firstAt: Date;
  /** When its last own words were published. */
  lastAt: Date;
  rank: number;
  pinned: boolean;
  muted: boolean;
  /** What it is about (`place:02@2008-08-01`), first what most of its own-word items say. */
  tags: readonly string[];
};

/** An item of a story, with what the desk may see of it. */
export type Member = {
  itemId: number;
  /** The newest state of the item: what `ingest` knows it by. */
  stateId: number;
  outletId: number;
  lang: string;
  title: string;
  summary: string;
  url: string | null;
  published: Date;
  /** The item whose text this one repeats. */
  copyOf: number | null;
  why: Why | null;
  /** Put here by a person. */
  held: boolean;
  /** Its source withdrew it: it counts for nothing, and the public does not see it. */
  withdrawn: boolean;
};

/** An item of a story as the public may see it. */
export type PublicItem = Showable & {
  outletId: number;
  outlet: string;
  class: OutletClass;
  lang: string;
  published: Date;
  /** Whether it repeats another item's text. */
  copy: boolean;
};

/** The story that hangs somewhere as `story:55`, in a list; an empty one when it is something else. */
export function storyNumber(subject: string): number[] {
  const [, id] = /^story:(\d{1,15})$/.exec(subject) ?? [];
  return id ? [Number(id)] : [];
}

/** The title of a story in a language, or else in the one in which it began, with the language it is in. */
export function titleIn(story: Pick<Story, 'titles' | 'titleLang'>, lang: string): { title: string; lang: string } {
  const own = story.titles[lang];
  if (own !== undefined) return { title: own, lang };
  return { title: story.titles[story.titleLang] ?? Object.values(story.titles)[0] ?? '', lang: story.titleLang };
}
