import { fold, isSyllable, oldToneStyle } from '../../language/index.ts';
import { families, placeKey } from '../naming.ts';
import { beginsSentence, capitalRuns, type Field, type Word } from './field.ts';
import { countryAtHead } from './organisations.ts';
import {
  addressWord,
  doubtful,
  honorific,
  honorificCapital,
  housed,
  markedFamilies,
  namedAfter,
  westernEnds,
} from './words.ts';

/** A name that other finders hold: offices are read here, the rest is nobody's name. */
export type Span = { kind: string; text: string; start: number; end: number };

export type Person = { key: string; name: string; office?: string };

const longestName = 5;
const longestGap = 70;

/**
 * The people that a field names: beside an office or a form of address, or by form alone where a Vietnamese name has three words or more.
 * A name by form alone that stands after "đường", "trường", "giải thưởng" … is that of a street, a school, a prize.
 */
export function peopleIn(field: Field, held: readonly Span[]): Person[] {
  const found: Person[] = [];
  for (const run of capitalRuns(field.text, held)) {
    const words = nameIn(field, run);
    const [first] = words;
    if (!first) continue;
    const before = lastOf(field.text, first.start);
    const office = officeBefore(field, held, first.start, words);
    if (namedAfter.test(office ? lastOf(field.text, office.start) : before)) continue;
    if (!office && !addressed(field, before, words) && !byForm(field, words)) continue;
    const parts = words.map(({ text }) => text);
    found.push({ key: personKey(parts, field), name: parts.join(' '), ...(office ? { office: office.text } : {}) });
  }
  return found;
}

/** The words before a place of a text. */
const lastOf = (text: string, at: number): string => text.slice(Math.max(0, at - 60), at);

/** The words of a run that may be a name: what begins the sentence and what names a country is left out. */
function nameIn(field: Field, run: readonly Word[]): readonly Word[] {
  const country = countryAtHead(run.map(({ text }) => text));
  let words = run.slice(country);
  if (addressWord.test(words[0]?.text ?? '') && words.length > 2) words = words.slice(1);
  else if (
    country === 0 &&
    run.length > 2 &&
    beginsSentence(field.text, run[0]?.start ?? 0) &&
    !isFamily(field, run[0]?.text ?? '') &&
    isFamily(field, run[1]?.text ?? '')
  )
    words = words.slice(1);
  // "Nguyen Van An Opens a School": in a title with capitals the name ends where other words begin.
  const other = words.findIndex(({ text }) => !isSyllable(fold(text)));
  if (field.capitals && !field.marked && other > 2 && isFamily(field, words[0]?.text ?? ''))
    words = housed.test(words[other]?.text ?? '') ? [] : words.slice(0, other);
  const proper = words.every(({ text }) => /^\p{Lu}[\p{Ll}\p{M}’'-]*(?:\p{Lu}[\p{Ll}\p{M}]+)*$/u.test(text));
  const loud = field.where === 'title' && words.every(({ text }) => text === text.toUpperCase() && text.length > 1);
  return words.length >= 2 && words.length <= longestName && (proper || loud) ? words : [];
}

const isFamily = (field: Field, word: string): boolean =>
  field.marked ? markedFamilies.has(oldToneStyle(word.toLowerCase())) : families.has(fold(word));

const familyFirst = (field: Field, words: readonly Word[]): boolean =>
  isFamily(field, words[0]?.text ?? '') && words.every(({ text }) => isSyllable(fold(text)));

/** A name by form alone. */
function byForm(field: Field, words: readonly Word[]): boolean {
  if (words.length < 3 || words.length > longestName || !words.every(({ text }) => isSyllable(fold(text))))
    return false;
  const keys = words.map(({ text }) => fold(text));
  if (isFamily(field, words[0]?.text ?? ''))
    return field.marked || !doubtful.has(keys[0] ?? '') || keys[1] === 'thi' || keys[1] === 'van';
  return !field.marked && familyPlace(keys) > 0;
}

/** Where the family name stands in a name in Western order; 0 when it stands first or nowhere. */
function familyPlace(keys: readonly string[]): number {
  if (families.has(keys[0] ?? '') && !doubtful.has(keys[0] ?? '')) return 0;
  const beforeThi = keys.findIndex((key, at) => at > 0 && families.has(key) && keys[at + 1] === 'thi');
  if (beforeThi > 0) return beforeThi;
  return westernEnds.has(keys.at(-1) ?? '') ? keys.length - 1 : 0;
}

/** A form of address stands before it. At the beginning of a sentence only before a family name: "Bà Nà Hills". */
function addressed(field: Field, before: string, words: readonly Word[]): boolean {
  const family = familyFirst(field, words);
  if (honorificCapital.test(before)) return family;
  return honorific.test(before) && (family || foreignForm(words)) && !(field.capitals && !family);
}

const foreignForm = (words: readonly Word[]): boolean => words.some(({ text }) => !isSyllable(fold(text)));

/**
 * The office that stands before a name, with nothing between but what belongs to it: organisations, places, countries. A foreign name
 * must follow at once, and not in a title in which all words are capitalised.
 */
function officeBefore(field: Field, held: readonly Span[], start: number, words: readonly Word[]): Span | undefined {
  const office = held.findLast(({ kind, end }) => kind === 'office' && end <= start && start - end <= longestGap);
  if (!office) return undefined;
  const family = familyFirst(field, words);
  const foreigner = !field.capitals && (field.lang !== 'vi' || words.some(({ text }) => !isSyllable(fold(text))));
  if (!family && !foreigner) return undefined;
  let between = field.text.slice(office.end, start);
  for (const { kind, text } of held) if (kind !== 'office') between = between.replace(text, ' ');
  between = between.trim().replace(/^(?:of|nước) /u, '');
  const parts = between.split(/\s+/);
  if (between === '' || placeKey(between) === 'vietnam' || countryAtHead(parts) === parts.length) return office;
  // "Giám đốc Sở Du lịch Đặng Hương Giang".
  return family && parts.length <= 8 && !/[.,;:()"“”!?\n–]/u.test(between) && !parts.some((part) => meeting.has(part))
    ? office
    : undefined;
}

const meeting = new Set('và and gặp tiếp meets met meet with với cùng receives received mời cho'.split(' '));

/** One key for a name in every spelling and order: `le-thi-thu-hang`. */
export function personKey(words: readonly string[], { marked }: Pick<Field, 'marked'> = { marked: true }): string {
  const keys = words.map((word) => fold(word).replace(/[^\p{L}\p{N}]/gu, '')).filter(Boolean);
  const at = marked ? 0 : familyPlace(keys);
  return [...keys.slice(at), ...keys.slice(0, at)].join('-').slice(0, 80);
}
