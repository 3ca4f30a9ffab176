import { fold, oldToneStyle, termFinder } from '../../language/index.ts';
import type { Field } from './field.ts';
import type { Called } from './ground.ts';

/** A name found in a field. */
export type Found = { called: Called; text: string; start: number; end: number };

export type Find = (field: Field, day: string) => Found[];

const nearBy = 120;

/**
 * Finds names in fields, the longest at each place. Vietnamese written with its diacritics must agree in them; in other texts a name may
 * stand without, but not with others. A name must have the capitals of its form.
 */
export function openFinder(called: readonly Called[]): Find {
  const alone = bothWays(called.filter(({ with: near }) => near === undefined));
  const beside = bothWays(called.filter(({ with: near }) => near !== undefined));
  const words = [...new Set(called.flatMap(({ with: near }) => near ?? []).map((word) => word.toLowerCase()))];
  const mayStand = ({ text }: Field): boolean => {
    const lower = text.toLowerCase();
    return words.some((word) => lower.includes(word));
  };
  return (field, day) => [
    ...alone(field, day),
    ...(mayStand(field) ? beside(field, day) : []).filter(({ called: { with: near = [] }, start, end }) => {
      const around = field.text.slice(Math.max(0, start - nearBy), end + nearBy).toLowerCase();
      return near.some((word) => around.includes(word.toLowerCase()));
    }),
  ];
}

function bothWays(called: readonly Called[]): Find {
  const marked = termFinder(called);
  const bare = termFinder(called, { folded: true });
  return (field, day) =>
    (field.marked ? marked : bare)(field.text, day).flatMap(({ term, text, start, end }) =>
      spelled(text, term, field) ? [{ called: term, text, start, end }] : [],
    );
}

const letters = /[\p{L}\p{M}\p{N}&]+/gu;
const wordsOf = (text: string): string[] => text.match(letters) ?? [];
const plain = (text: string): boolean => /^\p{ASCII}*$/u.test(text);
const acronym = /^[\p{Lu}\p{N}&.-]+$/u;

/** Whether a text is one of the forms of a name in spelling and capitals. */
function spelled(text: string, { forms, kind }: Called, field: Field): boolean {
  const written = wordsOf(text);
  const bare = plain(text);
  const key = bare ? fold : (word: string) => oldToneStyle(word.toLowerCase());
  const keys = written.map(key).join(' ');
  return forms.some((form) => {
    const parts = wordsOf(form);
    if (parts.map(key).join(' ') !== keys) return false;
    if (acronym.test(form)) return !field.capitals && (form.length > 2 || field.lang !== 'vi' || form === 'EU');
    // Short common words are left over where neither diacritics nor capitals are: "hat xoan".
    if (kind !== 'place' && !field.marked && bare && !plain(form) && !parts.slice(1).some(capital)) return false;
    const free = kind === 'office' ? parts.length : kind === 'title' ? 1 : 0;
    return parts.every((part, at) => at < free || !capital(part) || capital(written[at] ?? ''));
  });
}

const capital = (word: string): boolean => /^\p{Lu}/u.test(word);
