import { fold, normaliseLine, oldToneStyle } from './normalise.ts';

/** A Vietnamese personal name as written: family first, the given name last, by which a person is addressed. */
type PersonName = { family: string; middle: string; given: string };

const honorific =
  /^(?:ông|bà|anh|chị|cô|đồng chí|đ\/c|giáo sư|tiến sĩ|bác sĩ|luật sư|nhà báo|gs|pgs|ts|ths|bs|ks|mr|mrs|ms|dr|prof|professor|h\.?e|madame|mme|monsieur|m)\.?\s+/iu;

/** Gives the name without forms of address and academic titles: `GS. TS. Nguyễn Văn An` → `Nguyễn Văn An`. */
function bare(name: string): string {
  let rest = normaliseLine(name.slice(0, 200)).replace(/\.(?=\p{L})/gu, '. ');
  for (let shorter = rest.replace(honorific, ''); shorter !== rest; shorter = rest.replace(honorific, ''))
    rest = shorter;
  return rest;
}

const syllables = (name: string): string[] => bare(name).match(/[\p{L}\p{M}]+/gu) ?? [];

/** Gives the parts of a Vietnamese name: `Lê Thị Thu Hằng` → family `Lê`, middle `Thị Thu`, given `Hằng`. A single word is a given name. */
export function personName(name: string): PersonName {
  const parts = syllables(name);
  const family = parts.length > 1 ? (parts[0] ?? '') : '';
  return { family, middle: parts.slice(1, -1).join(' '), given: parts.at(-1) ?? '' };
}

/**
 * Gives how likely two written forms name the same person, by form alone (0–1); namesakes exist, so that an office, a place or a date must agree too.
 *
 * - 1: the same syllables in the same order, diacritics and address aside
 * - 0.9: the same syllables in another order, as in Western style (`Thu Hang Le Thi`)
 * - 0.7: two or more syllables of the one, in order, make up the other (`Thu Hằng`)
 * - 0.6: initials agree (`N. V. An`)
 * - 0.5: alike only without the diacritics that both carry (`Nguyễn Văn Hùng`, `Nguyễn Văn Hưng`)
 * - 0.4: the given name alone: count it only where the full name stands in the same text
 * - 0: otherwise
 */
export function nameLikeness(one: string, other: string): number {
  const [a, b] = [syllables(one), syllables(other)];
  if (a.length === 0 || b.length === 0) return 0;
  const [foldedA, foldedB] = [a.map(fold), b.map(fold)];
  if (foldedA.join(' ') === foldedB.join(' ')) return accentsDiffer(a, b) ? 0.5 : 1;
  const [short, long] = foldedA.length <= foldedB.length ? [foldedA, foldedB] : [foldedB, foldedA];
  if (short.length === long.length) return permuted(short, long) ? 0.9 : initials(foldedA, foldedB) ? 0.6 : 0;
  if (short.length >= 2 && short.every((part) => part.length > 1) && inOrder(short, long)) return 0.7;
  if (short.length === 1) return (short[0]?.length ?? 0) > 1 && short[0] === long.at(-1) ? 0.4 : 0;
  return 0;
}

const exact = (parts: readonly string[]): string => oldToneStyle(parts.join(' ').toLowerCase());

/** Both are written with diacritics, and not with the same: an unaccented form never contradicts. */
function accentsDiffer(a: readonly string[], b: readonly string[]): boolean {
  const accented = (parts: readonly string[]) => /[^\p{ASCII}]/u.test(parts.join(''));
  return accented(a) && accented(b) && exact(a) !== exact(b);
}

const permuted = (a: readonly string[], b: readonly string[]): boolean =>
  [...a].sort().join(' ') === [...b].sort().join(' ');

function inOrder(short: readonly string[], long: readonly string[]): boolean {
  let next = 0;
  for (const part of long) if (part === short[next]) next += 1;
  return next === short.length;
}

/** Syllable by syllable equal or an initial of the other, at least one whole word in common. */
function initials(a: readonly string[], b: readonly string[]): boolean {
  const agrees = a.every((part, index) => {
    const twin = b[index] ?? '';
    return part === twin || ((part.length === 1 || twin.length === 1) && part.charAt(0) === twin.charAt(0));
  });
  return agrees && a.some((part, index) => part.length > 1 && part === b[index]);
}

/** How a name stands in print: Vietnamese with its diacritics; elsewhere family name first without them, or kept as the house style wants. */
export function displayName(name: string, lang: string, style: 'plain' | 'accented' = 'plain'): string {
  const written = bare(name);
  return lang === 'vi' || style === 'accented' ? written : unaccented(written);
}

const unaccented = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd').replace(/Đ/g, 'D').normalize('NFC');

/** Gives a key by which to sort people: by given name, as Vietnamese lists do, or by family name as elsewhere. Compare with `Intl.Collator`. */
export function nameSortKey(name: string, lang: string): string {
  const { family, middle, given } = personName(name);
  return (lang === 'vi' ? [given, family, middle] : [family, middle, given]).filter((part) => part !== '').join(' ');
}
