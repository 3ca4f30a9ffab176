import { fold } from '../../language/index.ts';
import { type Atlas, keyText, type Place } from '../../places/index.ts';
import { families } from '../naming.ts';
import { beginsSentence, type Field } from './field.ts';
import type { Found } from './finder.ts';
import { dateline, doubtful, elsewhere, heads, honorific, markedFamilies, tails, unitsBefore } from './words.ts';

/** The place that a name meant on a day: the record that was valid then, or what stood in its place, or what it was last. */
export function placeMeant(atlas: Atlas, slug: string, day: string): Place | undefined {
  const records = atlas.places
    .filter((place) => place.slug === slug)
    .toSorted((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
  const valid = records.find((place) => place.validFrom <= day && (place.validTo === null || day <= place.validTo));
  const gone = records.findLast((place) => place.validTo !== null && place.validTo < day);
  const [first] = records;
  if (valid || gone || !first) return valid ?? gone;
  // Named before it was called so: "Huế" in a text of 2023 is what became Huế.
  const before = atlas.at(first.code, day);
  return before && atlas.origins(first).includes(before) ? before : first;
}

/** The text form of the place that a name meant. */
export function placeKeyMeant(atlas: Atlas, slug: string, day: string): string | undefined {
  const place = placeMeant(atlas, slug, day);
  return place && keyText(place);
}

/**
 * What a place's name stands for where it was found: the place; something of a longer name ("báo Hà Nội Mới", "Đại học Huế"); a person
 * ("Nguyễn Thị Huế"); or a place of another country. Only the first is a mention of the place.
 */
export function placeReading(
  field: Field,
  { text, start, end }: Found,
  careful: ReadonlySet<string>,
): 'place' | 'longer' | 'person' | 'elsewhere' {
  const before = field.text.slice(Math.max(0, start - 60), start);
  const after = field.text.slice(end, end + 60);
  if (isPersons(field, before, start)) return 'person';
  if (elsewhere.test(after)) return 'elsewhere';
  if (heads.test(before) || tails.test(after) || dateline.test(after)) return 'longer';
  if (unitsBefore.test(before)) return 'place';
  if (!field.marked && careful.has(text) && ambiguous(before, after, start)) return 'longer';
  return field.lang === 'vi' && goesOn(text, after) ? 'longer' : 'place';
}

/** A family name, or an address, right before it makes it somebody's name. */
function isPersons(field: Field, before: string, start: number): boolean {
  if (honorific.test(before)) return true;
  const [, run = ''] = /((?:\p{Lu}[\p{L}\p{M}]*\s)+)$/u.exec(before) ?? [];
  const parts = run.trim().split(/\s/).filter(Boolean);
  return parts.some((part, at) => {
    if (field.marked) return markedFamilies.has(part.toLowerCase());
    const folded = fold(part);
    // "To Hue": a word that begins a sentence is no family name unless a name goes on.
    return (
      families.has(folded) && (!doubtful.has(folded) || (at + 1 < parts.length && !beginsSentence(field.text, start)))
    );
  });
}

/** A capitalised word goes on after it, and is not the name of somebody: "Hà Nội Mới", but "tỉnh Hà Giang Nguyễn Văn Sơn". */
function goesOn(text: string, after: string): boolean {
  const [, next = '', second = ''] = /^\s(\p{Lu}[\p{L}\p{M}]*)(\s\p{Lu})?/u.exec(after) ?? [];
  if (next === '') return false;
  const loud = (word: string) => word.length > 1 && word === word.toUpperCase();
  if (loud(text.replace(/\s/g, '')) && loud(next)) return false;
  return !(second !== '' && families.has(fold(next)));
}

/** "Hue and cry", "How Long An Election Takes". */
const ambiguous = (before: string, after: string, start: number): boolean =>
  (start > 0 && /\p{Lu}[\p{L}\p{M}]*\s$/u.test(before)) || /^\s(?:and cry|of|or|saturation|an?)(?!\p{L})/iu.test(after);
