/** Where the parts of a listing page stand: CSS selectors. All but `item` may be left out: then they are found by themselves. */
export type ListSelectors = {
  /** One entry of the list. */
  item: string;
  /** These are looked for within the item. */
  link?: string | undefined;
  title?: string | undefined;
  date?: string | undefined;
  picture?: string | undefined;
  summary?: string | undefined;
  /** The link to the next page of the list, anywhere on the page. */
  next?: string | undefined;
};

/** The parts that are looked for within an item. */
export const itemParts = ['link', 'title', 'date', 'picture', 'summary'] as const;
export type ItemPart = (typeof itemParts)[number];

/** One entry of a list as it was read. */
export type Entry = {
  link: string;
  /** Plain text. */
  title: string;
  published?: Date;
  /** Address of its picture. */
  picture?: string;
  /** Plain text. */
  summary?: string;
};
