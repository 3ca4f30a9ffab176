import type { Source } from './article.ts';

/** What the newsroom needs to know of a story: its items are what an article cites. */
export type StoryBrief = {
  id: number;
  title: string;
  items: readonly {
    id: number;
    outlet: string;
    lang: string;
    title: string;
    summary: string;
    url: string;
    published: Date | null;
  }[];
};

/** Gives a story by its id, titled in a language where it has one; undefined when there is none. */
export type ReadStory = (storyId: number, lang: string) => Promise<StoryBrief | undefined>;

/** Everything that may be cited: what is cited already, then the items of the story that are not. */
export function citable(cited: readonly Source[], story: StoryBrief | undefined): Source[] {
  const known = new Set(cited.map(({ url }) => url));
  const items = (story?.items ?? []).map(
    ({ id, outlet, title, url, lang }): Source => ({ itemId: id, outlet, title, url, lang }),
  );
  return [...cited, ...items.filter(({ url }) => !known.has(url))];
}
