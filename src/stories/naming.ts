import { fold, personName } from '../language/index.ts';
import { joined } from './marks.ts';

/** Names by what they name, as far as their form and a list of places tell. */
export type Named = { people: string[]; places: string[]; names: string[] };

/** The family names of most Vietnamese people, lower case. */
export const familyNames =
  'nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đào đinh trịnh mai lâm tô lương trương tạ cao hà đoàn phùng quách vương thái châu chu lưu kiều tăng tôn la nghiêm khuất bạch'.split(
    ' ',
  );

/** The same, folded. */
export const families: ReadonlySet<string> = new Set(familyNames.map(fold));

/** Sorts names into people, places and others. `places` are keys of `placeKey`. */
export function sortNames(list: readonly string[], places: ReadonlySet<string>): Named {
  const named: Named = { people: [], places: [], names: [] };
  for (const name of list) {
    const parts = name.split(/[ \u00a0]/).length;
    if (places.has(placeKey(name))) named.places.push(name);
    else if (parts >= 2 && parts <= 5 && families.has(placeKey(personName(name).family))) named.people.push(name);
    else named.names.push(name);
  }
  return named;
}

/** One key for a name in every spelling: Hà Nội, Hanoi, HÀ NỘI. */
export const placeKey = (name: string): string => joined([name]);

const letters = Array.from({ length: 26 }, (_, at) => String.fromCharCode(65 + at));

/** The keys of all countries, by their names in some languages (CLDR). */
export function countryKeys(langs: readonly string[]): Set<string> {
  const keys = new Set<string>();
  for (const lang of langs) {
    const names = new Intl.DisplayNames(lang, { type: 'region', fallback: 'none' });
    for (const first of letters)
      for (const second of letters) {
        const name = names.of(first + second);
        if (name) keys.add(placeKey(name));
      }
  }
  return keys;
}

/**
 * Puts together what was cut: names of more than two words are compared by their pairs ("Trần Thị", "Thị Hoài"), and read
 * as one ("Trần Thị Hoài"). Each name is told once.
 */
export function wholeNames(pairs: readonly string[]): string[] {
  const names: string[][] = [];
  for (const pair of pairs) {
    const parts = pair.split(/[ \u00a0]/);
    if (names.some((name) => stands(parts, name))) continue;
    const before = names.find((name) => parts.length > 1 && name.length > 1 && name.at(-1) === parts[0]);
    const after = names.find((name) => parts.length > 1 && name.length > 1 && name[0] === parts.at(-1));
    if (before && before.length < longest) before.push(...parts.slice(1));
    else if (after && after.length < longest) after.unshift(...parts.slice(0, -1));
    else names.push([...parts]);
  }
  const whole = names.map((name, at) => (names.some((other, place) => extendsBy(name, other, at, place)) ? [] : name));
  return whole.filter((name) => name.length > 0).map((name) => name.join(' '));
}

const longest = 5;

const stands = (parts: readonly string[], name: readonly string[]): boolean =>
  ` ${name.join(' ')} `.includes(` ${parts.join(' ')} `);

const extendsBy = (name: readonly string[], other: readonly string[], at: number, place: number): boolean =>
  at !== place && stands(name, other) && (other.length > name.length || place < at);
