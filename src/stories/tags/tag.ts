/** What an item may be about: a province or city, a title of UNESCO, an organisation, a person. */
export const tagKinds = ['place', 'title', 'organisation', 'person'] as const;
export type TagKind = (typeof tagKinds)[number];

/** Where words stand in an item. */
type Where = 'title' | 'summary' | 'text';

/** The words for which an item bears a tag. */
export type Evidence = {
  where: Where;
  /** As written. */
  words: string;
  /** How often they stand there. */
  count: number;
  /** The office beside a person's name, as written. */
  office?: string;
};

/** What an item is about, and why we think so. */
export type Tag = {
  kind: TagKind;
  /**
   * A place as it was meant (`02@2008-08-01`), the id of a title, the glossary's id of an organisation, a person's name folded
   * (`le-thi-thu-hang`): namesakes share it.
   */
  key: string;
  /** As the item calls it. */
  shown: string;
  evidence: readonly Evidence[];
};

/** Raise it when the analysis changes: items are then tagged anew, a few at a time. */
export const tagVersion = 1;

const short: Readonly<Record<TagKind, string>> = {
  place: 'place',
  title: 'title',
  organisation: 'org',
  person: 'person',
};

/** A tag as addresses and filters name it: `org:vn-0012`, `person:le-thi-thu-hang`. */
export const tagText = ({ kind, key }: Pick<Tag, 'kind' | 'key'>): string => `${short[kind]}:${key}`;

/** Reads what `tagText` wrote; undefined when it names no kind. */
export function readTag(text: string): { kind: TagKind; key: string } | undefined {
  const [, name = '', key = ''] = /^([a-z]+):(.{1,120})$/su.exec(text) ?? [];
  const kind = tagKinds.find((each) => short[each] === name);
  return kind && { kind, key };
}
