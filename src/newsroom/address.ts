/** What the public address of a text is made of. */
export type TextAddress = { lang: string; slug: string; id: number };

const shape = /^\/([a-z]{2,3})\/([a-z0-9-]*)-([0-9a-z]{1,7})$/;
const largest = 2_147_483_647;

/** Gives `/{lang}/{slug}-{id}` with the id in base 36. A title without Latin letters has no slug: `/ja/text-2s`. */
export const textPath = ({ lang, slug, id }: TextAddress): string => `/${lang}/${slug || 'text'}-${id.toString(36)}`;

/** Reads an address that `textPath` gave; undefined when it is none. The slug may be an old one: the id decides. */
export function parseTextPath(path: string): TextAddress | undefined {
  const [, lang, slug, digits] = shape.exec(path) ?? [];
  if (lang === undefined || slug === undefined || digits === undefined) return undefined;
  const id = Number.parseInt(digits, 36);
  if (id < 1 || id > largest || id.toString(36) !== digits) return undefined;
  return { lang, slug, id };
}
